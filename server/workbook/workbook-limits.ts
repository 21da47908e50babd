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
