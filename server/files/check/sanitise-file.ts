import { fileTypeFromBuffer } from 'file-type';
import { acceptedWords, type FileKind } from '#server/domain/evidence/file-kinds.rules.ts';
import type { RemovedContent } from '#server/domain/evidence/removed-content.rules.ts';
import { sanitiseOoxml } from './sanitise-ooxml.ts';
import { sanitisePicture } from './sanitise-pictures.ts';
import { FileRefusal } from './file-refusal.ts';
import { macros } from './ooxml/package-parts.ts';
import { readZip } from './zip-archive.ts';

export interface CleanedFile {
  kind: FileKind;
  content: Uint8Array;
  /** What was taken out that a reader may want to know of. */
  removed: RemovedContent[];
}

/**
 * Says what a file is and gives it back without what it says of its makers, and without what would fetch, run or open
 * something else. Everything is written anew: nothing that hides before, between or behind what was understood is
 * kept. Throws FileRefusal.
 */
export async function sanitiseFile(content: Uint8Array): Promise<CleanedFile> {
  const found = await recogniseFile(content);
  const removed = new Set<RemovedContent>();
  const clean = async (): Promise<Uint8Array> => {
    switch (found.kind) {
      case 'pdf': {
        // Large to load, and needed for this kind only.
        const { sanitisePdf } = await import('./sanitise-pdf.ts');
        return sanitisePdf(content, removed);
      }
      case 'docx':
      case 'xlsx':
        return sanitiseOoxml(found.parts, removed);
      case 'jpeg':
      case 'png':
        return sanitisePicture(content, found.kind);
    }
  };
  const cleaned = await clean();
  return { kind: found.kind, content: cleaned, removed: [...removed] };
}

/** What a file is by its content. Documents come with their parts, so that they are unpacked once. */
type Recognised =
  | { kind: 'pdf' | 'jpeg' | 'png' }
  | { kind: 'docx' | 'xlsx'; parts: Map<string, Uint8Array> };

const accepted = `Files that are taken: ${acceptedWords}.`;
const notTaken = () => new FileRefusal(`This kind of file is not taken. ${accepted}`);

/** Kinds that people try, each with what to do instead. */
const advice = {
  archive: 'Archives are not taken. Send the documents in it one by one.',
  oldOffice:
    'The old form of Word and Excel (.doc, .xls) is not taken. Save it as .docx or .xlsx, or as a PDF.',
  openDocument:
    'OpenDocument files (.odt, .ods, .odp) are not taken. Save it as .docx or .xlsx, or as a PDF.',
  slides: 'PowerPoint files are not taken. Save the slides as a PDF and send that.',
  heic: 'HEIC pictures are not taken. Save the picture as JPEG and send that.',
  tiff: 'TIFF pictures are not taken. Save a photograph as JPEG, or a scan as PDF, and send that.',
  otherPicture: 'This kind of picture is not taken. Save it as JPEG or PNG and send that.',
};
const refuse = (why: keyof typeof advice) => new FileRefusal(`${advice[why]} ${accepted}`);

/** By the ending that the library gives to a kind. */
const adviceFor: Record<string, keyof typeof advice> = {
  ...Object.fromEntries(
    ['zip', 'rar', '7z', 'gz', 'bz2', 'xz', 'tar', 'zst'].map((one) => [one, 'archive' as const]),
  ),
  ...Object.fromEntries(['webp', 'gif', 'avif', 'bmp'].map((one) => [one, 'otherPicture' as const])),
  heic: 'heic',
  heif: 'heic',
  tif: 'tiff',
};

/** Says what a file is. Its name is not asked. Throws FileRefusal for everything that is not taken. */
async function recogniseFile(content: Uint8Array): Promise<Recognised> {
  if (content.length === 0) throw new FileRefusal('The file is empty.');
  const beginsWith = (...bytes: number[]) => bytes.every((byte, index) => content[index] === byte);
  if (beginsWith(0xd0, 0xcf, 0x11, 0xe0)) throw refuseOldOffice(content);
  if (beginsWith(0x50, 0x4b, 0x03, 0x04)) return recogniseDocument(content);
  const found = await fileTypeFromBuffer(content);
  switch (found?.mime) {
    case 'application/pdf':
      // Some readers look further for the beginning, so that a file can be two things at once.
      if (!beginsWith(0x25, 0x50, 0x44, 0x46, 0x2d)) throw notTaken();
      return { kind: 'pdf' };
    case 'image/jpeg':
      return { kind: 'jpeg' };
    case 'image/png':
      return { kind: 'png' };
    default: {
      const why = adviceFor[found?.ext ?? ''];
      throw why ? refuse(why) : notTaken();
    }
  }
}

/** Old .doc, .xls and .ppt, and new ones that are locked, begin alike. */
function refuseOldOffice(content: Uint8Array): FileRefusal {
  const locked = Buffer.from('EncryptedPackage', 'utf16le');
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength).includes(locked)
    ? new FileRefusal('The file is protected with a password. Save it without one.')
    : refuse('oldOffice');
}

const mainParts: [pattern: RegExp, kind: 'docx' | 'xlsx' | 'pptx'][] = [
  [/wordprocessingml\.document\.main\+xml/, 'docx'],
  [/spreadsheetml\.sheet\.main\+xml/, 'xlsx'],
  [/presentationml\.(presentation|slideshow)\.main\+xml/, 'pptx'],
];

function recogniseDocument(content: Uint8Array): Recognised {
  const parts = readZip(content);
  const types = parts.get('[Content_Types].xml');
  if (!types) {
    const mimetype = Buffer.from(parts.get('mimetype') ?? []).toString('latin1');
    throw refuse(mimetype.includes('opendocument') ? 'openDocument' : 'archive');
  }
  const text = Buffer.from(types).toString('utf8');
  const kinds = mainParts.filter(([pattern]) => pattern.test(text)).map(([, kind]) => kind);
  if (/macroEnabled/i.test(text)) throw new FileRefusal(macros);
  const [kind] = kinds;
  if (kinds.length !== 1 || !kind) throw notTaken();
  if (kind === 'pptx') throw refuse('slides');
  return { kind, parts };
}
