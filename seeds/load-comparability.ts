import type { Sql } from '#db/client.ts';
import { readCsv } from './read-csv.ts';
import { ensureSeedTable, getSeedState } from './seed-marker.ts';

const marker = 'comparability-notes';

/**
 * Gives the plan that comes with the tracker its notes on comparability, once. Notes that somebody has written stay,
 * and so does their absence later on; a note on an indicator, a reporter or a round that is not there is passed over.
 */
export async function loadComparability(owner: Sql, log: (sentence: string) => void): Promise<void> {
  if ((await getSeedState(owner, marker)) === 'done') return;
  const [{ code = '' } = {}] = await readCsv('plan/plan.csv');
  const rows = JSON.stringify(await readCsv('plan/comparability-notes.csv'));
  const added = await owner`
    insert into tracker.comparability_note (indicator_id, reporter_id, round_id, kind, note)
    select i.id, p.id, r.id, g.kind, g.note
    from json_to_recordset(${rows}::text::json) as g (indicator text, reporter text, round text, kind text, note text)
    join tracker.plan l on l.code = ${code}
    join tracker.indicator i on i.plan_id = l.id and i.code = g.indicator
    left join tracker.reporter p on p.code = nullif(g.reporter, '')
    left join tracker.round r on r.plan_id = l.id and r.code = nullif(g.round, '')
    where (g.reporter = '' or p.id is not null) and (g.round = '' or r.id is not null)
    on conflict do nothing
    returning id`;
  if (added.length > 0) log(`Loaded ${added.length} notes on comparability.`);
  await ensureSeedTable(owner);
  await owner`insert into ops.seed (name, done_at) values (${marker}, now()) on conflict (name) do nothing`;
}
