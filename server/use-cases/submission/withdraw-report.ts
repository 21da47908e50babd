import { repeatHarmlessly } from '#server/operation/repeat-harmlessly.ts';
import {
  inTransaction,
  requirePermission,
  type OperationContext,
} from '#server/operation/operation-context.ts';
import { loadSubmission } from '#server/loaders/submission/load-submission.ts';
import { type MovedSubmission, moveSubmission } from './move-submission.ts';
import { asResource, type MoveInput } from './submit-report.ts';

/** Takes a submitted report back, as long as nobody has started to review it. */
export function withdrawReport(context: OperationContext, input: MoveInput): Promise<MovedSubmission> {
  requirePermission(context, 'report.withdraw', asResource(input.reporter));
  return inTransaction(context, (tx) =>
    repeatHarmlessly(context, tx, 'submission.withdraw', input, async () => {
      const submission = await loadSubmission(tx, input, 'update');
      requirePermission(context, 'report.withdraw', { reporter: submission.reporter });
      return moveSubmission(context, tx, submission, 'withdraw', {
        version: input.version,
        reason: input.reason ?? '',
      });
    }),
  );
}
