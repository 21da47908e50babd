import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

/** Marks a submitted report as being read: from now on it can be returned but not withdrawn. Safe to repeat. */
export function startReview(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<{ reviewStartedAt: string }> {
  return runOperation(
    context,
    { permission: 'review.start', resource: createReportLoader('update') },
    input,
    async ({ tx, resource: submission }) => {
      if (submission.status !== 'submitted') {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          `The report is ${submission.status}; there is nothing to review.`,
        );
      }
      const [row] = await readRows(
        tx,
        { at: z.string() },
        sql`
        update tracker.submission
        set review_started_at = coalesce(review_started_at, ${context.now().toISOString()}::timestamptz)
        where id = ${submission.id} returning review_started_at as at`,
      );
      return { reviewStartedAt: row?.at ?? '' };
    },
  );
}
