import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';

/**
 * Copies the notes on comparability as they stand into the publication. A note that begins with a round which the
 * publication does not hold waits for the one that does; one that was withdrawn goes into none. A note that has ended says
 * until when it held.
 */
export async function writeComparability(tx: Transaction, publication: number): Promise<void> {
  await tx.execute(sql`
    insert into published.comparability_note (publication, indicator_code, reporter_code, round_code, kind, note)
    select ${publication}, i.code, p.code, r.code, n.kind,
      n.note || coalesce(' (Up to ' || z.title || '.)', '')
    from tracker.comparability_note n
    join tracker.indicator i on i.id = n.indicator_id
    join published.indicator s on s.publication = ${publication} and s.code = i.code
    join published.publication u on u.number = ${publication}
    join tracker.plan l on l.id = i.plan_id and l.code = u.plan_code
    left join tracker.reporter p on p.id = n.reporter_id
    left join tracker.round r on r.id = n.round_id
    left join tracker.round z on z.id = n.until_round_id
    where not n.withdrawn and (r.id is null or exists (
      select from published.round x where x.publication = ${publication} and x.code = r.code))`);
}
