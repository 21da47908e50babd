import { sql } from 'drizzle-orm';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { buildSave } from '#server/domain/workbook/build-save.calculations.ts';
import { compareUpload, type UploadKey } from '#server/loaders/workbook/load-workbook-report.ts';
import { requireOpenForWriting, createReportLoader } from '#server/loaders/submission/load-submission.ts';
import { saveWithin } from '../submission/save-report.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type AcceptWorkbookInput = UploadKey & {
  requestId?: string | undefined;
  /** From the preview that the person saw. */
  stand: string;
  /** Items of which all that is new or changed is taken. "all": every item. */
  items: string[] | 'all';
  /** Single answers: what would be emptied, and what somebody else has changed too. */
  fields: string[];
};

/**
 * Takes answers of an uploaded workbook into the report, all that were chosen or none. Pressing twice takes them once;
 * `taken` is 0 where all of them were taken before.
 * Throws CONFLICT when the report has changed since the preview was shown, BAD_INPUT, ROUND_CLOSED or NOT_OPEN; then
 * nothing is written.
 */
export function acceptWorkbook(
  context: OperationContext,
  input: AcceptWorkbookInput,
): Promise<{ taken: number; items: number }> {
  return runOperation(
    context,
    { permission: 'report.write', once: 'workbook.accept', resource: createReportLoader('share') },
    input,
    async (run) => {
      const { tx, personId, resource: submission } = run;
      requireOpenForWriting(submission, context);
      const { report, items, stand, upload } = await compareUpload(context, tx, input, submission);
      const accepted = {
        items: new Set(input.items === 'all' ? items.map(({ key }) => key) : input.items),
        fields: new Set(input.fields),
      };
      const { activities, indicators, taken } = buildSave(report, items, accepted);
      const isChosen = accepted.items.size > 0 || accepted.fields.size > 0;
      if (isChosen && taken.length === 0 && upload.appliedAt !== null) return { taken: 0, items: 0 };
      if (stand !== input.stand) {
        throw new DomainError(
          'CONFLICT',
          'Somebody has changed the report since you saw this preview. Nothing was taken. This is how it compares now; choose again.',
        );
      }
      if (taken.length === 0) {
        requireNoProblems([{ path: 'items', message: 'Choose at least one answer to take.' }]);
      }
      await saveWithin(run, { ...input, activities, indicators });
      const appliedAt = context.now().toISOString();
      // What was taken, in order: it is added to what was taken before.
      await tx.execute(sql`
        update tracker.workbook_upload
        set applied_at = ${appliedAt}::timestamptz,
          applied = coalesce(applied, '[]') || ${JSON.stringify([
            { at: appliedAt, fields: taken.map(({ key }) => key) },
          ])}::text::jsonb
        where id = ${input.upload}::uuid and uploaded_by = ${personId}`);
      return { taken: taken.length, items: activities.length + indicators.length };
    },
  );
}
