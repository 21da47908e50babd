import { repeatHarmlessly } from '../repeat-harmlessly.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '../use-case-context.ts';
import { loadSubmission } from './load-submission.ts';
import { type MovedSubmission, moveSubmission } from './move-submission.ts';
import { asResource, type MoveInput } from './submit-report.ts';

/** Gives a cleared report back to its writers, with a reason that they can read. */
export function sendBackReport(context: UseCaseContext, input: MoveInput): Promise<MovedSubmission> {
  requirePermission(context, 'report.sendBack', asResource(input.reporter));
  return inTransaction(context, (tx) =>
    repeatHarmlessly(context, tx, 'submission.sendBack', input, async () => {
      const submission = await loadSubmission(tx, input, 'update');
      requirePermission(context, 'report.sendBack', { reporter: submission.reporter });
      return moveSubmission(context, tx, submission, 'sendBack', {
        version: input.version,
        reason: input.reason ?? '',
      });
    }),
  );
}
