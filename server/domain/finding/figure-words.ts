import {
  type Things,
  formatCount,
  formatFigureNumber,
  formatNoun,
  formatWithUnit,
} from '#server/domain/language/counted-nouns.ts';
import { formatNumber, formatRangeInWords } from '#server/domain/language/number-format.ts';
import { figure as figureWords } from '#server/domain/language/messages/en/figure.ts';
import { findRange, type RangeLimits } from '#server/domain/value/count-range.ts';
import { formatUnit, type Measure, type Aggregation } from '#server/domain/value/measures.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import type { FigureState, ReportedBy, RoundFigure } from './public-figure.types.ts';

/** What is needed of an indicator to describe one of its figures. */
export type FigureSubject = {
  measure: Measure;
  unit: string;
  choices?: readonly { code: string; label: string }[] | undefined;
};

type Amount = Pick<
  RoundFigure,
  'value' | 'numerator' | 'denominator' | 'distribution' | 'choice' | 'contributing'
>;

/** Formats an amount without its unit, as in a table cell: "62.5%", "1 204". */
export function formatAmount(subject: FigureSubject, value: string): string {
  return formatFigureNumber(value, formatUnit(subject));
}

/** Formats an amount with its unit, as in a sentence: "62.5%", "USD 1 204", "1 204 persons". */
export function formatAmountInWords(subject: FigureSubject, value: string): string {
  return formatWithUnit(value, formatUnit(subject));
}

/** Formats a reported figure, as in a sentence; a count of states names the total: "7 of 10 states". */
export function formatFigure(subject: FigureSubject, figure: Amount): string {
  if (figure.choice !== null) {
    return subject.choices?.find(({ code }) => code === figure.choice)?.label ?? figure.choice;
  }
  if (figure.value === null) {
    return figure.denominator === '0'
      ? `no ${subject.measure}, since there was nothing to count`
      : 'no number';
  }
  if (figure.distribution !== null && figure.contributing !== null) {
    return `${formatNumber(figure.value)} of ${formatAmountInWords(subject, String(figure.contributing))}`;
  }
  return formatAmountInWords(subject, figure.value);
}

/**
 * Formats a figure in a few words, whatever its state: "62.5%", "suppressed", "1 to 10 persons". For text
 * alternatives of charts.
 */
export function formatFigureOrState(
  subject: FigureSubject,
  figure: Amount & RangeLimits & { state: FigureState },
): string {
  return figure.state === 'reported'
    ? formatFigure(subject, figure)
    : (formatRangeOf(subject, figure) ?? figureWords[figure.state].toLowerCase());
}

/** Formats the range of a suppressed figure, as in a sentence: "1 to 10 persons"; null if there is none. */
export function formatRangeOf(subject: FigureSubject, figure: RangeLimits): string | null {
  const range = findRange(figure);
  if (!range) return null;
  const unit = formatUnit(subject);
  return [formatRangeInWords(range), formatNoun(unit, range.most)].filter(Boolean).join(' ');
}

/** The noun for those who report an indicator. */
export const reportersOf: Record<ReportedBy, Things> = {
  states: 'states',
  bodies: 'bodies',
  states_and_bodies: 'states and bodies',
  register: 'reporters',
};

/** Who reports an indicator, as in a sentence. */
export const reportedByWords: Record<ReportedBy, string> = {
  states: 'Member states',
  bodies: 'Sectoral bodies',
  states_and_bodies: 'Member states and sectoral bodies',
  register: 'Nobody: the tracker works it out from the reports that it holds',
};

/** Returns the heading of a column of "9 of 11": "States reporting". */
export function formatReporters(reportedBy: ReportedBy): string {
  return `${formatUpperFirst(reportersOf[reportedBy])} reporting`;
}

/**
 * Formats the coverage, "9 of 11 states reporting"; null if a figure is calculated from the tracker's own
 * records.
 */
export function formatCoverage(
  reportedBy: ReportedBy,
  figure: Pick<RoundFigure, 'contributing' | 'expected'>,
): string | null {
  const { contributing, expected } = figure;
  if (reportedBy === 'register' || contributing === null || expected === null || expected === 0) return null;
  return `${formatNumber(contributing)} of ${formatCount(expected, reportersOf[reportedBy])} reporting`;
}

/**
 * Whether figures of rounds add up over a year: what happened, as opposed to the situation at the end of a
 * round.
 */
export const isFlow = (aggregation: Aggregation): boolean =>
  aggregation === 'sum' || aggregation === 'sum_of_reports';

type Titled = { title: string };
type Period = { periodStart: string; periodEnd: string };

/** Titles that start like a sentence: "Second half of 2025". */
const ordinal = /^(first|second|third|fourth|last)\b/i;

/** Returns a round's title within a sentence, "the second half of 2025"; other titles stay unchanged. */
export function describeRound({ title }: Titled): string {
  return ordinal.test(title) ? `the ${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}

/** Returns the short name of a round for a chart: "H2" of "2025-H2". */
export function shortenRound(code: string): string {
  return code.replace(/^\d{4}-/, '');
}

/** Returns the calendar year of a round: that in which its period ends. */
export function getYear({ periodEnd }: Period): number {
  return Number(periodEnd.slice(0, 4));
}

const day = 86_400_000;

/** Whether the periods of these rounds together cover the whole of a calendar year. */
export function isYearCovered(rounds: readonly Period[], year: number): boolean {
  const first = Date.UTC(year, 0, 1);
  const last = Date.UTC(year, 11, 31);
  const periods = rounds
    .map(({ periodStart, periodEnd }) => [Date.parse(periodStart), Date.parse(periodEnd)] as const)
    .sort((a, b) => a[0] - b[0]);
  let covered = first - day;
  for (const [start, end] of periods) if (start <= covered + day) covered = Math.max(covered, end);
  return covered >= last;
}
