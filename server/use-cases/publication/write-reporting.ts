import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { carryStatuses } from '#server/domain/publication/carried-status.calculations.ts';
import type { CompiledRound, CompiledStatus } from './load-compiled.ts';

/**
 * Writes statuses round by round, released words, and who has reported. An activity has no status, not even a carried
 * one, in rounds before it was added and from the one in which it has ended.
 */
export async function writeReporting(
  tx: Transaction,
  publication: number,
  rounds: CompiledRound[],
  statuses: CompiledStatus[],
): Promise<void> {
  const ids = sql.param(rounds.map(({ compilationId }) => compilationId));
  const asked = new Set(statuses.flatMap((row) => (row.asked ? [`${row.activity}/${row.round}`] : [])));
  const carried = carryStatuses(
    rounds.map(({ code }) => code),
    statuses,
  ).filter(({ activity, round }) => asked.has(`${activity}/${round}`));
  await tx.execute(sql`
    insert into published.activity_status (publication, activity_code, round_code, status_code, carried_from)
    select ${publication}, g.activity, g.round, g.status, g.carried_from
    from json_to_recordset(${JSON.stringify(
      carried.map((row) => ({ ...row, carried_from: row.carriedFrom })),
    )}::text::json) as g (activity text, round text, status text, carried_from text)`);
  await tx.execute(sql`
    insert into published.activity_narrative (publication, activity_code, round_code, reporter_code, status_code,
      achievements, challenges, next_steps)
    select ${publication}, a.code, r.code, p.code, ar.status_code, ar.achievements, ar.challenges, ar.next_steps
    from tracker.compiled_activity_report ar
    join tracker.compilation k on k.id = ar.compilation_id
    join tracker.round r on r.id = k.round_id
    join tracker.reporter p on p.id = ar.reporter_id
    join tracker.activity a on a.id = ar.activity_id
    where k.id = any (${ids}::integer[]) and ar.narrative_released
      and ar.achievements || ar.challenges || ar.next_steps <> ''`);
  await tx.execute(sql`
    insert into published.coverage (publication, reporter_code, round_code, state)
    select ${publication}, p.code, r.code,
      case when s.included then 'reported' when s.included is null then 'not_due' else 'not_reported' end
    from tracker.reporter p
    join published.reporter o on o.publication = ${publication} and o.code = p.code
    cross join tracker.compilation k
    join tracker.round r on r.id = k.round_id
    left join tracker.compiled_submission s on s.compilation_id = k.id and s.reporter_id = p.id
    where k.id = any (${ids}::integer[])`);
}
