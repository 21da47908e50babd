import { DomainError } from '#server/domain/error/domain-error.ts';
import { type MovedSubmission, changeSubmissionStatus } from '../submission/change-submission-status.ts';
import type { MoveInput } from '../submission/submit-report.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { createQuery, type QueryInput } from './raise-query.ts';
import { sendQueries } from './send-queries.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

/**
 * Opens an accepted report again, with a reason. With questions only the items asked about open, else all of it.
 * What was published stays published; the correction appears in the next publication.
 */
export function reopenReport(
  context: OperationContext,
  input: MoveInput & { queries?: QueryInput[] | undefined },
): Promise<MovedSubmission> {
  return runOperation(
    context,
    { permission: 'review.reopen', once: 'review.reopen', resource: createReportLoader('update') },
    input,
    async (run) => {
      const { tx, personId, resource: submission } = run;
      if (!input.reason?.trim()) {
        throw new DomainError('BAD_INPUT', 'Give a reason.', {
          fields: [{ path: 'reason', message: 'Give a reason.' }],
        });
      }
      const queries = input.queries ?? [];
      // Before the move: once it is open again, the secretariat no longer sees the items of the report.
      for (const [index, query] of queries.entries()) {
        await createQuery(run, submission, query, `queries.${index}.`);
      }
      const moved = await changeSubmissionStatus(run, submission, 'reopen', {
        version: input.version,
        reason: input.reason ?? '',
        returnScope: queries.length > 0 ? 'queried' : 'all',
      });
      await sendQueries(tx, submission.id, { personId, at: moved.at });
      return moved;
    },
  );
}
