import { addDays, formatDay } from '../calendar/local-day.calculations.ts';
import type { FieldProblem } from '../error/domain-error.ts';
import { findTextProblem } from '../submission/text.rules.ts';

/** A longer extension is a mistake: another round will have begun. */
const longestDays = 366;

/** Returns a date if it exists in the calendar, otherwise null. */
const onCalendar = (date: string): string | null =>
  Number.isNaN(Date.parse(`${date}T00:00:00Z`)) ? null : addDays(date, 0);

/**
 * Lists what is wrong with a new day and its reason, by field. `after` is the current day, described as
 * `what` ("when the report is due now"); null if any day from today on is valid.
 */
export function findNewDayProblems(
  typed: { day: string; reason: string },
  known: { today: string; after: string | null; what: string },
  names: { day: string; asked: string; missingReason: string },
): FieldProblem[] {
  const { day, reason } = typed;
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(day) && onCalendar(day) === day;
  const from = known.after !== null && known.after > known.today ? known.after : known.today;
  const onDay = !isDate
    ? `Write ${names.asked} as a date, such as 2026-12-15.`
    : known.after !== null && day <= known.after
      ? `Choose a day after ${formatDay(known.after)}, ${known.what}.`
      : day < known.today
        ? 'Choose today or a later day.'
        : day > addDays(from, longestDays)
          ? 'Choose a day within a year.'
          : null;
  const onReason = reason === '' ? names.missingReason : findTextProblem(reason, 2000);
  return [
    ...(onDay ? [{ path: names.day, message: onDay }] : []),
    ...(onReason ? [{ path: 'reason', message: onReason }] : []),
  ];
}
