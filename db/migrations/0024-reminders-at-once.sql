-- Who is to be reminded is asked for each time that somebody opens the board of a round. The roles that are covered for
-- are found once, not once for each person, and reports of a reporter by an index. Nothing else changes.
set local lock_timeout = '5s';
create index submission_reporter on tracker.submission (reporter_id);

create or replace function tracker.list_reminder_facts(only_person text) returns table (person_id text, name text, email text,
  role text, reporter_code text, reporter_name text, reporter_kind text, time_zone text, round_code text,
  round_title text, submission_id integer, status text, returned boolean, due_on date, ends_on date, since
  timestamptz, is_ready boolean, has_agency boolean, has_delivered boolean, due integer, missing integer, questions
  integer)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp
set plan_cache_mode = force_generic_plan as $$
begin
  return query
    select p.id, p.name, p.email, h.role, q.code, coalesce(m.name, b.name), q.kind,
      coalesce(m.time_zone, 'Asia/Jakarta'), r.code, r.title, s.id, s.status, s.return_scope is not null, s.due_on,
      greatest(r.closes_on, s.extended_until),
      greatest(s.opened_at, (select max(e.given_at) from tracker.extension e where e.submission_id = s.id),
        (select max(d.decided_at) from tracker.decision d
          where d.submission_id = s.id and d.transition in ('return', 'reopen'))),
      exists (select from tracker.readiness y where y.submission_id = s.id),
      h.agency_id is not null,
      exists (select from tracker.delivery v
        where v.submission_id = s.id and v.agency_id = h.agency_id and v.taken_back_at is null),
      coalesce(case when part.agency then part.due else g.due end, 0)::integer,
      coalesce(case when part.agency then part.missing else g.due - g.touched end, 0)::integer,
      (select count(*) from tracker.query k
        where k.submission_id = s.id and k.sent_at is not null and k.resolved_at is null and k.answer is null
          and (not part.agency or exists (select from tracker.responsibility x
            where x.reporter_id = s.reporter_id and x.agency_id = h.agency_id and x.ended_at is null
              and (x.activity_id = k.activity_id or x.indicator_id = k.indicator_id))))::integer
    from tracker.submission s
    join tracker.round r on r.id = s.round_id and r.state <> 'planned'
    join tracker.reporter q on q.id = s.reporter_id
    join tracker.held_role h on h.reporter_id = q.id
      and h.id <> all (array(select c.covers from tracker.held_role c where c.covers is not null))
    join auth.person p on p.id = h.person_id
    left join tracker.member_state m on m.id = q.state_id
    left join tracker.sectoral_body b on b.id = q.body_id
    left join tracker.submission_progress g on g.submission_id = s.id
    cross join lateral (
      select h.role = 'contributor' and h.agency_id is not null as agency, count(*) as due,
        count(*) filter (where case when x.activity_id is not null
          then not exists (select from tracker.activity_report ar
            where ar.submission_id = s.id and ar.activity_id = x.activity_id and ar.status_code is not null)
          else not exists (select from tracker.indicator_value v
            where v.submission_id = s.id and v.indicator_id = x.indicator_id
              and (x.dimension_code is null or v.dimension_code = x.dimension_code)
              and (x.category_code is null or v.category_code = x.category_code)) end) as missing
      from tracker.responsibility x
      where x.reporter_id = q.id and x.agency_id = h.agency_id and x.ended_at is null
        and (exists (select from tracker.activity_report ar
            where ar.submission_id = s.id and ar.activity_id = x.activity_id)
          or exists (select from tracker.indicator_report ir
            where ir.submission_id = s.id and ir.indicator_id = x.indicator_id))
    ) part
    where s.status in ('draft', 'returned', 'cleared') and p.id is not distinct from coalesce(only_person, p.id)
    order by p.id, q.code, r.code, h.role;
end
$$;
