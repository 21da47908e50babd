import { sql } from 'drizzle-orm';
import { DomainError, refuseBadInput } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '../use-case-context.ts';
import { assertOpenForWriting, loadSubmission } from './load-submission.ts';
import { asResource } from './submit-report.ts';

/** Answers a question of the secretariat while the report is open for changes. */
export function answerQuery(
  context: UseCaseContext,
  input: { round: string; reporter: string; query: number; answer: string; version: number },
): Promise<{ version: number }> {
  requirePermission(context, 'report.answerQuery', asResource(input.reporter));
  const answer = normaliseText(input.answer).trim();
  const problem =
    answer === ''
      ? 'Write an answer.'
      : answer.length > 4000
        ? 'Shorten this to 4,000 characters.'
        : findTextProblem(answer);
  refuseBadInput(problem ? [{ path: 'answer', message: problem }] : []);
  return inTransaction(context, async (tx) => {
    const submission = await loadSubmission(tx, input, 'share');
    const { personId } = requirePermission(context, 'report.answerQuery', { reporter: submission.reporter });
    assertOpenForWriting(submission, context);
    const at = context.now().toISOString();
    const rows = await tx.execute<{ version: number }>(sql`
      update tracker.query
      set answer = ${answer}, answered_by = ${personId}, answered_at = ${at}::timestamptz, version = version + 1
      where id = ${input.query} and submission_id = ${submission.id} and version = ${input.version}
        and sent_at is not null and resolved_at is null
      returning version`);
    const [row] = rows;
    if (!row) {
      const [stored] = await tx.execute(sql`
        select answer, version from tracker.query
        where id = ${input.query} and submission_id = ${submission.id} and sent_at is not null`);
      if (!stored) throw new DomainError('NOT_FOUND', 'This question is not part of the report.');
      throw new DomainError('CONFLICT', 'Somebody else answered this question in the meantime.', {
        current: stored,
      });
    }
    await tx.execute(sql`
      insert into tracker.revision (submission_id, subject, subject_key, after, changed_by, changed_at)
      values (${submission.id}, 'query', ${String(input.query)}, ${JSON.stringify({ answer })}::text::jsonb,
        ${personId}, ${at}::timestamptz)`);
    return { version: row.version };
  });
}
