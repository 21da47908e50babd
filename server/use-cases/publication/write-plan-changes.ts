import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';

/**
 * Writes what amendments did to the activities and indicators of a publication, up to its newest round: reworded and
 * from when, added, ended, merged into another, or split into others. The title that was left is kept beside the new one.
 */
export async function writePlanChanges(tx: Transaction, publication: number, round: string): Promise<void> {
  await tx.execute(sql`
    with newest as materialized (select id, plan_id, period_start from tracker.round where code = ${round}),
    versions as (
      select 'activity' as subject, a.code, v.until_round_id, v.content->>'title' as title, a.title as newest_title
      from tracker.activity_version v join tracker.activity a on a.id = v.activity_id
      join newest n on n.plan_id = a.plan_id
      union all
      select 'indicator', i.code, v.until_round_id, v.content->>'title', i.title
      from tracker.indicator_version v join tracker.indicator i on i.id = v.indicator_id
      join newest n on n.plan_id = i.plan_id and i.disclosure_class <> 'internal'
    ), readings as (
      select v.subject, v.code, v.until_round_id as round_id, v.title as before_title,
        lead(v.title, 1, v.newest_title) over (partition by v.subject, v.code order by u.period_start) as title
      from versions v join tracker.round u on u.id = v.until_round_id
    ), turns as (
      select 'activity' as subject, a.code, a.added_round_id, a.ended_round_id, m.code as merged_into,
        s.code as split_from, (select array_agg(x.code order by x.position) from tracker.activity x
          where x.split_from_id = a.id) as split_into
      from newest n join tracker.activity a on a.plan_id = n.plan_id
      left join tracker.activity m on m.id = a.merged_into_id
      left join tracker.activity s on s.id = a.split_from_id
      union all
      select 'indicator', i.code, i.added_round_id, i.ended_round_id, null, null, null
      from newest n join tracker.indicator i on i.plan_id = n.plan_id and i.disclosure_class <> 'internal'
    ), changes as (
      -- A row whose only change is its end is told by its end.
      select r.subject, r.code, 'reworded' as kind, r.round_id,
        case when r.before_title <> r.title then r.before_title end as before_title, null::text as merged_into,
        null::text as split_from, null::text[] as split_into
      from readings r
      where not exists (select from turns t where t.subject = r.subject and t.code = r.code
        and t.ended_round_id = r.round_id)
      union all
      select t.subject, t.code, 'added', t.added_round_id, null, null, t.split_from, null
      from turns t where t.added_round_id is not null
      union all
      select t.subject, t.code, case when t.merged_into is not null then 'merged'
          when t.split_into is not null then 'split' else 'ended' end,
        t.ended_round_id, null, t.merged_into, null, case when t.merged_into is null then t.split_into end
      from turns t where t.ended_round_id is not null
    )
    insert into published.plan_change (publication, subject, code, position, kind, from_round, from_title,
      before_title, merged_into, split_from, split_into)
    select ${publication}, c.subject, c.code,
      row_number() over (partition by c.subject, c.code order by f.period_start, c.kind), c.kind, f.code, f.title,
      c.before_title, c.merged_into, c.split_from, c.split_into
    from changes c
    join tracker.round f on f.id = c.round_id
    join newest n on f.period_start <= n.period_start`);
}
