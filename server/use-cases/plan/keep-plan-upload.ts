import type { SqlTransaction } from '#db/sql.ts';
import type { PlanUpload } from '#server/domain/plan/plan-upload.rules.ts';
import type { StoredPlanEdit } from '#server/loaders/plan/load-plan-edit.ts';

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
    where uploaded_by = ${by} and uploaded_at < ${at}::timestamptz - make_interval(days => ${cachedDays})`;
  await tx`
    insert into tracker.plan_upload (id, uploaded_by, uploaded_at, file_name, sha256, content)
    values (${id}::uuid, ${by}, ${at}::timestamptz, ${name}, ${sha256},
      ${JSON.stringify(content)}::text::jsonb)`;
}

/** How long an upload waits to be decided upon. */
const cachedDays = 60;
