import { z } from 'zod';
import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import type { Role } from '#server/domain/access/can.rules.ts';
import type { NationalTargetStatus } from '#server/domain/target/national-target.rules.ts';
import { notifyOfficers } from './queue-desk-mail.ts';
import { queueMail } from './queue-mail.ts';
import { listMailRecipients } from './queue-report-mail.ts';
import { buildNationalMail, type NationalSubject } from './texts/build-national-mail.ts';

/** A step of what a state says of itself: its targets for an indicator, or its circumstances in an activity. */
export type NationalStep = {
  subject: NationalSubject;
  /** Of the indicator or activity. */
  code: string;
  round: { id: number; code: string };
  reporter: { id: number; code: string; name: string };
  status: NationalTargetStatus;
  /** Who returned it; null for every other step. */
  returnedBy: 'state' | 'secretariat' | null;
  number: number;
  by: string;
};

/**
 * Tells those for whom something waits now, in the transaction of the step: what is proposed waits for the clearing
 * officers, what is cleared for the secretariat; what was decided is told to the state. Nobody is told of their own step.
 */
export async function queueNationalMail(tx: Transaction, step: NationalStep, at: string): Promise<void> {
  const { round, reporter, status, returnedBy, number, by } = step;
  const kind = `national_${step.subject}_${status}`;
  const text = buildNationalMail(step);
  const key = `${reporter.code}/${step.code}/${number}`;
  const [report] = await readRows(
    tx,
    { id: z.number() },
    sql`select id from tracker.submission where round_id = ${round.id} and reporter_id = ${reporter.id}`,
  );
  if (!report) return;
  if (status === 'cleared') {
    await notifyOfficers(tx, { kind, text, key, by, submissionId: report.id }, at);
    return;
  }
  const roles: Role[] =
    status === 'proposed'
      ? ['clearing_officer']
      : returnedBy === 'state'
        ? ['focal_point']
        : ['focal_point', 'clearing_officer'];
  for (const { personId, email } of await listMailRecipients(tx, report.id, roles)) {
    if (personId === by) continue;
    await queueMail(
      tx,
      {
        personId,
        toAddress: email,
        kind,
        ...text,
        submissionId: report.id,
        memory: `${kind}/${key}/${personId}`,
      },
      at,
    );
  }
}
