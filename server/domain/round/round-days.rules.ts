import { addDays, formatDay, toLocalTime } from '../calendar/local-day.calculations.ts';
import type { FieldProblem } from '../error/domain-error.ts';
import { findTextProblem } from '../submission/text.rules.ts';
import { toUtcDay } from '../submission/due-dates.rules.ts';

/** The tracker's calendar follows the ASEAN Secretariat. */
export const trackerZone = 'Asia/Jakarta';

export type CalendarRound = {
  code: string;
  state: 'planned' | 'open' | 'closed';
  opensOn: string;
  closesOn: string;
};

/** What the calendar does with a round; "missed": its whole period passed before it was opened. */
export type RoundMove = { round: string; verb: 'open' | 'close' | 'missed' };

/**
 * Lists what to do with the rounds now. A round opens when its first day begins in Jakarta. It closes when
 * its last day ends in UTC, as the pages state: later than in every reporter's country, so nobody loses an
 * evening. Missed days are caught up; a round that is entirely past is left to the secretariat to decide.
 */
export function listRoundMoves(rounds: readonly CalendarRound[], now: Date): RoundMove[] {
  const begun = toLocalTime(now, trackerZone).date;
  const today = toUtcDay(now);
  return rounds.flatMap<RoundMove>(({ code, state, opensOn, closesOn }) => {
    if (state === 'planned' && opensOn <= begun) {
      return [{ round: code, verb: closesOn < today ? 'missed' : 'open' }];
    }
    return state === 'open' && closesOn < today ? [{ round: code, verb: 'close' }] : [];
  });
}

/** A longer extension is a mistake: another round will have begun. */
const longestDays = 366;

/** Returns a date if it exists in the calendar, otherwise null. */
const onCalendar = (date: string): string | null =>
  Number.isNaN(Date.parse(`${date}T00:00:00Z`)) ? null : addDays(date, 0);

/** What can be changed of a round before it opens. */
export type PlannedRound = { title: string; opensOn: string; dueOn: string; closesOn: string };

const isDay = (typed: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(typed) && onCalendar(typed) === typed;

/** Lists what is wrong with a planned round as it is to be, by field. `today` in the tracker's own zone. */
export function findPlannedRoundProblems(
  round: PlannedRound,
  known: { today: string; opensOn: string },
): FieldProblem[] {
  const { title, opensOn, dueOn, closesOn } = round;
  const onTitle = title === '' ? 'Give the round a title.' : findTextProblem(title, 200);
  const findDayProblem = (day: string, after: string, words: string) =>
    !isDay(day)
      ? 'Enter a date, such as 2026-12-15.'
      : isDay(after) && day < after
        ? `Choose ${formatDay(after)} or a later day: ${words}.`
        : null;
  // The calendar opens a round on its day, and what is open cannot be planned again.
  const onOpens =
    isDay(opensOn) && opensOn !== known.opensOn && opensOn <= known.today
      ? 'Choose a day after today. To begin now, open the round.'
      : findDayProblem(opensOn, '', '');
  const problems = {
    title: onTitle,
    opensOn: onOpens,
    dueOn: findDayProblem(dueOn, opensOn, 'the round opens then'),
    closesOn: findDayProblem(closesOn, dueOn, 'reports are due then'),
  };
  return Object.entries(problems).flatMap(([path, message]) => (message ? [{ path, message }] : []));
}

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
  const from = known.after !== null && known.after > known.today ? known.after : known.today;
  const onDay = !isDay(day)
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
