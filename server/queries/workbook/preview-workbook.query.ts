import {
  type Change,
  type ChangeKind,
  type ComparedItem,
  countChanges,
} from '#server/domain/workbook/compare-workbook.calculations.ts';
import type { Rejection } from '#server/domain/workbook/workbook-report.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  type LastWriter,
  compareUpload,
  type UploadHeader,
  type UploadKey,
} from '#server/loaders/workbook/load-workbook-report.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

export type PreviewItem = Omit<ComparedItem, 'changes'> & {
  changes: Omit<Change, 'value' | 'field'>[];
  /** Who changed the item last, and when. */
  written: LastWriter;
};

export type WorkbookPreview = {
  upload: UploadHeader;
  counts: Record<ChangeKind, number>;
  /** Only items in which anything differs or could not be read. */
  items: PreviewItem[];
  rejections: Rejection[];
  remarks: string[];
  rowsMissing: number;
  /** StatusRows for what the preview was compared with: it is sent back, so that nothing unseen is taken. */
  stand: string;
  /** Whether anything can be taken now. */
  writable: boolean;
};

/** An upload of the viewer's own, as it compares with what is stored now. Throws NOT_FOUND. */
export function previewWorkbook(context: OperationContext, key: UploadKey): Promise<WorkbookPreview> {
  const rules = { permission: 'report.write', resource: createReportLoader('none') } as const;
  return runOperation(context, rules, key, async ({ tx, resource: submission }) => {
    const compared = await compareUpload(context, tx, key, submission);
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
