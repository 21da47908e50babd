import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { nationalTargetStep } from '#db/schema/national-target.ts';
import { reporter } from '#db/schema/participants.ts';
import { indicator } from '#db/schema/plan.ts';
import { round } from '#db/schema/submission.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { NationalTargetContent } from '#server/domain/target/national-target.rules.ts';

export type TargetKey = { round: string; reporter: string; indicator: string };

export const stepShape = {
  number: z.number(),
  status: z.enum(nationalTargetStep.status.enumValues),
  returnedBy: z.enum(['state', 'secretariat']).nullable(),
  content: z.custom<NationalTargetContent>(),
  released: z.boolean(),
  note: z.string(),
  by: z.string(),
  at: z.string(),
};

const placeShape = {
  indicatorId: z.number(),
  measure: z.enum(indicator.measure.enumValues),
  reporterId: z.number(),
  reporter: z.object({ code: z.string(), kind: z.enum(reporter.kind.enumValues) }),
  roundId: z.number(),
  state: z.enum(round.state.enumValues),
  years: z.array(z.number()),
  last: z
    .object({ ...stepShape, roundId: z.number(), isOfRound: z.boolean() })
    .nullable(),
};

/** An indicator that a report asks for, with the last step of its national targets that the viewer may read. */
export type TargetPlace = RowOf<typeof placeShape>;

/** The columns of a step `s` as JSON. */
export const stepColumns = sql`'number', s.number, 'status', s.status, 'returnedBy', s.returned_by,
  'content', s.content, 'released', s.released, 'note', s.note,
  'by', (select w.name from auth.person w where w.id = s.taken_by), 'at', s.taken_at`;

/** Finds where a step is taken. Throws NOT_FOUND where the report does not ask for the indicator. */
export async function loadTargetPlace(tx: Transaction, key: TargetKey): Promise<TargetPlace> {
  const [place] = await readRows(
    tx,
    placeShape,
    sql`select i.id as "indicatorId", i.measure, q.id as "reporterId",
      json_build_object('code', q.code, 'kind', q.kind) as reporter, r.id as "roundId", r.state,
      array(select generate_series(extract(year from p.starts_on)::integer,
        extract(year from p.ends_on)::integer)) as years,
      (select json_build_object(${stepColumns}, 'roundId', s.round_id, 'isOfRound', s.round_id = r.id)
        from tracker.national_target_step s
        where s.indicator_id = i.id and s.reporter_id = q.id order by s.number desc limit 1) as last
    from tracker.round r
    join tracker.plan p on p.id = r.plan_id
    join tracker.reporter q on q.code = ${key.reporter}
    join tracker.indicator i on i.plan_id = r.plan_id and i.code = ${key.indicator}
    where r.code = ${key.round} and i.reported_by in ('states', 'states_and_bodies')`,
  );
  if (!place) {
    throw new DomainError('NOT_FOUND', `${key.reporter} does not report ${key.indicator} in ${key.round}.`);
  }
  return place;
}

/** For operations on the national targets of one indicator. */
export const findTargetPlace = ({ tx }: { tx: Transaction }, key: TargetKey): Promise<TargetPlace> =>
  loadTargetPlace(tx, key);
