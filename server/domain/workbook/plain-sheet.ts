/** A sheet of a workbook, before any library turns it into a file. */
export type PlainSheet = {
  name: string;
  /** "veryHidden": not in the list of hidden sheets either, so that nobody deletes it by accident. */
  visibility: 'visible' | 'veryHidden';
  columns: { width: number; hidden?: boolean }[];
  rows: PlainRow[];
  /** How many rows and columns stay visible while scrolling. */
  freeze: { rows: number; columns: number } | null;
  /** The row of headings, counted from 1, that is repeated on every printed page. */
  headerRow: number | null;
  /** The printed columns, counted from 0; others are only for the screen. */
  printColumns: { from: number; to: number } | null;
  landscape: boolean;
  /** Whether rows may be added and removed: the sheet is not protected. */
  isOpen?: boolean;
  /** Whole columns with a choice. */
  choices?: SheetChoice[];
};

/** Cells of a column that offer fixed words, or the first column of another sheet. Rows count from 0. */
export type SheetChoice = { column: number; fromRow: number; toRow: number } & (
  | { words: readonly string[] }
  | { sheet: string }
);

export type PlainRow = {
  cells: (PlainCell | null)[];
  hidden?: boolean;
  /** In points; by default the program that opens the file decides. */
  height?: number;
};

export type PlainCell = {
  value: string | number | null;
  look: Look;
  /** A note that opens over the cell. */
  note?: string;
  /** A drop-down: the name of a list on the sheet "Lists". */
  list?: string;
  /** A figure of zero or more: whole, or with decimals. */
  figure?: 'whole' | 'decimal';
};

export type Look =
  | 'title'
  | 'hint'
  | 'header'
  | 'group'
  | 'code'
  | 'locked'
  | 'lockedStrong'
  | 'past'
  | 'pastNumber'
  | 'closed'
  | 'notAsked'
  | 'enterText'
  | 'enterList'
  | 'enterWhole'
  | 'enterDecimal'
  /** A cell to correct, and one to look at again. */
  | 'fault'
  | 'doubt'
  | 'hidden';

/** The answers of a drop-down, in order. */
export type PlainList = { name: string; labels: string[] };

export type PlainWorkbook = {
  title: string;
  sheets: PlainSheet[];
  lists: PlainList[];
};
