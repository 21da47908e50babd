import { sql } from 'drizzle-orm';
import { DomainError, refuseBadInput } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { repeatHarmlessly } from '#server/operation/repeat-harmlessly.ts';
import {
  inTransaction,
  requirePermission,
  type OperationContext,
} from '#server/operation/operation-context.ts';
import { assertOpenForWriting, loadSubmission } from '#server/loaders/submission/load-submission.ts';
import { asResource } from './submit-report.ts';

export type AnswerInput = {
  round: string;
  reporter: string;
  query: number;
  answer: string;
  version: number;
  requestId?: string | undefined;
};

/**
 * Answers a question of the secretariat while the report is open for changes. What stood there before is kept in the
 * history. The same answer again changes nothing. Throws CONFLICT with the stored answer when somebody else was first.
 */
export function answerQuery(context: OperationContext, input: AnswerInput): Promise<{ version: number }> {
  requirePermission(context, 'report.answerQuery', asResource(input.reporter));
  const answer = normaliseText(input.answer).trim();
  const problem = answer === '' ? 'Write an answer.' : findTextProblem(answer, 4000);
  refuseBadInput(problem ? [{ path: 'answer', message: problem }] : []);
  return inTransaction(context, (tx) =>
    repeatHarmlessly(context, tx, 'submission.answerQuery', input, async () => {
      const submission = await loadSubmission(tx, input, 'share');
      const { personId } = requirePermission(context, 'report.answerQuery', {
        reporter: submission.reporter,
      });
      assertOpenForWriting(submission, context);
      const [stored] = await tx.execute<{ answer: string | null; version: number; settled: boolean }>(sql`
        select answer, version, resolved_at is not null as settled from tracker.query
        where id = ${input.query} and submission_id = ${submission.id} and sent_at is not null for update`);
      if (!stored) throw new DomainError('NOT_FOUND', 'This question is not part of the report.');
      const { settled, ...current } = stored;
      if (settled) throw new DomainError('NOT_ALLOWED_NOW', 'The question is settled.');
      if (current.answer === answer) return { version: current.version };
      if (current.version !== input.version) {
        throw new DomainError('CONFLICT', 'Somebody else answered this question in the meantime.', {
          current,
        });
      }
      const at = context.now().toISOString();
      const version = current.version + 1;
      await tx.execute(sql`
        update tracker.query
        set answer = ${answer}, answered_by = ${personId}, answered_at = ${at}::timestamptz, version = ${version}
        where id = ${input.query}`);
      const before = current.answer === null ? null : JSON.stringify({ answer: current.answer });
      await tx.execute(sql`
        insert into tracker.revision (submission_id, subject, subject_key, before, after, changed_by, changed_at)
        values (${submission.id}, 'query', ${String(input.query)}, ${before}::text::jsonb,
          ${JSON.stringify({ answer })}::text::jsonb, ${personId}, ${at}::timestamptz)`);
      return { version };
    }),
  );
}
