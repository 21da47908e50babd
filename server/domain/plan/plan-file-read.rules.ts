import type { z } from 'zod';
import { quoteCell } from './plan-file-cells.schema.ts';
import type { ReadRow, ReportProblem } from './plan-file-lookup.rules.ts';
import type { RawPlanFileRow } from './plan-file.schema.ts';

/**
 * Reads the rows of one file cell by cell. Skips empty rows, but keeps the row numbers. Reports missing or
 * unknown columns once, at the header; those in `spare` may be missing.
 */
export function readRows<S extends z.ZodObject>(
  schema: S,
  rows: readonly RawPlanFileRow[],
  report: ReportProblem<string>,
  spare: ReadonlySet<string> = new Set(),
): ReadRow<z.output<S>>[] {
  const columns = Object.keys(schema.shape);
  const filled = rows
    .map((cells, index) => ({ row: index + 2, cells }))
    .filter(({ cells }) => Object.values(cells).some((text) => text !== undefined && text.trim() !== ''));

  const present = new Set(rows.flatMap((cells) => Object.keys(cells)));
  const missing = new Set(
    rows.length === 0 ? [] : columns.filter((column) => !present.has(column) && !spare.has(column)),
  );
  for (const column of missing) report(1, column, `The column “${column}” is missing.`);
  for (const column of present) {
    // A spreadsheet may save an empty column at the right, without name and text.
    const empty = column.trim() === '' && rows.every((cells) => (cells[column] ?? '').trim() === '');
    if (!columns.includes(column) && !empty) {
      report(
        1,
        column,
        `The column ${quoteCell(column)} is not known. The columns are: ${columns.join(', ')}.`,
      );
    }
  }

  return filled.map(({ row, cells }) => {
    const typed: Record<string, unknown> = {};
    for (const [column, cell] of Object.entries(schema.shape)) {
      if (missing.has(column)) continue;
      const result = (cell as z.ZodType).safeParse(cells[column] ?? '');
      if (result.success) typed[column] = result.data;
      else for (const issue of result.error.issues) report(row, column, issue.message);
    }
    return { row, cells: typed as Partial<z.output<S>> };
  });
}
