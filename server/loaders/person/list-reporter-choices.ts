import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';

export type ReporterChoice = {
  code: string;
  kind: 'state' | 'body';
  name: string;
  agencies: { acronym: string; name: string }[];
};

export const reporterName = sql`coalesce(m.name, b.name)`;

/** States, then bodies, with the agencies of states. */
export async function listReporterChoices(tx: Transaction): Promise<ReporterChoice[]> {
  const rows = await tx.execute<ReporterChoice>(sql`
    select r.code, r.kind, ${reporterName} as name, coalesce((select json_agg(json_build_object(
        'acronym', g.acronym, 'name', g.name) order by g.acronym)
      from tracker.agency g where g.state_id = r.state_id and g.to_on is null), '[]') as agencies
    from tracker.reporter r
    left join tracker.member_state m on m.id = r.state_id
    left join tracker.sectoral_body b on b.id = r.body_id
    order by r.kind desc, ${reporterName}`);
  return [...rows];
}
