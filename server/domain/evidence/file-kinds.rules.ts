/**
 * The kinds of files accepted as evidence. The content determines the kind; the name is made to agree when it
 * is stored.
 */
export const fileKinds = {
  pdf: { word: 'PDF', contentType: 'application/pdf', extension: 'pdf' },
  docx: {
    word: 'Word document',
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extension: 'docx',
  },
  xlsx: {
    word: 'Excel workbook',
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
  },
  jpeg: { word: 'JPEG image', contentType: 'image/jpeg', extension: 'jpg' },
  png: { word: 'PNG image', contentType: 'image/png', extension: 'png' },
} as const;
export type FileKind = keyof typeof fileKinds;

/** Kinds that were accepted in the past. Their files can still be downloaded; new ones are refused. */
const formerKinds = [
  {
    word: 'PowerPoint presentation',
    contentType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  },
  { word: 'WebP image', contentType: 'image/webp' },
  { word: 'OpenDocument text', contentType: 'application/vnd.oasis.opendocument.text' },
  { word: 'OpenDocument spreadsheet', contentType: 'application/vnd.oasis.opendocument.spreadsheet' },
  { word: 'OpenDocument presentation', contentType: 'application/vnd.oasis.opendocument.presentation' },
  { word: 'TIFF image', contentType: 'image/tiff' },
];

/** Accepted file endings of a kind; the first is added to a name without any of them. */
const endings: Partial<Record<FileKind, string[]>> = { jpeg: ['jpg', 'jpeg'] };

/**
 * For `accept` of a file field: what the chooser offers first. By content type too, from which telephones and Safari
 * learn that a HEIC photograph has to be made a JPEG.
 */
export const acceptedFiles = (Object.keys(fileKinds) as FileKind[])
  .flatMap((kind) => [
    ...(endings[kind] ?? [fileKinds[kind].extension]).map((ending) => `.${ending}`),
    fileKinds[kind].contentType,
  ])
  .join(',');

/** The kinds in one line for a hint. */
export const acceptedWords = 'PDF, Word (docx), Excel (xlsx), or a picture (JPEG or PNG)';

/** Returns the label of a stored content type; "File" if it is unknown. */
export function describeFileKind(contentType: string): string {
  const kinds = [...Object.values(fileKinds), ...formerKinds];
  return kinds.find((kind) => kind.contentType === contentType)?.word ?? 'File';
}

const longestName = 200;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * Returns a file name as it is stored and served: any script, composed (NFC), without folders, without
 * characters that are invisible or change the writing direction, and with the ending of its kind. A name with
 * nothing left becomes "file".
 */
export function normaliseFileName(name: string, kind: FileKind): string {
  const last = name.toWellFormed().normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const visible = last
    // Control and format characters, line separators, private use; then what file systems and shells trip
    // over.
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, (mark) => (keepsShape.has(mark) ? mark : ''))
    .replace(/[<>:"|?*%]/g, '_')
    .replace(/\s+/gu, ' ')
    .trim();
  const wanted = endings[kind] ?? [fileKinds[kind].extension];
  const ending = /\.([a-z0-9]{1,8})$/i.exec(visible)?.[1]?.toLowerCase();
  const agrees = ending !== undefined && wanted.includes(ending);
  const stem = (agrees ? visible.slice(0, -ending.length - 1) : visible).replace(/^[\s.]+|[\s.]+$/gu, '');
  const safe = stem === '' ? 'file' : reserved.test(stem) ? `${stem}_` : stem;
  const end = agrees ? ending : wanted[0];
  return `${[...safe].slice(0, longestName / 2).join('')}.${end}`;
}

/** Joiners without which Khmer, Burmese, Persian and others cannot be written. */
const keepsShape = new Set(['\u200c', '\u200d', '\u200b']);

/** Returns the default title of a file: its name without the ending. */
export function buildTitleFromFileName(fileName: string): string {
  return (
    fileName
      .replace(/\.[a-z0-9]{1,8}$/i, '')
      .replace(/_+/g, ' ')
      .trim() || fileName
  );
}
