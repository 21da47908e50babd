import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import { loadCheckedReport } from '#server/loaders/submission/load-checked-report.ts';
import { keepClearance } from '../clearance/keep-clearance.ts';
import { repeatHarmlessly } from '#server/operation/repeat-harmlessly.ts';
import {
  inTransaction,
  requirePermission,
  type OperationContext,
} from '#server/operation/operation-context.ts';
import { assertRoundOpen, loadSubmission } from '#server/loaders/submission/load-submission.ts';
import { type MovedSubmission, moveSubmission } from './move-submission.ts';
import { asResource, type MoveInput } from './submit-report.ts';

/** `pack`: the reference of the printed draft that was signed on paper, where there was one. */
export type ClearInput = MoveInput & { pack?: string | undefined };

/**
 * The national sign-off: nothing leaves the country without it. Refused while the report has errors. What was cleared
 * is kept whole, so that a later reader sees what has changed since.
 */
export function clearReport(context: OperationContext, input: ClearInput): Promise<MovedSubmission> {
  requirePermission(context, 'report.clear', clearingResource(context, input.reporter));
  return inTransaction(context, (tx) =>
    repeatHarmlessly(context, tx, 'submission.clear', input, async () => {
      const submission = await loadSubmission(tx, input, 'update');
      requirePermission(context, 'report.clear', { reporter: submission.reporter });
      assertRoundOpen(submission, context);
      const findings = checkReport(await loadCheckedReport(tx, submission));
      const moved = await moveSubmission(context, tx, submission, 'clear', {
        version: input.version,
        blockingProblems: findings.filter(({ kind }) => kind === 'error').length,
      });
      await keepClearance(context, tx, submission, { at: moved.at, pack: input.pack });
      return moved;
    }),
  );
}

/** Who may clear depends on whether the reporter is a state or a body: the viewer's own assignment knows. */
function clearingResource(context: OperationContext, code: string) {
  const own = context.viewer?.assignments.find(({ reporter }) => reporter?.code === code)?.reporter;
  return own ? { reporter: own } : asResource(code);
}
