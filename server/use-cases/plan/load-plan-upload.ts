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

/** Throws FORBIDDEN unless the database says that the viewer works for the secretariat now. */
export async function refuseOthers(tx: SqlTransaction): Promise<void> {
  const [viewer] = await tx<{ may: boolean }[]>`select tracker.viewer_is_secretariat() as may`;
  if (!viewer?.may) throw new DomainError('FORBIDDEN', 'Your account does not allow this.');
}

/** Keeps an upload, or an edit, for whoever made it to look at and decide. */
export async function keepPlanUpload(
  tx: SqlTransaction,
  {
    id,
    by,
    at,
    name,
    sha256,
    content,
  }: {
    id: string;
    by: string;
    at: string;
    name: string;
    sha256: string;
    content: PlanUpload | StoredPlanEdit;
  },
): Promise<void> {
  await tx`
    delete from tracker.plan_upload
    where uploaded_by = ${by} and uploaded_at < ${at}::timestamptz - make_interval(days => ${keptDays})`;
  await tx`
    insert into tracker.plan_upload (id, uploaded_by, uploaded_at, file_name, sha256, content)
    values (${id}::uuid, ${by}, ${at}::timestamptz, ${name}, ${sha256},
      ${JSON.stringify(content)}::text::jsonb)`;
}

/** How long an upload waits to be decided upon. */
const keptDays = 60;
