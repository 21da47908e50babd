import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { FieldPlace } from '#server/domain/review/reviewed-fields.rules.ts';
import { isReceived } from '#server/domain/submission/submission.workflow.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { findReportItem } from './find-report-item.ts';
import { requireKnownField } from './raise-query.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

/**
 * Marks a field as looked at by the viewer, or takes the mark back. A mark is the reviewer's own and says nothing about
 * the report; a field that changes is to be looked at again. Safe to repeat.
 */
export function markField(
  context: OperationContext,
  input: FieldPlace & { round: string; reporter: string; looked: boolean },
): Promise<{ looked: boolean }> {
  return runOperation(
    context,
    { permission: 'review.annotate', resource: createReportLoader('none') },
    input,
    async ({ tx, personId, resource: submission }) => {
      const everReturned = submission.returnScope !== null;
      if (!isReceived({ status: submission.status, everReturned }) || submission.timesSubmitted === 0) {
        throw new DomainError('NOT_ALLOWED_NOW', 'There is no report to review yet.');
      }
      await requireKnownField(tx, submission.round.id, input, '');
      const { activity, indicator } = await findReportItem(tx, submission, input, '');
      if (!input.looked) {
        await tx.execute(sql`
          delete from tracker.review_mark where submission_id = ${submission.id} and person_id = ${personId}
            and activity_id is not distinct from ${activity}::integer
            and indicator_id is not distinct from ${indicator}::integer and field = ${input.field}`);
        return { looked: false };
      }
      await tx.execute(sql`
        insert into tracker.review_mark (submission_id, person_id, activity_id, indicator_id, field, times_submitted,
          marked_at)
        values (${submission.id}, ${personId}, ${activity}, ${indicator}, ${input.field},
          ${submission.timesSubmitted}, ${context.now().toISOString()}::timestamptz)
        on conflict (submission_id, person_id, activity_id, indicator_id, field)
        do update set times_submitted = excluded.times_submitted, marked_at = excluded.marked_at`);
      return { looked: true };
    },
  );
}
