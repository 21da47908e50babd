import type { Role } from '../access/can.rules.ts';
import { calculateDays } from '../submission/due-dates.rules.ts';
import type { SubmissionStatus } from '../submission/submission.workflow.ts';
import { addDays, toLocalTime } from './local-day.calculations.ts';

/** How many days before the due day people are reminded; 0 is the day itself. After it: every week. */
export const reminderDays = [21, 7, 1, 0] as const;
export const overdueEveryDays = 7;
/** Reminders are sent from 8:00 until 17:00, local time of the reporter. */
export const morning = { from: 8, until: 17 } as const;

/** One person's role for one outstanding report, as returned by tracker.list_reminder_facts. */
export type ReminderFacts = {
  personId: string;
  role: Role;
  reporter: { code: string; kind: 'state' | 'body'; name: string };
  timeZone: string;
  round: { code: string; title: string };
  submissionId: number;
  status: SubmissionStatus;
  /** Whether the secretariat has ever returned it. */
  returned: boolean;
  dueOn: string;
  /** The last day on which the report can be submitted: the end of the round or of its extension. */
  endsOn: string;
  /** When it was last asked for: opened, extended or returned. ISO time. */
  since: string;
  isReady: boolean;
  /** A contributor who writes an agency's part only. */
  hasAgency: boolean;
  hasDelivered: boolean;
  /** Items, or parts of them for an agency, and how many have no answer. */
  due: number;
  missing: number;
  /** Unanswered queries of the secretariat. */
  questions: number;
};

/** What a person still has to do: fill in, answer queries, deliver a part, clear, submit. */
export type Obligation = 'write' | 'answer' | 'deliver' | 'clear' | 'submit';

/**
 * Returns what one person still has to do in one role, or null. A focal point writes, and submits what is
 * cleared; a contributor delivers the agency's part; a clearing officer clears what is ready and can submit
 * it. Once the report is with the secretariat nobody has anything to do.
 */
export function findObligation(facts: ReminderFacts): Obligation | null {
  const { role, status } = facts;
  if (status === 'submitted' || status === 'accepted') return null;
  switch (role) {
    case 'focal_point':
      if (status === 'cleared') return 'submit';
      return status === 'returned' ? 'answer' : 'write';
    case 'clearing_officer':
      if (status === 'cleared') return 'submit';
      return facts.isReady ? 'clear' : null;
    case 'contributor':
      if (!facts.hasAgency || facts.hasDelivered || facts.due === 0 || status === 'cleared') return null;
      if (status === 'draft') return 'deliver';
      return facts.questions > 0 ? 'answer' : null;
    case 'secretariat_officer':
    case 'administrator':
    case 'partner':
      return null;
  }
}

type Calendar = Pick<ReminderFacts, 'returned' | 'dueOn' | 'endsOn'>;

/**
 * Returns the last reminder day up to `today`, or null: 21, 7 and 1 days before the due day, the day itself,
 * and every week after it until the report can no longer be submitted. A returned report was submitted once,
 * so its reminders come every week from the day of the return.
 */
export function findReminderDay(
  { returned, dueOn, endsOn }: Calendar,
  sinceOn: string,
  today: string,
): string | null {
  if (today > endsOn) return null;
  const from = returned ? sinceOn : dueOn;
  const before = returned ? [] : reminderDays.map((days) => addDays(dueOn, -days));
  const weeks = Math.floor(calculateDays(from, today) / overdueEveryDays);
  const after = weeks >= 1 ? [addDays(from, weeks * overdueEveryDays)] : [];
  return [...before, ...after].filter((day) => day <= today).reduce<string | null>(later, null);
}

const later = (a: string | null, b: string) => (a === null || b > a ? b : a);

/**
 * Whether to remind a person of a report today: a reminder day has come since the report was asked for and
 * since the person was last reminded. Missed days make one reminder, not several.
 */
export function isReminderDue(
  facts: Calendar & Pick<ReminderFacts, 'since' | 'timeZone'>,
  lastOn: string | null,
  today: string,
): boolean {
  const sinceOn = toLocalTime(new Date(facts.since), facts.timeZone).date;
  const day = findReminderDay(facts, sinceOn, today);
  return day !== null && day > sinceOn && (lastOn === null || day > lastOn);
}

export type OwedReport = ReminderFacts & { obligation: Obligation };

/** One mail to one person: everything that they still have to do, as of their day. */
export type Digest = { personId: string; today: string; owed: OwedReport[] };

/**
 * If a person has several roles for the same report, the first in this order counts: writers before clearers.
 */
const roleOrder: readonly Role[] = ['focal_point', 'contributor', 'clearing_officer'];

/**
 * Lists what a person has to do now, one entry for each report, by reporter and round. All facts are of one
 * person.
 */
export function listOwed(facts: readonly ReminderFacts[], now: Date): OwedReport[] {
  const owed = new Map<number, OwedReport>();
  const inOrder = [...facts].sort((a, b) => roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role));
  for (const one of inOrder) {
    const obligation = findObligation(one);
    if (!obligation || owed.has(one.submissionId)) continue;
    if (toLocalTime(now, one.timeZone).date > one.endsOn) continue;
    owed.set(one.submissionId, { ...one, obligation });
  }
  const key = ({ reporter, round }: OwedReport) => `${reporter.code} ${round.code}`;
  return [...owed.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/**
 * Returns a person's time zone: that of their first reporter, so that nobody who reports for two gets two
 * mails a day.
 */
export const getTimeZone = (facts: readonly ReminderFacts[]): string =>
  [...facts].sort((a, b) => (a.reporter.code < b.reporter.code ? -1 : 1))[0]?.timeZone ?? 'Asia/Jakarta';

/**
 * Lists the reminders to send now, at most one for each person: during the day, to people with a report of
 * which a reminder is due. A reminder names everything that the person has to do. `remindedAt` has the time
 * of each person's last one.
 */
export function listDigests(
  facts: readonly ReminderFacts[],
  remindedAt: ReadonlyMap<string, string>,
  now: Date,
): Digest[] {
  return [...Map.groupBy(facts, ({ personId }) => personId)].flatMap(([personId, own]) => {
    const timeZone = getTimeZone(own);
    const { date: today, hour } = toLocalTime(now, timeZone);
    if (hour < morning.from || hour >= morning.until) return [];
    const last = remindedAt.get(personId);
    const lastOn = last === undefined ? null : toLocalTime(new Date(last), timeZone).date;
    const owed = listOwed(own, now);
    const due = owed.some((one) => isReminderDue({ ...one, timeZone }, lastOn, today));
    return due && lastOn !== today ? [{ personId, today, owed }] : [];
  });
}

/** The idempotency key of a reminder: one for each person and day, whoever triggers it. */
export const buildDigestKey = (personId: string, day: string): string => `digest/${personId}/${day}`;
