/**
 * A workbook as it was read from a file, before anything is made of it. Rows and columns count from 0; what is empty
 * is left out.
 */
export type RawWorkbook = { sheets: RawSheet[] };

export type RawSheet = {
  name: string;
  rows: RawRow[];
  /** Cells that were joined into one; the ends are included. */
  merges: { fromRow: number; toRow: number; fromColumn: number; toColumn: number }[];
};

export type RawRow = { index: number; cells: { column: number; cell: RawCell }[] };

export type RawCell =
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number; percent: boolean }
  | { kind: 'boolean'; value: boolean }
  /** A number that the spreadsheet shows as a day or a time; ISO text without a zone. */
  | { kind: 'date'; iso: string }
  /** "#REF!" and its like. */
  | { kind: 'error'; text: string }
  /** A formula, with the value that it had when the file was saved. */
  | { kind: 'formula'; shown: string };
