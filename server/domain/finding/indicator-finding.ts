import { getAnswerKind, isMoney } from '../value/measures.ts';
import {
  calculateYear,
  decideTargets,
  formatYearCoverage,
  type TargetVerdict,
  type YearFigure,
} from './year-verdict.rules.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import {
  formatAmount,
  isFlow,
  formatAmountInWords,
  formatCoverage,
  formatFigure,
  formatRangeOf,
  describeRound,
  getYear,
} from './figure-words.ts';
import type { FigureState, PublicIndicator, PublicRound, RoundFigure } from './public-figure.types.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';

export type FindingSubject = Pick<
  PublicIndicator,
  'measure' | 'unit' | 'direction' | 'aggregation' | 'reportedBy' | 'personCount' | 'choices' | 'targets'
>;

export type Finding = {
  /** The figures of the newest round and the one before, as a heading without a full stop. */
  headline: string;
  /** Target, coverage and what limits the comparison, as sentences. */
  sentences: string[];
};

const withoutNumber: Record<Exclude<FigureState, 'reported'>, (round: string) => string> = {
  suppressed: (round) => `The figure for ${round} is suppressed`,
  withheld: (round) => `No released figure for ${round}`,
  not_available: (round) => `No figure is available for ${round}`,
  not_applicable: (round) => `Not applicable in ${round}`,
  not_yet_reported: (round) => `Not yet reported for ${round}`,
};

/**
 * Builds the finding of an indicator's regional figures. `rounds` are those of the publication in order,
 * `region` its totals, `breaks` the rounds from which its definition is another one. Words such as "up from"
 * need a direction and the same number of reports in both rounds; without a direction nothing is stated that
 * could be read as better or worse.
 */
export function buildFinding(
  subject: FindingSubject,
  rounds: readonly PublicRound[],
  region: readonly RoundFigure[],
  breaks: readonly string[],
): Finding {
  if (getAnswerKind(subject.measure) === 'text') {
    return {
      headline: 'Texts, which are not published',
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
    const when = describeRound(newest.round);
    const range = newest.figure && formatRangeOf(subject, newest.figure);
    return {
      headline: range
        ? `${range} in ${when}, given as a range`
        : withoutNumber[state === 'reported' ? 'not_available' : state](when),
      sentences: last
        ? [
            `The newest figure shown is ${formatFigure(subject, last.figure)} in ${describeRound(last.round)}.`,
            ...describeYear(subject, { rounds, region, breaks }, last.round, last.figure),
          ]
        : [],
    };
  }
  const before = shown.at(-2);
  const isNext = before !== undefined && series.at(-2)?.round.code === before.round.code;
  return {
    headline: `${formatUpperFirst(formatFigure(subject, last.figure))} in ${describeRound(last.round)}${
      before ? `, ${compare(subject, before, last, isNext)}` : ''
    }`,
    sentences: [
      ...describeYear(subject, { rounds, region, breaks }, last.round, last.figure),
      ...describeReports(subject, before?.figure, last.figure),
    ],
  };
}

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

type Series = {
  rounds: readonly PublicRound[];
  region: readonly RoundFigure[];
  breaks: readonly string[];
};

/** Describes the year of the newest figure: its sum, and what can be said of its target. */
function describeYear(
  subject: FindingSubject,
  { rounds, region, breaks }: Series,
  round: PublicRound,
  figure: RoundFigure,
): string[] {
  if (figure.value === null) return [];
  const year = getYear(round);
  const verdicts = decideTargets(subject, rounds, region, breaks);
  const verdict = verdicts.find(({ target }) => target.year === year);
  const isSum = isFlow(subject.aggregation);
  const sum = isSum ? (verdict?.figure ?? calculateYear(subject, rounds, region, breaks, year)) : null;
  return [
    ...(sum && (verdict || sum.parts.length > 1) ? describeSum(subject, sum) : []),
    ...(verdict ? [describeVerdict(subject, isSum, verdict)] : []),
    ...(verdict ? [] : describeNextTarget(subject, verdicts, year)),
  ];
}

function describeNextTarget(
  subject: FindingSubject,
  verdicts: readonly TargetVerdict[],
  year: number,
): string[] {
  const next = verdicts.find(({ target }) => target.year > year)?.target;
  return next ? [`The next target is ${formatAmountInWords(subject, next.value)} for ${next.year}.`] : [];
}

/** Describes the sum of a year's rounds with the reports that are in it. */
function describeSum(subject: FindingSubject, sum: YearFigure): string[] {
  const { year, value, isOver, mayRepeatPersons, gap } = sum;
  if (gap?.kind === 'break') {
    return [`The rounds of ${year} are not added up, because the definition changed between them.`];
  }
  if (value === null) return [];
  const coverage = formatYearCoverage(subject, sum);
  return [
    `${isOver ? 'The' : 'So far the'} figures released for ${year} add up to ${formatAmountInWords(subject, value)}${
      mayRepeatPersons ? ' in all reports; a person may be counted in several rounds' : ''
    }${coverage ? ` (reporting: ${coverage})` : ''}.`,
  ];
}

function describeVerdict(
  subject: FindingSubject,
  isSum: boolean,
  { target, outcome, words }: TargetVerdict,
): string {
  const aim = `target of ${formatAmountInWords(subject, target.value)} for ${isSum ? '' : 'the end of '}${target.year}`;
  switch (outcome) {
    case 'met':
      return `The ${aim} is met.`;
    case 'missed':
      return `The ${aim} was missed.`;
    case 'not_due':
      return `The ${aim} is ${words}.`;
    case 'cannot_be_said':
      return `Whether the ${aim} was met ${words}.`;
  }
}
