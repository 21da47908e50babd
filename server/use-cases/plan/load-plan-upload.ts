import type { TransactionSql } from 'postgres';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { PlanUpload } from '#server/domain/plan/plan-upload.ts';

export type StoredPlanUpload = {
  id: string;
  fileName: string;
  uploadedAt: string;
  appliedAt: string | null;
  content: PlanUpload;
};

/** An upload of the viewer's own; row-level security hides those of others. Throws NOT_FOUND. */
export async function loadPlanUpload(
  tx: TransactionSql,
  upload: string,
  lock: 'none' | 'update' = 'none',
): Promise<StoredPlanUpload> {
  const [found] = await tx<StoredPlanUpload[]>`
    select id, file_name as "fileName", to_json(uploaded_at)#>>'{}' as "uploadedAt",
      to_json(applied_at)#>>'{}' as "appliedAt", content
    from tracker.plan_upload where id = ${upload}::uuid ${lock === 'update' ? tx`for update` : tx``}`;
  if (!found) throw new DomainError('NOT_FOUND', 'This upload is not there, or it is somebody else’s.');
  return found;
}
