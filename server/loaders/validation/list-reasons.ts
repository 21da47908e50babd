import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import type { StoredReason } from '#server/domain/validation/warning-reasons.rules.ts';

const storedReasonShape = {
  subject: z.enum(['activity', 'indicator']),
  code: z.string(),
  rule: z.string(),
  field: z.string(),
  /** The sentence that it answers. */
  warning: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
};

/** Reasons given for warnings of a report, as far as the viewer may see them, in the order of the plan. */
export function listReasons(tx: Transaction, submissionId: number): Promise<StoredReason[]> {
  return readRows(
    tx,
    storedReasonShape,
    sql`select case when w.activity_id is null then 'indicator' else 'activity' end as subject,
      coalesce(a.code, i.code) as code, w.rule, w.field, w.warning, w.reason, p.name as by,
      to_json(w.given_at)#>>'{}' as at
    from tracker.warning_reason w
    join auth.person p on p.id = w.given_by
    left join tracker.activity a on a.id = w.activity_id
    left join tracker.indicator i on i.id = w.indicator_id
    where w.submission_id = ${submissionId}
    order by a.position, i.position, w.rule, w.field`,
  );
}
