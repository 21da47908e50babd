import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { Approval } from '#server/domain/review/acceptance.rules.ts';

/** Whether two people have to find a report right before it is accepted. */
export async function isTwoPersonReview(tx: Transaction): Promise<boolean> {
  const [row] = await tx.execute<{ is_on: boolean }>(sql`
    select is_on from tracker.desk_setting where key = 'two_person_review'`);
  return row?.is_on ?? false;
}

/** Who has found the report right, in this version of it; oldest first. */
export async function listApprovals(
  tx: Transaction,
  submission: { id: number; version: number },
): Promise<(Approval & { at: string })[]> {
  const rows = await tx.execute<Approval & { at: string }>(sql`
    select p.id as "personId", p.name, to_json(a.approved_at)#>>'{}' as at
    from tracker.review_approval a join auth.person p on p.id = a.approved_by
    where a.submission_id = ${submission.id} and a.submission_version = ${submission.version} order by a.id`);
  return [...rows];
}

/** How many questions on a report were raised and not sent. */
export async function countUnsent(tx: Transaction, submissionId: number): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::integer as count from tracker.query
    where submission_id = ${submissionId} and sent_at is null and resolved_at is null`);
  return row?.count ?? 0;
}
