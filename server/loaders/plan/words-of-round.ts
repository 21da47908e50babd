import { type SQL, sql } from 'drizzle-orm';

/** The id of a round, or how it is found in the statement. */
export type RoundId = number | SQL;

/** The version of an item that held in a round; null where nothing was changed since. */
const contentIn = (roundId: RoundId, versions: SQL) => sql`(select v.content from ${versions}
  join tracker.round u on u.id = v.until_round_id
  join tracker.round h on h.id = ${roundId} and u.period_start > h.period_start
  order by u.period_start limit 1)`;

/**
 * Joins the activity `a`, as it reads in a round, to its row `ab`. For a few items: tracker.activities_in reads the
 * whole plan. `aw.content` is the version that held; null where nothing was changed since.
 */
export const buildActivityJoin = (roundId: RoundId): SQL => sql`
  cross join lateral (select ${contentIn(roundId, sql`(select * from tracker.activity_version where activity_id = ab.id) v`)} as content) aw
  cross join lateral jsonb_populate_record(ab, coalesce(aw.content, '{}')) a`;

/** The bodies of the activity `a` that was joined so, each with its part, as `x`. */
export const bodiesOfActivity: SQL = sql`(
    select b.body_id, b.part from tracker.activity_body b where aw.content is null and b.activity_id = ab.id
    union all
    select b.body_id, b.part from jsonb_to_recordset(aw.content->'bodies') as b (body_id integer, part text)
  ) x`;

/** Joins the indicator `i`, as it reads in a round, to its row `ib`; see buildActivityJoin. */
export const buildIndicatorJoin = (roundId: RoundId): SQL => sql`
  cross join lateral (select ${contentIn(roundId, sql`(select * from tracker.indicator_version where indicator_id = ib.id) v`)} as content) iw
  cross join lateral jsonb_populate_record(ib, coalesce(iw.content, '{}')) i`;

/**
 * Whether a target, a baseline or a breakdown, by the name that its table has in the statement, holds in a round; with
 * null, in the plan as it is now. Most were never amended and hold always: they need no look at the rounds.
 */
export const buildVersionFilter = (table: 't' | 'b' | 'l' | 'x' | 'd', roundId: RoundId | null): SQL => {
  const column = (name: string) => sql.raw(`${table}.${name}`);
  if (roundId === null) return sql`${column('ended_round_id')} is null`;
  const [added, ended] = [column('added_round_id'), column('ended_round_id')];
  return sql`(num_nonnulls(${added}, ${ended}) = 0 or tracker.is_in_force(${added}, ${ended}, ${roundId}))`;
};

/**
 * Whether a breakdown was agreed by a round, ended or not: a publication shows what was reported by it in rounds of
 * before, as it shows indicators that have ended.
 */
export const buildAddedFilter = (table: 'x', roundId: RoundId): SQL =>
  sql`tracker.is_in_force(${sql.raw(table)}.added_round_id, null, ${roundId})`;

/** The round of a report. */
export const getRoundOf = (submissionId: RoundId): SQL =>
  sql`(select round_id from tracker.submission where id = ${submissionId})`;
