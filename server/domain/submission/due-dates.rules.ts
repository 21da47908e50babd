import { formatCount } from '#server/domain/language/counted-nouns.ts';

/** A report compared with its due date. Days are whole days in UTC, as in publications. */
export type Timing =
  | { state: 'onTime' }
  /** Submitted after the due date. */
  | { state: 'late'; days: number }
  /** Not submitted, and not due yet; 0 is due today. */
  | { state: 'due'; days: number }
  /** Not submitted, and the due date has passed. */
  | { state: 'overdue'; days: number };

/** Counts whole days from one day to another; a point in time counts as its day in UTC. */
export function calculateDays(from: string, to: string): number {
  const day = (iso: string) =>
    Math.floor((iso.length === 10 ? Date.parse(`${iso}T00:00:00Z`) : Date.parse(iso)) / 86_400_000);
  return day(to) - day(from);
}

/**
 * Calculates timeliness from the day of the first submission, otherwise from today. A later return does not
 * make a report late.
 */
export function calculateTiming(
  report: { dueOn: string; firstSubmittedAt: string | null },
  today: string,
): Timing {
  const days = calculateDays(report.dueOn, report.firstSubmittedAt ?? today);
  if (report.firstSubmittedAt !== null) return days > 0 ? { state: 'late', days } : { state: 'onTime' };
  return days > 0 ? { state: 'overdue', days } : { state: 'due', days: -days };
}

const plural = (days: number) => formatCount(days, 'days');

/** Describes it in words: "on time", "3 days late", "due in 12 days", "due today". */
export function describeTiming(timing: Timing): string {
  switch (timing.state) {
    case 'onTime':
      return 'on time';
    case 'late':
    case 'overdue':
      return `${plural(timing.days)} late`;
    case 'due':
      return timing.days === 0
        ? 'due today'
        : timing.days === 1
          ? 'due tomorrow'
          : `due in ${plural(timing.days)}`;
  }
}

/** The same to its reporter, as the words before the deadline itself: a report that came in time and was returned is not late. */
export function describeDue(
  report: { dueOn: string; firstSubmittedAt: string | null },
  today: string,
): string {
  const words = describeTiming(calculateTiming(report, today));
  return report.firstSubmittedAt === null ? `${words}:` : `first submitted ${words}; due`;
}

/** Returns the day for due dates: in UTC, where it ends later than for any reporter. */
export const toUtcDay = (moment: Date): string => moment.toISOString().slice(0, 10);

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
