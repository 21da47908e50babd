import type { Sql } from '#db/sql.ts';

/**
 * Makes a submitted report of the demo as large as that of a plan with more activities: each activity is copied with what
 * was reported of it, into its own objective, until there are so many items. Written as the owner, past the guards of a
 * report that is out: what is measured is its review.
 */
export async function growReport(
  owner: Sql,
  { round, reporter, items }: { round: string; reporter: string; items: number },
): Promise<void> {
  const guarded = ['activity', 'activity_report', 'submission_snapshot'];
  await owner.begin(async (tx) => {
    for (const table of guarded) await tx.script(`alter table tracker.${table} disable trigger user`);
    const [report] = await tx<{ id: number; plan: number; here: number }[]>`
      select s.id, r.plan_id as plan, ((select count(*) from tracker.activity_report a where a.submission_id = s.id)
        + (select count(*) from tracker.indicator_report i where i.submission_id = s.id))::integer as here
      from tracker.submission s join tracker.round r on r.id = s.round_id and r.code = ${round}
      join tracker.reporter p on p.id = s.reporter_id and p.code = ${reporter}`;
    if (!report) throw new Error(`There is no report of ${reporter} for ${round}.`);
    const copies = await tx<{ code: string; from: string }[]>`
      with source as (
        select a.*, row_number() over (order by n, a.position) as nth, n
        from tracker.activity_report ar join tracker.activity a on a.id = ar.activity_id, generate_series(1, 9) n
        where ar.submission_id = ${report.id}
      )
      insert into tracker.activity (plan_id, objective_id, code, title, description, active_years, basis, position)
      select plan_id, objective_id, code || n, title, description, active_years, basis, 1000 + nth from source
      where nth <= ${items - report.here}
      returning code, left(code, -1) as from`;
    const codes = copies.map(({ code }) => code);
    // Every activity has a body that leads it.
    await tx`insert into tracker.activity_body (activity_id, body_id, part)
      select a.id, b.body_id, b.part from tracker.activity a
      join tracker.activity o on o.plan_id = a.plan_id and o.code = left(a.code, -1)
      join tracker.activity_body b on b.activity_id = o.id
      where a.plan_id = ${report.plan} and a.code = any (${codes}::text[])`;
    await tx`insert into tracker.activity_report (submission_id, activity_id, status_code, achievements, challenges,
        next_steps, narrative_released, version, updated_at, updated_by)
      select ar.submission_id, a.id, ar.status_code, ar.achievements, ar.challenges, ar.next_steps,
        ar.narrative_released, ar.version, ar.updated_at, ar.updated_by
      from tracker.activity a
      join tracker.activity o on o.plan_id = a.plan_id and o.code = left(a.code, -1)
      join tracker.activity_report ar on ar.activity_id = o.id and ar.submission_id = ${report.id}
      where a.plan_id = ${report.plan} and a.code = any (${codes}::text[])`;
    await tx`update tracker.submission_snapshot s set content = jsonb_set(s.content, '{activities}',
        (s.content -> 'activities') || (select jsonb_agg(e || jsonb_build_object('activity', c))
          from unnest(${codes}::text[]) c
          join jsonb_array_elements(s.content -> 'activities') e on e ->> 'activity' = left(c, -1)))
      where s.submission_id = ${report.id}`;
    for (const table of guarded) await tx.script(`alter table tracker.${table} enable trigger user`);
    await tx`update tracker.plan set revision = revision + 1 where id = ${report.plan}`;
  });
}
