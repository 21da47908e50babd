import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { SupersededRound } from '#server/domain/publication/decide-figures.ts';
import { type CompiledRound, listCompiledReports } from './load-compiled.ts';

/**
 * Every compilation of these rounds that a publication was made from and that is no longer the one to publish; of some
 * indicators only where `only` names them.
 */
export async function listSupersededRounds(
  tx: Transaction,
  rounds: CompiledRound[],
  only: readonly number[] | null = null,
): Promise<SupersededRound[]> {
  if (rounds.length === 0 || only?.length === 0) return [];
  const current = sql.param(rounds.map(({ compilationId }) => compilationId));
  const rows = await tx.execute<CompiledRound & { publications: number[] }>(sql`
    select r.code, k.id as "compilationId", k.sha256, extract(year from r.period_start)::integer as year,
      array_agg(s.publication_number order by s.publication_number) as publications
    from tracker.publication_source s
    join tracker.compilation k on k.id = s.compilation_id
    join tracker.round r on r.id = k.round_id
    where r.code = any (${sql.param(rounds.map(({ code }) => code))}::text[])
      and k.id <> all (${current}::integer[])
    group by r.id, k.id order by k.id`);
  const superseded: SupersededRound[] = [];
  for (const { publications, ...row } of rows) {
    superseded.push({ round: row.code, publications, reports: await listCompiledReports(tx, [row], only) });
  }
  return superseded;
}
