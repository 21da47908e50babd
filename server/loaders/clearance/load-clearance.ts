import { sql, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { person } from '#db/schema/auth.ts';
import { clearance } from '#db/schema/reporting-country.ts';
import type { Writing } from '#server/domain/clearance/clearance-pack.rules.ts';

/** The report as it was cleared last, as far as the viewer may see the whole; null where it never was. */
export async function loadLastClearance(tx: Transaction, submissionId: number) {
  const [row] = await tx
    .select({
      number: clearance.number,
      at: clearance.clearedAt,
      by: person.name,
      packReference: clearance.packReference,
      content: clearance.content,
    })
    .from(clearance)
    .innerJoin(person, eq(person.id, clearance.clearedBy))
    .where(eq(clearance.submissionId, submissionId))
    .orderBy(desc(clearance.number))
    .limit(1);
  return row ?? null;
}

export type ItemWriting = { subject: 'activity' | 'indicator'; code: string } & Writing;

const itemWritingShape = {
  subject: z.enum(['activity', 'indicator']),
  code: z.string(),
  by: z.string().nullable(),
  /** The agency of the person who wrote last. */
  agency: z.string().nullable(),
  at: z.string().nullable(),
  /** The agency to which the item is given. */
  heldBy: z.string().nullable(),
};

/**
 * Who wrote each item last, with the agency of that person, and the agency that holds the item as a whole. The
 * secretariat is told the names of people only.
 */
export function listWritings(
  tx: Transaction,
  submission: { id: number; reporter: { id: number } },
): Promise<ItemWriting[]> {
  return readRows(
    tx,
    itemWritingShape,
    sql`with colleague as materialized (
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
    where ir.submission_id = ${submission.id}`,
  );
}
