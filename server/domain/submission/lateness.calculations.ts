import { say } from '#server/domain/language/say.ts';
/** How a report stands against its due date. Days are whole and counted in UTC, as publications count them. */
export type Timing =
  | { state: 'onTime' }
  /** Came after the due date. */
  | { state: 'late'; days: number }
  /** Not here yet, and not due yet; 0 is due today. */
  | { state: 'due'; days: number }
  /** Not here yet, and the due date has passed. */
  | { state: 'overdue'; days: number };

/** Whole days from one day to another; a moment counts as its day in UTC. */
export function calculateDays(from: string, to: string): number {
  const day = (iso: string) =>
    Math.floor((iso.length === 10 ? Date.parse(`${iso}T00:00:00Z`) : Date.parse(iso)) / 86_400_000);
  return day(to) - day(from);
}

/**
 * How a report stands: by the day on which it was first submitted, or else by today. What it was returned for later
 * does not make it late.
 */
export function calculateTiming(
  report: { dueOn: string; firstSubmittedAt: string | null },
  today: string,
): Timing {
  const days = calculateDays(report.dueOn, report.firstSubmittedAt ?? today);
  if (report.firstSubmittedAt !== null) return days > 0 ? { state: 'late', days } : { state: 'onTime' };
  return days > 0 ? { state: 'overdue', days } : { state: 'due', days: -days };
}

const plural = (days: number) => say(days, 'days');

/** The same in words: "on time", "3 days late", "due in 12 days", "due today". */
export function sayTiming(timing: Timing): string {
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
