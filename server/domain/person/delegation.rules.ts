import type { FieldProblem } from '../error/domain-error.ts';
import { calculateDays } from '../submission/lateness.calculations.ts';

/** The maximum duration of a delegation, in days. */
export const longestDelegation = 366;

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/**
 * Lists what is wrong with the dates of a delegation ("2026-11-30", both days inclusive), at `from` or
 * `until`.
 */
export function checkDelegationDates(dates: { from: string; until: string }, today: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const field of ['from', 'until'] as const) {
    if (!isValidDay(dates[field])) problems.push({ path: field, message: 'Enter a date.' });
  }
  if (problems.length > 0) return problems;
  if (dates.from < today) {
    return [{ path: 'from', message: 'Choose today or a later day: what is past cannot be handed over.' }];
  }
  if (dates.until < dates.from) {
    return [{ path: 'until', message: 'The last day cannot come before the first.' }];
  }
  if (calculateDays(dates.from, dates.until) > longestDelegation) {
    return [
      { path: 'until', message: 'Choose at most a year. For longer, ask the secretariat for a new account.' },
    ];
  }
  return [];
}

function isValidDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && isDay(text);
}
