import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import type { HeldIndicatorPart } from '#server/domain/agency/parts.rules.ts';

const agencyForm = z.object({ id: z.number(), acronym: z.string(), name: z.string() });

export type Agency = z.infer<typeof agencyForm>;

export type OwnPart = {
  /** Whether the viewer sees and writes the whole report; else what their agencies hold. */
  whole: boolean;
  agencies: ReadonlySet<number>;
  /** Who holds what of the indicators that were asked about, by the indicator's id. */
  held: ReadonlyMap<number, HeldIndicatorPart<Agency>[]>;
};

/** The part of whoever works for the reporter as a whole; who holds what beside them changes nothing for them. */
export const wholeReport: OwnPart = { whole: true, agencies: new Set(), held: new Map() };

const ownPartShape = {
  whole: z.boolean(),
  agencies: z.array(z.number()),
  held: z.array(
    z.object({
      indicator: z.number(),
      dimension: z.string().nullable(),
      category: z.string().nullable(),
      holder: agencyForm,
    }),
  ),
};

/** What of a reporter's report is the viewer's to write, as the database counts it in this transaction. */
export async function loadOwnPart(
  tx: Transaction,
  reporterId: number,
  indicatorIds: readonly number[],
): Promise<OwnPart> {
  const [row] = await readRows(
    tx,
    ownPartShape,
    sql`select ${reporterId} = any (tracker.viewer_whole_reporter_ids()) as whole,
      array(select a.agency_id from tracker.assignment a
        where a.id in (select tracker.viewer_role_ids()) and a.role = 'contributor'
          and a.reporter_id = ${reporterId} and a.agency_id is not null) as agencies,
      coalesce((select json_agg(json_build_object('indicator', x.indicator_id, 'dimension', x.dimension_code,
          'category', x.category_code,
          'holder', json_build_object('id', g.id, 'acronym', g.acronym, 'name', g.name)))
        from tracker.responsibility x join tracker.agency g on g.id = x.agency_id
        where x.reporter_id = ${reporterId} and x.ended_at is null
          and x.indicator_id = any (${sql.param([...indicatorIds])}::integer[])), '[]') as held`,
  );
  if (!row) throw new Error('A select without from always has a row.');
  const held = new Map<number, HeldIndicatorPart<Agency>[]>();
  for (const { indicator, ...part } of row.held) held.set(indicator, [...(held.get(indicator) ?? []), part]);
  return { whole: row.whole, agencies: new Set(row.agencies), held };
}
