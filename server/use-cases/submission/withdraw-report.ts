import type { OperationContext } from '#server/operation/operation-context.ts';
import { type MovedSubmission, changeSubmissionStatus } from './change-submission-status.ts';
import type { MoveInput } from './submit-report.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

/** Takes a submitted report back, as long as nobody has started to review it. */
export function withdrawReport(context: OperationContext, input: MoveInput): Promise<MovedSubmission> {
  return runOperation(
    context,
    { permission: 'report.withdraw', once: 'submission.withdraw', resource: createReportLoader('update') },
    input,
    (run) =>
      changeSubmissionStatus(run, run.resource, 'withdraw', {
        version: input.version,
        reason: input.reason ?? '',
      }),
  );
}
