import type { IndicatorDefinition } from '../value/indicator-definition.ts';
import type { Cell } from '../value/indicator-value.schema.ts';

/** A status as far as rules ask about it. The IATI code says what the word means wherever it is spelt otherwise. */
export type CheckedStatus = {
  code: string;
  label: string;
  isLate: boolean;
  isDone: boolean;
  /** Of the IATI list of activity statuses: "1" is not yet begun, "5" is cancelled. */
  iatiCode: string;
};

type Asked = {
  /** The round from which the answer was copied, while nobody has confirmed it. */
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

/** What the same reporter sent in an earlier round. */
export type EarlierCells = { round: string; cells: Cell[] };

export type CheckedIndicator = Asked & {
  definition: IndicatorDefinition;
  cells: Cell[];
  note: string;
  /** Newest first. */
  history: EarlierCells[];
};

/** How strictly a rule is taken for one indicator or, with `indicator` null, for all it can be asked of. */
export type RuleSetting = {
  indicator: string | null;
  rule: string;
  severity: 'error' | 'warning' | 'off';
  parameters: Record<string, unknown>;
};

export type CheckedReport = {
  activities: CheckedActivity[];
  indicators: CheckedIndicator[];
  /** Whether the secretariat sent it back. */
  returned: boolean;
  /** The calendar year in which the round's period ends. */
  year: number;
  /** Whether all of the report is here, not only what one agency writes of it. */
  whole: boolean;
  settings: RuleSetting[];
};

export const getTotal = (cells: readonly Cell[]): Cell | undefined =>
  cells.find(({ dimension }) => dimension === null);
