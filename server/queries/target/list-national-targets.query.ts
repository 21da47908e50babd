import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import { indicator } from '#db/schema/plan.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { numericMeasures } from '#server/domain/target/national-target.rules.ts';
import { buildIndicatorJoin } from '#server/loaders/plan/words-of-round.ts';
import { findLearningPlan } from '#server/loaders/learning/load-learning.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';
import {
  buildFigures,
  figuresShape,
  stepColumns,
  stepShape,
} from '#server/loaders/target/load-national-target.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import type { SheetHeader } from '#server/queries/submission/find-stored-sheet.query.ts';
import { getSheet } from '#server/queries/submission/get-sheet.query.ts';

const itemShape = {
  code: z.string(),
  title: z.string(),
  unit: z.string(),
  measure: z.enum(indicator.measure.enumValues),
  area: z.object({ code: z.string(), title: z.string() }),
  /** What is accepted and holds in the round. */
  own: figuresShape,
  regional: figuresShape,
  /** The last step that the viewer may read. */
  last: stepShape.nullable(),
};
export type NationalTargetItem = RowOf<typeof itemShape>;

/** The indicators of a state's report that are numbers, in plan order, each with its national targets. */
export async function listNationalTargets(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<{ header: SheetHeader; items: NationalTargetItem[] }> {
  const rules = { permission: 'report.read', resource: createReportLoader('none') } as const;
  const items = await runOperation(
    context,
    rules,
    input,
    async ({ tx, resource: { round, reporter, id } }) => {
      if (reporter.kind !== 'state') {
        throw new DomainError('NOT_FOUND', `${reporter.code} is no state, so it has no national targets.`);
      }
      return readRows(
        tx,
        itemShape,
        sql`select i.code, i.title, i.unit, i.measure, json_build_object('code', ta.code, 'title', ta.title) as area,
        ${buildFigures(reporter.id, round.id)} as own, ${buildFigures(null, round.id)} as regional,
        (select ${stepColumns} from tracker.national_target_step s
          where s.indicator_id = i.id and s.reporter_id = ${reporter.id} order by s.number desc limit 1) as last
      from tracker.indicator_report ir
      join tracker.indicator ib on ib.id = ir.indicator_id
      ${buildIndicatorJoin(round.id)}
      join tracker.thematic_area ta on ta.id = i.area_id
      where ir.submission_id = ${id} and i.measure = any (${sql.param(numericMeasures)}::text[])
      order by i.position`,
      );
    },
  );
  const { header } = await getSheet(context, input);
  return { header, items };
}

const decisionShape = {
  reporter: z.object({ code: z.string(), name: z.string() }),
  indicator: z.object({
    code: z.string(),
    title: z.string(),
    unit: z.string(),
    measure: z.enum(indicator.measure.enumValues),
  }),
  step: stepShape,
};
export type TargetDecision = RowOf<typeof decisionShape>;

/** The national targets of a plan's states as the secretariat has them: what waits for it longest first. */
export function listTargetDecisions(
  context: OperationContext,
  input: { plan?: string | undefined },
): Promise<{ plan: { title: string }; waiting: TargetDecision[]; decided: TargetDecision[] }> {
  return runOperation(context, { permission: 'target.decide' }, input, async ({ tx }) => {
    const plan = await findLearningPlan(tx, input.plan);
    const rows = await readRows(
      tx,
      decisionShape,
      sql`select json_build_object('code', q.code, 'name', m.name) as reporter,
        json_build_object('code', i.code, 'title', i.title, 'unit', i.unit, 'measure', i.measure) as indicator,
        x.step
      from (select distinct on (s.indicator_id, s.reporter_id) s.indicator_id, s.reporter_id, s.taken_at,
          ${stepColumns} as step
        from tracker.national_target_step s order by s.indicator_id, s.reporter_id, s.number desc) x
      join tracker.indicator i on i.id = x.indicator_id and i.plan_id = ${plan.id}
      join tracker.reporter q on q.id = x.reporter_id join tracker.member_state m on m.id = q.state_id
      order by x.taken_at, i.position, q.code`,
    );
    return {
      plan: { title: plan.title },
      waiting: rows.filter(({ step }) => step.status === 'cleared'),
      decided: rows.filter(({ step }) => step.status !== 'cleared').toReversed(),
    };
  });
}
