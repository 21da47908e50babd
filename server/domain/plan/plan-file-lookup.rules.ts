import { quoteCell } from './plan-file-cells.schema.ts';

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

/** Describes an unknown code in a sentence, with the right spelling if only the case differs. */
export function describeUnknown(what: string, code: string, known: Iterable<string>): string {
  const meant = [...known].find((candidate) => candidate.toLowerCase() === code.toLowerCase());
  return `There is no ${what} ${quoteCell(code)}.${meant === undefined ? '' : ` Write ${quoteCell(meant)}.`}`;
}

/** Reports each unknown code of a list; ignores a list that could not be read. */
export function unknownCodes(
  what: string,
  codes: readonly string[] | undefined,
  known: ReadonlySet<string>,
  report: (message: string) => void,
): void {
  for (const code of codes ?? []) if (!known.has(code)) report(describeUnknown(what, code, known));
}
