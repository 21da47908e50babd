import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import { findLeadingPlan } from '#server/domain/publication/leading-plan.rules.ts';
import { listPlans as listPlansOf } from '#server/publications/list-plans.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const planSummaryShape = {
  code: z.string(),
  title: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  activities: z.number(),
  indicators: z.number(),
  rounds: z.array(z.object({ code: z.string(), title: z.string(), state: z.string() })),
  /** Publications of its rounds. */
  publications: z.number(),
  /** Of them the newest that is not withdrawn; null where none stands. */
  newest: z.number().nullable(),
};

export type PlanSummary = RowOf<typeof planSummaryShape> & {
  /** Whether the public pages show it where no publication is asked for. */
  isLeading: boolean;
};

/** The plan that the public pages show where no publication is asked for. */
async function findLeader({ published }: OperationContext): Promise<string | null> {
  const index = await published.list();
  return findLeadingPlan(listPlansOf(index), index.chosenPlan);
}

/** Every plan that stands in the tracker, the newest first. */
export function listPlans(context: OperationContext): Promise<PlanSummary[]> {
  return runOperation(context, { permission: 'plan.read' }, {}, async ({ tx }) => {
    const leading = await findLeader(context);
    const rows = await readRows(
      tx,
      planSummaryShape,
      sql`select p.code, p.title, p.starts_on as "startsOn", p.ends_on as "endsOn",
        (select count(*) from tracker.activity a where a.plan_id = p.id)::integer as activities,
        (select count(*) from tracker.indicator i where i.plan_id = p.id)::integer as indicators,
        coalesce((select json_agg(json_build_object('code', r.code, 'title', r.title, 'state', r.state)
          order by r.period_start) from tracker.round r where r.plan_id = p.id), '[]') as rounds,
        (select count(*) from published.publication x where x.plan_code = p.code)::integer as publications,
        (select max(x.number) from published.publication x where x.plan_code = p.code and not exists (
          select from published.withdrawal w where w.publication = x.number)) as newest
      from tracker.plan p order by p.starts_on desc, p.id desc`,
    );
    return rows.map((row) => ({ ...row, isLeading: row.code === leading }));
  });
}

const choiceShape = { plan: z.string(), instead: z.string(), by: z.string(), at: z.string() };

export type LeadingPlan = {
  /** The plan that the public pages show where no publication is asked for; null before the first publication. */
  leading: string | null;
  /** Every time that another one was chosen, newest first. */
  choices: RowOf<typeof choiceShape>[];
};

/** Which plan leads, and who chose it when. */
export function getLeadingPlan(context: OperationContext): Promise<LeadingPlan> {
  return runOperation(context, { permission: 'plan.read' }, {}, async ({ tx }) => {
    const leading = await findLeader(context);
    const choices = await readRows(
      tx,
      choiceShape,
      sql`select v.subject_key as plan, v.after->>'from' as instead, w.name as by, to_json(v.changed_at)#>>'{}' as at
      from tracker.revision v join auth.person w on w.id = v.changed_by
      where v.subject = 'leading_plan' order by v.id desc`,
    );
    return { leading, choices: [...choices] };
  });
}

const amendmentShape = {
  number: z.number(),
  title: z.string(),
  reason: z.string(),
  effectiveRound: z.string(),
  effectiveTitle: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
  changes: z.array(
    z.object({
      sheet: z.string(),
      key: z.string(),
      title: z.string(),
      kind: z.enum(['added', 'ended', 'changed', 'removed']),
      cells: z.array(z.object({ column: z.string(), before: z.string(), after: z.string() })),
    }),
  ),
};

export type Amendment = RowOf<typeof amendmentShape>;

/** The amendments of a plan with everything that was changed by each, newest first. */
export function listPlanAmendments(
  context: OperationContext,
  { plan }: { plan: string },
): Promise<Amendment[]> {
  return runOperation(context, { permission: 'plan.read' }, {}, ({ tx }) => {
    return readRows(
      tx,
      amendmentShape,
      sql`select m.number, m.title, m.reason, r.code as "effectiveRound", r.title as "effectiveTitle",
        w.name as "madeBy", to_json(m.made_at)#>>'{}' as "madeAt", coalesce(c.changes, '[]') as changes
      from (select distinct on (plan_id, number) * from tracker.plan_amendment order by plan_id, number, id) m
      cross join lateral (select jsonb_agg(x.change order by a.id, x.place) as changes
        from tracker.plan_amendment a cross join jsonb_array_elements(a.changes) with ordinality as x (change, place)
        where a.plan_id = m.plan_id and a.number = m.number) c
      join tracker.plan p on p.id = m.plan_id
      join tracker.round r on r.id = m.effective_round_id
      join auth.person w on w.id = m.made_by
      where p.code = ${plan} order by m.number desc`,
    );
  });
}
