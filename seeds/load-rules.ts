import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Sql } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import { exportPlan } from '#server/use-cases/plan/export-plan.ts';
import { importPlan } from '#server/use-cases/plan/import-plan.ts';
import { readSeedPlan } from './read-csv.ts';
import { ensureSeedTable, getSeedState } from './seed-marker.ts';

const marker = 'validation-rules';

/**
 * Gives the plan that comes with the tracker its rules, once, where it was loaded before there were any. Rules that
 * somebody has set stay, and so does their absence later on; a rule about an indicator that is no longer in the plan
 * is passed over.
 */
export async function loadRules(owner: Sql, log: (sentence: string) => void): Promise<void> {
  if ((await getSeedState(owner, marker)) === 'done') return;
  const { plan, rules = [] } = await readSeedPlan();
  const code = plan[0]?.['code'] ?? '';
  const [stored] = await readRows(
    owner,
    { rules: z.number() },
    sql`select (select count(*)::integer from tracker.validation_rule v where v.plan_id = p.id) as rules
    from tracker.plan p where p.code = ${code}`,
  );
  if (stored?.rules === 0) {
    const current = await exportPlan(owner, code);
    const known = new Set(current?.indicators.map((row) => row['code']));
    const fitting = rules.filter(({ indicator }) => !indicator || known.has(indicator));
    const result = current && (await importPlan(owner, { ...current, rules: fitting }));
    if (result?.counts) log(`Gave the plan ${code} ${result.counts.added} rules of the check.`);
    else log(`The rules that come with the tracker do not fit the plan ${code}; it keeps the usual ones.`);
  }
  await ensureSeedTable(owner);
  await owner`insert into ops.seed (name, done_at) values (${marker}, now()) on conflict (name) do nothing`;
}
