import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import { type AnsweredFinding, joinReasons } from '#server/domain/validation/warning-reasons.rules.ts';
import { loadSubmission } from '#server/use-cases/submission/load-submission.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { type CheckedItem, loadCheckedReport } from '../submission/load-checked-report.query.ts';
import { listReasons } from './list-reasons.query.ts';

/** What the check says about one activity or indicator, with the reasons that were given. Gaps are left out. */
export function checkItem(
  context: UseCaseContext,
  input: CheckedItem & { round: string; reporter: string },
): Promise<AnsweredFinding[]> {
  requirePermission(context, 'report.read', { reporter: { code: input.reporter, kind: 'state' } });
  return inTransaction(context, async (tx) => {
    const submission = await loadSubmission(tx, input, 'none');
    const findings = checkReport(await loadCheckedReport(tx, submission, input)).filter(
      ({ kind, subject, code }) => kind !== 'gap' && subject === input.subject && code === input.code,
    );
    return joinReasons(findings, await listReasons(tx, submission.id));
  });
}
