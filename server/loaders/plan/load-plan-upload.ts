import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import type { SqlTransaction } from '#db/sql.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { PlanUpload } from '#server/domain/plan/plan-upload.rules.ts';
import { planEditSchema } from '#server/domain/plan/plan-edit.schema.ts';
import { loadEditedPlan, type MovedCell, type StoredPlanEdit } from './load-plan-edit.ts';

export type StoredPlanUpload = {
  id: string;
  /** The file's name; of an edit, what it does in a few words. */
  fileName: string;
  uploadedAt: string;
  appliedAt: string | null;
  content: PlanUpload;
  /** Where it was made on a screen, what was asked for. */
  edit: StoredPlanEdit | null;
  /** What somebody else changed in the row of the edit since. */
  moved: MovedCell[];
};

const storedUploadShape = {
  id: z.string(),
  fileName: z.string(),
  uploadedAt: z.string(),
  appliedAt: z.string().nullable(),
  content: z.union([
    z.object({
      sheets: z.record(z.string(), z.array(z.record(z.string(), z.string()))),
      problems: z.array(
        z.object({ file: z.string(), row: z.number(), column: z.string(), message: z.string() }),
      ),
    }),
    z.object({
      plan: z.string(),
      edit: planEditSchema,
      base: z.record(z.string(), z.string()).nullable(),
      amendment: z.object({ effectiveRound: z.string(), title: z.string(), reason: z.string() }).nullable(),
    }),
  ]),
};

/**
 * An upload of the viewer's own, a file or an edit; row-level security hides those of others. An edit comes as the
 * plan would read after it. Throws NOT_FOUND.
 */
export async function loadPlanUpload(
  tx: SqlTransaction,
  upload: string,
  lock: 'none' | 'update' = 'none',
): Promise<StoredPlanUpload> {
  const [found] = await readRows(
    tx,
    storedUploadShape,
    sql`select id, file_name as "fileName", to_json(uploaded_at)#>>'{}' as "uploadedAt",
      to_json(applied_at)#>>'{}' as "appliedAt", content
    from tracker.plan_upload where id = ${upload}::uuid ${lock === 'update' ? sql`for update` : sql``}`,
  );
  if (!found) throw new DomainError('NOT_FOUND', 'This upload is not there, or it is somebody else’s.');
  const { content, ...stored } = found;
  if (!('edit' in content)) return { ...stored, content, edit: null, moved: [] };
  const edited = await loadEditedPlan(tx, content);
  return { ...stored, content: edited.upload, edit: content, moved: edited.moved };
}
