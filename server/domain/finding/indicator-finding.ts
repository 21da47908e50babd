import { getAnswerKind, isMoney } from '../value/measures.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import {
  formatAmount,
  isFlow,
  formatAmountInWords,
  formatCoverage,
  formatFigure,
  isEndOfYear,
  describeRound,
  getYear,
  isYearCovered,
} from './figure-words.ts';
import type { FigureState, PublicIndicator, PublicRound, RoundFigure } from './public-figure.types.ts';
import { parseDecimal, serialiseDecimal } from '#server/domain/value/decimal.calculations.ts';

export type FindingSubject = Pick<
  PublicIndicator,
  'measure' | 'unit' | 'direction' | 'aggregation' | 'reportedBy' | 'choices' | 'targets'
>;

export type Finding = {
  /** The figures of the newest round and the one before, as a heading without a full stop. */
  headline: string;
  /** Target, coverage and what limits the comparison, as sentences. */
  sentences: string[];
};

const withoutNumber: Record<Exclude<FigureState, 'reported'>, (round: string) => string> = {
  suppressed: (round) => `The figure for ${round} is suppressed`,
  withheld: (round) => `The figure for ${round} is withheld`,
  not_available: (round) => `No figure is available for ${round}`,
  not_applicable: (round) => `Not applicable in ${round}`,
  not_yet_reported: (round) => `Not yet reported for ${round}`,
};

/**
 * Builds the finding of an indicator's regional figures. `rounds` are those of the publication in order,
 * `region` its totals. Words such as "up from" need a direction and the same number of reports in both
 * rounds; without a direction nothing is stated that could be read as better or worse.
 */
export function buildFinding(
  subject: FindingSubject,
  rounds: readonly PublicRound[],
  region: readonly RoundFigure[],
): Finding {
  if (getAnswerKind(subject.measure) === 'text') {
    return {
      headline: 'Accounts in words, which are not published',
      sentences: ['Reporters answer in sentences. They serve the meetings of the plan and stay there.'],
    };
  }
  const series = rounds.map((round) => ({
    round,
    figure: region.find((figure) => figure.round === round.code),
  }));
  const newest = series.at(-1);
  if (!newest || !series.some(({ figure }) => figure)) {
    return { headline: 'No figure has been published yet', sentences: [] };
  }
  const shown = series.flatMap(({ round, figure }) =>
    figure?.state === 'reported' ? [{ round, figure }] : [],
  );
  const last = shown.at(-1);
  if (newest.figure?.state !== 'reported' || !last) {
    const state = newest.figure?.state ?? 'not_yet_reported';
    return {
      headline: withoutNumber[state === 'reported' ? 'not_available' : state](describeRound(newest.round)),
      sentences: last
        ? [
            `The newest figure shown is ${formatFigure(subject, last.figure)} in ${describeRound(last.round)}.`,
            ...describeTarget(subject, rounds, region, last.round, last.figure),
          ]
        : [],
    };
  }
  const before = shown.at(-2);
  const isNext = before !== undefined && series.at(-2)?.round.code === before.round.code;
  return {
    headline: `${upperFirst(formatFigure(subject, last.figure))} in ${describeRound(last.round)}${
      before ? `, ${compare(subject, before, last, isNext)}` : ''
    }`,
    sentences: [
      ...describeTarget(subject, rounds, region, last.round, last.figure),
      ...describeReports(subject, before?.figure, last.figure),
    ],
  };
}

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

type Shown = { round: PublicRound; figure: RoundFigure };

function compare(subject: FindingSubject, before: Shown, last: Shown, isNext: boolean): string {
  const when = isNext ? 'in the round before' : `in ${describeRound(before.round)}`;
  const [from, to] = [before.figure.value, last.figure.value];
  const amount =
    from === null ? formatFigure(subject, before.figure) : describeEarlier(subject, before.figure, from);
  if (
    from === null ||
    to === null ||
    subject.direction === 'none' ||
    !isComparable(subject, before.figure, last.figure)
  ) {
    return `after ${amount} ${when}`;
  }
  if (Number(from) === Number(to)) return `the same as ${when}`;
  return `${Number(to) > Number(from) ? 'up' : 'down'} from ${amount} ${when}`;
}

/** The unit was just stated; only "7 of 10" needs its second number again. */
function describeEarlier(subject: FindingSubject, figure: RoundFigure, value: string): string {
  if (figure.distribution !== null && figure.contributing !== null) {
    return `${formatNumber(value)} of ${formatNumber(figure.contributing)}`;
  }
  return isMoney(subject.measure) ? formatAmountInWords(subject, value) : formatAmount(subject, value);
}

const haveSameReports = (a: RoundFigure, b: RoundFigure) =>
  a.contributing === b.contributing && a.expected === b.expected;

/** What the tracker counts itself does not depend on who has reported. */
const isComparable = (subject: FindingSubject, a: RoundFigure, b: RoundFigure) =>
  subject.reportedBy === 'register' || haveSameReports(a, b);

function describeReports(
  subject: FindingSubject,
  before: RoundFigure | undefined,
  last: RoundFigure,
): string[] {
  const coverage = formatCoverage(subject.reportedBy, last);
  if (coverage === null) return [];
  if (!before || haveSameReports(before, last) || before.contributing === null) return [`${coverage}.`];
  return [
    `${coverage}; the figure before it is from ${before.contributing} of ${before.expected}, so the two are not strictly comparable.`,
  ];
}

function describeTarget(
  subject: FindingSubject,
  rounds: readonly PublicRound[],
  region: readonly RoundFigure[],
  round: PublicRound,
  figure: RoundFigure,
): string[] {
  if (figure.value === null) return [];
  const year = getYear(round);
  if (subject.direction === 'none' || subject.targets.length === 0)
    return describeYear(subject, rounds, region, year);
  const target = subject.targets.find((candidate) => candidate.year === year);
  if (!target) {
    const next = subject.targets.find((candidate) => candidate.year > year);
    return next ? [`The next target is ${formatAmountInWords(subject, next.value)} for ${next.year}.`] : [];
  }
  const aim = formatAmountInWords(subject, target.value);
  const isMetBy = (value: string) =>
    subject.direction === 'up'
      ? Number(value) >= Number(target.value)
      : Number(value) <= Number(target.value);
  if (isFlow(subject.aggregation)) {
    const sum = addUpYears(rounds, region).find((total) => total.year === year);
    if (!sum || sum.total === null) return [];
    if (sum.over && !sum.complete) {
      return [
        `Not every part of ${year} has a public figure, so the year cannot be held against its target of ${aim}.`,
      ];
    }
    const total = formatAmountInWords(subject, sum.total);
    if (!sum.complete)
      return [`So far the figures for ${year} add up to ${total}; the target for that year is ${aim}.`];
    return [
      isMetBy(sum.total)
        ? `Over ${year} the figures add up to ${total}, which meets the target of ${aim}.`
        : `Over ${year} the figures add up to ${total}; the target was ${aim}.`,
    ];
  }
  if (isEndOfYear(round)) {
    return [
      isMetBy(figure.value)
        ? `This meets the target of ${aim} for the end of ${year}.`
        : `The target for the end of ${year} was ${aim}.`,
    ];
  }
  return [
    isMetBy(figure.value)
      ? `This already meets the target of ${aim} for the end of ${year}.`
      : `The target for the end of ${year} is ${aim}.`,
  ];
}

/** Describes the sum of a year's rounds, if there is no target and the question is how many in a year. */
function describeYear(
  subject: FindingSubject,
  rounds: readonly PublicRound[],
  region: readonly RoundFigure[],
  year: number,
): string[] {
  if (!isFlow(subject.aggregation)) return [];
  const inYear = rounds.filter((each) => getYear(each) === year);
  const sum = addUpYears(rounds, region).find((total) => total.year === year);
  return sum?.complete && sum.total !== null && inYear.length > 1
    ? [`For the whole of ${year} the figures come to ${formatAmountInWords(subject, sum.total)}.`]
    : [];
}

export type YearTotal = {
  year: number;
  /** The sum of the shown figures, as decimal text; null if there is none. */
  total: string | null;
  /** Whether the sum is for the whole year: every part of it is reported and shown. */
  complete: boolean;
  /** Whether the rounds of the publication cover the whole year, shown or not. */
  over: boolean;
};

/**
 * Adds the figures of each calendar year, for indicators that count what happened in a period and whose
 * targets are for a whole year. A hidden figure does not count as zero: the year is then incomplete.
 */
export function addUpYears(
  rounds: readonly PublicRound[],
  figures: readonly Pick<RoundFigure, 'round' | 'state' | 'value'>[],
): YearTotal[] {
  const byRound = new Map(figures.map((figure) => [figure.round, figure]));
  const years = new Map<number, PublicRound[]>();
  for (const round of rounds) years.set(getYear(round), [...(years.get(getYear(round)) ?? []), round]);
  return [...years].map(([year, inYear]) => {
    const values = inYear.map(({ code }) => {
      const figure = byRound.get(code);
      return figure?.state === 'reported' ? figure.value : null;
    });
    const shown = values.filter((value) => value !== null);
    const over = isYearCovered(inYear, year);
    return {
      year,
      total:
        shown.length > 0
          ? serialiseDecimal(shown.reduce((sum, value) => sum + parseDecimal(value), 0n))
          : null,
      complete: over && shown.length === values.length,
      over,
    };
  });
}
