import type { FieldName, FieldValue } from './workbook-report.ts';

/** What was read from an uploaded workbook; kept until it is decided upon. */
export type WorkbookContent = {
  /** When the workbook was made, as ISO text; null when it does not say. */
  madeAt: string | null;
  rows: ReadRow[];
  /** What could not be read and belongs to no answer, each with its place. */
  rejections: Rejection[];
  /** What a person should know, without a place. */
  remarks: string[];
  /** How many rows of the report the workbook does not have. */
  rowsMissing: number;
};

export type ReadRow = {
  /** The row's mark; see EntryRow. */
  key: string;
  sheet: string;
  /** As people count: the first row is 1. */
  row: number;
  fields: ReadField[];
};

export type ReadField = {
  field: FieldName;
  /** Where it stands, such as "G14". */
  cell: string;
  /** What was stored when the workbook was made; left out when the workbook does not say. */
  base?: FieldValue;
} & ({ value: FieldValue } | { problem: string });

export type Rejection = { sheet: string; cell: string; sentence: string };
