import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import {
  type AcceptedFigures,
  countEqualAnswers,
  type CountedEquality,
  type EqualAnswers,
  listEqualityCandidates,
} from '#server/domain/plan/equality-candidates.calculations.ts';
import {
  buildSideKey,
  type EqualityRow,
  findEqualityRow,
  type FigureSide,
  listEqualities,
} from '#server/domain/plan/figure-equality.ts';
import { describeFigure } from '#server/domain/validation/indicator.rules.ts';
import { buildCellKey } from '#server/domain/value/indicator-definition.ts';
import { figureFields, measures } from '#server/domain/value/measures.ts';
import { listPlanRules } from '#server/loaders/plan/load-stored-plan.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** How many rounds are read, the newest with accepted reports. */
const newestRounds = 8;
/** How many candidates are listed. */
const mostCandidates = 30;

/** Two figures in words: "I-B3 for “Forced labour”", and how often they were equal. */
export type NamedEquality = EqualAnswers & { left: string; right: string };

export type PlanEqualities = {
  /** The equalities that the plan's rules declare. */
  declared: NamedEquality[];
  /** Pairs for a person to judge, with the row that would declare each; null where no row is free. */
  candidates: (NamedEquality & { row: EqualityRow | null })[];
  /** How many candidates are not listed. */
  more: number;
  /** The rounds whose accepted reports were read, oldest first. */
  rounds: string[];
};

/** Lists which figures of a plan are declared as one figure asked twice, and which look like one. */
export function getPlanEqualities(
  context: OperationContext,
  { plan }: { plan: string },
): Promise<PlanEqualities> {
  return runOperation(context, { permission: 'plan.import' }, {}, async ({ tx }) => {
    const rules = await listPlanRules(tx, plan);
    const indicators = await listIndicators(tx, plan);
    const reports = await listAcceptedFigures(tx, plan);
    const declared = listEqualities(rules);
    const known = new Map(indicators.map((indicator) => [indicator.code, indicator]));
    const describe = (side: FigureSide) => {
      const indicator = known.get(side.indicator);
      const cell = buildCellKey(side.dimension, side.category);
      return indicator ? describeFigure(indicator, cell, side.part) : side.indicator;
    };
    const withNames = ({ left, right, ...counts }: CountedEquality) => ({
      left: describe(left),
      right: describe(right),
      ...counts,
    });
    const candidates = listEqualityCandidates(indicators, reports, declared);
    return {
      declared: countEqualAnswers(declared, reports).map(withNames),
      candidates: candidates
        .slice(0, mostCandidates)
        .map((candidate) => ({ ...withNames(candidate), row: findEqualityRow(candidate, rules) })),
      more: Math.max(0, candidates.length - mostCandidates),
      rounds: [...new Set(reports.map(({ round }) => round))],
    };
  });
}

const indicatorShape = {
  code: z.string(),
  measure: z.enum(measures),
  unit: z.string(),
  countsPersons: z.boolean(),
  numeratorLabel: z.string().nullable(),
  denominatorLabel: z.string().nullable(),
  reporters: z.string(),
  dimensions: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      categories: z.array(z.object({ code: z.string(), name: z.string() })),
    }),
  ),
};

/** The indicators that somebody reports, in the order of the plan. */
function listIndicators(tx: Transaction, plan: string): Promise<RowOf<typeof indicatorShape>[]> {
  return readRows(
    tx,
    indicatorShape,
    sql`select i.code, i.measure, i.unit, i.person_count as "countsPersons",
      i.numerator_label as "numeratorLabel", i.denominator_label as "denominatorLabel",
      concat_ws(' ', i.reported_by, (select string_agg(b.acronym, ' ' order by b.acronym)
        from tracker.indicator_reporting_body x join tracker.sectoral_body b on b.id = x.body_id
        where x.indicator_id = i.id)) as reporters,
      coalesce((select json_agg(json_build_object('code', d.code, 'name', d.name, 'categories',
          coalesce((select json_agg(json_build_object('code', k.code, 'name', k.name) order by k.position)
            from tracker.category k where k.dimension_code = d.code), '[]')) order by x.position)
        from tracker.indicator_dimension x join tracker.dimension d on d.code = x.dimension_code
        where x.indicator_id = i.id and x.ended_round_id is null), '[]') as dimensions
    from tracker.indicator i join tracker.plan p on p.id = i.plan_id
    where p.code = ${plan} and i.reported_by <> 'register' order by i.position`,
  );
}

const reportShape = {
  round: z.string(),
  cells: z.array(
    z.object({
      indicator: z.string(),
      dimension: z.string().nullable(),
      category: z.string().nullable(),
      value: z.string().nullable(),
      numerator: z.string().nullable(),
      denominator: z.string().nullable(),
    }),
  ),
};

/** The figures of the accepted reports of the newest rounds, oldest first. */
async function listAcceptedFigures(tx: Transaction, plan: string): Promise<AcceptedFigures[]> {
  const rows = await readRows(
    tx,
    reportShape,
    sql`select r.code as round, json_agg(json_build_object('indicator', i.code, 'dimension', v.dimension_code,
        'category', v.category_code, 'value', v.value::text, 'numerator', v.numerator::text,
        'denominator', v.denominator::text)) as cells
    from (select x.* from tracker.round x join tracker.plan p on p.id = x.plan_id
      where p.code = ${plan} and exists (select from tracker.submission y
        where y.round_id = x.id and y.status = 'accepted')
      order by x.period_start desc, x.id desc limit ${newestRounds}) r
    join tracker.submission s on s.round_id = r.id and s.status = 'accepted'
    join tracker.indicator_value v on v.submission_id = s.id and v.state = 'reported'
    join tracker.indicator i on i.id = v.indicator_id
    where coalesce(v.value, v.numerator, v.denominator) is not null
    group by r.code, r.period_start, s.id order by r.period_start, s.id`,
  );
  return rows.map(({ round, cells }) => ({
    round,
    figures: new Map(
      cells.flatMap(({ indicator, dimension, category, ...cell }) =>
        figureFields.flatMap((part): [string, string][] => {
          const text = cell[part];
          return text === null ? [] : [[buildSideKey({ indicator, part, dimension, category }), text]];
        }),
      ),
    ),
  }));
}
