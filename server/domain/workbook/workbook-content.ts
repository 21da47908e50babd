import type { FieldName, FieldValue } from './workbook-report.ts';

/** The content of an uploaded workbook; stored until somebody decides about it. */
export type WorkbookContent = {
  /** When the workbook was made, as ISO text; null if it does not say. */
  madeAt: string | null;
  rows: ReadRow[];
  /** What could not be read and belongs to no answer, each with its position. */
  rejections: Rejection[];
  /** What a person should know, without a position. */
  remarks: string[];
  /** How many rows of the report are missing from the workbook. */
  rowsMissing: number;
};

export type ReadRow = {
  /** The row's key; see EntryRow. */
  key: string;
  sheet: string;
  /** As people count: the first row is 1. */
  row: number;
  fields: ReadField[];
};

export type ReadField = {
  field: FieldName;
  /** Its position, such as "G14". */
  cell: string;
  /** What was stored when the workbook was made; absent if the workbook does not say. */
  base?: FieldValue;
} & ({ value: FieldValue } | { problem: string });

export type Rejection = { sheet: string; cell: string; sentence: string };
