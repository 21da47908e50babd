import { sql } from 'drizzle-orm';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** What happened to a round as a whole. */
export type RoundEvent = {
  event: 'opened' | 'closed' | 'reopened';
  by: string;
  at: string;
  /** For one that was opened again: why, and until when. */
  reason: string | null;
  closesOn: string | null;
};

/** When a round was opened, closed and opened again, by whom and why; newest first. */
export function listRoundEvents(context: OperationContext, input: { round: string }): Promise<RoundEvent[]> {
  return runOperation(context, { permission: 'review.read' }, {}, async ({ tx }) => {
    const rows = await tx.execute<RoundEvent>(sql`
      select case when v.after ->> 'event' = 'reopened' then 'reopened'
          when v.after ->> 'state' = 'closed' then 'closed' else 'opened' end as event,
        p.name as by, to_json(v.changed_at)#>>'{}' as at, v.after ->> 'reason' as reason,
        v.after ->> 'closesOn' as "closesOn"
      from tracker.revision v join auth.person p on p.id = v.changed_by
      where v.subject = 'round' and v.subject_key = ${input.round} and v.submission_id is null
        and v.after ->> 'state' in ('open', 'closed')
      order by v.id desc`);
    return [...rows];
  });
}
