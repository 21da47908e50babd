import { isOpenForWriting } from '#server/domain/submission/submission.workflow.ts';
import { declineClearance } from '../clearance/decline-clearance.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type MovedSubmission, moveSubmission } from './move-submission.ts';
import type { MoveInput } from './submit-report.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { reportFor } from '#server/loaders/submission/load-submission.ts';

/**
 * Gives a report back to its writers, with a reason that they can read: one that is cleared, or one that was marked
 * ready and that the clearing officer does not clear.
 */
export function sendBackReport(context: OperationContext, input: MoveInput): Promise<MovedSubmission> {
  return runOperation(
    context,
    { permission: 'report.sendBack', once: 'submission.sendBack', resource: reportFor('update') },
    input,
    async (run) => {
      const { resource: submission } = run;
      const move = { version: input.version, reason: input.reason ?? '' };
      if (isOpenForWriting(submission.status)) {
        const declined = await declineClearance(run, submission, move);
        if (declined) return declined;
      }
      return moveSubmission(run, submission, 'sendBack', move);
    },
  );
}
