import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { buildFacts } from '#server/domain/report/build-facts.calculations.ts';
import type { FindingMaterial } from '#server/domain/report/section-findings.ts';
import type { ScopedIndicator } from '#server/domain/report/section-scope.rules.ts';
import { dimensionsOfIndicator } from '#server/loaders/plan/list-indicator-definitions.ts';
import { findNewestCompilation, loadFactSource } from '#server/loaders/report/load-report-facts.ts';

export type DeskMaterial = FindingMaterial & { compilation: { id: number; number: number } };

/** All that the desk offers of the newest compilation of a round: facts, figures, breaks. Null before the first one. */
export async function loadDeskMaterial(tx: Transaction, round: string): Promise<DeskMaterial | null> {
  const compilation = await findNewestCompilation(tx, round);
  if (!compilation) return null;
  const source = await loadFactSource(tx, { compilation: compilation.id, audience: 'restricted' });
  const rounds = await tx.execute<{ code: string; title: string }>(sql`
    select code, title from tracker.round where code = any (${sql.param(source.rounds)}::text[])
    order by period_start`);
  const breaks = await tx.execute<{ indicator: string; kind: string }>(sql`
    select i.code as indicator, n.kind
    from tracker.comparability_note n
    join tracker.indicator i on i.id = n.indicator_id
    join tracker.round r on r.id = n.round_id and r.plan_id = i.plan_id
    where r.code = ${round} and n.reporter_id is null and not n.withdrawn
    order by n.kind`);
  return {
    compilation,
    facts: buildFacts(source),
    rounds: [...rounds],
    indicators: await listScopedIndicators(tx, round),
    figures: source.indicators,
    breaks: [...breaks],
  };
}

/** The indicators of a plan as it reads in a round, with the sections that they belong to, in the order of the plan. */
export async function listScopedIndicators(tx: Transaction, round: string): Promise<ScopedIndicator[]> {
  const roundId = sql`(select id from tracker.round where code = ${round})`;
  const rows = await tx.execute<ScopedIndicator>(sql`
    select i.code, i.title, i.measure, i.unit, i.aggregation,
      case when i.derivation is null then i.reported_by else 'register' end as "reportedBy",
      i.person_count as "personCount", i.cross_border_overlap as "crossBorderOverlap", ta.code as area,
      o.code as objective, ${dimensionsOfIndicator} as dimensions,
      coalesce((select json_agg(json_build_object('code', x.lens_code, 'dimension', x.slice_dimension,
          'category', x.slice_category)) from tracker.lens_indicator x where x.indicator_id = i.id), '[]') as lenses
    from tracker.indicators_in(${roundId}) i
    join tracker.thematic_area ta on ta.id = i.area_id
    left join tracker.activities_in(${roundId}) a on a.id = i.activity_id
    left join tracker.objective o on o.id = a.objective_id
    where i.measure <> 'text' and tracker.is_in_force(i.added_round_id, null, ${roundId})
    order by i.position`);
  return [...rows];
}
