/**
 * Limits for an uploaded workbook. A workbook of the tracker has 60 to 500 KB and is read in a tenth of a
 * second.
 */
export const workbookLimits = {
  fileBytes: 10 * 1024 * 1024,
  /** Size of everything read from it, unpacked. */
  unpackedBytes: 48 * 1024 * 1024,
  /** Number of files in the archive. */
  entries: 3000,
  sheets: 60,
  /** Rows of a sheet that are read: more than any report has, few enough that a person notices the excess. */
  rows: 6000,
  columns: 100,
  /** Memory of the reading thread, and its time limit. */
  heapMegabytes: 256,
  milliseconds: 20_000,
  /** How many files are read at once, and how many may wait. */
  atOnce: 2,
  waiting: 20,
} as const;

export type WorkbookLimits = { [K in keyof typeof workbookLimits]: number };

const fresh = 'Save it as an Excel workbook (.xlsx) and upload that.';

/**
 * Returns a sentence about what is wrong with a file before it is opened, or null if it may be a workbook.
 * Looks at the content, because file names prove little.
 */
export function findFileProblem(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return 'The file is empty.';
  if (bytes.length > workbookLimits.fileBytes) return describeTooLarge(bytes.length);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    // The old container stores names as UTF-16.
    if (holds(bytes, utf16('EncryptedPackage'))) {
      return 'The workbook is protected with a password for opening. Remove the password (in Excel: File, Info, Protect Workbook) and upload it again.';
    }
    return `This is a file of an old format (.xls or like it). ${fresh}`;
  }
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return null;
  if (startsWith(bytes, [0x50, 0x4b]))
    return 'The file is an empty or damaged archive. Save the workbook again and upload it.';
  if (startsWith(bytes, ascii('%PDF'))) return 'This is a PDF. Upload the workbook itself.';
  const beginning = new TextDecoder().decode(bytes.subarray(0, 400)).trimStart().toLowerCase();
  if (/^(\ufeff)?<(!doctype html|html|table|head|meta|\?xml)/.test(beginning)) {
    return `This is a web page or XML that is named like a workbook. Open it in a spreadsheet program. ${fresh}`;
  }
  if (!bytes.subarray(0, 2000).includes(0)) {
    return `This is a text file, such as CSV. ${fresh}`;
  }
  return `This is not an Excel workbook. ${fresh}`;
}

/**
 * Returns a sentence about what is wrong with an archive, judged by the names in it, or null if it is a
 * workbook.
 */
export function findArchiveProblem(names: ReadonlySet<string>): string | null {
  if (names.has('xl/workbook.bin')) return `This is a binary workbook (.xlsb). ${fresh}`;
  if (names.has('word/document.xml')) return 'This is a Word document. Upload the workbook.';
  if (names.has('ppt/presentation.xml')) return 'This is a presentation. Upload the workbook.';
  if (names.has('content.xml') && names.has('mimetype'))
    return `This is an OpenDocument file (.ods). ${fresh}`;
  if (names.has('Index/Document.iwa')) return `This is a Numbers file. ${fresh}`;
  if (!names.has('[Content_Types].xml')) return `This is an archive and not an Excel workbook. ${fresh}`;
  return null;
}

export function describeTooLarge(bytes: number): string {
  const megabytes = (bytes / 1024 / 1024).toFixed(bytes < 100 * 1024 * 1024 ? 1 : 0);
  return `The file has ${megabytes} MB, and at most ${workbookLimits.fileBytes / 1024 / 1024} MB are taken. A workbook of the tracker normally has less than 1 MB: look for pictures, or start from a fresh one and paste your answers.`;
}

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const utf16 = (text: string) => ascii(text).flatMap((code) => [code, 0]);
const startsWith = (bytes: Uint8Array, start: number[]) =>
  start.every((byte, index) => bytes[index] === byte);
const holds = (bytes: Uint8Array, part: number[]) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from(part));
