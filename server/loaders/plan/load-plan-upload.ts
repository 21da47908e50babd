import type { SqlTransaction } from '#db/sql.ts';
import { part } from '#db/statement.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { PlanUpload } from '#server/domain/plan/plan-upload.ts';
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

type Row = Pick<StoredPlanUpload, 'id' | 'fileName' | 'uploadedAt' | 'appliedAt'> & {
  content: PlanUpload | StoredPlanEdit;
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
  const [found] = await tx<Row[]>`
    select id, file_name as "fileName", to_json(uploaded_at)#>>'{}' as "uploadedAt",
      to_json(applied_at)#>>'{}' as "appliedAt", content
    from tracker.plan_upload where id = ${upload}::uuid ${lock === 'update' ? part`for update` : part``}`;
  if (!found) throw new DomainError('NOT_FOUND', 'This upload is not there, or it is somebody else’s.');
  const { content, ...stored } = found;
  if (!('edit' in content)) return { ...stored, content, edit: null, moved: [] };
  const edited = await loadEditedPlan(tx, content);
  return { ...stored, content: edited.upload, edit: content, moved: edited.moved };
}
