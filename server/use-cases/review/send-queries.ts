import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';

/**
 * Sends the questions that were raised so far with a report that goes back. One that asks again about a field takes
 * the place of the earlier ones there: those are settled, and what was said stays to be read above it.
 */
export async function sendQueries(
  tx: Transaction,
  submissionId: number,
  { personId, at }: { personId: string; at: string },
): Promise<void> {
  await tx.execute(sql`
    update tracker.query q
    set resolved_by = ${personId}, resolved_at = ${at}::timestamptz, version = q.version + 1
    where q.submission_id = ${submissionId} and q.sent_at is not null and q.resolved_at is null
      and exists (select from tracker.query n where n.submission_id = q.submission_id and n.sent_at is null
        and n.resolved_at is null and n.field = q.field
        and n.activity_id is not distinct from q.activity_id
        and n.indicator_id is not distinct from q.indicator_id)`);
  await tx.execute(sql`
    update tracker.query set sent_at = ${at}::timestamptz
    where submission_id = ${submissionId} and sent_at is null`);
}
