import type { Transaction } from '#db/as-viewer.ts';
import { can } from '#server/domain/access/can.rules.ts';
import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import { isOpenForWriting } from '#server/domain/submission/submission.workflow.ts';
import { type AnsweredFinding, mergeReasons } from '#server/domain/validation/warning-reasons.rules.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import {
  loadReportContent,
  loadCheckedReport,
  listReasons,
  type CheckedItem,
} from '#server/loaders/submission/load-checked-report.ts';
import type { SnapshotContent } from '#server/domain/submission/snapshot-content.ts';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader, type StoredSubmission } from '#server/loaders/submission/load-submission.ts';

export type CheckedSheet = {
  findings: AnsweredFinding[];
  /** Whether the viewer can change something about them now. */
  writable: boolean;
  content: SnapshotContent;
  /** What the codes in the content mean, in plan order. */
  definitions: IndicatorDefinition[];
};

/** Errors, warnings and gaps of a report, and the whole of it as it would leave the country. */
export function checkSheet(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<CheckedSheet> {
  return runOperation(
    context,
    { permission: 'report.read', resource: createReportLoader('none') },
    input,
    async ({ tx, resource: submission }) => {
      const report = await loadCheckedReport(tx, submission);
      const findings = checkReport(report);
      return {
        findings: mergeReasons(findings, await listReasons(tx, submission.id)),
        writable:
          isOpenForWriting(submission.status) &&
          can(requireViewer(context), 'report.write', { reporter: submission.reporter }),
        content: await loadReportContent(tx, submission.id, findings),
        definitions: report.indicators.map(({ definition }) => definition),
      };
    },
  );
}

/** As loadItemFindings, for the page of an item after a save. Throws NOT_FOUND. */
export function checkItem(
  context: OperationContext,
  input: CheckedItem & { round: string; reporter: string },
): Promise<AnsweredFinding[]> {
  return runOperation(
    context,
    { permission: 'report.read', resource: createReportLoader('none') },
    input,
    ({ tx, resource: submission }) => loadItemFindings(tx, submission, input),
  );
}

/** What the check says about one activity or indicator of a report, with the reasons that were given. Gaps are left out. */
export async function loadItemFindings(
  tx: Transaction,
  submission: StoredSubmission,
  item: CheckedItem,
): Promise<AnsweredFinding[]> {
  const [report, reasons] = await Promise.all([
    loadCheckedReport(tx, submission, item),
    listReasons(tx, submission.id),
  ]);
  const findings = checkReport(report).filter(
    ({ kind, subject, code }) => kind !== 'gap' && subject === item.subject && code === item.code,
  );
  return mergeReasons(findings, reasons);
}
