import { z } from 'zod';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { query } from '#db/schema/submission.ts';
import type { Role } from '#server/domain/access/can.rules.ts';
import type { Transition } from '#server/domain/submission/submission.workflow.ts';
import { notifyOfficers, queueArrivedMail } from './queue-desk-mail.ts';
import { queueMail } from './queue-mail.ts';
import {
  type MailedReport,
  buildAcceptanceUndoneMail,
  buildAcceptedMail,
  buildClearedMail,
  buildReopenedMail,
  buildReturnedMail,
  buildSentBackMail,
  buildSubmittedMail,
} from './texts/build-report-mail.ts';
import type { MailText } from './texts/build-reminder-mail.ts';
import { buildScheduleFailedMail, buildSchedulePublishedMail } from './texts/build-publication-mail.ts';

type Recipient = { personId: string; name: string; email: string };

/** The people of a report's reporter who hold one of these roles now. */
export function listMailRecipients(
  tx: Transaction,
  submissionId: number,
  roles: readonly Role[],
): Promise<Recipient[]> {
  return readRows(
    tx,
    { personId: z.string(), name: z.string(), email: z.string() },
    sql`select person_id as "personId", name, email
      from tracker.list_mail_recipients(${submissionId}, ${sql.param(roles)}::text[]) order by person_id`,
  );
}

type MovedReport = MailedReport & { id: number };

/**
 * Tells the people of a reporter what happened to their report, in the transaction in which it happens: returned
 * (with the number of questions), reopened, accepted, in review again, submitted (as a receipt), cleared, sent back. The
 * secretariat is told of what was submitted. Nobody is told of what they did themselves, but for the receipt.
 */
export async function queueMoveMail(
  tx: Transaction,
  report: MovedReport,
  move: { transition: Transition; by: string; version: number; at: string },
): Promise<void> {
  if (move.transition === 'submit') await queueArrivedMail(tx, report, move);
  const plan = await planMail(tx, report, move.transition);
  if (!plan) return;
  for (const { personId, email } of await listMailRecipients(tx, report.id, plan.to)) {
    if (personId === move.by && move.transition !== 'submit') continue;
    await queueMail(
      tx,
      {
        personId,
        toAddress: email,
        kind: plan.kind,
        ...plan.text,
        submissionId: report.id,
        memory: `${plan.kind}/${report.id}/${move.version}/${personId}`,
      },
      move.at,
    );
  }
}

type Plan = { kind: string; to: Role[]; text: MailText };

async function planMail(tx: Transaction, report: MovedReport, transition: Transition): Promise<Plan | null> {
  switch (transition) {
    case 'submit':
      return { kind: 'submitted', to: ['focal_point', 'clearing_officer'], text: buildSubmittedMail(report) };
    case 'clear':
      // Whoever clears for a body is whoever submits.
      return report.reporter.kind === 'body'
        ? null
        : { kind: 'cleared', to: ['focal_point'], text: buildClearedMail(report) };
    case 'sendBack':
      return { kind: 'sent_back', to: ['focal_point'], text: buildSentBackMail(report) };
    case 'return': {
      const isOpen = and(eq(query.submissionId, report.id), isNull(query.resolvedAt));
      const questions = await tx.$count(query, isOpen);
      return { kind: 'returned', to: ['focal_point'], text: buildReturnedMail(report, questions) };
    }
    case 'reopen':
      return { kind: 'reopened', to: ['focal_point'], text: buildReopenedMail(report) };
    case 'accept':
      return { kind: 'accepted', to: ['focal_point', 'clearing_officer'], text: buildAcceptedMail(report) };
    case 'undoAccept':
      return {
        kind: 'acceptance_undone',
        to: ['focal_point', 'clearing_officer'],
        text: buildAcceptanceUndoneMail(report),
      };
    case 'withdraw':
      return null;
  }
}

/** Tells every officer of the secretariat how a scheduled publication has ended. */
export async function queueScheduleMail(
  tx: Transaction,
  ended: { id: number; round: string; at: string; outcome: { number: number } | { why: string } },
): Promise<void> {
  const { id, round, at, outcome } = ended;
  const failed = 'why' in outcome;
  const text = failed
    ? buildScheduleFailedMail({ round, why: outcome.why })
    : buildSchedulePublishedMail({ round, number: outcome.number });
  const kind = failed ? 'schedule_failed' : 'schedule_published';
  await notifyOfficers(tx, { kind, text, key: String(id), by: '', submissionId: null }, at);
}
