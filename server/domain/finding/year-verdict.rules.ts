import { formatNumber } from '#server/domain/language/number-format.ts';
import { parseDecimal, serialiseDecimal } from '#server/domain/value/decimal.calculations.ts';
import { getYear, isFlow, isYearCovered } from './figure-words.ts';
import type { PublicIndicator, PublicRound, RoundFigure } from './public-figure.types.ts';
import { formatList } from '#server/domain/language/list-format.ts';

/**
 * The one place where figures of rounds become the figure of a year, and where that is compared with a
 * target. A missing report is never zero, nothing is added across a change in definition, and persons of two
 * rounds are never taken for different persons.
 */

/** What is needed of an indicator to judge a year. */
export type YearSubject = Pick<
  PublicIndicator,
  'direction' | 'aggregation' | 'reportedBy' | 'personCount' | 'targets'
>;

type YearRound = Pick<PublicRound, 'code' | 'periodStart' | 'periodEnd'>;
type YearInput = Pick<RoundFigure, 'round' | 'state' | 'value' | 'contributing' | 'expected'>;

/** How many reports are in the figure of one round, of how many that were due; null if that is not stated. */
export type YearPart = { round: string; contributing: number | null; expected: number | null };

/** Why no figure stands for the whole year. */
type Gap =
  | { kind: 'break' }
  | { kind: 'not_released'; rounds: string[] }
  | { kind: 'not_covered' }
  | { kind: 'coverage'; contributing: number; expected: number }
  | { kind: 'coverage_not_stated' };

export type YearFigure = {
  year: number;
  /**
   * Decimal text: for what happened in a period the sum of the released figures, otherwise the newest one of
   * the year. Null if there is none, or if it would be a sum across a change in definition.
   */
  value: string | null;
  /** The rounds in `value`, oldest first. */
  parts: YearPart[];
  /** Whether the rounds of the publication reach the end of the year. */
  isOver: boolean;
  /** Whether one person may be in `value` several times, because it adds up rounds. */
  mayRepeatPersons: boolean;
  /** Null if `value` is the figure of the whole year, with every report that was due. */
  gap: Gap | null;
  /** Limits of what all reports together come to, scaled as by `parseDecimal`; null if unknown. */
  atLeast: bigint | null;
  atMost: bigint | null;
};

export const targetOutcomes = ['met', 'missed', 'not_due', 'cannot_be_said'] as const;
export type TargetOutcome = (typeof targetOutcomes)[number];

export type TargetVerdict = {
  target: { year: number; value: string };
  /** The figure that is compared with it. */
  figure: YearFigure;
  outcome: TargetOutcome;
  /** Why it cannot be said, in words: "7 of 11 reported"; empty for every other outcome. */
  doubt: string;
  /** The outcome in words: "cannot be said: 7 of 11 reported". */
  words: string;
};

/** Lists the rounds from which the definition of an indicator is another one, for anybody who reports. */
export const listDefinitionBreaks = (
  notes: readonly { indicator: string; kind: string; round: string | null }[],
  indicator: string,
): string[] =>
  notes.flatMap((note) =>
    note.indicator === indicator && note.kind === 'definition' && note.round !== null ? [note.round] : [],
  );

/**
 * Calculates the regional figure of a calendar year. `rounds` are those of the publication, `figures` the
 * totals of the indicator, both in any order; `breaks` are the rounds of `listDefinitionBreaks`.
 */
export function calculateYear(
  subject: Omit<YearSubject, 'targets' | 'direction'>,
  rounds: readonly YearRound[],
  figures: readonly YearInput[],
  breaks: readonly string[],
  year: number,
): YearFigure {
  const inYear = rounds
    .filter((round) => getYear(round) === year)
    .sort((a, b) => (a.periodEnd < b.periodEnd ? -1 : 1));
  const found = inYear.map(({ code }) => {
    const figure = figures.find(({ round, state }) => round === code && state === 'reported');
    return { code, figure: figure && figure.value !== null ? { ...figure, value: figure.value } : null };
  });
  const flow = isFlow(subject.aggregation);
  const isOver = rounds.some(({ periodEnd }) => periodEnd >= `${year}-12-31`);
  const wanted = flow ? found : found.slice(-1);
  const shown = found.flatMap(({ figure }) => figure ?? []).slice(flow ? 0 : -1);
  const parts = shown.map(({ round, contributing, expected }) => ({ round, contributing, expected }));
  const base = { year, isOver, mayRepeatPersons: flow && subject.personCount && shown.length > 1 };
  if (flow && found.some(({ code }, at) => at > 0 && breaks.includes(code))) {
    return { ...base, value: null, parts, gap: { kind: 'break' }, atLeast: null, atMost: null };
  }
  const amounts = shown.map(({ value }) => parseDecimal(value));
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  const missing = wanted.filter(({ figure }) => figure === null).map(({ code }) => code);
  const gap: Gap | null =
    wanted.length === 0 || missing.length > 0
      ? { kind: 'not_released', rounds: missing }
      : flow && !isYearCovered(inYear, year)
        ? { kind: 'not_covered' }
        : subject.reportedBy === 'register'
          ? null
          : findCoverageGap(parts);
  const isLevelGone = !flow && missing.length > 0;
  // Reports that are missing add to a sum and to a count of states; they can move a percentage either way.
  const grows = flow || subject.aggregation === 'count_of_states';
  const least = base.mayRepeatPersons ? amounts.reduce((most, each) => (each > most ? each : most), 0n) : sum;
  return {
    ...base,
    value: shown.length > 0 ? serialiseDecimal(sum) : null,
    parts,
    gap,
    atLeast: shown.length > 0 && !isLevelGone && (grows || gap === null) ? least : null,
    atMost: gap === null ? sum : null,
  };
}

/**
 * Finds the round with the smallest share of the reports that were due; null if there is none or a coverage is
 * not stated.
 */
export function findSmallestShare(
  parts: readonly YearPart[],
): { contributing: number; expected: number } | null {
  let least: { contributing: number; expected: number } | null = null;
  for (const { contributing, expected } of parts) {
    if (contributing === null || expected === null) return null;
    if (!least || contributing * least.expected < least.contributing * expected) {
      least = { contributing, expected };
    }
  }
  return least;
}

function findCoverageGap(parts: readonly YearPart[]): Gap | null {
  const least = findSmallestShare(parts);
  if (!least) return { kind: 'coverage_not_stated' };
  return least.contributing < least.expected ? { kind: 'coverage', ...least } : null;
}

/** Decides each target of an indicator, by year. Without a direction nothing is judged: an empty list. */
export function decideTargets(
  subject: YearSubject,
  rounds: readonly YearRound[],
  figures: readonly YearInput[],
  breaks: readonly string[],
): TargetVerdict[] {
  const { direction, targets } = subject;
  if (direction === 'none') return [];
  return targets.map((target) => {
    const figure = calculateYear(subject, rounds, figures, breaks, target.year);
    const outcome = decideOutcome(direction, isFlow(subject.aggregation), parseDecimal(target.value), figure);
    const doubt = outcome === 'cannot_be_said' ? describeDoubt(figure) : '';
    return { target, figure, outcome, doubt, words: `${outcomeWords[outcome]}${doubt && `: ${doubt}`}` };
  });
}

export const outcomeWords: Record<TargetOutcome, string> = {
  met: 'met',
  missed: 'missed',
  not_due: 'not due yet',
  cannot_be_said: 'cannot be said',
};

function decideOutcome(
  direction: 'up' | 'down',
  flow: boolean,
  target: bigint,
  { isOver, gap, atLeast, atMost }: YearFigure,
): TargetOutcome {
  // What adds up has met its target as soon as it reaches it; anything else is seen at the end of the year.
  if (direction === 'up' && (flow || isOver) && atLeast !== null && atLeast >= target) return 'met';
  if (!isOver) return 'not_due';
  if (gap !== null || atMost === null || atLeast === null) return 'cannot_be_said';
  if (direction === 'down') return atMost <= target ? 'met' : atLeast > target ? 'missed' : 'cannot_be_said';
  return atMost < target ? 'missed' : 'cannot_be_said';
}

function describeDoubt({ gap, year }: YearFigure): string {
  switch (gap?.kind) {
    case 'break':
      return `the definition changed within ${year}`;
    case 'not_released':
      return gap.rounds.length === 0
        ? 'no released figure'
        : `no released figure for ${formatList(gap.rounds)}`;
    case 'not_covered':
      return `the rounds do not cover the whole of ${year}`;
    case 'coverage':
      return `${formatNumber(gap.contributing)} of ${formatNumber(gap.expected)} reported`;
    case 'coverage_not_stated':
      return 'how many reported is not stated';
    default:
      return 'a person may be counted in several rounds';
  }
}

/** Formats the coverage of a year's figure, "9 of 11 in 2025-H1, 7 of 11 in 2025-H2"; empty if it has none. */
export function formatYearCoverage(
  { reportedBy }: Pick<YearSubject, 'reportedBy'>,
  { parts }: Pick<YearFigure, 'parts'>,
): string {
  if (reportedBy === 'register') return '';
  return parts
    .flatMap(({ round, contributing, expected }) =>
      contributing === null || expected === null
        ? []
        : [`${formatNumber(contributing)} of ${formatNumber(expected)} in ${round}`],
    )
    .join(', ');
}
