import { and, eq, isNull } from 'drizzle-orm';
import { query as queryTable } from '#db/schema/submission.ts';
import { decideReturnScope } from '#server/domain/review/review-decision.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { type MovedSubmission, changeSubmissionStatus } from '../submission/change-submission-status.ts';
import type { MoveInput } from '../submission/submit-report.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { createQuery, type QueryInput } from './raise-query.ts';
import { sendQueries } from './send-queries.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

/**
 * Returns a report for changes. With scope "queried" only the items that carry an unresolved question open
 * again, the rest stays as it is; with "all" the whole report does. Questions raised so far, and those given
 * here, are sent with it.
 */
export function returnReport(
  context: OperationContext,
  input: MoveInput & { scope?: 'all' | 'queried' | undefined; queries?: QueryInput[] | undefined },
): Promise<MovedSubmission> {
  return runOperation(
    context,
    { permission: 'review.return', once: 'review.return', resource: createReportLoader('update') },
    input,
    async (run) => {
      const { tx, personId, resource: submission } = run;
      for (const [index, query] of (input.queries ?? []).entries()) {
        await createQuery(run, submission, query, `queries.${index}.`);
      }
      const open = await tx
        .select({ id: queryTable.id })
        .from(queryTable)
        .where(and(eq(queryTable.submissionId, submission.id), isNull(queryTable.resolvedAt)));
      const scope = input.scope ?? decideReturnScope(open.length);
      if (scope === 'queried' && open.length === 0) {
        throw new DomainError('BAD_INPUT', 'Ask at least one question, or return the whole report.', {
          fields: [{ path: 'scope', message: 'Ask at least one question, or return the whole report.' }],
        });
      }
      if (scope === 'all' && open.length === 0 && !input.reason?.trim()) {
        throw new DomainError('BAD_INPUT', 'Say what should change.', {
          fields: [{ path: 'reason', message: 'Say what should change.' }],
        });
      }
      const moved = await changeSubmissionStatus(run, submission, 'return', {
        version: input.version,
        reason: input.reason ?? '',
        returnScope: scope,
      });
      await sendQueries(tx, submission.id, { personId, at: moved.at });
      return moved;
    },
  );
}
