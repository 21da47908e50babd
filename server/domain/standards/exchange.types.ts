import type { SupportEntry } from '../support/public-support.calculations.ts';
import type { NationalTargetLine } from '../finding/national-target-list.calculations.ts';
import type { Measure } from '../value/measures.ts';
import type { Withdrawal } from '../publication/withdrawal.rules.ts';

/**
 * The input of files in other standards: one publication as plain rows. Days are ISO dates, points in time
 * ISO 8601 with a zone, numbers decimal text.
 */
export type Exchange = {
  publication: {
    number: number;
    newest: number;
    planCode: string;
    planTitle: string;
    planStartsOn: string;
    planEndsOn: string;
    /** The notice of an illustrative plan; empty for the official plan. */
    notice: string;
    roundCode: string;
    title: string;
    note: string;
    publishedAt: string;
    contentSha256: string;
    /** Withdrawn publications of its plan that must be mentioned, itself included. */
    withdrawals: Withdrawal[];
  };
  /** In order; the last is the newest. */
  rounds: ExchangeRound[];
  statusWords: { code: string; label: string; iatiCode: string; isDone: boolean }[];
  /** States by name, then bodies. */
  reporters: ExchangeReporter[];
  partners: { slug: string; name: string; kind: string; url: string | null }[];
  areas: { code: string; title: string }[];
  objectives: { code: string; title: string; area: string }[];
  activities: ExchangeActivity[];
  indicators: ExchangeIndicator[];
  tags: { code: string; name: string }[];
  articles: { code: string; title: string }[];
  lenses: { code: string; title: string }[];
  /** What partners give, as they have confirmed it; none before support was published. */
  support: SupportEntry[];
  /** The targets that states have set for themselves and agreed to publish; states by name. */
  nationalTargets: (NationalTargetLine & { reporter: string })[];
  library: ExchangeLibraryItem[];
  /** Codes of the entries of the library that are published arrangements between states. */
  arrangements: string[];
  evidence: ExchangeEvidence[];
  comparabilityNotes: {
    indicator: string;
    reporter: string | null;
    round: string | null;
    kind: string;
    note: string;
  }[];
  coverage: { reporter: string; round: string; state: 'reported' | 'not_reported' | 'not_due' }[];
  /** The number of values, which are read in pages. */
  valueCount: number;
};

export type ExchangeRound = { code: string; title: string; periodStart: string; periodEnd: string };

export type ExchangeReporter = {
  code: string;
  kind: 'state' | 'body';
  name: string;
  iso3: string | null;
  m49: string | null;
};

export type ExchangeActivity = {
  code: string;
  objective: string;
  area: string;
  title: string;
  description: string;
  years: number[];
  lead: string;
  cooperating: string[];
  states: string[];
  /** Slugs. */
  partners: string[];
  articles: string[];
  tags: string[];
  lenses: string[];
  /** The status reported by the lead body, round by round; carriedFrom names the round of an older status. */
  statuses: { round: string; status: string | null; carriedFrom: string | null }[];
};

export type ExchangeIndicator = {
  code: string;
  area: string;
  activity: string | null;
  title: string;
  level: string;
  measure: Measure;
  unit: string;
  direction: 'up' | 'down' | 'none';
  aggregation: string;
  reportedBy: string;
  personCount: boolean;
  definition: string;
  countingRule: string;
  dimensions: { code: string; name: string; categories: { code: string; name: string }[] }[];
  choices: { code: string; label: string }[];
  baseline: { year: number; value: string } | null;
  targets: { year: number; value: string }[];
};

export type ExchangeLibraryItem = {
  code: string;
  kind: string;
  title: string;
  summary: string;
  happenedOn: string | null;
  url: string | null;
  activities: string[];
};

export type ExchangeEvidence = {
  id: string;
  kind: 'file' | 'link';
  reporter: string;
  title: string;
  url: string | null;
  contentType: string | null;
  activity: string | null;
  indicator: string | null;
};

/** The states of a published value. Only `reported` has numbers; zero is one of them. */
export type ValueState =
  | 'reported'
  | 'not_available'
  | 'not_applicable'
  | 'not_yet_reported'
  | 'suppressed'
  | 'withheld';

/** One published value: some of the columns that server/queries/dashboard/data reads. */
export type ExchangeValue = {
  indicator_code: string;
  indicator: string;
  measure: ExchangeIndicator['measure'];
  unit: string;
  aggregation: string;
  round_code: string;
  round: string;
  period_start: string;
  period_end: string;
  scope: 'region' | 'state' | 'body';
  reporter_code: string | null;
  reporter: string | null;
  reporter_iso3: string | null;
  reporter_m49: string | null;
  dimension_code: string | null;
  dimension: string | null;
  category_code: string | null;
  category: string | null;
  state: ValueState;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  answer: string | null;
  answers: Record<string, number> | null;
  contributing: number | null;
  expected: number | null;
  note: string | null;
  /** The publication from which the figure is kept; null if it is of this one. */
  kept_from: number | null;
  /** What a suppressed figure is between, both included; null for every other figure. */
  least: number | null;
  most: number | null;
};

/** Reads the values of one indicator, or of all, in pages. */
export type ReadValues = (indicator?: string) => AsyncGenerator<readonly ExchangeValue[], void, undefined>;
