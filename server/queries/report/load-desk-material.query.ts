import { sql, and, eq, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { comparabilityNote, indicator } from '#db/schema/plan.ts';
import { round as roundTable } from '#db/schema/submission.ts';
import { buildFacts } from '#server/domain/report/build-facts.calculations.ts';
import type { FindingMaterial } from '#server/domain/report/section-findings.ts';
import type { ScopedIndicator } from '#server/domain/report/report-sections.rules.ts';
import { dimensionsOfIndicator, dimensionsSchema } from '#server/loaders/plan/list-indicator-definitions.ts';
import { findNewestCompilation, loadFactSource } from '#server/loaders/report/load-report-facts.ts';
import { reportedByKinds } from '#server/domain/plan/plan-file.schema.ts';
import { measures, aggregations } from '#server/domain/value/indicator-definition.ts';

export type DeskMaterial = FindingMaterial & { compilation: { id: number; number: number } };

/** All that the desk offers of the newest compilation of a round: facts, figures, breaks. Null before the first one. */
export async function loadDeskMaterial(tx: Transaction, round: string): Promise<DeskMaterial | null> {
  const compilation = await findNewestCompilation(tx, round);
  if (!compilation) return null;
  const source = await loadFactSource(tx, { compilation: compilation.id, audience: 'restricted' });
  const rounds = await tx
    .select({ code: roundTable.code, title: roundTable.title })
    .from(roundTable)
    .where(inArray(roundTable.code, source.rounds))
    .orderBy(roundTable.periodStart);
  const breaks = await tx
    .select({ indicator: indicator.code, kind: comparabilityNote.kind })
    .from(comparabilityNote)
    .innerJoin(indicator, eq(indicator.id, comparabilityNote.indicatorId))
    .innerJoin(
      roundTable,
      and(eq(roundTable.id, comparabilityNote.roundId), eq(roundTable.planId, indicator.planId)),
    )
    .where(
      and(
        eq(roundTable.code, round),
        isNull(comparabilityNote.reporterId),
        eq(comparabilityNote.withdrawn, false),
      ),
    )
    .orderBy(comparabilityNote.kind);
  return {
    compilation,
    facts: buildFacts(source),
    rounds,
    indicators: await listScopedIndicators(tx, round),
    figures: source.indicators,
    breaks,
  };
}

const scopedIndicatorShape = {
  code: z.string(),
  title: z.string(),
  measure: z.enum(measures),
  unit: z.string(),
  aggregation: z.enum(aggregations),
  reportedBy: z.enum(reportedByKinds),
  personCount: z.boolean(),
  crossBorderOverlap: z.boolean(),
  area: z.string(),
  /** Of the activity that it measures; null where it belongs to the area as a whole. */
  objective: z.string().nullable(),
  /** Lenses that show it, and the part that they show; without one, the whole. */
  lenses: z.array(
    z.object({ code: z.string(), dimension: z.string().nullable(), category: z.string().nullable() }),
  ),
  dimensions: dimensionsSchema,
};

/** The indicators of a plan as it reads in a round, with the sections that they belong to, in the order of the plan. */
export function listScopedIndicators(tx: Transaction, round: string): Promise<ScopedIndicator[]> {
  const roundId = sql`(select id from tracker.round where code = ${round})`;
  return readRows(
    tx,
    scopedIndicatorShape,
    sql`select i.code, i.title, i.measure, i.unit, i.aggregation,
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
    order by i.position`,
  );
}
