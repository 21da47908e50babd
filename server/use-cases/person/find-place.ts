import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { reporter as reporterTable } from '#db/schema/participants.ts';

const placeShape = {
  id: z.number(),
  code: z.string(),
  kind: z.enum(reporterTable.kind.enumValues),
  name: z.string(),
  /** The agency that was named, where the state has it; null otherwise. */
  agencyId: z.number().nullable(),
};
export type Place = RowOf<typeof placeShape>;

/** The reporter for which a role is to be held, with its agency; null where there is none of this code. */
export async function findPlace(
  tx: Transaction,
  { reporter, agency }: { reporter?: string | undefined; agency?: string | undefined },
): Promise<Place | null> {
  const [place] = await readRows(
    tx,
    placeShape,
    sql`
    select r.id, r.code, r.kind, coalesce(m.name, b.name) as name, (select g.id from tracker.agency g
      where g.state_id = r.state_id and g.acronym = ${agency ?? ''} and g.to_on is null
      order by g.from_on desc limit 1) as "agencyId"
    from tracker.reporter r
    left join tracker.member_state m on m.id = r.state_id
    left join tracker.sectoral_body b on b.id = r.body_id
    where r.code = ${reporter ?? ''}`,
  );
  return place ?? null;
}
