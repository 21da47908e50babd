import { desc, eq } from 'drizzle-orm';
import { readMoment } from '#db/as-viewer.ts';
import { workbookUpload } from '#db/schema/reporting-country.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

export type WorkbookUpload = { id: string; fileName: string; uploadedAt: string; appliedAt: string | null };

/** The viewer's own uploads for a report, newest first. */
export function listUploads(
  context: OperationContext,
  key: { round: string; reporter: string },
): Promise<WorkbookUpload[]> {
  return runOperation(
    context,
    { permission: 'report.write', resource: createReportLoader('none') },
    key,
    async ({ tx, resource: submission }) => {
      const rows = await tx
        .select({
          id: workbookUpload.id,
          fileName: workbookUpload.fileName,
          uploadedAt: workbookUpload.uploadedAt,
          appliedAt: workbookUpload.appliedAt,
        })
        .from(workbookUpload)
        .where(eq(workbookUpload.submissionId, submission.id))
        .orderBy(desc(workbookUpload.uploadedAt), workbookUpload.id)
        .limit(10);
      return rows.map((row) => ({
        id: row.id,
        fileName: row.fileName,
        uploadedAt: readMoment(row.uploadedAt) ?? '',
        appliedAt: readMoment(row.appliedAt),
      }));
    },
  );
}
