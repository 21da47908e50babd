import type { RawSheet } from './raw-workbook.ts';
import { type ColumnKey, columns, foldWords, nameColumn, readSheetMark } from './workbook-format.ts';

export type FoundColumns = {
  /** The last row of the headings: answers are below. */
  headerRow: number;
  columnOf: Map<ColumnKey, number>;
  /** A sentence about duplicate headings. */
  problem: string | null;
};

/** How many rows are searched for the headings: more than any letterhead above them. */
const deepest = 60;

const headings = new Map<string, ColumnKey>(columns.map(({ key, header }) => [foldWords(header), key]));
const keys = new Map<string, ColumnKey>(columns.map(({ key }) => [key, key]));

/**
 * Finds the columns of a sheet by the hidden row of their keys or, if that is missing, by their headings,
 * wherever they have been moved. Null if the sheet has no such row.
 */
export function findColumns(sheet: RawSheet): FoundColumns | null {
  const byKeys = findRow(sheet, (text) => keys.get(text.trim()), null);
  const byHeadings = findRow(
    sheet,
    (text) => headings.get(foldWords(text.replace(/\(\S+\)\s*$/, ''))),
    // Some keys read like headings.
    byKeys?.headerRow ?? null,
  );
  const found = byKeys ?? byHeadings;
  if (!found) return null;
  const { columnOf } = found;
  // A column without its key is found by its heading, and the other way round.
  const other = found === byKeys ? byHeadings : null;
  const taken = new Set(columnOf.values());
  for (const [key, column] of other?.columnOf ?? []) {
    if (!columnOf.has(key) && !taken.has(column)) columnOf.set(key, column);
  }
  return { headerRow: Math.max(found.headerRow, other?.headerRow ?? 0), columnOf, problem: found.problem };
}

function findRow(
  sheet: RawSheet,
  know: (text: string) => ColumnKey | undefined,
  except: number | null,
): FoundColumns | null {
  for (const { index, cells } of sheet.rows) {
    if (index > deepest) return null;
    if (index === except) continue;
    const columnOf = new Map<ColumnKey, number>();
    let problem: string | null = null;
    for (const { column, cell } of cells) {
      const key = cell.kind === 'text' ? know(cell.text) : undefined;
      if (key === undefined) continue;
      const first = columnOf.get(key);
      if (first === undefined) columnOf.set(key, column);
      else {
        const header = columns.find((one) => one.key === key)?.header;
        problem ??= `The column "${header}" is there twice, as ${nameColumn(first)} and ${nameColumn(column)}. Delete one of them.`;
      }
    }
    // A title that equals one heading is not a row of headings.
    if (columnOf.size >= 3) return { headerRow: index, columnOf, problem };
  }
  return null;
}

/** Finds the round and reporter that a sheet names, wherever in its first rows that has been moved. */
export function findSheetMark(sheet: RawSheet): ReturnType<typeof readSheetMark> {
  for (const { index, cells } of sheet.rows) {
    if (index > deepest) return null;
    for (const { cell } of cells) {
      const mark = cell.kind === 'text' ? readSheetMark(cell.text) : null;
      if (mark) return mark;
    }
  }
  return null;
}
