import { isOpenForWriting } from '#server/domain/submission/submission.workflow.ts';
import { declineClearance } from '../clearance/decline-clearance.ts';
import { repeatHarmlessly } from '#server/operation/repeat-harmlessly.ts';
import {
  inTransaction,
  requirePermission,
  type OperationContext,
} from '#server/operation/operation-context.ts';
import { loadSubmission } from '#server/loaders/submission/load-submission.ts';
import { type MovedSubmission, moveSubmission } from './move-submission.ts';
import { asResource, type MoveInput } from './submit-report.ts';

/**
 * Gives a report back to its writers, with a reason that they can read: one that is cleared, or one that was marked
 * ready and that the clearing officer does not clear.
 */
export function sendBackReport(context: OperationContext, input: MoveInput): Promise<MovedSubmission> {
  requirePermission(context, 'report.sendBack', asResource(input.reporter));
  return inTransaction(context, (tx) =>
    repeatHarmlessly(context, tx, 'submission.sendBack', input, async () => {
      const submission = await loadSubmission(tx, input, 'update');
      requirePermission(context, 'report.sendBack', { reporter: submission.reporter });
      const move = { version: input.version, reason: input.reason ?? '' };
      if (isOpenForWriting(submission.status)) {
        const declined = await declineClearance(context, tx, submission, move);
        if (declined) return declined;
      }
      return moveSubmission(context, tx, submission, 'sendBack', move);
    }),
  );
}
