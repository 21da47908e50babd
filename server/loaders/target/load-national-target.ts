import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { nationalTargetStep } from '#db/schema/national-target.ts';
import { reporter } from '#db/schema/participants.ts';
import { indicator } from '#db/schema/plan.ts';
import { round } from '#db/schema/submission.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { buildIndicatorJoin, buildVersionFilter, type RoundId } from '#server/loaders/plan/words-of-round.ts';

/** Where national targets are: of a reporter, for an indicator, from a round on. */
export type TargetKey = { round: string; reporter: string; indicator: string };

const yearValue = z.object({ year: z.number(), value: z.string() });
/** A baseline and targets as statements answer with them. */
export const figuresShape = z.object({ baseline: yearValue.nullable(), targets: z.array(yearValue) });

/** What a step of national targets or circumstances says, as statements answer with it. */
export const buildStepShape = <Content extends z.ZodType>(content: Content) =>
  z.object({
    number: z.number(),
    status: z.enum(nationalTargetStep.status.enumValues),
    returnedBy: z.enum(['state', 'secretariat']).nullable(),
    content,
    released: z.boolean(),
    note: z.string(),
    by: z.string(),
    at: z.string(),
    round: z.string(),
  });
export const stepShape = buildStepShape(figuresShape);
export type NationalTargetStep = z.infer<typeof stepShape>;

/** The step `s` as JSON, of targets or circumstances. */
export const stepColumns = sql`json_build_object('number', s.number, 'status', s.status,
  'returnedBy', s.returned_by, 'content', s.content, 'released', s.released, 'note', s.note,
  'by', coalesce((select w.name from auth.person w where w.id = s.taken_by), ''), 'at', s.taken_at,
  'round', (select u.code from tracker.round u where u.id = s.round_id))`;

/** The baseline and targets of a reporter, or of the region with null, for the indicator `i` that hold in a round. */
export const buildFigures = (reporterId: SQL | number | null, roundId: RoundId): SQL => sql`json_build_object(
  'baseline', (select json_build_object('year', b.year, 'value', trim_scale(b.value)::text)
    from tracker.baseline b where b.indicator_id = i.id and b.reporter_id is not distinct from ${reporterId}::integer
      and ${buildVersionFilter('b', roundId)} limit 1),
  'targets', coalesce((select json_agg(json_build_object('year', t.year, 'value', trim_scale(t.value)::text)
      order by t.year)
    from tracker.target t where t.indicator_id = i.id and t.reporter_id is not distinct from ${reporterId}::integer
      and ${buildVersionFilter('t', roundId)}), '[]'))`;

/** Where a step is taken: of which reporter, from which round on. */
export const placeOfStepShape = {
  reporterId: z.number(),
  reporter: z.object({ code: z.string(), kind: z.enum(reporter.kind.enumValues), name: z.string() }),
  roundId: z.number(),
  round: z.object({ code: z.string(), title: z.string(), state: z.enum(round.state.enumValues) }),
  years: z.array(z.number()),
};

/** As above, of the reporter `q` of the state `m` and the round `r` of the plan `p`. */
export const placeOfStepColumns = sql`q.id as "reporterId",
      json_build_object('code', q.code, 'kind', q.kind, 'name', m.name) as reporter,
      r.id as "roundId", json_build_object('code', r.code, 'title', r.title, 'state', r.state) as round,
      array(select generate_series(extract(year from p.starts_on)::integer,
        extract(year from p.ends_on)::integer)) as years`;

/** The last of the steps of `table` that are about the row `a` or `i` as its column says, or null. */
export const buildLastStep = (table: SQL, isAbout: SQL): SQL => sql`
      (select to_jsonb(${stepColumns}) || jsonb_build_object('roundId', s.round_id, 'isLater', u.period_start > r.period_start)
        from ${table} s join tracker.round u on u.id = s.round_id
        where ${isAbout} and s.reporter_id = q.id order by s.number desc limit 1)`;

/** Lets nobody else take a step there before this transaction ends. */
export const lockSteps = (tx: Transaction, name: string) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);

const placeShape = {
  indicatorId: z.number(),
  indicator: z.object({
    code: z.string(),
    title: z.string(),
    definition: z.string(),
    unit: z.string(),
    measure: z.enum(indicator.measure.enumValues),
    disclosureClass: z.enum(indicator.disclosureClass.enumValues),
  }),
  ...placeOfStepShape,
  last: stepShape.extend({ roundId: z.number(), isLater: z.boolean() }).nullable(),
};

/** An indicator that states report, with the last step of a state's national targets that the viewer may read. */
export type TargetPlace = RowOf<typeof placeShape>;

async function loadPlace(tx: Transaction, key: TargetKey): Promise<TargetPlace> {
  const [place] = await readRows(
    tx,
    placeShape,
    sql`select i.id as "indicatorId",
      json_build_object('code', i.code, 'title', i.title, 'definition', i.definition, 'unit', i.unit,
        'measure', i.measure, 'disclosureClass', i.disclosure_class) as indicator,
      ${placeOfStepColumns},
      ${buildLastStep(sql`tracker.national_target_step`, sql`s.indicator_id = i.id`)} as last
    from tracker.round r
    join tracker.plan p on p.id = r.plan_id
    join tracker.reporter q on q.code = ${key.reporter}
    join tracker.member_state m on m.id = q.state_id
    join tracker.indicator ib on ib.plan_id = r.plan_id and ib.code = ${key.indicator}
    ${buildIndicatorJoin(sql`r.id`)}
    where r.code = ${key.round} and i.reported_by in ('states', 'states_and_bodies')
      and tracker.is_in_force(i.added_round_id, i.ended_round_id, r.id)`,
  );
  if (!place) {
    throw new DomainError('NOT_FOUND', `${key.reporter} does not report ${key.indicator} in ${key.round}.`);
  }
  return place;
}

/** For reading the national targets of one indicator. Throws NOT_FOUND where no state reports it in the round. */
export const findTargetPlace = ({ tx }: { tx: Transaction }, key: TargetKey): Promise<TargetPlace> =>
  loadPlace(tx, key);

/** For a step: finds where it is taken, and lets nobody else take one before it ends. */
export async function lockTargetPlace({ tx }: { tx: Transaction }, key: TargetKey): Promise<TargetPlace> {
  await lockSteps(tx, `national target/${key.reporter}/${key.indicator}`);
  return loadPlace(tx, key);
}
