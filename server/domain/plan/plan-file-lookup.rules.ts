import { quoteCell } from './plan-file-cells.schema.ts';

/** A row whose readable cells are present; a cell that could not be read is missing. */
export interface ReadRow<T> {
  readonly row: number;
  readonly cells: Partial<T>;
}

export type ReportProblem<Column extends string> = (row: number, column: Column, message: string) => void;

/** What a row of the plan may point to. */
export interface KnownPlan {
  /** Null when the plan's own dates could not be read. */
  readonly years: { readonly first: number; readonly last: number } | null;
  readonly areas: ReadonlySet<string>;
  readonly objectives: ReadonlySet<string>;
  /** The area of each activity, through its objective; undefined when that chain is broken. */
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

/** The sentence for a code that is not known, with the right spelling when only capitals differ. */
export function describeUnknown(what: string, code: string, known: Iterable<string>): string {
  const meant = [...known].find((candidate) => candidate.toLowerCase() === code.toLowerCase());
  return `There is no ${what} ${quoteCell(code)}.${meant === undefined ? '' : ` Write ${quoteCell(meant)}.`}`;
}

/** Reports each code of a list that is not known; says nothing of a list that could not be read. */
export function unknownCodes(
  what: string,
  codes: readonly string[] | undefined,
  known: ReadonlySet<string>,
  report: (message: string) => void,
): void {
  for (const code of codes ?? []) if (!known.has(code)) report(describeUnknown(what, code, known));
}
