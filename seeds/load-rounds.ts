import type { Sql } from '#db/client.ts';
import { readCsv } from './read-csv.ts';

/**
 * Adds the rounds of seeds/reference/rounds.csv to a plan, as planned. A round that is there already stays as it
 * is: its days are the secretariat's. Returns how many were added.
 */
export async function loadRounds(ownerSql: Sql, planCode: string): Promise<{ added: number }> {
  const rows = JSON.stringify(await readCsv('reference/rounds.csv'));
  const added = await ownerSql`
    insert into tracker.round (code, title, plan_id, period_start, period_end, opens_on, due_on, closes_on)
    select g.code, g.title, p.id, g.period_start, g.period_end, g.opens_on, g.due_on, g.closes_on
    from json_to_recordset(${rows}::text::json) as g (code text, title text, period_start date,
      period_end date, opens_on date, due_on date, closes_on date)
    join tracker.plan p on p.code = ${planCode}
    order by g.period_start
    on conflict (code) do nothing
    returning id`;
  return { added: added.length };
}
