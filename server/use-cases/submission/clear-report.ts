import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import { loadCheckedReport } from '#server/loaders/submission/load-checked-report.ts';
import { keepClearance } from '../clearance/keep-clearance.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { assertRoundOpen, reportFor } from '#server/loaders/submission/load-submission.ts';
import { type MovedSubmission, moveSubmission } from './move-submission.ts';
import type { MoveInput } from './submit-report.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** `pack`: the reference of the printed draft that was signed on paper, where there was one. */
export type ClearInput = MoveInput & { pack?: string | undefined };

/**
 * The national sign-off: nothing leaves the country without it. Refused while the report has errors. What was cleared
 * is kept whole, so that a later reader sees what has changed since.
 */
export function clearReport(context: OperationContext, input: ClearInput): Promise<MovedSubmission> {
  return runOperation(
    context,
    { permission: 'report.clear', once: 'submission.clear', resource: reportFor('update') },
    input,
    async (run) => {
      const { tx, resource: submission } = run;
      assertRoundOpen(submission, context);
      const findings = checkReport(await loadCheckedReport(tx, submission));
      const moved = await moveSubmission(run, submission, 'clear', {
        version: input.version,
        blockingProblems: findings.filter(({ kind }) => kind === 'error').length,
      });
      await keepClearance(run, submission, { at: moved.at, pack: input.pack });
      return moved;
    },
  );
}
