import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { readMoment, type Transaction } from '#db/as-viewer.ts';
import { workbookUpload } from '#db/schema/reporting-country.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { type ComparedItem, compareWorkbook } from '#server/domain/workbook/compare-workbook.calculations.ts';
import type { WorkbookContent, WorkbookReport } from '#server/domain/workbook/workbook-report.ts';
import type { StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type LastWriter, loadWorkbookReport, mayWriteNow } from './load-workbook-report.ts';

export type UploadKey = { round: string; reporter: string; upload: string };

export type UploadHeader = {
  id: string;
  fileName: string;
  uploadedAt: string;
  /** When something was last taken from it. */
  appliedAt: string | null;
  madeAt: string | null;
};

/** Reads an upload and compares it with what is stored, in a transaction that may go on to write. */
export async function compareUpload(
  context: OperationContext,
  tx: Transaction,
  key: UploadKey,
  submission: StoredSubmission,
): Promise<{
  upload: UploadHeader;
  content: WorkbookContent;
  report: WorkbookReport;
  items: ComparedItem[];
  writers: Map<string, LastWriter>;
  stand: string;
  writable: boolean;
}> {
  const [stored] = await tx
    .select({
      id: workbookUpload.id,
      fileName: workbookUpload.fileName,
      uploadedAt: workbookUpload.uploadedAt,
      appliedAt: workbookUpload.appliedAt,
      content: workbookUpload.content,
    })
    .from(workbookUpload)
    .where(and(eq(workbookUpload.id, key.upload), eq(workbookUpload.submissionId, submission.id)));
  if (!stored) {
    throw new DomainError('NOT_FOUND', 'This upload is not there any more. Upload the workbook again.');
  }
  const writable = mayWriteNow(context, submission);
  const { report, writers } = await loadWorkbookReport(tx, submission, writable);
  const items = compareWorkbook(stored.content, report);
  return {
    upload: {
      id: stored.id,
      fileName: stored.fileName,
      uploadedAt: readMoment(stored.uploadedAt) ?? '',
      appliedAt: readMoment(stored.appliedAt),
      madeAt: stored.content.madeAt,
    },
    content: stored.content,
    report,
    items,
    writers,
    stand: hashStand(items),
    writable,
  };
}

/** The versions of all items that the workbook would change: another one, and the preview was another. */
function hashStand(items: ComparedItem[]): string {
  const moving = items.filter(({ changes }) => changes.some(({ kind }) => kind !== 'rejected'));
  return createHash('sha256')
    .update(JSON.stringify(moving.map(({ key, version }) => [key, version])))
    .digest('hex');
}
