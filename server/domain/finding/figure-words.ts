import { formatNumber, formatPercentage } from '#server/domain/language/number-format.ts';
import { figure as figureWords } from '#server/domain/language/messages/en/figure.ts';
import type { Aggregation, Measure } from '#server/domain/value/indicator-definition.ts';
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

const one = (unit: string) => (/[^s]s$/.test(unit) ? unit.slice(0, -1) : unit);

/** "persons" or "person", by the number before it. */
export function unitFor(unit: string, value: string): string {
  return Number(value) === 1 ? one(unit) : unit;
}

/** An amount of the indicator's kind without its unit, as a cell of a table shows it: "62.5%", "1 204". */
export function formatAmount(subject: FigureSubject, value: string): string {
  return subject.measure === 'percentage' ? formatPercentage(value) : formatNumber(value);
}

/** An amount with its unit, as a sentence says it: "62.5%", "USD 1 204", "1 204 persons". */
export function sayAmount(subject: FigureSubject, value: string): string {
  const number = formatAmount(subject, value);
  if (subject.measure === 'percentage') return number;
  // The currency stays on the line of its number.
  if (subject.measure === 'money') return `${subject.unit}\u00a0${number}`;
  return `${number} ${unitFor(subject.unit, value)}`;
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

const reporters: Record<ReportedBy, readonly [one: string, many: string]> = {
  states: ['state', 'states'],
  bodies: ['body', 'bodies'],
  states_and_bodies: ['state or body', 'states and bodies'],
  register: ['reporter', 'reporters'],
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
  const [, many] = reporters[reportedBy];
  return `${many.charAt(0).toUpperCase()}${many.slice(1)} reporting`;
}

/** "9 of 11 states reporting"; null where a figure is worked out from the tracker's own records. */
export function sayCoverage(
  reportedBy: ReportedBy,
  figure: Pick<RoundFigure, 'contributing' | 'expected'>,
): string | null {
  const { contributing, expected } = figure;
  if (reportedBy === 'register' || contributing === null || expected === null || expected === 0) return null;
  return `${contributing} of ${expected} ${reporters[reportedBy][expected === 1 ? 0 : 1]} reporting`;
}

/** Whether a figure of one round adds up with others of the same year: what happened, rather than how things stand. */
export const isFlow = (aggregation: Aggregation): boolean =>
  aggregation === 'sum' || aggregation === 'sum_of_reports';
