import { and, eq, isNotNull } from 'drizzle-orm';
import { query } from '#db/schema/submission.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { createReportLoader, requireOpenForAnswers } from '#server/loaders/submission/load-submission.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

export type AnswerInput = {
  round: string;
  reporter: string;
  query: number;
  answer: string;
  version: number;
  requestId?: string | undefined;
};

/**
 * Answers a question of the secretariat while the report is open for changes, or submitted and not decided. What stood there before is kept in the
 * history. The same answer again changes nothing. Throws CONFLICT with the stored answer when somebody else was first.
 */
export function answerQuery(context: OperationContext, input: AnswerInput): Promise<{ version: number }> {
  return runOperation(
    context,
    {
      permission: 'report.answerQuery',
      once: 'submission.answerQuery',
      resource: createReportLoader('share'),
    },
    input,
    async (run) => {
      const { tx, personId, resource: submission } = run;
      const answer = normaliseText(input.answer).trim();
      const problem = answer === '' ? 'Write an answer.' : findTextProblem(answer, 4000);
      requireNoProblems(problem ? [{ path: 'answer', message: problem }] : []);
      requireOpenForAnswers(submission, context);
      const [stored] = await tx
        .select({ answer: query.answer, version: query.version, resolvedAt: query.resolvedAt })
        .from(query)
        .where(and(eq(query.id, input.query), eq(query.submissionId, submission.id), isNotNull(query.sentAt)))
        .for('update');
      if (!stored) throw new DomainError('NOT_FOUND', 'This question is not part of the report.');
      const { resolvedAt, ...current } = stored;
      if (resolvedAt !== null) throw new DomainError('NOT_ALLOWED_NOW', 'The question is resolved.');
      if (current.answer === answer) return { version: current.version };
      if (current.version !== input.version) {
        throw new DomainError('CONFLICT', 'Somebody else has answered this question.', {
          current,
        });
      }
      const at = context.now().toISOString();
      const version = current.version + 1;
      await tx
        .update(query)
        .set({ answer, answeredBy: personId, answeredAt: at, version })
        .where(eq(query.id, input.query));
      await recordRevision(run, at, {
        submissionId: submission.id,
        subject: 'query',
        key: String(input.query),
        before: current.answer === null ? null : { answer: current.answer },
        after: { answer },
      });
      return { version };
    },
  );
}
