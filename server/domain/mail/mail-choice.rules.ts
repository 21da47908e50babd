import type { FieldProblem } from '../error/domain-error.ts';

/** What mails are about, as far as a person may do without them. Those about accounts and roles are always sent. */
export const mailTopics = ['reminders', 'reports', 'consent', 'mentions', 'publications'] as const;
export type MailTopic = (typeof mailTopics)[number];

const kindsOf: Record<MailTopic, readonly string[]> = {
  reminders: ['round_opened', 'reminder', 'agency_reminder', 'section_reminder'],
  reports: [
    'ready',
    'submitted',
    'arrived',
    'assigned',
    'query_answered',
    'returned',
    'reopened',
    'accepted',
    'acceptance_undone',
    'cleared',
    'sent_back',
    'extended',
    'national_target_proposed',
    'national_target_cleared',
    'national_target_accepted',
    'national_target_returned',
    'national_circumstance_proposed',
    'national_circumstance_cleared',
    'national_circumstance_accepted',
    'national_circumstance_returned',
  ],
  consent: ['consent_request', 'consent_answered'],
  mentions: ['mentioned'],
  publications: ['files_ready', 'files_failed', 'schedule_published', 'schedule_failed'],
};

/** The topic of a kind of mail; null for one that is always sent. */
export const findMailTopic = (kind: string): MailTopic | null =>
  mailTopics.find((topic) => kindsOf[topic].includes(kind)) ?? null;

/** Whether a kind of mail is in the list of notifications. What a digest counts is in "My reports" at any time. */
export const isListedKind = (kind: string): boolean => kind !== 'reminder';

/** Beyond this many new notifications a page says "more than". */
export const mostCounted = 99;

export type MailChoice = {
  /** Topics of which the person wants no mail. */
  unwanted: readonly string[];
  /** The last day without mail: "2026-12-24". */
  pausedUntil: string | null;
};

export const everyMail: MailChoice = { unwanted: [], pausedUntil: null };

/** The most days that mails can be paused. */
export const longestPauseDays = 90;

/** Whether a mail of this kind is sent to somebody who has chosen so. `today` as "2026-12-02". */
export function isMailWanted(kind: string, choice: MailChoice, today: string): boolean {
  const topic = findMailTopic(kind);
  if (topic === null) return true;
  return !choice.unwanted.includes(topic) && (choice.pausedUntil === null || choice.pausedUntil < today);
}

/** Reads what a person has chosen: the topics that they want, and a day or nothing. */
export function checkMailChoice(
  typed: { wanted: readonly string[]; pausedUntil: string },
  today: string,
): { choice: MailChoice; problems: FieldProblem[] } {
  const pausedUntil = typed.pausedUntil.trim() || null;
  const choice = { unwanted: mailTopics.filter((topic) => !typed.wanted.includes(topic)), pausedUntil };
  return { choice, problems: pausedUntil === null ? [] : listPauseProblems(pausedUntil, today) };
}

function listPauseProblems(day: string, today: string): FieldProblem[] {
  const path = 'pausedUntil';
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : new Date(Number.NaN);
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== day) {
    return [{ path, message: 'Enter a day, such as 2027-01-15.' }];
  }
  if (day < today) return [{ path, message: 'Choose today or a later day.' }];
  const days = (moment.getTime() - Date.parse(`${today}T00:00:00Z`)) / 86_400_000;
  return days > longestPauseDays
    ? [{ path, message: `Choose a day within the next ${longestPauseDays} days.` }]
    : [];
}
