import { can } from '#server/domain/access/can.rules.ts';
import { dayOf, isInTime } from '#server/domain/submission/in-time.rules.ts';
import { isOpenForWriting } from '#server/domain/submission/submission.workflow.ts';
import { buildWorkbook } from '#server/domain/workbook/build-workbook.calculations.ts';
import { loadSubmission, type StoredSubmission } from '#server/use-cases/submission/load-submission.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { writePlainWorkbook } from '#server/exports/xlsx/write-plain-workbook.ts';
import { loadWorkbookReport } from './load-workbook-report.query.ts';

export type WorkbookFile = {
  fileName: string;
  contentType: string;
  /** The file in base64: the contract speaks JSON. */
  content: string;
};

export const workbookContentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * The workbook of a report with its answers so far, as a file: the viewer's part of it. Cells that the viewer may not
 * write on now are locked. Throws FORBIDDEN or NOT_FOUND.
 */
export async function getWorkbook(
  context: UseCaseContext,
  key: { round: string; reporter: string },
): Promise<WorkbookFile> {
  requirePermission(context, 'report.read', { reporter: { code: key.reporter, kind: 'state' } });
  const report = await inTransaction(context, async (tx) => {
    const submission = await loadSubmission(tx, key, 'none');
    return (await loadWorkbookReport(tx, submission, mayWriteNow(context, submission))).report;
  });
  const file = await writePlainWorkbook(buildWorkbook(report, context.now().toISOString()));
  return {
    fileName: `bohol-${key.round}-${key.reporter}.xlsx`,
    contentType: workbookContentType,
    content: Buffer.from(file.buffer).toString('base64'),
  };
}

/** Whether the report is with its writers, in time, and the viewer one of them. */
export function mayWriteNow(context: UseCaseContext, submission: StoredSubmission): boolean {
  const { round, extendedUntil, status } = submission;
  const inTime =
    status === 'returned' || isInTime({ roundState: round.state, extendedUntil }, dayOf(context.now()));
  return (
    inTime &&
    isOpenForWriting(status) &&
    can(context.viewer, 'report.write', { reporter: submission.reporter })
  );
}
