import type { ContributionState, CountedChoice } from '../aggregation/aggregate.calculations.ts';
import type { CountRange } from '../value/count-range.ts';
import type { DisclosureClass, Release } from '../value/indicator-definition.ts';
import type { Measure, Aggregation } from '../value/measures.ts';
import type { Reason } from './disclosure-reasons.rules.ts';
import type { DisclosureRules } from './disclosure-settings.rules.ts';

export type DisclosedIndicator = {
  code: string;
  disclosureClass: DisclosureClass;
  measure: Measure;
  aggregation: Aggregation;
  /** Whether the figures (or both parts of the percentage) count persons. */
  personCount: boolean;
  /** Required if the measure is a choice that is counted. */
  choices?: readonly CountedChoice[] | undefined;
};

/** One reporter's cell in a round. Numbers are decimal text with up to four places. */
export type DisclosureCell = {
  reporter: string;
  release: Release;
  dimension: string | null;
  category: string | null;
  state: ContributionState;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  choice: string | null;
};

export type DisclosureRound = { round: string; cells: readonly DisclosureCell[] };

/** A figure that an earlier publication shows with numbers or as a range. `publication` orders them. */
export type EarlierFigure = {
  publication: number;
  round: string;
  /** 'region' or a reporter's code. */
  scope: string;
  dimension: string | null;
  category: string | null;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  distribution: Record<string, number> | null;
  choice: string | null;
  /** What it was said to be between, both included, in place of numbers. */
  range: CountRange | null;
  /** Codes of the reporters whose figures are included. */
  contributing: readonly string[];
};

/**
 * Reports as of earlier publications, if the values or the consent have changed since. For a named reporter
 * all cells are given, "not yet reported" where there was nothing; for all others today's apply.
 */
export type SupersededCells = {
  publications: readonly number[];
  round: string;
  cells: readonly DisclosureCell[];
};

export type DisclosureInput = {
  indicator: DisclosedIndicator;
  rules?: Partial<DisclosureRules>;
  rounds: readonly DisclosureRound[];
  earlier: readonly EarlierFigure[];
  /** Without them, an earlier figure that today's values do not explain is assumed to reveal nothing. */
  superseded?: readonly SupersededCells[];
};

export type PublishedState = ContributionState | 'suppressed' | 'withheld';

/** What one public cell may say. Only a figure in state "reported" has numbers. */
export type PublicFigure = {
  round: string;
  scope: string;
  dimension: string | null;
  category: string | null;
  /** Whether the figure is public: its number or, if there is none, the reason why nobody reported it. */
  show: boolean;
  state: PublishedState;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  distribution: Record<string, number> | null;
  choice: string | null;
  /** What a suppressed figure is between, both included: a small count, or a regional sum in its class. */
  range: CountRange | null;
  contributing: string[];
  expected: number;
  /** The earlier publication whose figure is kept, or null. */
  keptFrom: number | null;
  /** For the secretariat's preview. The public gets `publicNote`: the reasons themselves reveal too much. */
  reasons: Reason[];
  publicNote: string | null;
};

/**
 * A quantity that was not released but that the public can already derive from earlier publications: today's,
 * or the one reported at the time.
 */
export type AlreadyPublic = {
  round: string;
  scope: string;
  dimension: string | null;
  category: string | null;
};

/** Decides, or returns what was decided before for the same key. */
export type Remember = (key: string, decide: () => DisclosureDecision[]) => DisclosureDecision[];

export type DisclosureDecision = { figures: PublicFigure[]; alreadyPublic: AlreadyPublic[] };
