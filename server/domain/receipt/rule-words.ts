import type { DisclosureClass } from '../value/indicator-definition.ts';
import { getAnswerKind, type Measure, type Aggregation } from '../value/measures.ts';
import { formatList } from '#server/domain/language/list-format.ts';
import type { FigureDefinition } from '../figure/figure.types.ts';

/** The parts of an indicator that decide how its figures are made. */
export type RuledIndicator = {
  measure: Measure;
  aggregation: Aggregation;
  unit: string;
  reportedBy: 'states' | 'bodies' | 'states_and_bodies' | 'register';
  disclosureClass: DisclosureClass;
  personCount: boolean;
  crossBorderOverlap: boolean;
  numeratorLabel: string | null;
  denominatorLabel: string | null;
  choices: readonly { label: string; counts: boolean }[];
};

const reporters = {
  states: 'states',
  bodies: 'sectoral bodies',
  states_and_bodies: 'states and sectoral bodies',
  register: 'reporters',
} as const;

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** Explains how the regional figure is made from the reports, by the indicator's own rule, in sentences. */
export function describeRegionalRule(indicator: RuledIndicator): string {
  const { aggregation, unit, reportedBy, numeratorLabel, denominatorLabel } = indicator;
  const all = `all ${reporters[reportedBy]} that reported a number`;
  if (reportedBy === 'register') {
    return 'Worked out by the tracker from its own records of the round: nobody fills it in.';
  }
  switch (aggregation) {
    case 'sum':
      return `The numbers of ${all} are added up.`;
    case 'sum_of_reports':
      return `The numbers of ${all} are added up. It is a sum of reports, not of unique ${unit === '%' ? 'persons or cases' : unit}: the same one may be in several reports.`;
    case 'percentage': {
      const parts =
        numeratorLabel && denominatorLabel
          ? ` (${lowerFirst(numeratorLabel)}; ${lowerFirst(denominatorLabel)})`
          : '';
      return `Both parts${parts} are added up over ${all}, and the first sum is divided by the second. The percentages of single reporters are never averaged. Rounded to one decimal, half away from zero.`;
    }
    case 'count_of_states': {
      const counted = indicator.choices.filter(({ counts }) => counts).map(({ label }) => `“${label}”`);
      return `The number of states that answer ${formatList(counted).replace(/ and (?=“[^“]*$)/, ' or ')}, of those that gave an answer.`;
    }
    case 'none':
      return 'Reports are not put together: there is no regional figure.';
  }
}

/** Explains how the figure of one reporter is made, or of each of several if no name is given. */
export function describeNationalRule(indicator: RuledIndicator, reporter: string | null): string {
  const made =
    getAnswerKind(indicator.measure) === 'ratio'
      ? 'The first part that it reported, divided by the second, to one decimal'
      : 'As it reported it';
  if (reporter !== null) {
    return `${made}. It is shown because ${reporter} released its own figures of this indicator for the round.`;
  }
  return `The figure of each reporter stands by itself: ${made.charAt(0).toLowerCase()}${made.slice(1)}. It is shown where the reporter released its own figures of the indicator for the round.`;
}

/** Names who is expected: the total in "9 of 11". */
export function describeExpected(
  indicator: Pick<RuledIndicator, 'reportedBy'>,
  scope: 'region' | 'reporter',
): string {
  if (scope === 'reporter') return 'One report: that of the reporter itself.';
  return indicator.reportedBy === 'register'
    ? 'Everything that the tracker’s own records of the round hold.'
    : `All ${reporters[indicator.reportedBy]} that were asked for this indicator in the round, less those to whom the question does not apply.`;
}

/**
 * Explains what may prevent a figure of the indicator from being shown, in words that are public for every
 * figure.
 */
export function describeDisclosure(indicator: RuledIndicator, smallCountUpTo: number): string[] {
  return [
    ...(indicator.personCount
      ? [
          `Counts of 1 to ${smallCountUpTo} persons are suppressed, with as many other figures as it takes that none of them can be worked out.`,
        ]
      : []),
    ...(indicator.disclosureClass === 'restricted'
      ? ['The figure of a single reporter is shown only where the reporter has released it.']
      : []),
  ];
}

/**
 * Explains how the numbers of a figure that counts no indicator are made: from activities by status, or from
 * reports.
 */
export function describeFigureRule({ unit, source }: Pick<FigureDefinition, 'unit' | 'source'>): string {
  if (unit === 'status') {
    return 'The status that the lead body reported for the activity, round by round. Where it has not reported, what it said last still stands.';
  }
  if (unit.startsWith('activit')) {
    return 'Each activity of the plan counts once in a round, with the status that its lead body reported. Where it has not reported, what it said last still stands; before the first report an activity counts as not yet reported once its first year has come.';
  }
  if (/^(report|reporter|state|bod)/.test(unit)) {
    return 'Each reporter counts once in a round: it has reported when the secretariat has accepted its report, and is left out where no report was due.';
  }
  if (!isOfReports({ unit })) {
    return 'Each entry of the library that was released counts once for each pair of the states that it names. Nothing of it is taken from reports.';
  }
  return `Counted from ${source}: nothing is estimated or filled in.`;
}

/** Who is expected in a figure that counts no indicator. */
export const expectedReports =
  'Every reporter from whom a report was due for the round. Who was not asked is not counted.';

/** Whether a figure is counted from reports, so that some are expected; library entries are not reports. */
export const isOfReports = ({ unit }: Pick<FigureDefinition, 'unit'>): boolean => unit !== 'entries';
