import type { ColumnKind } from '#server/domain/data/column.ts';

/** What the thread is sent: the sheets' columns first, then rows in pages, then that these were all. */
export type WorkbookMessage =
  | { kind: 'sheet'; name: string; columns: WorkbookColumn[] }
  | { kind: 'rows'; rows: WorkbookValue[][] }
  /** `at`: when its publication was made, as ISO. The same publication gives the same bytes on any day. */
  | { kind: 'end'; title: string; at: string };

export type WorkbookColumn = { name: string; kind: ColumnKind; width: number };

/** Decimals come as text, and become numbers where no digit is lost. */
export type WorkbookValue = string | number | boolean | null;

export type WorkbookAnswer = { file: Uint8Array } | { fault: string };
