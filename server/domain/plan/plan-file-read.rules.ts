import type { z } from 'zod';
import { shortenCell } from './plan-file-cells.schema.ts';
import { findNearest } from '../workbook/nearest-word.calculations.ts';
import type { RawPlanFileRow } from './plan-file.schema.ts';

/**
 * Reads the rows of one file cell by cell. Skips empty rows, but keeps the row numbers. Reports missing or
 * unknown columns once, at the header; those in `spare` may be missing.
 */
export function parsePlanRows<S extends z.ZodObject>(
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
        `The column ${shortenCell(column)} is not known. The columns are: ${columns.join(', ')}.`,
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

/** A row with its readable cells; a cell that could not be read is missing. */
export interface ReadRow<T> {
  readonly row: number;
  readonly cells: Partial<T>;
}

export type ReportProblem<Column extends string> = (row: number, column: Column, message: string) => void;

/** What a row of the plan may refer to. */
export interface KnownPlan {
  /** Null if the plan's own dates could not be read. */
  readonly years: { readonly first: number; readonly last: number } | null;
  readonly areas: ReadonlySet<string>;
  readonly objectives: ReadonlySet<string>;
  /** The area of each activity, through its objective; undefined if that chain is broken. */
  readonly areaOfActivity: ReadonlyMap<string, string | undefined>;
  readonly bodies: ReadonlySet<string>;
  readonly states: ReadonlySet<string>;
  readonly partners: ReadonlySet<string>;
  readonly articles: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
  readonly lenses: ReadonlySet<string>;
  readonly dimensions: ReadonlySet<string>;
  /** Each as dimension=category. */
  readonly categories: ReadonlySet<string>;
  readonly choiceLists: ReadonlySet<string>;
  readonly rounds: ReadonlySet<string>;
}

/** Names that people know by heart and mistype; codes with numbers are all near each other. */
const named: ReadonlySet<string> = new Set(['body', 'partner', 'tag', 'lens', 'dimension', 'choice list']);

/** Describes an unknown code in a sentence, with the right spelling if only the case differs, or with a near one. */
export function describeUnknown(what: string, code: string, known: Iterable<string>): string {
  const candidates = [...known];
  const meant = candidates.find((candidate) => candidate.toLowerCase() === code.toLowerCase());
  const near = meant === undefined && named.has(what) ? findNearest(code, candidates) : null;
  const advice =
    meant === undefined ? near && ` Did you mean ${shortenCell(near)}?` : ` Write ${shortenCell(meant)}.`;
  return `There is no ${what} ${shortenCell(code)}.${advice ?? ''}`;
}

/** Reports each unknown code of a list; ignores a list that could not be read. */
export function checkKnownCodes(
  what: string,
  codes: readonly string[] | undefined,
  known: ReadonlySet<string>,
  report: (message: string) => void,
): void {
  for (const code of codes ?? []) if (!known.has(code)) report(describeUnknown(what, code, known));
}
