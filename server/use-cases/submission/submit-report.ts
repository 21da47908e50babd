import { repeatHarmlessly } from '#server/operation/repeat-harmlessly.ts';
import {
  inTransaction,
  requirePermission,
  type OperationContext,
} from '#server/operation/operation-context.ts';
import { assertRoundOpen, loadSubmission } from '#server/loaders/submission/load-submission.ts';
import { type MovedSubmission, moveSubmission } from './move-submission.ts';
import { takeSnapshot } from './take-snapshot.ts';

/** What every move of a report is told. */
export type MoveInput = {
  round: string;
  reporter: string;
  version: number;
  reason?: string | undefined;
  requestId?: string | undefined;
};

/** The key of a reporter in a permission question, before the stored one is known. */
export const asResource = (reporter: string) => ({ reporter: { code: reporter, kind: 'state' as const } });

/** Sends a cleared report to the secretariat and keeps it as it left. */
export function submitReport(context: OperationContext, input: MoveInput): Promise<MovedSubmission> {
  requirePermission(context, 'report.submit', asResource(input.reporter));
  return inTransaction(context, (tx) =>
    repeatHarmlessly(context, tx, 'submission.submit', input, async () => {
      const submission = await loadSubmission(tx, input, 'update');
      requirePermission(context, 'report.submit', { reporter: submission.reporter });
      assertRoundOpen(submission, context);
      const moved = await moveSubmission(context, tx, submission, 'submit', { version: input.version });
      await takeSnapshot(tx, submission.id, submission.timesSubmitted + 1, moved.at);
      return moved;
    }),
  );
}
