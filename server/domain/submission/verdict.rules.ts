import { formatCount, formatVerb } from '../language/counted-nouns.ts';

/** What the check found, counted. `missing`: items that are not answered, as the task list counts them. */
export type VerdictCounts = { errors: number; warnings: number; missing: number };

/** Describes what the check found in one sentence: whether the report can go, and what it lacks. */
export function describeVerdict({ errors, warnings, missing }: VerdictCounts): string {
  const lacks = missing > 0 ? `${formatCount(missing, 'items', 'are')} not answered` : '';
  if (errors > 0) {
    return `Not ready: ${formatCount(errors, 'errors')} to correct${lacks ? `, and ${lacks}` : ''}`;
  }
  const odd =
    warnings > 0 ? `${formatCount(warnings, 'warnings')} ${formatVerb(warnings, 'have')} no reason yet` : '';
  const rest = [lacks, odd].filter(Boolean).join(', and ');
  return rest ? `No errors: ${rest}` : 'Ready: no errors, and nothing is missing';
}
