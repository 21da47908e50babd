import { requireNoProblems, DomainError } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { type MovedSubmission, changeSubmissionStatus } from '../submission/change-submission-status.ts';
import type { MoveInput } from '../submission/submit-report.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation, type Run } from '#server/operation/run-operation.ts';
import { createReportLoader, type StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import { sql } from 'drizzle-orm';
import {
  type AcceptanceStep,
  findAcceptanceStep,
  describeWhyNotAccepted,
} from '#server/domain/review/acceptance.rules.ts';
import { isTwoPersonReview, listApprovals, countUnsent } from '#server/loaders/review/load-acceptance.ts';

/**
 * Accepts a submitted report. Where two people are asked for, the first one's word is kept and the report stays
 * submitted; the word of another accepts it. Throws BAD_INPUT at the reason, and NOT_ALLOWED_NOW with what stands in
 * the way.
 */
export function acceptReport(context: OperationContext, input: MoveInput): Promise<MovedSubmission> {
  return runOperation(
    context,
    { permission: 'review.accept', once: 'review.accept', resource: createReportLoader('update') },
    input,
    async (run) => {
      const { resource: submission } = run;
      const problem = findTextProblem(normaliseText(input.reason ?? '').trim());
      requireNoProblems(problem ? [{ path: 'reason', message: problem }] : []);
      return acceptSubmission(run, submission, { version: input.version, reason: input.reason ?? '' });
    },
  );
}

/** What the viewer's word would do to this report now. */
export async function getAcceptanceStep(
  run: Run,
  submission: { id: number; version: number },
): Promise<{ step: AcceptanceStep; unsent: number }> {
  const { tx, personId } = run;
  const unsent = await countUnsent(tx, submission.id);
  const [twoPersons, approvals] = [await isTwoPersonReview(tx), await listApprovals(tx, submission)];
  return { step: findAcceptanceStep({ twoPersons, approvals, unsent, personId }), unsent };
}

/**
 * Accepts one report that the caller holds `for update`, or gives the first of two words on it: then it stays as it
 * is. What was asked and answered is settled by an acceptance. Questions that were raised and not sent stand in the
 * way: nobody's question is lost by somebody else's decision.
 */
export async function acceptSubmission(
  run: Run,
  submission: StoredSubmission,
  input: { version: number; reason: string },
): Promise<MovedSubmission> {
  const { tx, personId } = run;
  const { step, unsent } = await getAcceptanceStep(run, submission);
  const refusal = describeWhyNotAccepted(step, unsent);
  const at = run.now().toISOString();
  if (step === 'first' && submission.status === 'submitted' && input.version === submission.version) {
    await tx.execute(sql`
      insert into tracker.review_approval (submission_id, submission_version, approved_by, approved_at)
      values (${submission.id}, ${submission.version}, ${personId}, ${at}::timestamptz)`);
    await tx.execute(sql`
      update tracker.submission set review_started_at = coalesce(review_started_at, ${at}::timestamptz)
      where id = ${submission.id}`);
    return { status: submission.status, version: submission.version, at };
  }
  if (refusal && input.version === submission.version && submission.status === 'submitted') {
    throw new DomainError('NOT_ALLOWED_NOW', refusal);
  }
  // A wrong version or status is said first, by the move itself.
  const moved = await changeSubmissionStatus(run, submission, 'accept', input);
  await tx.execute(sql`
    update tracker.query
    set resolved_by = ${personId}, resolved_at = ${moved.at}::timestamptz, version = version + 1
    where submission_id = ${submission.id} and resolved_at is null`);
  return moved;
}
