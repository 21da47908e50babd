import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { loadSubmission } from '#server/loaders/submission/load-submission.ts';
import {
  inTransaction,
  requirePermission,
  type OperationContext,
} from '#server/operation/operation-context.ts';

/** Marks a submitted report as being read: from now on it can be returned but not withdrawn. Safe to repeat. */
export function startReview(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<{ reviewStartedAt: string }> {
  requirePermission(context, 'review.start');
  return inTransaction(context, async (tx) => {
    const submission = await loadSubmission(tx, input, 'update');
    if (submission.status !== 'submitted') {
      throw new DomainError(
        'NOT_ALLOWED_NOW',
        `The report is ${submission.status}; there is nothing to review.`,
      );
    }
    const [row] = await tx.execute<{ at: string }>(sql`
      update tracker.submission
      set review_started_at = coalesce(review_started_at, ${context.now().toISOString()}::timestamptz)
      where id = ${submission.id} returning review_started_at as at`);
    return { reviewStartedAt: row?.at ?? '' };
  });
}
