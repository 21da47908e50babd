import type { ColumnKind } from '#server/domain/data/column.ts';

/** The messages to the thread: the sheets' columns first, then rows in pages, then the end. */
export type WorkbookMessage =
  | { kind: 'sheet'; name: string; columns: WorkbookColumn[] }
  | { kind: 'rows'; rows: WorkbookValue[][] }
  /**
   * `at`: when the publication was made, in ISO format. The same publication gives the same bytes on any day.
   */
  | { kind: 'end'; title: string; at: string };

export type WorkbookColumn = { name: string; kind: ColumnKind; width: number };

/** Decimals come as text and become numbers if no digit is lost. */
export type WorkbookValue = string | number | boolean | null;

export type WorkbookAnswer = { file: Uint8Array } | { fault: string };
