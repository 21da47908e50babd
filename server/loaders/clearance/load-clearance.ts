import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { SnapshotContent } from '#server/domain/submission/snapshot-content.ts';
import type { Writing } from '#server/reports/pack-content.ts';

export type LastClearance = {
  number: number;
  at: string;
  by: string;
  packReference: string | null;
  content: SnapshotContent;
};

/** The report as it was cleared last, as far as the viewer may see the whole; null where it never was. */
export async function loadLastClearance(
  tx: Transaction,
  submissionId: number,
): Promise<LastClearance | null> {
  const [row] = await tx.execute<LastClearance>(sql`
    select c.number, to_json(c.cleared_at)#>>'{}' as at, p.name as by, c.pack_reference as "packReference", c.content
    from tracker.clearance c join auth.person p on p.id = c.cleared_by
    where c.submission_id = ${submissionId} order by c.number desc limit 1`);
  return row ?? null;
}

export type ItemWriting = { subject: 'activity' | 'indicator'; code: string } & Writing;

/**
 * Who wrote each item last, with the agency of that person, and the agency that holds the item as a whole. The
 * secretariat is told the names of people only.
 */
export async function listWritings(
  tx: Transaction,
  submission: { id: number; reporter: { id: number } },
): Promise<ItemWriting[]> {
  const rows = await tx.execute<ItemWriting>(sql`
    with colleague as materialized (
      select distinct on (l.person_id) l.person_id, g.name
      from tracker.list_colleagues() l join tracker.agency g on g.id = l.agency_id
      where l.reporter_id = ${submission.reporter.id}
      order by l.person_id, l.covers nulls first, l.assignment_id),
    held as materialized (
      select x.activity_id, x.indicator_id, g.name
      from tracker.responsibility x join tracker.agency g on g.id = x.agency_id
      where x.reporter_id = ${submission.reporter.id} and x.ended_at is null and x.dimension_code is null)
    select 'activity' as subject, a.code, p.name as by, c.name as agency,
      to_json(ar.updated_at)#>>'{}' as at, h.name as "heldBy"
    from tracker.activity_report ar
    join tracker.activity a on a.id = ar.activity_id
    left join auth.person p on p.id = ar.updated_by
    left join colleague c on c.person_id = ar.updated_by
    left join held h on h.activity_id = ar.activity_id
    where ar.submission_id = ${submission.id}
    union all
    select 'indicator', i.code, p.name, c.name, to_json(ir.updated_at)#>>'{}', h.name
    from tracker.indicator_report ir
    join tracker.indicator i on i.id = ir.indicator_id
    left join auth.person p on p.id = ir.updated_by
    left join colleague c on c.person_id = ir.updated_by
    left join held h on h.indicator_id = ir.indicator_id
    where ir.submission_id = ${submission.id}`);
  return [...rows];
}
