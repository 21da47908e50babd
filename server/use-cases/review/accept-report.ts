import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { repeatHarmlessly } from '../repeat-harmlessly.ts';
import { loadSubmission } from '../submission/load-submission.ts';
import { type MovedSubmission, moveSubmission } from '../submission/move-submission.ts';
import type { MoveInput } from '../submission/submit-report.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '../use-case-context.ts';

/**
 * Accepts a submitted report. What was asked and answered is settled by it. Questions that were raised and not sent
 * stand in the way: nobody's question is lost by somebody else's decision. Throws NOT_ALLOWED_NOW with their number.
 */
export function acceptReport(context: UseCaseContext, input: MoveInput): Promise<MovedSubmission> {
  requirePermission(context, 'review.accept');
  return inTransaction(context, (tx) =>
    repeatHarmlessly(context, tx, 'review.accept', input, async () => {
      const submission = await loadSubmission(tx, input, 'update');
      const { personId } = requirePermission(context, 'review.accept');
      const moved = await moveSubmission(context, tx, submission, 'accept', {
        version: input.version,
        reason: input.reason ?? '',
      });
      // After the move, which is undone with it: a wrong version or reason is said first.
      const [unsent] = await tx.execute<{ count: number }>(sql`
        select count(*)::integer as count from tracker.query
        where submission_id = ${submission.id} and sent_at is null and resolved_at is null`);
      if (unsent && unsent.count > 0) {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          `${unsent.count === 1 ? 'One question has' : `${unsent.count} questions have`} not been sent. Return the report with ${unsent.count === 1 ? 'it' : 'them'}, or remove ${unsent.count === 1 ? 'it' : 'them'}.`,
        );
      }
      await tx.execute(sql`
        update tracker.query
        set resolved_by = ${personId}, resolved_at = ${moved.at}::timestamptz, version = version + 1
        where submission_id = ${submission.id} and resolved_at is null`);
      return moved;
    }),
  );
}
