import type { Direction } from '#server/domain/value/indicator-definition.ts';
import type { RangeLimits } from '#server/domain/value/count-range.ts';
import type { Measure, Aggregation } from '#server/domain/value/measures.ts';

/** The states of a public figure. Only `reported` has numbers; zero is one of them. */
export type FigureState =
  | 'reported'
  | 'not_available'
  | 'not_applicable'
  | 'not_yet_reported'
  | 'suppressed'
  | 'withheld';

/**
 * One public figure of one round. Numbers are decimal text; a percentage is in per cent. A figure given as a range
 * has the limits of its range and no number.
 */
export type RoundFigure = RangeLimits & {
  round: string;
  state: FigureState;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  /** For a count of states: how many states gave each answer. */
  distribution: Record<string, number> | null;
  choice: string | null;
  /** How many reporters are included, of how many that could be. */
  contributing: number | null;
  expected: number | null;
  note: string | null;
  /** The publication from which the figure is kept; null or absent if it is of its own publication. */
  keptFrom?: number | null;
};

export type PublicRound = {
  code: string;
  title: string;
  periodStart: string;
  periodEnd: string;
};

export type ReportedBy = 'states' | 'bodies' | 'states_and_bodies' | 'register';
export type YearAmount = { year: number; value: string };
export type Choice = { code: string; label: string; counts: boolean };

/** What is needed of an indicator to describe and draw its figures. */
export type PublicIndicator = {
  code: string;
  title: string;
  measure: Measure;
  unit: string;
  direction: Direction;
  aggregation: Aggregation;
  reportedBy: ReportedBy;
  personCount: boolean;
  crossBorderOverlap: boolean;
  numeratorLabel: string | null;
  denominatorLabel: string | null;
  dimensions: { code: string; name: string; categories: { code: string; name: string }[] }[];
  choices: Choice[];
  baseline: YearAmount | null;
  targets: YearAmount[];
};

/** An indicator, or a part of one, as a lens shows it, with its regional figures. */
export type LensStep = Pick<
  PublicIndicator,
  | 'code'
  | 'title'
  | 'measure'
  | 'unit'
  | 'reportedBy'
  | 'personCount'
  | 'crossBorderOverlap'
  | 'denominatorLabel'
> & {
  /** The part of the indicator that the lens shows; null if it shows the whole. */
  slice: { dimension: string; dimensionName: string; category: string; categoryName: string } | null;
  /** Its position in the funnel, from 1, and the name of the step. */
  funnel: { position: number; label: string } | null;
  figures: RoundFigure[];
};
