import type { Things } from '#server/domain/language/nouns.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { say, sayNumber, sayWithUnit } from '#server/domain/language/say.ts';
import { figure as figureWords } from '#server/domain/language/messages/en/figure.ts';
import type { Aggregation, Measure } from '#server/domain/value/indicator-definition.ts';
import { upperFirst } from './sentence-parts.ts';
import type { FigureState, ReportedBy, RoundFigure } from './public-figure.types.ts';

/** What must be known of an indicator to write one of its figures. */
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

/** An amount of the indicator's kind without its unit, as a cell of a table shows it: "62.5%", "1 204". */
export function formatAmount(subject: FigureSubject, value: string): string {
  return sayNumber(value, unitOf(subject));
}

/** An amount with its unit, as a sentence says it: "62.5%", "USD 1 204", "1 204 persons". */
export function sayAmount(subject: FigureSubject, value: string): string {
  return sayWithUnit(value, unitOf(subject));
}

/** A reported figure as a sentence says it; a count of states says of how many: "7 of 10 states". */
export function sayFigure(subject: FigureSubject, figure: Amount): string {
  if (figure.choice !== null) {
    return subject.choices?.find(({ code }) => code === figure.choice)?.label ?? figure.choice;
  }
  if (figure.value === null) {
    return figure.denominator === '0' ? 'no percentage, since there was nothing to count' : 'no number';
  }
  if (figure.distribution !== null && figure.contributing !== null) {
    return `${formatNumber(figure.value)} of ${sayAmount(subject, String(figure.contributing))}`;
  }
  return sayAmount(subject, figure.value);
}

/** A figure in a few words whatever it says: "62.5%", "suppressed". For spoken equivalents of charts. */
export function sayFigureOrState(subject: FigureSubject, figure: Amount & { state: FigureState }): string {
  return figure.state === 'reported' ? sayFigure(subject, figure) : figureWords[figure.state].toLowerCase();
}

/** Those who report an indicator, as they are counted. */
export const reportersOf: Record<ReportedBy, Things> = {
  states: 'states',
  bodies: 'bodies',
  states_and_bodies: 'states and bodies',
  register: 'reporters',
};

/** Who reports an indicator, as a sentence says it. */
export const reportedByWords: Record<ReportedBy, string> = {
  states: 'Member states',
  bodies: 'Sectoral bodies',
  states_and_bodies: 'Member states and sectoral bodies',
  register: 'Nobody: the tracker works it out from the reports that it holds',
};

/** The heading of a column of "9 of 11": "States reporting". */
export function sayReporters(reportedBy: ReportedBy): string {
  return `${upperFirst(reportersOf[reportedBy])} reporting`;
}

/** "9 of 11 states reporting"; null where a figure is worked out from the tracker's own records. */
export function sayCoverage(
  reportedBy: ReportedBy,
  figure: Pick<RoundFigure, 'contributing' | 'expected'>,
): string | null {
  const { contributing, expected } = figure;
  if (reportedBy === 'register' || contributing === null || expected === null || expected === 0) return null;
  return `${formatNumber(contributing)} of ${say(expected, reportersOf[reportedBy])} reporting`;
}

/** Whether a figure of one round adds up with others of the same year: what happened, rather than how things stand. */
export const isFlow = (aggregation: Aggregation): boolean =>
  aggregation === 'sum' || aggregation === 'sum_of_reports';
