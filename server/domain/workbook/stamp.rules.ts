import type { RawSheet, RawWorkbook } from './raw-workbook.ts';
import { parseSheetKey, stampMark, workbookFormat } from './workbook-format.ts';
import {
  type CellAnswer,
  type EntryRow,
  type FieldName,
  type FieldValue,
  listFields,
} from './workbook-report.ts';

/** What a workbook stores about the report that it was made from. */
export type Stamp = {
  round: string;
  roundTitle: string;
  reporter: string;
  reporterName: string;
  madeAt: string | null;
  /** By the key of a row: the values of its fields as JSON, in order. */
  values: Map<string, string[]>;
};

const textAt = (sheet: RawSheet, row: number, column: number): string => {
  const cell = sheet.rows
    .find(({ index }) => index === row)
    ?.cells.find((one) => one.column === column)?.cell;
  return cell?.kind === 'text' ? cell.text : '';
};

export function isStampSheet(sheet: RawSheet): boolean {
  return /^bohol-workbook\/\d+ stamp$/.test(textAt(sheet, 0, 0));
}

/** Reads the stamp of a workbook; null if it has none, "other" for another version of the format. */
export function parseStamp(workbook: RawWorkbook): Stamp | 'other' | null {
  const sheet = workbook.sheets.find(isStampSheet);
  if (!sheet) return null;
  if (textAt(sheet, 0, 0) !== stampMark) return 'other';
  const mark = parseSheetKey(textAt(sheet, 1, 0));
  if (!mark) return null;
  if (mark.format !== workbookFormat) return 'other';
  const madeAt = textAt(sheet, 1, 3);
  const values = new Map<string, string[]>();
  for (const { index, cells } of sheet.rows) {
    if (index < 2) continue;
    const line: string[] = [];
    for (const { column, cell } of cells) if (cell.kind === 'text' && column < 20) line[column] = cell.text;
    const key = line[0];
    if (key) values.set(key, line.slice(2));
  }
  return {
    round: mark.round,
    roundTitle: textAt(sheet, 1, 1),
    reporter: mark.reporter,
    reporterName: textAt(sheet, 1, 2),
    madeAt: /^\d{4}-\d\d-\d\dT/.test(madeAt) && !Number.isNaN(Date.parse(madeAt)) ? madeAt : null,
    values,
  };
}

/** Returns what was stored in a field when the workbook was made; undefined if the workbook does not say. */
export function findBaseValue(stamp: Stamp | null, row: EntryRow, field: FieldName): FieldValue | undefined {
  const text = stamp?.values.get(row.key)?.[listFields(row).indexOf(field)];
  if (text === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed === null || typeof parsed === 'string') return parsed;
    return typeof parsed === 'object' ? readCellAnswer(parsed) : undefined;
  } catch {
    // Somebody changed the hidden sheet, so it says nothing.
    return undefined;
  }
}

function readCellAnswer(parsed: object): CellAnswer | undefined {
  const part = (name: string) => {
    const value: unknown = Object.hasOwn(parsed, name) ? parsed[name as keyof typeof parsed] : null;
    return typeof value === 'string' ? value : null;
  };
  const state = part('state');
  if (state !== 'reported' && state !== 'not_available' && state !== 'not_applicable') return undefined;
  return {
    state,
    value: part('value'),
    numerator: part('numerator'),
    denominator: part('denominator'),
    choice: part('choice'),
    text: part('text'),
  };
}
