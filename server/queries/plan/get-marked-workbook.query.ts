import { DomainError } from '#server/domain/error/domain-error.ts';
import { buildMarkedWorkbook } from '#server/domain/plan/build-marked-workbook.calculations.ts';
import { serialisePlainWorkbook } from '#server/exports/xlsx/serialise-plain-workbook.ts';
import { comparePlan } from '#server/loaders/plan/compare-plan.ts';
import { loadPlanUpload } from '#server/loaders/plan/load-plan-edit.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import type { PlanFileDownload } from './get-plan-workbook.query.ts';

/**
 * An upload of the viewer's own as a workbook, each cell where it was and those at fault coloured, in base64. Throws
 * NOT_FOUND, also for an edit, which has no file.
 */
export function getMarkedWorkbook(
  context: OperationContext,
  { upload }: { upload: string },
): Promise<PlanFileDownload> {
  return runOperation(context, { permission: 'plan.import' }, {}, async ({ tx: { sql: tx } }) => {
    const { content, edit, fileName } = await loadPlanUpload(tx, upload);
    if (edit) throw new DomainError('NOT_FOUND', 'This change was made on a screen and has no file.');
    const { problems, warnings } = await comparePlan(tx, content, null);
    const file = await serialisePlainWorkbook(buildMarkedWorkbook(content, problems, warnings));
    const name = fileName.replace(/\.[a-z]+$/i, '').replace(/[^A-Za-z0-9._-]+/g, '-') || 'plan';
    return {
      fileName: `${name}-marked.xlsx`,
      contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      content: Buffer.from(file).toString('base64'),
    };
  });
}
