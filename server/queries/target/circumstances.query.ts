import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { CircumstanceContent } from '#server/domain/target/circumstance.rules.ts';
import { decideNationalMoves, type NationalMoves } from '#server/domain/target/national-target.rules.ts';
import { findLearningPlan } from '#server/loaders/learning/load-learning.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';
import {
  buildAccepted,
  type CircumstanceKey,
  type CircumstancePlace,
  type CircumstanceStep,
  circumstanceShape,
  circumstanceStepShape,
  findCircumstancePlace,
} from '#server/loaders/target/load-circumstance.ts';
import { stepColumns } from '#server/loaders/target/load-national-target.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type NationalCircumstance = Pick<CircumstancePlace, 'activity' | 'reporter' | 'round'> & {
  /** The number of the last step; 0 for none. */
  version: number;
  /** The day on which it is read: how late a milestone is counts to it. */
  today: string;
  /** What is accepted and holds in the round; null where nothing is. */
  own: CircumstanceContent | null;
  /** Newest first; those of them that the viewer may read. */
  steps: CircumstanceStep[];
  /** The round of the last step, where it is later than this one: changes are proposed there. */
  laterRound: string | null;
  /** What the viewer may do now. */
  may: NationalMoves;
};

/** The national circumstances of a state in one activity, with their history. Throws NOT_FOUND. */
export function getCircumstance(
  context: OperationContext,
  input: CircumstanceKey,
): Promise<NationalCircumstance> {
  return runOperation(
    context,
    { permission: 'target.read', resource: findCircumstancePlace },
    input,
    async ({ tx, viewer, resource: place }) => {
      const { last, reporter, round, activity } = place;
      const [row] = await readRows(
        tx,
        { own: circumstanceShape.nullable(), steps: circumstanceStepShape.array() },
        sql`select ${buildAccepted(place.reporterId, place.roundId)} as own,
          coalesce((select json_agg(${stepColumns} order by s.number desc)
            from tracker.national_circumstance_step s
            where s.activity_id = a.id and s.reporter_id = ${place.reporterId}), '[]') as steps
        from tracker.activity a where a.id = ${place.activityId}`,
      );
      if (!row) throw new Error('An activity that was found is there.');
      return {
        activity,
        reporter,
        round,
        version: last?.number ?? 0,
        today: context.now().toISOString().slice(0, 10),
        ...row,
        laterRound: last?.isLater ? last.round : null,
        may: decideNationalMoves(viewer, place),
      };
    },
  );
}

const itemShape = {
  code: z.string(),
  title: z.string(),
  /** What is accepted and holds in the round. */
  own: circumstanceShape.nullable(),
  /** The last step that the viewer may read. */
  last: circumstanceStepShape.nullable(),
};
export type CircumstanceItem = RowOf<typeof itemShape>;

/** The activities in which a state takes part, in plan order, each with its national circumstances. */
export function listCircumstances(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<CircumstanceItem[]> {
  return runOperation(
    context,
    { permission: 'report.read', resource: createReportLoader('none') },
    input,
    async ({ tx, resource: { round, reporter } }) => {
      if (reporter.kind !== 'state') {
        throw new DomainError('NOT_FOUND', `${reporter.code} is no state, so it has no circumstances.`);
      }
      return readRows(
        tx,
        itemShape,
        sql`select a.code, a.title, ${buildAccepted(reporter.id, round.id)} as own,
          (select ${stepColumns} from tracker.national_circumstance_step s
            where s.activity_id = a.id and s.reporter_id = ${reporter.id} order by s.number desc limit 1) as last
        from tracker.activities_in(${round.id}) a
        join tracker.activity_states_in(${round.id}) x on x.activity_id = a.id
        join tracker.reporter q on q.id = ${reporter.id} and q.state_id = x.state_id
        where tracker.is_in_force(a.added_round_id, a.ended_round_id, ${round.id})
        order by a.position, a.code`,
      );
    },
  );
}

const decisionShape = {
  reporter: z.object({ code: z.string(), name: z.string() }),
  activity: z.object({ code: z.string(), title: z.string() }),
  step: circumstanceStepShape,
};
export type CircumstanceDecision = RowOf<typeof decisionShape>;

/** The national circumstances of a plan's states as the secretariat has them: what waits for it longest first. */
export function listCircumstanceDecisions(
  context: OperationContext,
  input: { plan?: string | undefined },
): Promise<{ waiting: CircumstanceDecision[]; decided: CircumstanceDecision[] }> {
  return runOperation(context, { permission: 'target.decide' }, input, async ({ tx }) => {
    const plan = await findLearningPlan(tx, input.plan);
    const rows = await readRows(
      tx,
      decisionShape,
      sql`select json_build_object('code', q.code, 'name', m.name) as reporter,
        json_build_object('code', a.code, 'title', a.title) as activity, x.step
      from (select distinct on (s.activity_id, s.reporter_id) s.activity_id, s.reporter_id, s.taken_at,
          ${stepColumns} as step
        from tracker.national_circumstance_step s order by s.activity_id, s.reporter_id, s.number desc) x
      join tracker.activity a on a.id = x.activity_id and a.plan_id = ${plan.id}
      join tracker.reporter q on q.id = x.reporter_id join tracker.member_state m on m.id = q.state_id
      order by x.taken_at, a.position, q.code`,
    );
    return {
      waiting: rows.filter(({ step }) => step.status === 'cleared'),
      decided: rows.filter(({ step }) => step.status !== 'cleared').toReversed(),
    };
  });
}
