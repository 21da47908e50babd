import type { OperationContext } from '#server/operation/operation-context.ts';
import { assertRoundOpen, reportFor } from '#server/loaders/submission/load-submission.ts';
import { type MovedSubmission, moveSubmission } from './move-submission.ts';
import { takeSnapshot } from './take-snapshot.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** What every move of a report is told. */
export type MoveInput = {
  round: string;
  reporter: string;
  version: number;
  reason?: string | undefined;
  requestId?: string | undefined;
};

/** Sends a cleared report to the secretariat and keeps it as it left. */
export function submitReport(context: OperationContext, input: MoveInput): Promise<MovedSubmission> {
  return runOperation(
    context,
    { permission: 'report.submit', once: 'submission.submit', resource: reportFor('update') },
    input,
    async (run) => {
      const { tx, resource: submission } = run;
      assertRoundOpen(submission, context);
      const moved = await moveSubmission(run, submission, 'submit', { version: input.version });
      await takeSnapshot(tx, submission.id, submission.timesSubmitted + 1, moved.at);
      return moved;
    },
  );
}
