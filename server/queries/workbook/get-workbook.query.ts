import { buildWorkbook } from '#server/domain/workbook/build-workbook.calculations.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { serialisePlainWorkbook } from '#server/exports/xlsx/serialise-plain-workbook.ts';
import { loadWorkbookReport, canWriteNow } from '#server/loaders/workbook/load-workbook-report.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

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
  context: OperationContext,
  key: { round: string; reporter: string },
): Promise<WorkbookFile> {
  const report = await runOperation(
    context,
    { permission: 'report.read', resource: createReportLoader('none') },
    key,
    async ({ tx, resource: submission }) => {
      return (await loadWorkbookReport(tx, submission, canWriteNow(context, submission))).report;
    },
  );
  const file = await serialisePlainWorkbook(buildWorkbook(report, context.now().toISOString()));
  return {
    fileName: `bohol-${key.round}-${key.reporter}.xlsx`,
    contentType: workbookContentType,
    content: Buffer.from(file.buffer).toString('base64'),
  };
}
