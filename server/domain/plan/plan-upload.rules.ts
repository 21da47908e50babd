import {
  type PlanFilePart,
  type PlanFileProblem,
  type PlanFileRows,
  planFileParts,
  type RawPlanFileRow,
} from './plan-file.schema.ts';
import { type RawPlanLists, planListNames } from './plan-list.schema.ts';
import { formatVerb } from '#server/domain/language/counted-nouns.ts';
import type { RawCell, RawSheet, RawWorkbook } from '../workbook/raw-workbook.ts';

/** Every sheet that a plan's workbook can have; CSV files have the same names. */
export const planSheetNames: readonly string[] = [...planFileParts, 'validation-rules', ...planListNames];

/** The content of an upload: its sheets as text, and the cells that could not be read. */
export interface PlanUpload {
  readonly sheets: Readonly<Record<string, readonly RawPlanFileRow[]>>;
  readonly problems: readonly PlanFileProblem[];
  /** Where each column is on its sheet, from 0; missing for an edit, which has no file. */
  readonly columns?: SheetColumns | undefined;
}

export type SheetColumns = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Splits an upload into the parts of a plan and its lists; returns a sentence if a part is missing. */
export function parsePlanUpload({
  sheets,
}: PlanUpload): { rows: PlanFileRows; lists: RawPlanLists } | string {
  const missing = planFileParts.filter((part) => sheets[part] === undefined);
  if (missing.length > 0) {
    const names = missing.map((name) => `“${name}”`).join(', ');
    return missing.length === planFileParts.length
      ? 'This file has no sheet of a plan. Start from the template or from the present plan, and keep the names of the sheets.'
      : `${missing.length === 1 ? 'The sheet' : 'The sheets'} ${names} ${formatVerb(missing.length, 'are')} missing. Upload the whole plan.`;
  }
  const rules = sheets['validation-rules'];
  const parts = Object.fromEntries(
    planFileParts.map((part) => [part, sheets[part] ?? []]),
  ) as unknown as Record<PlanFilePart, readonly RawPlanFileRow[]>;
  const lists = Object.fromEntries(
    planListNames.flatMap((name) => (sheets[name] ? [[name, sheets[name]]] : [])),
  ) as RawPlanLists;
  return { rows: { ...parts, ...(rules ? { rules } : {}) }, lists };
}

/**
 * Reads the sheets of a plan's workbook as rows of text, like a CSV reader; row 1 has the column names.
 * Ignores sheets with other names: people keep notes beside a plan.
 */
export function parsePlanWorkbook({ sheets }: RawWorkbook): PlanUpload {
  const read: Record<string, readonly RawPlanFileRow[]> = {};
  const columns: Record<string, Record<string, number>> = {};
  const problems: PlanFileProblem[] = [];
  for (const sheet of sheets) {
    const name = sheet.name.trim().toLowerCase();
    if (!planSheetNames.includes(name) || read[name] !== undefined) continue;
    const { rows, columns: found, problems: unread } = readNamedColumns(sheet);
    problems.push(...unread.map((problem) => ({ file: `${name}.csv`, ...problem })));
    columns[name] = found;
    read[name] = rows;
  }
  return { sheets: read, problems, columns };
}

/** What a sheet with a row of column names says, as text by column, and which cells cannot be read. */
export type NamedColumns = {
  /** From row 2 on, the empty ones too. */
  rows: RawPlanFileRow[];
  /** Where each column is, from 0. */
  columns: Record<string, number>;
  problems: { row: number; column: string; message: string }[];
};

/** Reads a sheet whose first row has the names of its columns. */
export function readNamedColumns(sheet: RawSheet): NamedColumns {
  const problems: NamedColumns['problems'] = [];
  const report: Report = (row, column, message) => problems.push({ row, column, message });
  const header = readHeader(sheet, report);
  const columns = Object.fromEntries([...header].map(([column, title]) => [title, column]));
  return { rows: readSheet(sheet, header, report), columns, problems };
}

type Report = (row: number, column: string, message: string) => void;

/** The names in row 1, by column. */
function readHeader({ rows }: RawSheet, report: Report): ReadonlyMap<number, string> {
  const header = rows.find(({ index }) => index === 0);
  const columns = new Map<number, string>();
  for (const { column, cell } of header?.cells ?? []) {
    const name = readCell(cell).text.trim();
    if (name === '') continue;
    if ([...columns.values()].includes(name)) report(1, name, 'This column appears twice.');
    columns.set(column, name);
  }
  return columns;
}

function readSheet(
  { rows, merges }: RawSheet,
  columns: ReadonlyMap<number, string>,
  report: Report,
): RawPlanFileRow[] {
  for (const { fromRow, toRow, fromColumn } of merges) {
    const name = columns.get(fromColumn);
    if (toRow > 0 && name !== undefined) {
      report(fromRow + 1, name, 'These cells are merged. Unmerge them and fill in each one.');
    }
  }
  const last = rows.at(-1)?.index ?? 0;
  const empty = () => Object.fromEntries([...columns.values()].map((name) => [name, '']));
  // Empty rows keep their position, so that row numbers match the sheet.
  const read: Record<string, string>[] = Array.from({ length: last }, empty);
  for (const { index, cells } of rows) {
    const row = read[index - 1];
    if (index === 0 || !row) continue;
    for (const { column, cell } of cells) {
      const name = columns.get(column);
      if (name === undefined) continue;
      const { text, problem } = readCell(cell);
      if (problem) report(index + 1, name, problem);
      row[name] = text;
    }
  }
  return read;
}

function readCell(cell: RawCell): { text: string; problem?: string } {
  switch (cell.kind) {
    case 'text':
      return { text: cell.text };
    case 'number':
      if (cell.percent)
        return { text: '', problem: 'This cell is formatted as a percentage. Format it as text.' };
      return Math.abs(cell.number) < 1e15
        ? { text: String(cell.number) }
        : { text: '', problem: 'This number is too large. Format the cell as text and type it again.' };
    case 'boolean':
      return { text: cell.value ? 'yes' : 'no' };
    case 'date':
      return { text: cell.iso.slice(0, 10) };
    case 'error':
      return { text: '', problem: `This cell contains an error (${cell.text}).` };
    case 'formula':
      return cell.shown.startsWith('#')
        ? { text: '', problem: `The formula in this cell gives an error (${cell.shown}).` }
        : { text: cell.shown };
  }
}
