import { refuseBadInput } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import type { MovedSubmission } from '../submission/move-submission.ts';
import type { MoveInput } from '../submission/submit-report.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { acceptSubmission } from './accept-submission.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { reportFor } from '#server/loaders/submission/load-submission.ts';

/**
 * Accepts a submitted report. Where two people are asked for, the first one's word is kept and the report stays
 * submitted; the word of another accepts it. Throws BAD_INPUT at the reason, and NOT_ALLOWED_NOW with what stands in
 * the way.
 */
export function acceptReport(context: OperationContext, input: MoveInput): Promise<MovedSubmission> {
  return runOperation(
    context,
    { permission: 'review.accept', once: 'review.accept', resource: reportFor('update') },
    input,
    async (run) => {
      const { resource: submission } = run;
      const problem = findTextProblem(normaliseText(input.reason ?? '').trim());
      refuseBadInput(problem ? [{ path: 'reason', message: problem }] : []);
      return acceptSubmission(run, submission, { version: input.version, reason: input.reason ?? '' });
    },
  );
}
