import type { FigureDefinition } from '../figure/figure.types.ts';

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
