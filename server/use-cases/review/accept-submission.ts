import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  type AcceptanceStep,
  type Approval,
  findAcceptanceStep,
  sayWhyNotAccepted,
} from '#server/domain/review/acceptance.rules.ts';
import type { StoredSubmission } from '../submission/load-submission.ts';
import { type MovedSubmission, moveSubmission } from '../submission/move-submission.ts';
import { requirePermission, type UseCaseContext } from '../use-case-context.ts';

/** Whether two people have to find a report right before it is accepted. */
export async function isTwoPersonReview(tx: Transaction): Promise<boolean> {
  const [row] = await tx.execute<{ is_on: boolean }>(sql`
    select is_on from tracker.desk_setting where key = 'two_person_review'`);
  return row?.is_on ?? false;
}

/** Who has found the report right, in this version of it; oldest first. */
export async function listApprovals(
  tx: Transaction,
  submission: { id: number; version: number },
): Promise<(Approval & { at: string })[]> {
  const rows = await tx.execute<Approval & { at: string }>(sql`
    select p.id as "personId", p.name, to_json(a.approved_at)#>>'{}' as at
    from tracker.review_approval a join auth.person p on p.id = a.approved_by
    where a.submission_id = ${submission.id} and a.submission_version = ${submission.version} order by a.id`);
  return [...rows];
}

/** How many questions on a report were raised and not sent. */
export async function countUnsent(tx: Transaction, submissionId: number): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::integer as count from tracker.query
    where submission_id = ${submissionId} and sent_at is null and resolved_at is null`);
  return row?.count ?? 0;
}

/** What the viewer's word would do to this report now. */
export async function readAcceptanceStep(
  context: UseCaseContext,
  tx: Transaction,
  submission: { id: number; version: number },
): Promise<{ step: AcceptanceStep; unsent: number }> {
  const { personId } = requirePermission(context, 'review.accept');
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
  context: UseCaseContext,
  tx: Transaction,
  submission: StoredSubmission,
  input: { version: number; reason: string },
): Promise<MovedSubmission> {
  const { personId } = requirePermission(context, 'review.accept');
  const { step, unsent } = await readAcceptanceStep(context, tx, submission);
  const refusal = sayWhyNotAccepted(step, unsent);
  const at = context.now().toISOString();
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
  const moved = await moveSubmission(context, tx, submission, 'accept', input);
  await tx.execute(sql`
    update tracker.query
    set resolved_by = ${personId}, resolved_at = ${moved.at}::timestamptz, version = version + 1
    where submission_id = ${submission.id} and resolved_at is null`);
  return moved;
}
