import { z } from 'zod';
import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { Database } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { roles } from '#server/domain/access/can.rules.ts';
import { submissionStatuses } from '#server/domain/submission/submission.workflow.ts';
import { toLocalTime } from '#server/domain/calendar/local-day.calculations.ts';
import { listOwed, type ReminderFacts, getTimeZone } from '#server/domain/calendar/reminders.rules.ts';
import { type MailText, buildReminderMail } from './texts/build-reminder-mail.ts';

/** A person who may be reminded, with where to write to. */
export type MailedFacts = ReminderFacts & { name: string; email: string };

const factsShape = {
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  reporterCode: z.string(),
  reporterName: z.string(),
  reporterKind: z.enum(reporter.kind.enumValues),
  timeZone: z.string(),
  roundCode: z.string(),
  roundTitle: z.string(),
  submissionId: z.number(),
  status: z.enum(submissionStatuses),
  returned: z.boolean(),
  dueOn: z.string(),
  endsOn: z.string(),
  since: z.string(),
  isReady: z.boolean(),
  hasAgency: z.boolean(),
  hasDelivered: z.boolean(),
  due: z.number(),
  missing: z.number(),
  questions: z.number(),
};

/**
 * Who holds a role for a report that is not in: of one person, of all who hold one for a report of a round, or of
 * everybody. Each person comes with what they hold for every round. Read as the sender of mail.
 */
export async function listReminderFacts(
  jobs: Database | Transaction,
  { person = null, round = null }: { person?: string | null; round?: string | null } = {},
): Promise<MailedFacts[]> {
  const rows = await readRows(
    jobs,
    factsShape,
    sql`select person_id as "personId", name, email, role, reporter_code as "reporterCode",
      reporter_name as "reporterName", reporter_kind as "reporterKind", time_zone as "timeZone", round_code as "roundCode",
      round_title as "roundTitle", submission_id as "submissionId", status, returned, due_on as "dueOn",
      ends_on as "endsOn", to_json(since)#>>'{}' as since, is_ready as "isReady", has_agency as "hasAgency",
      has_delivered as "hasDelivered", due, missing, questions
    from tracker.list_reminder_facts(${person}::text, ${round}::text)`,
  );
  return rows.map(({ reporterCode, reporterKind, reporterName, roundCode, roundTitle, ...facts }) => ({
    ...facts,
    reporter: { code: reporterCode, kind: reporterKind, name: reporterName },
    round: { code: roundCode, title: roundTitle },
  }));
}

/**
 * A reminder as it is true at the moment of sending: its words, or why it is not sent any more. `memory` names its
 * day; one that somebody has asked to be sent once more has none, and goes out on any day.
 */
export async function buildReminderAgain(
  jobs: Database,
  mail: { personId: string | null; memory: string },
  now: Date,
): Promise<MailText | { dropped: string }> {
  const facts = await listReminderFacts(jobs, { person: mail.personId ?? '' });
  const owed = listOwed(facts, now);
  if (owed.length === 0) return { dropped: 'Nothing was due any more when it was to be sent.' };
  const today = toLocalTime(now, getTimeZone(facts)).date;
  const day = /^digest\/.+\/(\d{4}-\d{2}-\d{2})$/.exec(mail.memory)?.[1];
  if (day !== undefined && day !== today) {
    return { dropped: 'It could not be sent on its day. The next morning’s mail replaces it.' };
  }
  return buildReminderMail(owed, today);
}
