import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  buildLastStep,
  buildStepShape,
  lockSteps,
  placeOfStepColumns,
  placeOfStepShape,
} from './load-national-target.ts';

/** Where national circumstances are: of a reporter, in an activity, from a round on. */
export type CircumstanceKey = { round: string; reporter: string; activity: string };

export const circumstanceShape = z.object({
  notApplicable: z.string(),
  milestones: z.array(
    z.object({
      title: z.string(),
      planned: z.string(),
      revised: z.string().nullable(),
      reached: z.string().nullable(),
    }),
  ),
});

export const circumstanceStepShape = buildStepShape(circumstanceShape);
export type CircumstanceStep = z.infer<typeof circumstanceStepShape>;

/** The content of the step that was accepted last for the activity `a` by the round, or null. */
export const buildAccepted = (reporterId: number, roundId: number) => sql`
  (select s.content from tracker.national_circumstance_step s join tracker.round u on u.id = s.round_id
    where s.activity_id = a.id and s.reporter_id = ${reporterId} and s.status = 'accepted'
      and u.period_start <= (select r.period_start from tracker.round r where r.id = ${roundId})
    order by s.number desc limit 1)`;

const placeShape = {
  activityId: z.number(),
  activity: z.object({ code: z.string(), title: z.string(), description: z.string() }),
  ...placeOfStepShape,
  last: circumstanceStepShape.extend({ roundId: z.number(), isLater: z.boolean() }).nullable(),
};

/** An activity in which a state takes part, with the last step of its circumstances that the viewer may read. */
export type CircumstancePlace = RowOf<typeof placeShape>;

/** For reading the circumstances in one activity. Throws NOT_FOUND where the state does not take part in the round. */
export async function findCircumstancePlace(
  { tx }: { tx: Transaction },
  key: CircumstanceKey,
): Promise<CircumstancePlace> {
  const [place] = await readRows(
    tx,
    placeShape,
    sql`select a.id as "activityId",
      json_build_object('code', a.code, 'title', a.title, 'description', a.description) as activity,
      ${placeOfStepColumns},
      ${buildLastStep(sql`tracker.national_circumstance_step`, sql`s.activity_id = a.id`)} as last
    from tracker.round r
    join tracker.plan p on p.id = r.plan_id
    join tracker.reporter q on q.code = ${key.reporter}
    join tracker.member_state m on m.id = q.state_id
    cross join lateral tracker.activities_in(r.id) a
    where r.code = ${key.round} and a.code = ${key.activity}
      and tracker.is_in_force(a.added_round_id, a.ended_round_id, r.id)
      and exists (select from tracker.activity_states_in(r.id) x where x.activity_id = a.id and x.state_id = m.id)`,
  );
  if (!place) {
    throw new DomainError(
      'NOT_FOUND',
      `${key.reporter} takes no part in ${key.activity} as a state in ${key.round}.`,
    );
  }
  return place;
}

/** For a step: finds where it is taken, and lets nobody else take one before it ends. */
export async function lockCircumstancePlace(
  { tx }: { tx: Transaction },
  key: CircumstanceKey,
): Promise<CircumstancePlace> {
  await lockSteps(tx, `national circumstance/${key.reporter}/${key.activity}`);
  return findCircumstancePlace({ tx }, key);
}
