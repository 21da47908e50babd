import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import { type AnsweredFinding, joinReasons } from '#server/domain/validation/warning-reasons.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  type CheckedItem,
  loadCheckedReport,
  listReasons,
} from '#server/loaders/submission/load-checked-report.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { reportFor } from '#server/loaders/submission/load-submission.ts';

/** What the check says about one activity or indicator, with the reasons that were given. Gaps are left out. */
export function checkItem(
  context: OperationContext,
  input: CheckedItem & { round: string; reporter: string },
): Promise<AnsweredFinding[]> {
  return runOperation(
    context,
    { permission: 'report.read', resource: reportFor('none') },
    input,
    async ({ tx, resource: submission }) => {
      const findings = checkReport(await loadCheckedReport(tx, submission, input)).filter(
        ({ kind, subject, code }) => kind !== 'gap' && subject === input.subject && code === input.code,
      );
      return joinReasons(findings, await listReasons(tx, submission.id));
    },
  );
}
