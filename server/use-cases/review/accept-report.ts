import { sql } from 'drizzle-orm';
import { repeatHarmlessly } from '../repeat-harmlessly.ts';
import { loadSubmission } from '../submission/load-submission.ts';
import { type MovedSubmission, moveSubmission } from '../submission/move-submission.ts';
import type { MoveInput } from '../submission/submit-report.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '../use-case-context.ts';

/** Accepts a submitted report. What was still asked is settled by it; unsent questions are dropped. */
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
      await tx.execute(sql`
        delete from tracker.query where submission_id = ${submission.id} and sent_at is null`);
      await tx.execute(sql`
        update tracker.query
        set resolved_by = ${personId}, resolved_at = ${moved.at}::timestamptz, version = version + 1
        where submission_id = ${submission.id} and resolved_at is null`);
      return moved;
    }),
  );
}
