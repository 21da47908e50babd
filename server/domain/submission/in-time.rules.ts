/** A moment's day as everything that is due counts it: in UTC, which ends later than the day of any reporter. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/**
 * Whether a report may still be written and sent: while its round is open, and after that as long as the secretariat
 * has given this reporter more time. Days are ISO dates; the last one counts to its end.
 */
export function isInTime(
  report: { roundState: 'planned' | 'open' | 'closed'; extendedUntil: string | null },
  today: string,
): boolean {
  if (report.roundState !== 'closed') return report.roundState === 'open';
  return report.extendedUntil !== null && report.extendedUntil >= today;
}
