/** Returns the day for due dates: in UTC, where it ends later than for any reporter. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/**
 * Whether a report may still be written and submitted: while its round is open, and after that as long as
 * this reporter has an extension. Days are ISO dates; the last one counts to its end.
 */
export function isInTime(
  report: { roundState: 'planned' | 'open' | 'closed'; extendedUntil: string | null },
  today: string,
): boolean {
  if (report.roundState !== 'closed') return report.roundState === 'open';
  return report.extendedUntil !== null && report.extendedUntil >= today;
}
