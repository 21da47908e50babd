import { fileTypeFromBuffer } from 'file-type';
import { acceptedWords } from '#server/domain/evidence/file-kinds.rules.ts';
import { FileRefusal } from './file-refusal.ts';
import { macros } from './ooxml/content-types.ts';
import { readZip } from './zip-archive.ts';

/** What a file is by its content. Documents come with their parts, so that they are unpacked once. */
export type Recognised =
  | { kind: 'pdf' | 'jpeg' | 'png' | 'webp' }
  | { kind: 'docx' | 'xlsx' | 'pptx'; parts: Map<string, Uint8Array> };

const notTaken = `This kind of file is not taken. Send ${acceptedWords}.`;
const archive = 'Archives are not taken. Send the documents in it one by one.';

const openDocument =
  'OpenDocument files (.odt, .ods, .odp) are not taken. Save it as .docx, .xlsx or .pptx, or as a PDF.';

const sentences: Record<string, string> = {
  zip: archive,
  rar: archive,
  '7z': archive,
  gz: archive,
  bz2: archive,
  xz: archive,
  tar: archive,
  zst: archive,
  heic: 'HEIC pictures are not taken. Save the picture as JPEG and send that.',
  heif: 'HEIC pictures are not taken. Save the picture as JPEG and send that.',
  tif: 'TIFF pictures are not taken. Save a photograph as JPEG, or a scan as PDF, and send that.',
  avif: 'AVIF pictures are not taken. Save the picture as JPEG or PNG and send that.',
};

/** Says what a file is. Its name is not asked. Throws FileRefusal for everything that is not taken. */
export async function recogniseFile(content: Uint8Array): Promise<Recognised> {
  if (content.length === 0) throw new FileRefusal('The file is empty.');
  const beginsWith = (...bytes: number[]) => bytes.every((byte, index) => content[index] === byte);
  if (beginsWith(0xd0, 0xcf, 0x11, 0xe0)) throw refuseOldOffice(content);
  if (beginsWith(0x50, 0x4b, 0x03, 0x04)) return recogniseDocument(content);
  const found = await fileTypeFromBuffer(content);
  switch (found?.mime) {
    case 'application/pdf':
      // Some readers look further for the beginning, so that a file can be two things at once.
      if (!beginsWith(0x25, 0x50, 0x44, 0x46, 0x2d)) throw new FileRefusal(notTaken);
      return { kind: 'pdf' };
    case 'image/jpeg':
      return { kind: 'jpeg' };
    case 'image/png':
      return { kind: 'png' };
    case 'image/webp':
      return { kind: 'webp' };
    default:
      throw new FileRefusal(sentences[found?.ext ?? ''] ?? notTaken);
  }
}

/** Old .doc, .xls and .ppt, and new ones that are locked, begin alike. */
function refuseOldOffice(content: Uint8Array): FileRefusal {
  const locked = Buffer.from('EncryptedPackage', 'utf16le');
  return new FileRefusal(
    Buffer.from(content.buffer, content.byteOffset, content.byteLength).includes(locked)
      ? 'The file is protected with a password. Save it without one.'
      : 'This is the old form of Word, Excel or PowerPoint (.doc, .xls, .ppt). Save it as .docx, .xlsx or .pptx, or as a PDF.',
  );
}

const mainParts: [pattern: RegExp, kind: 'docx' | 'xlsx' | 'pptx'][] = [
  [/wordprocessingml\.document\.main\+xml/, 'docx'],
  [/spreadsheetml\.sheet\.main\+xml/, 'xlsx'],
  [/presentationml\.(presentation|slideshow)\.main\+xml/, 'pptx'],
];

function recogniseDocument(content: Uint8Array): Recognised {
  const parts = readZip(content);
  const types = parts.get('[Content_Types].xml');
  if (types) {
    const text = Buffer.from(types).toString('utf8');
    const kinds = mainParts.filter(([pattern]) => pattern.test(text));
    if (/macroEnabled/i.test(text)) throw new FileRefusal(macros);
    if (kinds.length !== 1 || !kinds[0]) throw new FileRefusal(notTaken);
    return { kind: kinds[0][1], parts };
  }
  const mimetype = Buffer.from(parts.get('mimetype') ?? []).toString('latin1');
  throw new FileRefusal(mimetype.includes('opendocument') ? openDocument : archive);
}
