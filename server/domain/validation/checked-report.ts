import type { IndicatorDefinition } from '../value/indicator-definition.ts';
import type { Cell } from '../value/indicator-value.schema.ts';

/** A status as rules need it. The IATI code gives its meaning, whatever its wording. */
export type CheckedStatus = {
  code: string;
  label: string;
  isLate: boolean;
  isDone: boolean;
  /** From the IATI list of activity statuses: "1" is not started, "5" is cancelled. */
  iatiCode: string;
};

type Asked = {
  /** The round from which the answer was copied, until somebody confirms it. */
  copiedFrom: string | null;
  openQueries: { field: string; answered: boolean }[];
};

export type CheckedActivity = Asked & {
  code: string;
  status: CheckedStatus | null;
  achievements: string;
  challenges: string;
  nextSteps: string;
  activeYears: number[];
};

/** What the same reporter submitted in an earlier round. */
export type EarlierCells = { round: string; cells: Cell[] };

export type CheckedIndicator = Asked & {
  definition: IndicatorDefinition;
  cells: Cell[];
  note: string;
  /** Newest first. */
  history: EarlierCells[];
};

/**
 * The severity and parameters of a rule for one indicator or, with `indicator` null, for everything that it
 * applies to.
 */
export type RuleSetting = {
  indicator: string | null;
  rule: string;
  severity: 'error' | 'warning' | 'off';
  parameters: Record<string, unknown>;
};

export type CheckedReport = {
  activities: CheckedActivity[];
  indicators: CheckedIndicator[];
  /** Whether the secretariat returned it. */
  returned: boolean;
  /** The calendar year in which the round's period ends. */
  year: number;
  /** Whether this is the whole report, not only one agency's part. */
  whole: boolean;
  settings: RuleSetting[];
};

export const getTotal = (cells: readonly Cell[]): Cell | undefined =>
  cells.find(({ dimension }) => dimension === null);

/** Formats a list of rounds: "2025-H2", "2024-H2 and 2025-H1", "the last 4 rounds". */
export function formatRounds(rounds: readonly string[]): string {
  if (rounds.length <= 2) return rounds.toReversed().join(' and ');
  return `the last ${rounds.length} rounds`;
}

export type FigureName = 'value' | 'numerator' | 'denominator';

/** Returns a reported figure of a cell as exact decimal text, or null. */
export const getFigure = (cell: Cell | undefined, figure: FigureName): string | null =>
  cell?.state === 'reported' ? cell[figure] : null;
