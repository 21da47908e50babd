import { refuseBadInput } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { repeatHarmlessly } from '#server/operation/repeat-harmlessly.ts';
import { loadSubmission } from '#server/loaders/submission/load-submission.ts';
import type { MovedSubmission } from '../submission/move-submission.ts';
import type { MoveInput } from '../submission/submit-report.ts';
import {
  inTransaction,
  requirePermission,
  type OperationContext,
} from '#server/operation/operation-context.ts';
import { acceptSubmission } from './accept-submission.ts';

/**
 * Accepts a submitted report. Where two people are asked for, the first one's word is kept and the report stays
 * submitted; the word of another accepts it. Throws BAD_INPUT at the reason, and NOT_ALLOWED_NOW with what stands in
 * the way.
 */
export function acceptReport(context: OperationContext, input: MoveInput): Promise<MovedSubmission> {
  requirePermission(context, 'review.accept');
  const problem = findTextProblem(normaliseText(input.reason ?? '').trim());
  refuseBadInput(problem ? [{ path: 'reason', message: problem }] : []);
  return inTransaction(context, (tx) =>
    repeatHarmlessly(context, tx, 'review.accept', input, async () => {
      const submission = await loadSubmission(tx, input, 'update');
      return acceptSubmission(context, tx, submission, {
        version: input.version,
        reason: input.reason ?? '',
      });
    }),
  );
}
