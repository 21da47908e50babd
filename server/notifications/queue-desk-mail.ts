import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { query } from '#db/schema/submission.ts';
import { findMentions } from '#server/domain/conversation/mentions.rules.ts';
import { queueMail } from './queue-mail.ts';
import {
  buildArrivedMail,
  buildConsentAnsweredMail,
  buildFilesReadyMail,
  buildMentionedMail,
  type ConsentNews,
} from './texts/build-desk-mail.ts';
import type { MailText } from './texts/build-reminder-mail.ts';
import type { MailedReport } from './texts/build-report-mail.ts';

export type MailedColleague = { id: string; name: string; email: string };

/** The officers of the secretariat, for whoever works for a reporter or in the secretariat. */
export const listMailedOfficers = (tx: Transaction): Promise<MailedColleague[]> =>
  readRows(
    tx,
    { id: z.string(), name: z.string(), email: z.string() },
    sql`select person_id as id, name, email from tracker.list_officers_to_tell()`,
  );

/** Tells every officer of the secretariat, but for whoever did it. */
export async function notifyOfficers(
  tx: Transaction,
  news: { kind: string; text: MailText; key: string; by: string; submissionId: number | null },
  at: string,
): Promise<void> {
  const { kind, text, key, by, submissionId } = news;
  for (const { id, email } of await listMailedOfficers(tx)) {
    if (id === by) continue;
    await queueMail(
      tx,
      { personId: id, toAddress: email, kind, ...text, submissionId, memory: `${kind}/${key}/${id}` },
      at,
    );
  }
}

type MovedReport = MailedReport & { id: number };

/** A report was submitted: the secretariat is told, with how many questions it answers. */
export async function queueArrivedMail(
  tx: Transaction,
  report: MovedReport,
  move: { by: string; version: number; at: string },
): Promise<void> {
  const isAnswered = and(
    eq(query.submissionId, report.id),
    isNull(query.resolvedAt),
    isNotNull(query.answer),
  );
  const text = buildArrivedMail(report, await tx.$count(query, isAnswered));
  const key = `${report.id}/${move.version}`;
  await notifyOfficers(tx, { kind: 'arrived', text, key, by: move.by, submissionId: report.id }, move.at);
}

/** A reporter answered on consent, or changed an answer: the secretariat is told. */
export async function queueConsentMail(
  tx: Transaction,
  report: MailedReport,
  answered: { question: number; news: ConsentNews; by: string },
  at: string,
): Promise<void> {
  const { question, news, by } = answered;
  const [asked] = await readRows(
    tx,
    { submissionId: z.number() },
    sql`select submission_id as "submissionId" from tracker.consent_request where id = ${question}`,
  );
  await notifyOfficers(
    tx,
    {
      kind: 'consent_answered',
      text: buildConsentAnsweredMail(report, news),
      key: `${question}/${at}`,
      by,
      submissionId: asked?.submissionId ?? null,
    },
    at,
  );
}

/** The files of a job are made: whoever asked for them is told, once. */
export async function queueFilesReady(tx: Transaction, job: number, at: string): Promise<void> {
  const [made] = await readRows(
    tx,
    { id: z.string(), email: z.string(), round: z.string(), number: z.number(), files: z.number() },
    sql`
    select p.id, p.email, r.code as round, d.number, j.total as files
    from tracker.report_job j
    join tracker.report_draft d on d.id = j.draft_id
    join tracker.round r on r.id = d.round_id
    join auth.person p on p.id = j.asked_by
    where j.id = ${job} and p.id <> 'calendar' and p.disabled_at is null`,
  );
  if (!made) return;
  await queueMail(
    tx,
    {
      personId: made.id,
      toAddress: made.email,
      kind: 'files_ready',
      ...buildFilesReadyMail(made),
      memory: `files_ready/${job}/${made.id}`,
    },
    at,
  );
}

/**
 * Tells the colleagues whom a comment mentions. `colleagues` are those who can read it: nobody else is told. Returns
 * the names of those who were, in the order of the text.
 */
export async function queueMentions(
  tx: Transaction,
  comment: {
    text: string;
    colleagues: readonly MailedColleague[];
    /** On what: "section A of the report on 2025-H2". Others who read the log of mail see it. */
    where: string;
    path: string;
    /** Names the comment among all others. */
    key: string;
    by: { id: string; name: string };
    submissionId?: number;
  },
  at: string,
): Promise<string[]> {
  const { text, colleagues, where, path, key, by } = comment;
  const mentioned = findMentions(text, colleagues).flatMap((id) => {
    const colleague = colleagues.find((known) => known.id === id);
    return colleague && id !== by.id ? [colleague] : [];
  });
  for (const { id, email } of mentioned) {
    await queueMail(
      tx,
      {
        personId: id,
        toAddress: email,
        kind: 'mentioned',
        ...buildMentionedMail({ by: by.name, where, path }),
        submissionId: comment.submissionId ?? null,
        memory: `mentioned/${key}/${id}`,
      },
      at,
    );
  }
  return mentioned.map(({ name }) => name);
}
