import { sql } from 'drizzle-orm';
import { readMoment } from '#db/as-viewer.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { reportFor } from '#server/loaders/submission/load-submission.ts';

export type WorkbookUpload = { id: string; fileName: string; uploadedAt: string; appliedAt: string | null };

/** The viewer's own uploads for a report, newest first. */
export function listUploads(
  context: OperationContext,
  key: { round: string; reporter: string },
): Promise<WorkbookUpload[]> {
  return runOperation(
    context,
    { permission: 'report.write', resource: reportFor('none') },
    key,
    async ({ tx, resource: submission }) => {
      const rows = await tx.execute<{
        id: string;
        file_name: string;
        uploaded_at: string;
        applied_at: string | null;
      }>(sql`
        select id, file_name, uploaded_at, applied_at from tracker.workbook_upload
        where submission_id = ${submission.id}
        order by uploaded_at desc, id limit 10`);
      return rows.map((row) => ({
        id: row.id,
        fileName: row.file_name,
        uploadedAt: readMoment(row.uploaded_at) ?? '',
        appliedAt: readMoment(row.applied_at),
      }));
    },
  );
}
