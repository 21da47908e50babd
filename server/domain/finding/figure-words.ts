import type { Things } from '#server/domain/language/nouns.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { formatCount, formatFigureNumber, formatWithUnit } from '#server/domain/language/format-counts.ts';
import { figure as figureWords } from '#server/domain/language/messages/en/figure.ts';
import type { Aggregation, Measure } from '#server/domain/value/indicator-definition.ts';
import { upperFirst } from './sentence-parts.ts';
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

const unitOf = ({ measure, unit }: FigureSubject) => (measure === 'percentage' ? '%' : unit);

/** Formats an amount without its unit, as in a table cell: "62.5%", "1 204". */
export function formatAmount(subject: FigureSubject, value: string): string {
  return formatFigureNumber(value, unitOf(subject));
}

/** Formats an amount with its unit, as in a sentence: "62.5%", "USD 1 204", "1 204 persons". */
export function formatAmountInWords(subject: FigureSubject, value: string): string {
  return formatWithUnit(value, unitOf(subject));
}

/** Formats a reported figure, as in a sentence; a count of states names the total: "7 of 10 states". */
export function formatFigure(subject: FigureSubject, figure: Amount): string {
  if (figure.choice !== null) {
    return subject.choices?.find(({ code }) => code === figure.choice)?.label ?? figure.choice;
  }
  if (figure.value === null) {
    return figure.denominator === '0' ? 'no percentage, since there was nothing to count' : 'no number';
  }
  if (figure.distribution !== null && figure.contributing !== null) {
    return `${formatNumber(figure.value)} of ${formatAmountInWords(subject, String(figure.contributing))}`;
  }
  return formatAmountInWords(subject, figure.value);
}

/**
 * Formats a figure in a few words, whatever its state: "62.5%", "suppressed". For text alternatives of
 * charts.
 */
export function formatFigureOrState(subject: FigureSubject, figure: Amount & { state: FigureState }): string {
  return figure.state === 'reported'
    ? formatFigure(subject, figure)
    : figureWords[figure.state].toLowerCase();
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
  return `${upperFirst(reportersOf[reportedBy])} reporting`;
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
