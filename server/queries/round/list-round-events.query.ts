import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const roundEventShape = {
  event: z.enum(['closed', 'opened', 'reopened']),
  by: z.string(),
  at: z.string(),
  /** For one that was opened again: why, and until when. */
  reason: z.string().nullable(),
  closesOn: z.string().nullable(),
};

/** What happened to a round as a whole. */
export type RoundEvent = RowOf<typeof roundEventShape>;

/** When a round was opened, closed and opened again, by whom and why; newest first. */
export function listRoundEvents(context: OperationContext, input: { round: string }): Promise<RoundEvent[]> {
  return runOperation(context, { permission: 'review.read' }, {}, ({ tx }) => {
    return readRows(
      tx,
      roundEventShape,
      sql`select case when v.after ->> 'event' = 'reopened' then 'reopened'
          when v.after ->> 'state' = 'closed' then 'closed' else 'opened' end as event,
        p.name as by, to_json(v.changed_at)#>>'{}' as at, v.after ->> 'reason' as reason,
        v.after ->> 'closesOn' as "closesOn"
      from tracker.revision v join auth.person p on p.id = v.changed_by
      where v.subject = 'round' and v.subject_key = ${input.round} and v.submission_id is null
        and v.after ->> 'state' in ('open', 'closed')
      order by v.id desc`,
    );
  });
}
