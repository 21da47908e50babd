/** What an uploaded workbook may cost. A workbook of the tracker has 60 to 500 KB and is read in a tenth of a second. */
export const workbookLimits = {
  /** The file itself. */
  fileBytes: 10 * 1024 * 1024,
  /** All that is read of it, unpacked. */
  unpackedBytes: 48 * 1024 * 1024,
  /** Files within the file. */
  entries: 3000,
  sheets: 60,
  /** The part of a sheet that is read: more than any report has, and a person notices when it is exceeded. */
  rows: 6000,
  columns: 100,
  /** Memory of the thread that reads, and how long it may take. */
  heapMegabytes: 256,
  milliseconds: 20_000,
  /** How many are read at once, and how many may wait. */
  atOnce: 2,
  waiting: 20,
} as const;

export type WorkbookLimits = { [K in keyof typeof workbookLimits]: number };
