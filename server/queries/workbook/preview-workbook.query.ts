import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { readMoment } from '#db/as-viewer.ts';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  type Change,
  type ChangeKind,
  type ComparedItem,
  compareWorkbook,
  countChanges,
} from '#server/domain/workbook/compare-workbook.calculations.ts';
import type { Rejection, WorkbookContent } from '#server/domain/workbook/workbook-content.ts';
import type { WorkbookReport } from '#server/domain/workbook/workbook-report.ts';
import { loadSubmission, type StoredSubmission } from '#server/use-cases/submission/load-submission.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { mayWriteNow } from './get-workbook.query.ts';
import { type LastWriter, loadWorkbookReport } from './load-workbook-report.query.ts';

export type UploadKey = { round: string; reporter: string; upload: string };

export type PreviewItem = Omit<ComparedItem, 'changes'> & {
  changes: Omit<Change, 'value' | 'field'>[];
  /** Who changed the item last, and when. */
  written: LastWriter;
};

export type WorkbookPreview = {
  upload: {
    id: string;
    fileName: string;
    uploadedAt: string;
    /** When something was last taken from it. */
    appliedAt: string | null;
    madeAt: string | null;
  };
  counts: Record<ChangeKind, number>;
  /** Only items in which anything differs or could not be read. */
  items: PreviewItem[];
  rejections: Rejection[];
  remarks: string[];
  rowsMissing: number;
  /** Stands for what the preview was compared with: it is sent back, so that nothing unseen is taken. */
  stand: string;
  /** Whether anything can be taken now. */
  writable: boolean;
};

/** An upload of the viewer's own, as it compares with what is stored now. Throws NOT_FOUND. */
export function previewWorkbook(context: UseCaseContext, key: UploadKey): Promise<WorkbookPreview> {
  requirePermission(context, 'report.write', { reporter: { code: key.reporter, kind: 'state' } });
  return inTransaction(context, async (tx) => {
    const compared = await compareUpload(context, tx, key, await loadSubmission(tx, key, 'none'));
    const { upload, content, items, writers, stand, writable } = compared;
    return {
      upload,
      counts: countChanges(items, content),
      items: items
        .filter(({ changes }) => changes.length > 0)
        .map(({ changes, ...item }) => ({
          ...item,
          changes: changes.map(({ value: _value, field: _field, ...change }) => change),
          written: writers.get(item.key) ?? { by: null, at: null },
        })),
      rejections: content.rejections,
      remarks: content.remarks,
      rowsMissing: content.rowsMissing,
      stand,
      writable,
    };
  });
}

/** Reads an upload and compares it with what is stored, in a transaction that may go on to write. */
export async function compareUpload(
  context: UseCaseContext,
  tx: Transaction,
  key: UploadKey,
  submission: StoredSubmission,
): Promise<{
  upload: WorkbookPreview['upload'];
  content: WorkbookContent;
  report: WorkbookReport;
  items: ComparedItem[];
  writers: Map<string, LastWriter>;
  stand: string;
  writable: boolean;
}> {
  const [stored] = await tx.execute<{
    id: string;
    file_name: string;
    uploaded_at: string;
    applied_at: string | null;
    content: WorkbookContent;
  }>(sql`
    select id, file_name, uploaded_at, applied_at, content from tracker.workbook_upload
    where id = ${key.upload}::uuid and submission_id = ${submission.id}`);
  if (!stored) {
    throw new DomainError('NOT_FOUND', 'This upload is not there any more. Upload the workbook again.');
  }
  const writable = mayWriteNow(context, submission);
  const { report, writers } = await loadWorkbookReport(tx, submission, writable);
  const items = compareWorkbook(stored.content, report);
  return {
    upload: {
      id: stored.id,
      fileName: stored.file_name,
      uploadedAt: readMoment(stored.uploaded_at) ?? '',
      appliedAt: readMoment(stored.applied_at),
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
