import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readAsViewer } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { round } from '#db/schema/submission.ts';
import { joinReviewer } from '#server/loaders/review/join-reviewer.ts';
import { type OperationContext, requirePermission } from '#server/operation/operation-context.ts';

const planShape = {
  code: z.string(),
  title: z.string(),
  /** Latest period first. */
  rounds: z.array(z.object({ code: z.string(), title: z.string(), state: z.enum(round.state.enumValues) })),
  /** Reports that wait for review. */
  waiting: z.number(),
  /** Of them those that the viewer is assigned to. */
  mine: z.number(),
  /** National targets and circumstances that wait for the secretariat. */
  targets: z.number(),
};

const rolesShape = { waiting: z.number() };

export type DeskFrame = {
  /** In the order of their newest round that has begun: the plan at work first. */
  plans: RowOf<typeof planShape>[];
  /** Roles that wait for the viewer to confirm or decline them. */
  roles: number;
};

/** What the frame of every page of the desk says: the plans, and how much waits where. */
export async function getDeskFrame(context: OperationContext): Promise<DeskFrame> {
  const viewer = requirePermission(context, 'plan.read');
  const { personId } = viewer;
  const at = context.now().toISOString();
  const [plans, [roles]] = await readAsViewer(
    context.database,
    { personId, viewerSecret: context.viewerSecret },
    (tx) => [
      readRows(
        tx,
        planShape,
        sql`with waiting as (
          select r.plan_id, count(*)::integer as waiting, count(*) filter (where w.id = ${personId})::integer as mine
          from tracker.submission s join tracker.round r on r.id = s.round_id ${joinReviewer}
          where s.status = 'submitted' group by r.plan_id),
        targets as (
          select r.plan_id, count(*)::integer as waiting
          from ((select distinct on (s.indicator_id, s.reporter_id) s.round_id, s.status
            from tracker.national_target_step s order by s.indicator_id, s.reporter_id, s.number desc)
            union all (select distinct on (s.activity_id, s.reporter_id) s.round_id, s.status
            from tracker.national_circumstance_step s order by s.activity_id, s.reporter_id, s.number desc)) x
          join tracker.round r on r.id = x.round_id where x.status = 'cleared' group by r.plan_id)
        select p.code, p.title, coalesce(n.waiting, 0) as waiting, coalesce(n.mine, 0) as mine,
          coalesce(g.waiting, 0) as targets,
          coalesce((select json_agg(json_build_object('code', r.code, 'title', r.title, 'state', r.state)
            order by r.period_start desc) from tracker.round r where r.plan_id = p.id), '[]') as rounds
        from tracker.plan p left join waiting n on n.plan_id = p.id left join targets g on g.plan_id = p.id
        order by (select max(r.period_start) from tracker.round r where r.plan_id = p.id and r.state <> 'planned')
          desc nulls last, p.starts_on desc, p.id desc`,
      ),
      readRows(
        tx,
        rolesShape,
        sql`select count(*) filter (where tracker.viewer_may_decide_role(q.id, ${at}::timestamptz))::integer as waiting
        from tracker.role_request q where q.decision is null`,
      ),
    ],
  );
  return { plans: [...plans], roles: roles?.waiting ?? 0 };
}
