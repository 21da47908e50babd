import type { RawCell, RawSheet, RawWorkbook } from '../workbook/raw-workbook.ts';
import type { PlanFileProblem, RawPlanFileRow } from './plan-file.schema.ts';
import { type PlanUpload, planSheetNames } from './plan-upload.ts';

/**
 * Reads the sheets of a plan's workbook as rows of text, like a CSV reader; row 1 has the column names.
 * Ignores sheets with other names: people keep notes beside a plan.
 */
export function readPlanWorkbook({ sheets }: RawWorkbook): PlanUpload {
  const read: Record<string, readonly RawPlanFileRow[]> = {};
  const problems: PlanFileProblem[] = [];
  for (const sheet of sheets) {
    const name = sheet.name.trim().toLowerCase();
    if (!planSheetNames.includes(name) || read[name] !== undefined) continue;
    read[name] = readSheet(sheet, (row, column, message) =>
      problems.push({ file: `${name}.csv`, row, column, message }),
    );
  }
  return { sheets: read, problems };
}

function readSheet(
  { rows, merges }: RawSheet,
  report: (row: number, column: string, message: string) => void,
): RawPlanFileRow[] {
  const header = rows.find(({ index }) => index === 0);
  const columns = new Map<number, string>();
  for (const { column, cell } of header?.cells ?? []) {
    const name = readCell(cell).text.trim();
    if (name === '') continue;
    if ([...columns.values()].includes(name)) report(1, name, 'This column stands twice.');
    columns.set(column, name);
  }
  for (const { fromRow, toRow, fromColumn } of merges) {
    const name = columns.get(fromColumn);
    if (toRow > 0 && name !== undefined) {
      report(
        fromRow + 1,
        name,
        'These cells are joined into one. Separate them, and write in each what is meant.',
      );
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
      return { text: '', problem: `This cell holds an error (${cell.text}).` };
    case 'formula':
      return cell.shown.startsWith('#')
        ? { text: '', problem: `The formula in this cell gives an error (${cell.shown}).` }
        : { text: cell.shown };
  }
}
