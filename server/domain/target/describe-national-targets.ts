import { formatDate } from '../language/date-format.ts';
import { formatWithUnit } from '../language/counted-nouns.ts';
import type { Milestone } from './circumstance.rules.ts';
import type { NationalTargetContent, YearValue } from './national-target.rules.ts';

/** "2027: 120 cases". */
const formatYearValue = ({ year, value }: YearValue, unit: string): string =>
  `${year}: ${formatWithUnit(value, unit)}`;

/** "2026: 100 cases; 2027: 120 cases", or that there is none. */
export const formatTargets = ({ targets }: NationalTargetContent, unit: string): string =>
  targets.map((target) => formatYearValue(target, unit)).join('; ') || 'None';

export const formatBaseline = ({ baseline }: NationalTargetContent, unit: string): string =>
  baseline ? formatYearValue(baseline, unit) : 'None';

/** "2026: 100 cases; 2027: 120 cases. Baseline 2023: 90 cases"; null where a state has no targets of its own. */
export function describeNationalTargets(content: NationalTargetContent, unit: string): string | null {
  if (content.targets.length === 0) return null;
  return `${formatTargets(content, unit)}${content.baseline ? `. Baseline ${formatBaseline(content, unit)}` : ''}`;
}

/** "Adopted by cabinet: planned 30 June 2025, revised 31 October 2025, reached 14 November 2025". */
export const formatMilestone = ({ title, planned, revised, reached }: Milestone): string =>
  [
    `${title}: planned ${formatDate(planned)}`,
    ...(revised ? [`revised ${formatDate(revised)}`] : []),
    ...(reached ? [`reached ${formatDate(reached)}`] : []),
  ].join(', ');
