/**
 * A workbook as read from a file, before it is interpreted. Rows and columns count from 0; empty cells are
 * left out.
 */
export type RawWorkbook = { sheets: RawSheet[] };

export type RawSheet = {
  name: string;
  rows: RawRow[];
  /** Merged cells; the ends are inclusive. */
  merges: { fromRow: number; toRow: number; fromColumn: number; toColumn: number }[];
};

export type RawRow = { index: number; cells: { column: number; cell: RawCell }[] };

export type RawCell =
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number; percent: boolean }
  | { kind: 'boolean'; value: boolean }
  /** A number that the spreadsheet shows as a date or time; ISO text without a zone. */
  | { kind: 'date'; iso: string }
  /** An error value such as "#REF!". */
  | { kind: 'error'; text: string }
  /** A formula, with its value when the file was saved. */
  | { kind: 'formula'; shown: string };
