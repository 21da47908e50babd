import { isOpenForWriting } from '#server/domain/submission/submission.workflow.ts';
import { type OperationContext, requirePermission } from '#server/operation/operation-context.ts';
import { type MovedSubmission, changeSubmissionStatus } from './change-submission-status.ts';
import type { MoveInput } from './submit-report.ts';
import { runOperation, type Run } from '#server/operation/run-operation.ts';
import { createReportLoader, type StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import { sql } from 'drizzle-orm';
import { decision } from '#db/schema/submission.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { queueMoveMail } from '#server/notifications/queue-report-mail.ts';

/**
 * Gives a report back to its writers, with a reason that they can read: one that is cleared, or one that was marked
 * ready and that the clearing officer does not clear.
 */
export function sendBackReport(context: OperationContext, input: MoveInput): Promise<MovedSubmission> {
  return runOperation(
    context,
    { permission: 'report.sendBack', once: 'submission.sendBack', resource: createReportLoader('update') },
    input,
    async (run) => {
      const { resource: submission } = run;
      const move = { version: input.version, reason: input.reason ?? '' };
      if (isOpenForWriting(submission.status)) {
        const declined = await declineClearance(run, submission, move);
        if (declined) return declined;
      }
      return changeSubmissionStatus(run, submission, 'sendBack', move);
    },
  );
}

/**
 * What a clearing officer does instead of clearing a report that was marked ready: it is no longer ready, its writers
 * read why, and the step is kept. The status stays, since they have it in hand already. In the caller's transaction,
 * on a row that the caller holds. Null: it was not marked ready. Throws FORBIDDEN, CONFLICT, and BAD_INPUT without a
 * reason.
 */
async function declineClearance(
  run: Run,
  submission: StoredSubmission,
  input: { version: number; reason: string },
): Promise<MovedSubmission | null> {
  const { tx, personId } = run;
  const ready = await tx.execute(sql`select from tracker.readiness where submission_id = ${submission.id}`);
  if (ready.length === 0) return null;
  requirePermission(run, 'report.clear', { reporter: submission.reporter });
  const reason = normaliseText(input.reason).trim();
  const problem = reason === '' ? 'Say what should change.' : findTextProblem(reason);
  requireNoProblems(problem ? [{ path: 'reason', message: problem }] : []);
  if (input.version !== submission.version) {
    throw new DomainError(
      'CONFLICT',
      'Somebody else has changed the status of this report. Nothing was done.',
      {
        current: { status: submission.status, version: submission.version },
      },
    );
  }
  const at = run.now().toISOString();
  await tx.execute(sql`delete from tracker.readiness where submission_id = ${submission.id}`);
  const [step] = await tx
    .insert(decision)
    .values({
      submissionId: submission.id,
      transition: 'sendBack',
      fromStatus: submission.status,
      toStatus: submission.status,
      reason,
      decidedBy: personId,
      decidedAt: at,
      submissionVersion: submission.version,
    })
    .returning({ id: decision.id });
  // The version does not move, so the mail is told apart by the step; below zero no version ever is.
  await queueMoveMail(tx, submission, {
    transition: 'sendBack',
    by: personId,
    version: -(step?.id ?? 0),
    at,
  });
  return { status: submission.status, version: submission.version, at };
}
