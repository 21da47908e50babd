import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { StoredReason } from '#server/domain/validation/warning-reasons.rules.ts';

/** Reasons given for warnings of a report, as far as the viewer may see them, in the order of the plan. */
export async function listReasons(tx: Transaction, submissionId: number): Promise<StoredReason[]> {
  const rows = await tx.execute<StoredReason>(sql`
    select case when w.activity_id is null then 'indicator' else 'activity' end as subject,
      coalesce(a.code, i.code) as code, w.rule, w.field, w.warning, w.reason, p.name as by,
      to_json(w.given_at)#>>'{}' as at
    from tracker.warning_reason w
    join auth.person p on p.id = w.given_by
    left join tracker.activity a on a.id = w.activity_id
    left join tracker.indicator i on i.id = w.indicator_id
    where w.submission_id = ${submissionId}
    order by a.position, i.position, w.rule, w.field`);
  return [...rows];
}
