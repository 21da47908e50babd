import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';

const reporterChoiceShape = {
  code: z.string(),
  kind: z.enum(reporter.kind.enumValues),
  name: z.string(),
  agencies: z.array(z.object({ acronym: z.string(), name: z.string() })),
};

export type ReporterChoice = RowOf<typeof reporterChoiceShape>;

export const reporterName = sql`coalesce(m.name, b.name)`;

/** States, then bodies, with the agencies of states. */
export function listReporterChoices(tx: Transaction): Promise<ReporterChoice[]> {
  return readRows(
    tx,
    reporterChoiceShape,
    sql`select r.code, r.kind, ${reporterName} as name, coalesce((select json_agg(json_build_object(
        'acronym', g.acronym, 'name', g.name) order by g.acronym)
      from tracker.agency g where g.state_id = r.state_id and g.to_on is null), '[]') as agencies
    from tracker.reporter r
    left join tracker.member_state m on m.id = r.state_id
    left join tracker.sectoral_body b on b.id = r.body_id
    order by r.kind desc, ${reporterName}`,
  );
}
