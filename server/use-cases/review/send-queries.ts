import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { countUnsent } from '#server/loaders/review/load-acceptance.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';
import { queueQuestionsMail } from '#server/notifications/queue-questions-mail.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/**
 * Sends the questions that were raised so far while the report stays submitted: its writers read and answer them, and
 * nothing of the report opens. From then on it is in review. Throws NOT_ALLOWED_NOW.
 */
export function sendRaisedQueries(
  context: OperationContext,
  input: { round: string; reporter: string; requestId?: string | undefined },
): Promise<{ sent: number }> {
  return runOperation(
    context,
    { permission: 'review.query', once: 'review.sendQueries', resource: createReportLoader('update') },
    input,
    async ({ tx, personId, now, resource: submission }) => {
      if (submission.status !== 'submitted') {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          `The report is ${submission.status}; you can send questions during a review.`,
        );
      }
      const sent = await countUnsent(tx, submission.id);
      if (sent === 0) throw new DomainError('NOT_ALLOWED_NOW', 'There is no question to send.');
      const at = now().toISOString();
      await sendQueries(tx, submission.id, { personId, at });
      await tx.execute(sql`
        update tracker.submission set review_started_at = coalesce(review_started_at, ${at}::timestamptz)
        where id = ${submission.id}`);
      await queueQuestionsMail(tx, submission, { questions: sent, by: personId, at });
      return { sent };
    },
  );
}

/**
 * Sends the questions that were raised so far. One that asks again about a field takes the place of the earlier ones
 * there: those are settled, and what was said stays to be read above it.
 */
export async function sendQueries(
  tx: Transaction,
  submissionId: number,
  { personId, at }: { personId: string; at: string },
): Promise<void> {
  await tx.execute(sql`
    update tracker.query q
    set resolved_by = ${personId}, resolved_at = ${at}::timestamptz, version = q.version + 1
    where q.submission_id = ${submissionId} and q.sent_at is not null and q.resolved_at is null
      and exists (select from tracker.query n where n.submission_id = q.submission_id and n.sent_at is null
        and n.resolved_at is null and n.field = q.field
        and n.activity_id is not distinct from q.activity_id
        and n.indicator_id is not distinct from q.indicator_id)`);
  await tx.execute(sql`
    update tracker.query set sent_at = ${at}::timestamptz
    where submission_id = ${submissionId} and sent_at is null`);
}
