import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';

const itemAmendmentShape = {
  code: z.string(),
  /** The decision, by its title. */
  title: z.string(),
  fromRound: z.string(),
  cells: z.array(z.object({ column: z.string(), before: z.string(), after: z.string() })),
};

/** What a decision changed of an activity or an indicator, for whoever reports on it. */
export type ItemAmendment = Omit<RowOf<typeof itemAmendmentShape>, 'code'>;

/** The amendments of items that count in a round, newest first, by the code of the item. */
export async function listItemAmendments(
  tx: Transaction,
  roundId: number,
  sheet: 'activities' | 'indicators',
  codes: readonly string[],
): Promise<(code: string) => ItemAmendment[]> {
  const rows = await readRows(
    tx,
    itemAmendmentShape,
    sql`select c.change->>'key' as code, m.title, r.title as "fromRound", c.change->'cells' as cells
    from tracker.round h
    join tracker.plan_amendment m on m.plan_id = h.plan_id
    join tracker.round r on r.id = m.effective_round_id and r.period_start <= h.period_start
    cross join jsonb_array_elements(m.changes) as c (change)
    where h.id = ${roundId} and c.change->>'sheet' = ${sheet} and c.change->>'kind' in ('changed', 'ended')
      and c.change->>'key' = any (${sql.param(codes)}::text[])
    order by r.period_start desc, m.id desc`,
  );
  return (code) =>
    rows
      .filter((row) => row.code === code)
      .map(({ title, fromRound, cells }) => ({ title, fromRound, cells }));
}
