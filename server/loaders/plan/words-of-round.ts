import { type SQL, sql } from 'drizzle-orm';

/** The version of an item that held in a round; null where nothing was changed since. */
const contentIn = (roundId: number, versions: SQL) => sql`(select v.content from ${versions}
  join tracker.round u on u.id = v.until_round_id
  join tracker.round h on h.id = ${roundId} and u.period_start > h.period_start
  order by u.period_start limit 1)`;

/**
 * Joins the activity `a`, as it reads in a round, to its row `ab`. For a few items: tracker.activities_in reads the
 * whole plan. `aw.content` is the version that held; null where nothing was changed since.
 */
export const buildActivityJoin = (roundId: number): SQL => sql`
  cross join lateral (select ${contentIn(roundId, sql`(select * from tracker.activity_version where activity_id = ab.id) v`)} as content) aw
  cross join lateral jsonb_populate_record(ab, coalesce(aw.content, '{}')) a`;

/** The bodies of the activity `a` that was joined so, each with its part, as `x`. */
export const bodiesOfActivity: SQL = sql`(
    select b.body_id, b.part from tracker.activity_body b where aw.content is null and b.activity_id = ab.id
    union all
    select b.body_id, b.part from jsonb_to_recordset(aw.content->'bodies') as b (body_id integer, part text)
  ) x`;

/** Joins the indicator `i`, as it reads in a round, to its row `ib`; see buildActivityJoin. */
export const buildIndicatorJoin = (roundId: number): SQL => sql`
  cross join lateral (select ${contentIn(roundId, sql`(select * from tracker.indicator_version where indicator_id = ib.id) v`)} as content) iw
  cross join lateral jsonb_populate_record(ib, coalesce(iw.content, '{}')) i`;
