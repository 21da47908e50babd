-- The secretariat edits the lists of the tracker on screens. What is in use is never deleted: it is ended, and then
-- only offered where it is used already.
set local lock_timeout = '5s';

alter table tracker.tag add column ended_on date;
alter table tracker.partner add column ended_on date;
alter table tracker.library_kind add column ended_on date;
alter table tracker.activity_status add column ended_on date;

create or replace function tracker.plan_statuses(plan integer) returns setof tracker.activity_status
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select s.code, s.label, s.mark, s.iati_code, coalesce(x.position, s.position), s.is_late, s.is_done, s.is_on_track,
    s.ended_on
  from tracker.activity_status s
  left join tracker.plan_status x on x.status_code = s.code and x.plan_id = plan
  where x.plan_id is not null or not exists (select from tracker.plan_status y where y.plan_id = plan)
$$;

grant insert, update on tracker.agency, tracker.library_kind, tracker.member_state, tracker.membership to bohol_app;
grant insert, update, delete on tracker.translation to bohol_app;

do $$
declare
  guarded text;
begin
  foreach guarded in array array['tracker.agency', 'tracker.library_kind', 'tracker.member_state',
    'tracker.membership', 'tracker.translation']
  loop
    execute format('create trigger plan_is_the_secretariats before insert or delete or update on %s
      for each statement execute function tracker.check_plan_writer()', guarded);
  end loop;
end
$$;
