-- What is different for a state in an activity: it does not apply there, or has the state's own milestones. Proposed,
-- cleared and accepted as national targets are; each step is a row that never changes. What is accepted counts from its
-- round on: an activity that does not apply is not asked of the state.
set local lock_timeout = '5s';

create table tracker.national_circumstance_step (
  id bigint generated always as identity primary key,
  activity_id integer not null references tracker.activity (id),
  reporter_id integer not null references tracker.reporter (id),
  -- The round from which it counts.
  round_id integer not null references tracker.round (id),
  -- Of the activity and the reporter: two people who decide at once cannot both take the next one.
  number integer not null check (number > 0),
  status text not null check (status in ('proposed', 'cleared', 'accepted', 'returned')),
  -- Who returned it: only what the secretariat returned is the secretariat's to read.
  returned_by text check (returned_by in ('state', 'secretariat')),
  -- { notApplicable: why, or "" where it applies, milestones: [{ title, planned, revised, reached }] }, days as ISO text.
  content jsonb not null check (jsonb_typeof(content -> 'milestones') = 'array'
    and jsonb_typeof(content -> 'notApplicable') = 'string'
    and (content ->> 'notApplicable' = '' or content -> 'milestones' = '[]')),
  -- The state's consent to publish it.
  released boolean not null,
  note text not null default '' check (length(note) <= 2000),
  taken_by text not null references auth.person (id),
  taken_at timestamptz not null,
  constraint national_circumstance_step_returned check ((status = 'returned') = (returned_by is not null)),
  constraint national_circumstance_step_says_why check (status <> 'returned' or note <> ''),
  constraint national_circumstance_step_number unique (activity_id, reporter_id, number)
);
create index national_circumstance_step_reporter
  on tracker.national_circumstance_step (reporter_id, activity_id, number desc);

create trigger history_is_kept before delete or update or truncate on tracker.national_circumstance_step
  for each statement execute function tracker.refuse_change();

-- A step follows from the one before, and what is cleared or accepted is what was proposed.
create function tracker.check_national_circumstance_step() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  last tracker.national_circumstance_step;
begin
  select * into last from tracker.national_circumstance_step s
  where s.activity_id = new.activity_id and s.reporter_id = new.reporter_id order by s.number desc limit 1;
  if new.number <> coalesce(last.number, 0) + 1 then
    raise exception 'Another step was taken first.' using errcode = 'BT002';
  end if;
  if (case new.status
      when 'proposed' then coalesce(last.status, 'accepted') <> 'cleared'
      when 'cleared' then last.status = 'proposed'
      when 'accepted' then last.status = 'cleared'
      else last.status = case new.returned_by when 'state' then 'proposed' else 'cleared' end
    end) is not true then
    raise exception 'National circumstances do not go from % to %.', coalesce(last.status, 'none'), new.status
      using errcode = 'BT002';
  end if;
  if new.status <> 'proposed' and (new.content, new.released, new.round_id) is distinct from
    (last.content, last.released, last.round_id) then
    raise exception 'What is decided is what was proposed.' using errcode = 'BT002';
  end if;
  return new;
end
$$;
create trigger national_circumstance_step_follows before insert on tracker.national_circumstance_step
  for each row execute function tracker.check_national_circumstance_step();

-- Whether an activity does not apply to a reporter in a round, by what was accepted last for that round or an earlier one.
create function tracker.is_inapplicable(activity integer, reporter integer, round integer) returns boolean
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select coalesce((select s.content ->> 'notApplicable' <> '' from tracker.national_circumstance_step s
    join tracker.round u on u.id = s.round_id
    where s.activity_id = activity and s.reporter_id = reporter and s.status = 'accepted'
      and u.period_start <= (select r.period_start from tracker.round r where r.id = round)
    order by s.number desc limit 1), false)
$$;
revoke execute on function tracker.is_inapplicable(integer, integer, integer) from public;
grant execute on function tracker.is_inapplicable(integer, integer, integer) to bohol_app;

-- A row of a report is removed by its reporter only; but for an empty one of an activity that, as its state said and the
-- secretariat accepted, does not apply.
create function tracker.check_removed_activity() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if session_user = 'bohol_app' and exists (select from changed c
    join tracker.submission s on s.id = c.submission_id
    where s.reporter_id <> all (tracker.viewer_reporter_ids())
      and not (c.version = 0 and tracker.is_inapplicable(c.activity_id, s.reporter_id, s.round_id))) then
    raise exception 'A report is changed by its reporter only.' using errcode = '42501';
  end if;
  return null;
end
$$;
drop trigger reporters_hand_delete on tracker.activity_report;
create trigger reporters_hand_delete after delete on tracker.activity_report referencing old table as changed for
  each statement execute function tracker.check_removed_activity();

-- What is accepted changes what drafts of open rounds are asked, where nobody has written or asked anything yet. Later
-- rounds are asked accordingly when they open; what was reported stays.
create function tracker.apply_national_circumstance() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  report record;
begin
  for report in
    select s.id, s.round_id, p.state_id from tracker.submission s
    join tracker.reporter p on p.id = s.reporter_id
    join tracker.round r on r.id = s.round_id
    where s.reporter_id = new.reporter_id and s.status = 'draft' and r.state = 'open'
      and r.period_start >= (select u.period_start from tracker.round u where u.id = new.round_id)
    order by s.id
  loop
    if tracker.is_inapplicable(new.activity_id, new.reporter_id, report.round_id) then
      begin
        delete from tracker.activity_report a
        where a.submission_id = report.id and a.activity_id = new.activity_id and a.version = 0;
      exception when foreign_key_violation then null;
      end;
    else
      insert into tracker.activity_report (submission_id, activity_id)
      select report.id, a.id from tracker.activities_in(report.round_id) a
      join tracker.activity_states_in(report.round_id) x on x.activity_id = a.id and x.state_id = report.state_id
      join tracker.round r on r.id = report.round_id
      where a.id = new.activity_id and tracker.is_in_force(a.added_round_id, a.ended_round_id, report.round_id)
        and extract(year from r.period_start)::integer = any (a.active_years)
      on conflict do nothing;
    end if;
    perform tracker.refresh_progress(array[report.id]);
  end loop;
  return null;
end
$$;
create trigger national_circumstance_is_applied after insert on tracker.national_circumstance_step
  for each row when (new.status = 'accepted') execute function tracker.apply_national_circumstance();

alter table tracker.national_circumstance_step enable row level security;
create policy national_circumstance_step_read on tracker.national_circumstance_step for select to bohol_app using (
  reporter_id = any ((select tracker.viewer_whole_reporter_ids())::integer[])
  or status = 'accepted' and reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])
  or (select tracker.viewer_is_secretariat())
    and (status in ('cleared', 'accepted') or returned_by = 'secretariat'));
create policy national_circumstance_step_take on tracker.national_circumstance_step for insert to bohol_app with check (
  taken_by = (select tracker.viewer_id())
  and case
    when status = 'proposed' then reporter_id = any ((select tracker.viewer_focal_reporter_ids())::integer[])
    when status = 'cleared' or returned_by = 'state'
      then reporter_id = any ((select tracker.viewer_clearing_reporter_ids())::integer[])
    else (select tracker.viewer_is_secretariat())
  end);
grant select, insert on tracker.national_circumstance_step to bohol_app;

create function tracker.audit_hash(r tracker.national_circumstance_step) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.activity_id::text, r.reporter_id::text, r.round_id::text, r.number::text, r.status::text,
    r.returned_by::text, r.content::text, r.released::text, r.note::text, r.taken_by::text, r.taken_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create function tracker.tell_insert_of_national_circumstance_step() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.taken_at, v.taken_by, 'national_circumstance', v.status, r.code, q.code, a.code, '{}'::jsonb,
    'national_circumstance_step',
    jsonb_build_object(v.id::text, tracker.audit_hash(v::tracker.national_circumstance_step))
  from added v join tracker.round r on r.id = v.round_id join tracker.reporter q on q.id = v.reporter_id
  join tracker.activity a on a.id = v.activity_id order by v.id;
  return null;
end
$$;
create trigger insert_is_audited after insert on tracker.national_circumstance_step referencing new table as added
  for each statement execute function tracker.tell_insert_of_national_circumstance_step();

-- One more table whose rows the audit follows; whatever else the function lists stays.
do $$
declare
  before text := pg_get_functiondef('tracker.list_audit_row_faults()'::regprocedure);
  place text := '    union all select ''national_target_step''';
begin
  if position(place in before) = 0 then
    raise exception 'The tables that the audit follows are not where they were.';
  end if;
  execute replace(before, place, '    union all select ''national_circumstance_step'', t.id::text, tracker.audit_hash(t) from
      tracker.national_circumstance_step t
' || place);
end
$$;
