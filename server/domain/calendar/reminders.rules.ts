import type { Role } from '../access/can.rules.ts';
import { calculateDays } from '../submission/lateness.calculations.ts';
import type { SubmissionStatus } from '../submission/submission.workflow.ts';
import { addDays, readLocalTime } from './local-day.calculations.ts';

/** How many days before the due day people are reminded; 0 is the day itself. After it: every week. */
export const reminderDays = [21, 7, 1, 0] as const;
export const overdueEveryDays = 7;
/** Reminders are written from 8:00 until 17:00 on the reporter's own clock. */
export const morning = { from: 8, until: 17 } as const;

/** One role of one person for one report that is not in; how the database answers tracker.list_reminder_facts. */
export type ReminderFacts = {
  personId: string;
  role: Role;
  reporter: { code: string; kind: 'state' | 'body'; name: string };
  timeZone: string;
  round: { code: string; title: string };
  submissionId: number;
  status: SubmissionStatus;
  /** Whether the secretariat has ever sent it back. */
  returned: boolean;
  dueOn: string;
  /** The last day on which the report can be sent: the end of the round, or of the time that was given beyond it. */
  endsOn: string;
  /** When it was last asked for: opened, given more time, or returned. ISO moment. */
  since: string;
  isReady: boolean;
  /** A contributor who writes an agency's part only. */
  hasAgency: boolean;
  hasDelivered: boolean;
  /** Items, or parts of them for an agency, and how many have no answer. */
  due: number;
  missing: number;
  /** Questions of the secretariat without an answer. */
  questions: number;
};

/** What somebody still has to do: fill in, answer what was asked, deliver a part, clear, submit. */
export type Obligation = 'write' | 'answer' | 'deliver' | 'clear' | 'submit';

/**
 * What one person owes by one role, or null. A focal point writes, and submits what is cleared; a contributor
 * delivers the agency's part; a clearing officer clears what is ready and can submit it. Once the report is with the
 * secretariat nobody owes anything.
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
      return null;
  }
}

type Calendar = Pick<ReminderFacts, 'returned' | 'dueOn' | 'endsOn'>;

/**
 * The last day up to `today` on which a reminder falls, or null: 21, 7 and 1 days before the due day, on it, and
 * every week after it until the report can no longer be sent. A returned report was in once, so what counts is the
 * day on which it came back: every week from then.
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
 * Whether one has to be reminded of a report today: a reminder's day has come since the report was asked for and
 * since this person was last reminded. Days that were missed make one reminder, not several.
 */
export function isReminderDue(
  facts: Calendar & Pick<ReminderFacts, 'since' | 'timeZone'>,
  lastOn: string | null,
  today: string,
): boolean {
  const sinceOn = readLocalTime(new Date(facts.since), facts.timeZone).date;
  const day = findReminderDay(facts, sinceOn, today);
  return day !== null && day > sinceOn && (lastOn === null || day > lastOn);
}

export type OwedReport = ReminderFacts & { obligation: Obligation };

/** One mail to one person: everything that they owe, on their day. */
export type Digest = { personId: string; today: string; owed: OwedReport[] };

/** Which of several roles for the same report speaks: who writes before who clears. */
const roleOrder: readonly Role[] = ['focal_point', 'contributor', 'clearing_officer'];

/** What a person owes now, one entry a report, by reporter and round. All facts are of the same person. */
export function listOwed(facts: readonly ReminderFacts[], now: Date): OwedReport[] {
  const owed = new Map<number, OwedReport>();
  const inOrder = [...facts].sort((a, b) => roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role));
  for (const one of inOrder) {
    const obligation = findObligation(one);
    if (!obligation || owed.has(one.submissionId)) continue;
    if (readLocalTime(now, one.timeZone).date > one.endsOn) continue;
    owed.set(one.submissionId, { ...one, obligation });
  }
  const key = ({ reporter, round }: OwedReport) => `${reporter.code} ${round.code}`;
  return [...owed.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** A person's own clock: that of their first reporter, so that nobody who reports for two gets two mails a day. */
export const zoneOf = (facts: readonly ReminderFacts[]): string =>
  [...facts].sort((a, b) => (a.reporter.code < b.reporter.code ? -1 : 1))[0]?.timeZone ?? 'Asia/Jakarta';

/**
 * The reminders to write now, at most one a person: where it is morning, to those who owe a report of which a
 * reminder is due. It names everything that the person owes. `remindedAt` has the moment of each person's last one.
 */
export function listDigests(
  facts: readonly ReminderFacts[],
  remindedAt: ReadonlyMap<string, string>,
  now: Date,
): Digest[] {
  return [...Map.groupBy(facts, ({ personId }) => personId)].flatMap(([personId, own]) => {
    const timeZone = zoneOf(own);
    const { date: today, hour } = readLocalTime(now, timeZone);
    if (hour < morning.from || hour >= morning.until) return [];
    const last = remindedAt.get(personId);
    const lastOn = last === undefined ? null : readLocalTime(new Date(last), timeZone).date;
    const owed = listOwed(own, now);
    const due = owed.some((one) => isReminderDue({ ...one, timeZone }, lastOn, today));
    return due && lastOn !== today ? [{ personId, today, owed }] : [];
  });
}

/** What a reminder is remembered by: one a person a day, whoever asks for it. */
export const nameDigest = (personId: string, day: string): string => `digest/${personId}/${day}`;
