import type { LoggedMail } from '#app/contract.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';

const kindLabels: Record<string, string> = {
  round_opened: 'Round opened',
  reminder: 'Reminder',
  agency_reminder: 'Reminder to an agency',
  ready: 'Ready for clearance',
  returned: 'Report returned',
  asked: 'Questions asked',
  reopened: 'Report reopened',
  accepted: 'Report accepted',
  acceptance_undone: 'Report in review again',
  section_reminder: 'Reminder of a section',
  submitted: 'Receipt',
  arrived: 'Report submitted',
  assigned: 'Report assigned',
  query_answered: 'Question answered',
  cleared: 'Report cleared',
  sent_back: 'Report sent back',
  extended: 'More time',
  invitation: 'Invitation',
  password_link: 'Link to a new password',
  colleague_invited: 'Colleague invited',
  failed_sign_ins: 'Failed sign-ins',
  consent_request: 'Question of consent',
  consent_answered: 'Consent answered',
  files_ready: 'Files ready',
  files_failed: 'Files not made',
  mentioned: 'Mention',
  national_target_proposed: 'National targets to clear',
  national_target_cleared: 'National targets to decide',
  national_target_accepted: 'National targets accepted',
  national_target_returned: 'National targets returned',
  national_circumstance_proposed: 'National circumstances to clear',
  national_circumstance_cleared: 'National circumstances to decide',
  national_circumstance_accepted: 'National circumstances accepted',
  national_circumstance_returned: 'National circumstances returned',
  schedule_published: 'Published as scheduled',
  schedule_failed: 'Not published as scheduled',
  role_given: 'Role given',
  role_news: 'News of a role',
  role_waits: 'Role waits',
  role_decided: 'Role decided',
  role_ended: 'Role ended',
  password_set: 'New password set',
};

/** A kind of mail as people read it; one without a word of its own is shown by its name. */
export const describeMailKind = (kind: string): string =>
  kindLabels[kind] ?? formatUpperFirst(kind.replaceAll('_', ' '));

/** The words people see for what became of a mail. */
export const mailStatusLabels: Record<LoggedMail['status'], string> = {
  waiting: 'Waiting',
  sending: 'Being sent',
  sent: 'Sent',
  failed: 'Failed',
  dropped: 'No longer needed',
  unknown: 'Not known',
};

export const mailStatuses = Object.keys(mailStatusLabels) as LoggedMail['status'][];

/** What of the log is shown; everything of it is in the address. */
export type MailFilter = { kind: string; status: LoggedMail['status'] | null; person: string; page: number };

/** Reads the filter from an address; what it does not know is as if it were not there. */
export function readMailFilter(search: URLSearchParams): MailFilter {
  const page = Number(search.get('page'));
  return {
    kind: (search.get('kind') ?? '').slice(0, 60),
    status: mailStatuses.find((known) => known === search.get('status')) ?? null,
    person: (search.get('person') ?? '').slice(0, 200),
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
  };
}

/** The same as the end of an address. */
export function writeMailFilter({ kind, status, person, page }: MailFilter): string {
  const search = new URLSearchParams({
    ...(kind ? { kind } : {}),
    ...(status ? { status } : {}),
    ...(person ? { person } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  });
  return `?${search}`;
}
