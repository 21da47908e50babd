import type { ContributionState, CountedChoice } from '../aggregation/aggregate.calculations.ts';
import type { Aggregation, DisclosureClass, Measure, Release } from '../value/indicator-definition.ts';
import type { Reason } from './disclosure-reasons.rules.ts';

export type DisclosedIndicator = {
  code: string;
  disclosureClass: DisclosureClass;
  measure: Measure;
  aggregation: Aggregation;
  /** Whether the figures (or both parts of the percentage) count persons. */
  personCount: boolean;
  /** Needed where the measure is a choice that is counted. */
  choices?: readonly CountedChoice[] | undefined;
};

export type DisclosureRules = {
  /** Counts of persons from 1 to this number are not shown. */
  smallCountUpTo: number;
  /** Reporters with a reported value that a regional figure needs. */
  minimumContributors: number;
  /** Share of a count of persons, in percent, above which one reporter dominates the figure. */
  dominantShareAbove: number;
};

/**
 * The rules that hold unless the secretariat sets others.
 *
 * Counts 1 to 10 are held: the Counter Trafficking Data Collaborative publishes with k = 11, no group of fewer
 * than eleven persons (https://www.ctdatacollaborative.org/glossary). Three contributors and a dominance rule
 * are the usual pair for totals of magnitudes (Hundepool and others, Statistical Disclosure Control, Wiley 2012,
 * chapter 4): with two, each contributor reads off the other.
 */
export const defaultDisclosureRules: DisclosureRules = {
  smallCountUpTo: 10,
  minimumContributors: 3,
  dominantShareAbove: 80,
};

/** One reporter's cell in a round. Numbers are decimal text of up to four places. */
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

/** A figure that an earlier publication shows with numbers. `publication` orders them. */
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
  /** Codes of the reporters whose figures are in it. */
  contributing: readonly string[];
};

/**
 * Reports as they stood when earlier publications were made, where the values or the consent are no longer the same.
 * Of a reporter that is named all cells are given, "not yet reported" where there was nothing; of the others today's
 * hold.
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
  /** Without them an earlier figure that today's values do not explain is supposed to tell nothing. */
  superseded?: readonly SupersededCells[];
};

export type PublishedState = ContributionState | 'suppressed' | 'withheld';

/** What one public cell may say. Only a figure in state "reported" carries numbers. */
export type PublicFigure = {
  round: string;
  scope: string;
  dimension: string | null;
  category: string | null;
  /** Whether the figure is public: its number or, where there is none, the reason why nobody reported it. */
  show: boolean;
  state: PublishedState;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  distribution: Record<string, number> | null;
  choice: string | null;
  contributing: string[];
  expected: number;
  /** The earlier publication whose figure is kept, or null. */
  keptFrom: number | null;
  /** For the secretariat's preview. The public gets `publicNote`: the reasons themselves say too much. */
  reasons: Reason[];
  publicNote: string | null;
};

/**
 * An unreleased quantity that the public can already work out from earlier publications: today's, or the one that
 * was reported at the time.
 */
export type AlreadyPublic = {
  round: string;
  scope: string;
  dimension: string | null;
  category: string | null;
};

export type DisclosureDecision = { figures: PublicFigure[]; alreadyPublic: AlreadyPublic[] };
