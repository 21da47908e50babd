-- Several agencies write one report, superiors sign it, warnings carry reasons, files are attached, mail goes out.
-- Everything here is added beside what is there; no stored row loses anything.

-- Cover: a role handed over for dates ----------------------------------------------------------------------------

alter table tracker.assignment
  add column starts_on date,
  add column ends_on date,
  -- The assignment that this one stands in for while its holder is away.
  add column covers integer references tracker.assignment (id),
  add constraint assignment_dates check (starts_on <= ends_on),
  add constraint assignment_cover check (covers is null or (starts_on is not null and ends_on is not null
    and role in ('contributor', 'focal_point', 'clearing_officer')));
drop index tracker.assignment_once;
create unique index assignment_once on tracker.assignment (person_id, role, reporter_id) nulls not distinct
  where revoked_at is null and covers is null;

-- The roles that count today. For the functions below: it runs past the policies of the tables beneath.
create view tracker.held_role as
select a.id, a.person_id, a.role, a.reporter_id, a.agency_id, a.covers
from tracker.assignment a
join auth.person p on p.id = a.person_id and p.disabled_at is null
where a.revoked_at is null
  and (a.starts_on is null or a.starts_on <= (clock_timestamp() at time zone 'UTC')::date)
  and (a.ends_on is null or a.ends_on >= (clock_timestamp() at time zone 'UTC')::date)
  -- A cover ends with the role that it covers, and with the account of whom it covers for.
  and (a.covers is null or exists (select from tracker.assignment c
    join auth.person away on away.id = c.person_id and away.disabled_at is null
    where c.id = a.covers and c.revoked_at is null));

-- The viewer's own roles of today; what the application shows and what the policies count are the same.
create function tracker.viewer_role_ids() returns setof integer
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return query select h.id from tracker.held_role h where h.person_id = viewer;
end
$$;

create or replace function tracker.viewer_has_role(roles text[]) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return exists (select from tracker.held_role h where h.person_id = viewer and h.role = any (roles));
end
$$;

create or replace function tracker.viewer_reporter_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return coalesce((select array_agg(distinct h.reporter_id) from tracker.held_role h
    where h.person_id = viewer and h.reporter_id is not null), '{}');
end
$$;

-- Reporters whose whole report is the viewer's to see: all but those for which they only write an agency's part.
create function tracker.viewer_whole_reporter_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return coalesce((select array_agg(distinct h.reporter_id) from tracker.held_role h
    where h.person_id = viewer and h.reporter_id is not null
      and (h.role <> 'contributor' or h.agency_id is null)), '{}');
end
$$;

create function tracker.viewer_focal_reporter_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return coalesce((select array_agg(distinct h.reporter_id) from tracker.held_role h
    where h.person_id = viewer and h.role = 'focal_point'), '{}');
end
$$;

create or replace function tracker.check_submission_mover() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  -- The owner of the database is not a viewer.
  if session_user <> 'bohol_app' then
    return new;
  end if;
  if new.status = old.status then
    -- Starting a review and giving more time are the secretariat's.
    if not tracker.viewer_is_secretariat() then
      raise exception 'Your account does not allow this.' using errcode = '42501';
    end if;
    return new;
  end if;
  if not exists (
    select from tracker.submission_transition t
    join tracker.held_role h on h.role = any (t.made_by)
    join tracker.reporter r on r.id = new.reporter_id
    where t.from_status = old.status and t.to_status = new.status and h.person_id = tracker.viewer_id()
      and (h.role = 'secretariat_officer' or h.reporter_id = r.id)
      and (new.status <> 'cleared' or h.role <> 'focal_point' or r.kind = 'body')
  ) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  return new;
end
$$;

-- Hands one's own role for a reporter to somebody who already works for that reporter. Returns the new assignment.
create function tracker.hand_over(own integer, to_person text, from_on date, to_on date, made timestamptz)
returns integer
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  given tracker.assignment;
  made_id integer;
begin
  select a.* into given from tracker.assignment a
  where a.id = own and a.person_id = tracker.viewer_id() and a.revoked_at is null and a.covers is null
    and a.reporter_id is not null for share;
  if not found or to_person = given.person_id or not exists (select from tracker.held_role h
    where h.person_id = to_person and h.reporter_id = given.reporter_id) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  insert into tracker.assignment (person_id, role, reporter_id, agency_id, assigned_by, assigned_at, starts_on, ends_on, covers)
  values (to_person, given.role, given.reporter_id, given.agency_id, given.person_id, made, from_on, to_on, own)
  returning id into made_id;
  insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
  select 'assignment', to_person, jsonb_build_object('event', 'handed_over', 'role', given.role, 'reporter', r.code,
    'from', from_on, 'until', to_on), given.person_id, made
  from tracker.reporter r where r.id = given.reporter_id;
  return made_id;
end
$$;

-- Ends a cover early: whoever handed over or stands in. False: there is none of theirs.
create function tracker.end_cover(cover integer, ended timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  gone tracker.assignment;
begin
  update tracker.assignment a set revoked_at = ended
  where a.id = cover and a.covers is not null and a.revoked_at is null
    and tracker.viewer_id() in (a.person_id, a.assigned_by)
  returning a.* into gone;
  if not found then
    return false;
  end if;
  insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
  select 'assignment', gone.person_id, jsonb_build_object('event', 'cover_ended', 'role', gone.role,
    'reporter', r.code), tracker.viewer_id(), ended
  from tracker.reporter r where r.id = gone.reporter_id;
  return true;
end
$$;

-- The people who work for the viewer's reporters, so that one can hand over and see who holds what.
create function tracker.list_colleagues()
returns table (assignment_id integer, person_id text, name text, email text, role text, reporter_id integer,
  agency_id integer, starts_on date, ends_on date, covers integer)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return query
    select a.id, p.id, p.name, p.email, a.role, a.reporter_id, a.agency_id, a.starts_on, a.ends_on, a.covers
    from tracker.assignment a join auth.person p on p.id = a.person_id and p.disabled_at is null
    where a.revoked_at is null and a.reporter_id = any (tracker.viewer_reporter_ids())
      and (a.ends_on is null or a.ends_on >= (clock_timestamp() at time zone 'UTC')::date);
end
$$;

-- Who holds which part of a report ---------------------------------------------------------------------------------
-- Standing from round to round; ended rows stay as history. A part has one holder at a time.

create table tracker.responsibility (
  id integer generated always as identity primary key,
  reporter_id integer not null references tracker.reporter (id),
  agency_id integer not null references tracker.agency (id),
  activity_id integer references tracker.activity (id),
  indicator_id integer references tracker.indicator (id),
  -- Null: the whole indicator; else one breakdown of it, or one category of the breakdown.
  dimension_code text,
  category_code text,
  assigned_by text not null references auth.person (id),
  assigned_at timestamptz not null,
  ended_by text references auth.person (id),
  ended_at timestamptz,
  foreign key (indicator_id, dimension_code) references tracker.indicator_dimension (indicator_id, dimension_code),
  foreign key (dimension_code, category_code) references tracker.category (dimension_code, code),
  check (num_nonnulls(activity_id, indicator_id) = 1),
  check (dimension_code is null or indicator_id is not null),
  check (category_code is null or dimension_code is not null),
  check ((ended_at is null) = (ended_by is null))
);
create unique index responsibility_one_holder on tracker.responsibility
  (reporter_id, activity_id, indicator_id, dimension_code, category_code) nulls not distinct where ended_at is null;
create index responsibility_agency on tracker.responsibility (agency_id) where ended_at is null;

create function tracker.check_responsibility() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if not exists (select from tracker.agency g join tracker.reporter r on r.state_id = g.state_id
    where g.id = new.agency_id and r.id = new.reporter_id) then
    raise exception 'An agency works for its own state only.' using errcode = '23514';
  end if;
  if tg_op = 'UPDATE' and (old.ended_at is not null or row(new.reporter_id, new.agency_id, new.activity_id,
    new.indicator_id, new.dimension_code, new.category_code, new.assigned_by, new.assigned_at) is distinct from
    row(old.reporter_id, old.agency_id, old.activity_id, old.indicator_id, old.dimension_code, old.category_code,
      old.assigned_by, old.assigned_at)) then
    raise exception 'A responsibility is ended and made anew, never rewritten.' using errcode = 'BT001';
  end if;
  return new;
end
$$;
create trigger responsibility_is_sound before insert or update on tracker.responsibility
  for each row execute function tracker.check_responsibility();

-- An item of a submission as one number, so that a policy compares numbers instead of looking something up a row.
create function tracker.item_key(submission integer, item integer) returns bigint
language sql immutable parallel safe as $$ select (submission::bigint << 31) | item::bigint $$;

-- What the viewer writes for their agency. `writable`: only in reports that are with their writers.
create function tracker.viewer_agency_activities(writable boolean) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return coalesce((select array_agg(tracker.item_key(s.id, h.activity_id))
    from (select distinct h.reporter_id, x.activity_id from tracker.held_role h
      join tracker.responsibility x on x.reporter_id = h.reporter_id and x.agency_id = h.agency_id
      where h.person_id = viewer and h.role = 'contributor' and x.activity_id is not null and x.ended_at is null) h
    join tracker.submission s on s.reporter_id = h.reporter_id
    where not writable or s.status in ('draft', 'returned')), '{}');
end
$$;

-- Indicators of which the viewer's agency holds anything at all.
create function tracker.viewer_agency_indicators(writable boolean) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return coalesce((select array_agg(tracker.item_key(s.id, h.indicator_id))
    from (select distinct h.reporter_id, x.indicator_id from tracker.held_role h
      join tracker.responsibility x on x.reporter_id = h.reporter_id and x.agency_id = h.agency_id
      where h.person_id = viewer and h.role = 'contributor' and x.indicator_id is not null and x.ended_at is null) h
    join tracker.submission s on s.reporter_id = h.reporter_id
    where not writable or s.status in ('draft', 'returned')), '{}');
end
$$;

-- The parts of indicators that the viewer's agency holds: "key" for a whole indicator, "key/dimension" and
-- "key/dimension/category" for parts. A part that another agency holds by name is not in the wider one.
create function tracker.viewer_agency_cells(writable boolean) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return coalesce((select array_agg(distinct concat_ws('/', tracker.item_key(s.id, x.indicator_id),
      x.dimension_code, x.category_code))
    from tracker.held_role h
    join tracker.responsibility x on x.reporter_id = h.reporter_id and x.agency_id = h.agency_id
    join tracker.submission s on s.reporter_id = h.reporter_id
    where h.person_id = viewer and h.role = 'contributor' and x.indicator_id is not null and x.ended_at is null
      and (not writable or s.status in ('draft', 'returned'))), '{}');
end
$$;

-- The narrowest holder of a cell is the one that counts.
create function tracker.cell_is_among(cells text[], key bigint, dimension text, category text,
  reporter_parts text[]) returns boolean
language sql immutable parallel safe as $$
  select case
    when dimension is not null and key || '/' || dimension || '/' || category = any (reporter_parts)
      then key || '/' || dimension || '/' || category = any (cells)
    when dimension is not null and key || '/' || dimension = any (reporter_parts)
      then key || '/' || dimension = any (cells)
    else key::text = any (cells)
  end
$$;

-- All parts that are held by anybody of the viewer's reporters: what is not in the wider holder's hands.
create function tracker.viewer_held_parts() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return coalesce((select array_agg(distinct concat_ws('/', tracker.item_key(s.id, x.indicator_id),
      x.dimension_code, x.category_code))
    from tracker.responsibility x
    join tracker.submission s on s.reporter_id = x.reporter_id
    where x.reporter_id = any (tracker.viewer_reporter_ids()) and x.dimension_code is not null
      and x.ended_at is null), '{}');
end
$$;

create or replace function tracker.viewer_readable_submission_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  own integer[] := tracker.viewer_whole_reporter_ids();
  ids integer[];
begin
  if tracker.viewer_is_secretariat() then
    select array_agg(s.id) into ids from tracker.submission s
    where s.reporter_id = any (own) or s.status in ('submitted', 'accepted');
  else
    select array_agg(s.id) into ids from tracker.submission s where s.reporter_id = any (own);
  end if;
  return coalesce(ids, '{}');
end
$$;

create or replace function tracker.viewer_writable_submission_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  own integer[] := tracker.viewer_whole_reporter_ids();
begin
  return coalesce((select array_agg(s.id) from tracker.submission s
    where s.reporter_id = any (own) and s.status in ('draft', 'returned')), '{}');
end
$$;

drop policy activity_report_read on tracker.activity_report;
create policy activity_report_read on tracker.activity_report for select to bohol_app
  using (submission_id = any ((select tracker.viewer_readable_submission_ids())::integer[])
    or tracker.item_key(submission_id, activity_id) = any ((select tracker.viewer_agency_activities(false))::bigint[]));
drop policy activity_report_write on tracker.activity_report;
create policy activity_report_write on tracker.activity_report for update to bohol_app
  using (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[])
    or tracker.item_key(submission_id, activity_id) = any ((select tracker.viewer_agency_activities(true))::bigint[]))
  with check (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[])
    or tracker.item_key(submission_id, activity_id) = any ((select tracker.viewer_agency_activities(true))::bigint[]));

drop policy indicator_report_read on tracker.indicator_report;
create policy indicator_report_read on tracker.indicator_report for select to bohol_app
  using (submission_id = any ((select tracker.viewer_readable_submission_ids())::integer[])
    or tracker.item_key(submission_id, indicator_id) = any ((select tracker.viewer_agency_indicators(false))::bigint[]));
drop policy indicator_report_write on tracker.indicator_report;
create policy indicator_report_write on tracker.indicator_report for update to bohol_app
  using (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[])
    or tracker.item_key(submission_id, indicator_id) = any ((select tracker.viewer_agency_indicators(true))::bigint[]))
  with check (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[])
    or tracker.item_key(submission_id, indicator_id) = any ((select tracker.viewer_agency_indicators(true))::bigint[]));

drop policy indicator_value_read on tracker.indicator_value;
create policy indicator_value_read on tracker.indicator_value for select to bohol_app
  using (submission_id = any ((select tracker.viewer_readable_submission_ids())::integer[])
    or tracker.cell_is_among((select tracker.viewer_agency_cells(false))::text[],
      tracker.item_key(submission_id, indicator_id), dimension_code, category_code,
      (select tracker.viewer_held_parts())::text[]));
drop policy indicator_value_write on tracker.indicator_value;
create policy indicator_value_write on tracker.indicator_value for all to bohol_app
  using (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[])
    or tracker.cell_is_among((select tracker.viewer_agency_cells(true))::text[],
      tracker.item_key(submission_id, indicator_id), dimension_code, category_code,
      (select tracker.viewer_held_parts())::text[]))
  with check (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[])
    or tracker.cell_is_among((select tracker.viewer_agency_cells(true))::text[],
      tracker.item_key(submission_id, indicator_id), dimension_code, category_code,
      (select tracker.viewer_held_parts())::text[]));

-- Questions, history and snapshots: the whole for those who see the whole, else one's own part.
drop policy query_read on tracker.query;
create policy query_read on tracker.query for select to bohol_app
  using ((select tracker.viewer_is_secretariat())
    or (sent_at is not null and (submission_id in (
        select s.id from tracker.submission s
        where s.reporter_id = any ((select tracker.viewer_whole_reporter_ids())::integer[]))
      or tracker.item_key(submission_id, activity_id) = any ((select tracker.viewer_agency_activities(false))::bigint[])
      or tracker.item_key(submission_id, indicator_id) = any ((select tracker.viewer_agency_indicators(false))::bigint[]))));
drop policy query_change on tracker.query;
create policy query_change on tracker.query for update to bohol_app
  using ((select tracker.viewer_is_secretariat())
    or (sent_at is not null
      and (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[])
        or tracker.item_key(submission_id, activity_id) = any ((select tracker.viewer_agency_activities(true))::bigint[])
        or tracker.item_key(submission_id, indicator_id) = any ((select tracker.viewer_agency_indicators(true))::bigint[]))));

drop policy snapshot_read on tracker.submission_snapshot;
create policy snapshot_read on tracker.submission_snapshot for select to bohol_app
  using ((select tracker.viewer_is_secretariat())
    or submission_id in (select s.id from tracker.submission s
      where s.reporter_id = any ((select tracker.viewer_whole_reporter_ids())::integer[])));

drop policy revision_read on tracker.revision;
create policy revision_read on tracker.revision for select to bohol_app
  using (case when submission_id is null then (select tracker.viewer_has_role(
      array['secretariat_officer', 'administrator']))
    else changed_by = (select tracker.viewer_id()) or submission_id in (select s.id from tracker.submission s
      where s.reporter_id = any ((select tracker.viewer_whole_reporter_ids())::integer[])) end);

-- An agency's people add to the history of their own items only.
drop policy revision_add on tracker.revision;
create policy revision_add on tracker.revision for insert to bohol_app
  with check (changed_by = (select tracker.viewer_id())
    and case when submission_id is null
      then (select tracker.viewer_has_role(array['secretariat_officer', 'administrator']))
      else submission_id in (select s.id from tracker.submission s
        where s.reporter_id = any ((select tracker.viewer_reporter_ids())::integer[]))
        and (submission_id in (select s.id from tracker.submission s
            where s.reporter_id = any ((select tracker.viewer_whole_reporter_ids())::integer[]))
          or case subject
            when 'activity' then exists (select from tracker.activity a where a.code = subject_key
              and tracker.item_key(submission_id, a.id) = any ((select tracker.viewer_agency_activities(true))::bigint[]))
            when 'indicator' then exists (select from tracker.indicator i where i.code = subject_key
              and tracker.item_key(submission_id, i.id) = any ((select tracker.viewer_agency_indicators(true))::bigint[]))
            else true end) end);

-- The note and the consent belong to whoever holds the whole indicator.
create function tracker.check_indicator_header() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if session_user = 'bohol_app' and ((new.note, new.release) is distinct from (old.note, old.release)
      -- Whoever writes a part may copy into it; that all is confirmed is not theirs to say.
      or (old.copied_from is not null and new.copied_from is null))
    and not new.submission_id = any (tracker.viewer_writable_submission_ids())
    and not tracker.item_key(new.submission_id, new.indicator_id)::text = any (tracker.viewer_agency_cells(true)) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger indicator_header_is_its_holders before update on tracker.indicator_report
  for each row execute function tracker.check_indicator_header();

-- Which parts of an indicator ("total", "sex=female", "note", "release") were changed after a version: so that two
-- agencies with different parts need not fight over one version. It says which, never what.
create function tracker.changed_since(submission integer, indicator integer, read_version integer) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if not exists (select from tracker.submission s
    where s.id = submission and s.reporter_id = any (tracker.viewer_reporter_ids())) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  return coalesce((
    select array_agg(distinct d.part)
    from tracker.indicator i
    join tracker.revision r on r.submission_id = submission and r.subject = 'indicator' and r.subject_key = i.code
      and (r.after->>'version')::integer > read_version
    cross join lateral (
      select coalesce(x.cell->>'dimension' || '=' || (x.cell->>'category'), 'total') as part
      from (select jsonb_array_elements(r.before->'cells') as cell, 1 as side
        union all select jsonb_array_elements(r.after->'cells'), 2) x
      group by x.cell having count(distinct x.side) = 1
      union all select f from unnest(array['note', 'release']) f where r.before->f is distinct from r.after->f
    ) d
    where i.id = indicator), '{}');
end
$$;

-- As before, and says which breakdown it was: the writer may not see all of it.
create or replace function tracker.check_parts() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker as $$
declare
  found_at jsonb;
begin
  select jsonb_build_object('indicator', c.indicator_id, 'dimension', parts.dimension_code) into found_at
  from (select distinct submission_id, indicator_id from changed) c
  join tracker.indicator_value total on total.submission_id = c.submission_id
    and total.indicator_id = c.indicator_id and total.dimension_code is null and total.state = 'reported'
  join lateral (
    select p.dimension_code, sum(p.value) as value, sum(p.numerator) as numerator, sum(p.denominator) as denominator
    from tracker.indicator_value p
    where p.submission_id = c.submission_id and p.indicator_id = c.indicator_id
      and p.dimension_code is not null and p.state = 'reported'
    group by p.dimension_code
  ) parts on parts.value > total.value or parts.numerator > total.numerator
    or parts.denominator > total.denominator
  order by c.indicator_id, parts.dimension_code limit 1;
  if found then
    raise exception 'The parts of a breakdown exceed its total.' using errcode = 'BT004', detail = found_at::text;
  end if;
  return null;
end
$$;

alter table tracker.responsibility enable row level security;
create policy responsibility_read on tracker.responsibility for select to bohol_app
  using (reporter_id = any ((select tracker.viewer_reporter_ids())::integer[]));
create policy responsibility_give on tracker.responsibility for insert to bohol_app
  with check (reporter_id = any ((select tracker.viewer_focal_reporter_ids())::integer[])
    and assigned_by = (select tracker.viewer_id()) and ended_at is null);
create policy responsibility_end on tracker.responsibility for update to bohol_app
  using (reporter_id = any ((select tracker.viewer_focal_reporter_ids())::integer[]))
  with check (reporter_id = any ((select tracker.viewer_focal_reporter_ids())::integer[])
    and ended_by = (select tracker.viewer_id()));
grant select, insert on tracker.responsibility to bohol_app;
grant update (ended_at, ended_by) on tracker.responsibility to bohol_app;

-- An agency says that its part is there; taken back when it goes on writing.
create table tracker.delivery (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  agency_id integer not null references tracker.agency (id),
  note text not null default '' check (length(note) <= 2000),
  delivered_by text not null references auth.person (id),
  delivered_at timestamptz not null,
  taken_back_by text references auth.person (id),
  taken_back_at timestamptz,
  check ((taken_back_at is null) = (taken_back_by is null))
);
create unique index delivery_once on tracker.delivery (submission_id, agency_id) where taken_back_at is null;
alter table tracker.delivery enable row level security;
create policy delivery_read on tracker.delivery for select to bohol_app
  using (submission_id in (select s.id from tracker.submission s
    where s.reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])));
-- An agency speaks for itself: its contributors say that its part is there, and take it back.
create function tracker.viewer_writes_for(submission integer, agency integer) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return exists (select from tracker.submission s
    join tracker.held_role h on h.reporter_id = s.reporter_id and h.role = 'contributor' and h.agency_id = agency
    where s.id = submission and s.status in ('draft', 'returned') and h.person_id = viewer);
end
$$;
create policy delivery_make on tracker.delivery for insert to bohol_app
  with check (delivered_by = (select tracker.viewer_id()) and taken_back_at is null
    and tracker.viewer_writes_for(submission_id, agency_id));
create policy delivery_take_back on tracker.delivery for update to bohol_app
  using (taken_back_at is null and tracker.viewer_writes_for(submission_id, agency_id))
  with check (taken_back_by = (select tracker.viewer_id()));
grant select, insert on tracker.delivery to bohol_app;
grant update (taken_back_at, taken_back_by) on tracker.delivery to bohol_app;

-- The focal point says that the whole is ready for its clearing officer.
create table tracker.readiness (
  submission_id integer primary key references tracker.submission (id),
  note text not null default '' check (length(note) <= 2000),
  marked_by text not null references auth.person (id),
  marked_at timestamptz not null
);
alter table tracker.readiness enable row level security;
create policy readiness_read on tracker.readiness for select to bohol_app
  using (submission_id in (select s.id from tracker.submission s
    where s.reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])));
create policy readiness_mark on tracker.readiness for insert to bohol_app
  with check (marked_by = (select tracker.viewer_id()) and submission_id in (select s.id from tracker.submission s
    where s.reporter_id = any ((select tracker.viewer_focal_reporter_ids())::integer[])));
create policy readiness_unmark on tracker.readiness for delete to bohol_app
  using (submission_id in (select s.id from tracker.submission s
    where s.reporter_id = any ((select tracker.viewer_whole_reporter_ids())::integer[])));
grant select, insert, delete on tracker.readiness to bohol_app;
-- A report that goes back to its writers is no longer ready, whoever sent it there.
create function tracker.forget_readiness() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  delete from tracker.readiness r where r.submission_id = new.id;
  return null;
end
$$;
create trigger back_with_writers after update of status on tracker.submission
  for each row when (new.status in ('draft', 'returned') and old.status <> new.status)
  execute function tracker.forget_readiness();

-- Clearance: the report as it was signed -----------------------------------------------------------------------------

create table tracker.clearance (
  submission_id integer not null references tracker.submission (id),
  number integer not null check (number > 0),
  cleared_by text not null references auth.person (id),
  cleared_at timestamptz not null,
  content jsonb not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- The printed draft that was signed on paper, where there was one.
  pack_reference text,
  primary key (submission_id, number)
);
-- A draft printed for a signature on paper: what was on it can be told from its reference.
create table tracker.clearance_pack (
  reference text primary key check (reference ~ '^[A-Z0-9]{2,12}-[0-9]{4}-H[12]-[0-9]{2,5}$'),
  submission_id integer not null references tracker.submission (id),
  number integer not null check (number > 0),
  made_by text not null references auth.person (id),
  made_at timestamptz not null,
  content jsonb not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  unique (submission_id, number),
  unique (submission_id, reference)
);
alter table tracker.clearance add foreign key (submission_id, pack_reference)
  references tracker.clearance_pack (submission_id, reference);
do $$
declare
  t text;
begin
  foreach t in array array['clearance', 'clearance_pack'] loop
    execute format('alter table tracker.%I enable row level security', t);
    execute format('create policy %I on tracker.%I for select to bohol_app
      using (submission_id in (select s.id from tracker.submission s
        where s.reporter_id = any ((select tracker.viewer_whole_reporter_ids())::integer[])))', t || '_read', t);
    execute format('create policy %I on tracker.%I for insert to bohol_app
      with check (%I = (select tracker.viewer_id()) and submission_id in (select s.id from tracker.submission s
        where s.reporter_id = any ((select tracker.viewer_whole_reporter_ids())::integer[])))', t || '_make', t,
      case t when 'clearance' then 'cleared_by' else 'made_by' end);
    execute format('create trigger history_is_kept before update or delete or truncate on tracker.%I
      for each statement execute function tracker.refuse_change()', t);
    execute format('grant select, insert on tracker.%I to bohol_app', t);
  end loop;
end
$$;

-- Cooperating bodies comment on what the lead body reports ------------------------------------------------------------

create table tracker.cooperation_comment (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  activity_id integer not null,
  body_reporter_id integer not null references tracker.reporter (id),
  comment text not null check (length(comment) between 1 and 4000),
  written_by text not null references auth.person (id),
  written_at timestamptz not null,
  withdrawn_at timestamptz,
  foreign key (submission_id, activity_id) references tracker.activity_report (submission_id, activity_id)
);
create index cooperation_comment_submission on tracker.cooperation_comment (submission_id);

create function tracker.may_comment(submission integer, activity integer, body_reporter integer) returns boolean
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select exists (
    select from tracker.submission s
    join tracker.reporter lead on lead.id = s.reporter_id and lead.kind = 'body'
    join tracker.activity_report ar on ar.submission_id = s.id and ar.activity_id = activity
    join tracker.activity_body x on x.activity_id = activity and x.part = 'cooperating'
    join tracker.reporter r on r.body_id = x.body_id and r.id = body_reporter
    where s.id = submission and s.status in ('draft', 'returned'))
    and body_reporter = any (tracker.viewer_reporter_ids())
$$;

-- What the lead bodies have written so far on activities in which the viewer's body cooperates.
create function tracker.list_cooperation(round integer)
returns table (submission_id integer, activity_id integer, lead_reporter_id integer, body_reporter_id integer,
  status_code text, achievements text, challenges text, next_steps text, updated_at timestamptz, open boolean)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return query
    select s.id, ar.activity_id, s.reporter_id, r.id, ar.status_code, ar.achievements, ar.challenges, ar.next_steps,
      ar.updated_at, s.status in ('draft', 'returned')
    from tracker.submission s
    join tracker.reporter lead on lead.id = s.reporter_id and lead.kind = 'body'
    join tracker.activity_report ar on ar.submission_id = s.id
    join tracker.activity_body x on x.activity_id = ar.activity_id and x.part = 'cooperating'
    join tracker.reporter r on r.body_id = x.body_id and r.id = any (tracker.viewer_reporter_ids())
    where s.round_id = list_cooperation.round;
end
$$;

alter table tracker.cooperation_comment enable row level security;
create policy cooperation_comment_read on tracker.cooperation_comment for select to bohol_app
  using (body_reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])
    or submission_id in (select s.id from tracker.submission s
      where s.reporter_id = any ((select tracker.viewer_whole_reporter_ids())::integer[])));
create policy cooperation_comment_write on tracker.cooperation_comment for insert to bohol_app
  with check (written_by = (select tracker.viewer_id()) and withdrawn_at is null
    and tracker.may_comment(submission_id, activity_id, body_reporter_id));
create policy cooperation_comment_withdraw on tracker.cooperation_comment for update to bohol_app
  using (written_by = (select tracker.viewer_id()) and withdrawn_at is null)
  with check (withdrawn_at is not null);
grant select, insert on tracker.cooperation_comment to bohol_app;
grant update (withdrawn_at) on tracker.cooperation_comment to bohol_app;

-- Copied from an earlier round and not yet confirmed ---------------------------------------------------------------------

alter table tracker.activity_report add column copied_from integer references tracker.round (id);
alter table tracker.indicator_report add column copied_from integer references tracker.round (id);

-- Rules as data, and reasons for what is unusual ---------------------------------------------------------------------------

create table tracker.validation_rule (
  id integer generated always as identity primary key,
  plan_id integer not null references tracker.plan (id),
  -- Null: the rule holds for every activity, or every indicator, that it can be asked of.
  indicator_id integer references tracker.indicator (id),
  rule text not null check (rule ~ '^[a-z]+(_[a-z]+)*$'),
  severity text not null check (severity in ('error', 'warning', 'off')),
  parameters jsonb not null default '{}' check (jsonb_typeof(parameters) = 'object'),
  unique nulls not distinct (plan_id, indicator_id, rule)
);
grant select on tracker.validation_rule to bohol_app;
create trigger plan_changed after insert or update or delete on tracker.validation_rule
  for each statement execute function tracker.mark_plan_changed();

create table tracker.warning_reason (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  activity_id integer,
  indicator_id integer,
  rule text not null check (length(rule) between 1 and 60),
  field text not null check (length(field) <= 200),
  -- The sentence that the reason answers: another figure is another warning.
  warning text not null check (length(warning) between 1 and 1000),
  reason text not null check (length(reason) between 1 and 4000),
  given_by text not null references auth.person (id),
  given_at timestamptz not null,
  foreign key (submission_id, activity_id) references tracker.activity_report (submission_id, activity_id),
  foreign key (submission_id, indicator_id) references tracker.indicator_report (submission_id, indicator_id),
  check (num_nonnulls(activity_id, indicator_id) = 1),
  unique nulls not distinct (submission_id, activity_id, indicator_id, rule, field)
);
alter table tracker.warning_reason enable row level security;
create policy warning_reason_read on tracker.warning_reason for select to bohol_app
  using (submission_id = any ((select tracker.viewer_readable_submission_ids())::integer[])
    or tracker.item_key(submission_id, activity_id) = any ((select tracker.viewer_agency_activities(false))::bigint[])
    or tracker.item_key(submission_id, indicator_id) = any ((select tracker.viewer_agency_indicators(false))::bigint[]));
create policy warning_reason_write on tracker.warning_reason for all to bohol_app
  using (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[])
    or tracker.item_key(submission_id, activity_id) = any ((select tracker.viewer_agency_activities(true))::bigint[])
    or tracker.item_key(submission_id, indicator_id) = any ((select tracker.viewer_agency_indicators(true))::bigint[]))
  with check (given_by = (select tracker.viewer_id())
    and (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[])
    or tracker.item_key(submission_id, activity_id) = any ((select tracker.viewer_agency_activities(true))::bigint[])
    or tracker.item_key(submission_id, indicator_id) = any ((select tracker.viewer_agency_indicators(true))::bigint[])));
grant select, insert, update, delete on tracker.warning_reason to bohol_app;

-- Evidence: files with what is known of them ---------------------------------------------------------------------------------

do $$
declare
  c record;
begin
  -- The unnamed check that evidence hangs on exactly one item; a signed scan hangs on the report.
  for c in select conname from pg_constraint where conrelid = 'tracker.evidence'::regclass and contype = 'c'
    and pg_get_constraintdef(oid) like '%num_nonnulls(activity_id, indicator_id)%'
  loop
    execute format('alter table tracker.evidence drop constraint %I', c.conname);
  end loop;
end
$$;
alter table tracker.evidence
  add column purpose text not null default 'support' check (purpose in ('support', 'clearance')),
  -- One cell of an indicator: "total" or "sex=female".
  add column cell text check (length(cell) between 1 and 130),
  add column file_name text check (length(file_name) between 1 and 255),
  add column content_type text,
  add column size_bytes bigint check (size_bytes > 0),
  add column sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  add column scan text check (scan in ('clean', 'not_scanned')),
  -- The clearance that a signed scan belongs to.
  add column pack_reference text references tracker.clearance_pack (reference),
  add column removed_by text references auth.person (id),
  add constraint evidence_place check (case when purpose = 'support'
    then num_nonnulls(activity_id, indicator_id) = 1 else num_nonnulls(activity_id, indicator_id) = 0 end),
  add constraint evidence_cell check (cell is null or indicator_id is not null),
  add constraint evidence_file check (kind = 'link'
    or num_nonnulls(file_name, content_type, size_bytes, sha256, scan) = 5) not valid,
  add constraint evidence_clearance_is_private check (purpose = 'support' or disclosure = 'private'),
  add constraint evidence_pack check (pack_reference is null or purpose = 'clearance');
create index evidence_submission on tracker.evidence (submission_id) where removed_at is null;

-- One file, one row: what is stored is never anybody else's too.
create unique index evidence_storage_key on tracker.evidence (storage_key);

-- Whether a piece of evidence hangs on the viewer's agency's part: an activity, an indicator as a whole of which it
-- holds anything, or one of its own cells.
create function tracker.evidence_is_among(key_of_activity bigint, key_of_indicator bigint, cell text,
  activities bigint[], indicators bigint[], cells text[], held_parts text[]) returns boolean
language sql immutable parallel safe as $$
  select coalesce(key_of_activity = any (activities), false) or coalesce(case
    when cell is null then key_of_indicator = any (indicators)
    when cell = 'total' then tracker.cell_is_among(cells, key_of_indicator, null, null, held_parts)
    else tracker.cell_is_among(cells, key_of_indicator, split_part(cell, '=', 1), split_part(cell, '=', 2), held_parts)
  end, false)
$$;

drop policy evidence_read on tracker.evidence;
-- Private evidence never leaves the country.
create policy evidence_read on tracker.evidence for select to bohol_app
  using (submission_id in (select s.id from tracker.submission s
      where s.reporter_id = any ((select tracker.viewer_whole_reporter_ids())::integer[]))
    or (disclosure <> 'private' and submission_id = any ((select tracker.viewer_readable_submission_ids())::integer[]))
    or tracker.evidence_is_among(tracker.item_key(submission_id, activity_id),
      tracker.item_key(submission_id, indicator_id), cell,
      (select tracker.viewer_agency_activities(false))::bigint[],
      (select tracker.viewer_agency_indicators(false))::bigint[],
      (select tracker.viewer_agency_cells(false))::text[], (select tracker.viewer_held_parts())::text[]));
drop policy evidence_add on tracker.evidence;
create policy evidence_add on tracker.evidence for insert to bohol_app
  with check (added_by = (select tracker.viewer_id()) and removed_at is null and (case when purpose = 'clearance'
    then submission_id in (select s.id from tracker.submission s
      where s.reporter_id = any ((select tracker.viewer_whole_reporter_ids())::integer[]))
    else submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[])
      or tracker.evidence_is_among(tracker.item_key(submission_id, activity_id),
        tracker.item_key(submission_id, indicator_id), cell,
        (select tracker.viewer_agency_activities(true))::bigint[],
        (select tracker.viewer_agency_indicators(true))::bigint[],
        (select tracker.viewer_agency_cells(true))::text[], (select tracker.viewer_held_parts())::text[]) end));
drop policy evidence_change on tracker.evidence;
-- What was removed stays removed, and names who did it.
create policy evidence_change on tracker.evidence for update to bohol_app
  using (removed_at is null and case when purpose = 'clearance'
    then submission_id in (select s.id from tracker.submission s
      where s.reporter_id = any ((select tracker.viewer_whole_reporter_ids())::integer[]))
    else submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[])
      or tracker.evidence_is_among(tracker.item_key(submission_id, activity_id),
        tracker.item_key(submission_id, indicator_id), cell,
        (select tracker.viewer_agency_activities(true))::bigint[],
        (select tracker.viewer_agency_indicators(true))::bigint[],
        (select tracker.viewer_agency_cells(true))::text[], (select tracker.viewer_held_parts())::text[]) end)
  with check ((removed_at is null) = (removed_by is null)
    and (removed_by is null or removed_by = (select tracker.viewer_id())));
revoke update on tracker.evidence from bohol_app;
grant update (title, disclosure, removed_at, removed_by) on tracker.evidence to bohol_app;

-- Workbooks that were uploaded and wait for a decision --------------------------------------------------------------------------

create table tracker.workbook_upload (
  id uuid primary key,
  submission_id integer not null references tracker.submission (id),
  uploaded_by text not null references auth.person (id),
  uploaded_at timestamptz not null,
  file_name text not null check (length(file_name) between 1 and 255),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- What was read from it: items with sheet, row and column of each field, and what could not be read.
  content jsonb not null,
  applied_at timestamptz,
  applied jsonb
);
create index workbook_upload_submission on tracker.workbook_upload (submission_id);
alter table tracker.workbook_upload enable row level security;
create policy workbook_upload_own on tracker.workbook_upload for all to bohol_app
  using (uploaded_by = (select tracker.viewer_id())
    and submission_id in (select s.id from tracker.submission s
      where s.reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])))
  with check (uploaded_by = (select tracker.viewer_id())
    and submission_id in (select s.id from tracker.submission s
      where s.reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])));
grant select, insert, delete on tracker.workbook_upload to bohol_app;
grant update (applied_at, applied) on tracker.workbook_upload to bohol_app;

-- More time for one reporter -----------------------------------------------------------------------------------------------------

alter table tracker.submission add column extended_until date;
create table tracker.extension (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  due_on date not null,
  reason text not null check (length(reason) between 1 and 2000),
  given_by text not null references auth.person (id),
  given_at timestamptz not null
);
create index extension_submission on tracker.extension (submission_id);
alter table tracker.extension enable row level security;
create policy extension_read on tracker.extension for select to bohol_app
  using ((select tracker.viewer_is_secretariat()) or submission_id in (select s.id from tracker.submission s
    where s.reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])));
create policy extension_give on tracker.extension for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()) and given_by = (select tracker.viewer_id()));
create trigger history_is_kept before update or delete or truncate on tracker.extension
  for each statement execute function tracker.refuse_change();
grant select, insert on tracker.extension to bohol_app;

-- Who did what, with extensions.
create or replace view tracker.audit_entry with (security_barrier) as
select e.*, p.name as by_name
from (
  select d.decided_at as happened_at, 'decision' as kind, d.transition as event, d.decided_by as by_id,
    r.code as round_code, q.code as reporter_code, null::text as subject_key,
    jsonb_build_object('from', d.from_status, 'to', d.to_status, 'reason',
      case when (select tracker.viewer_is_secretariat()) then d.reason else '' end) as detail,
    'd' || lpad(d.id::text, 12, '0') as entry_key
  from tracker.decision d
  join tracker.submission s on s.id = d.submission_id
  join tracker.round r on r.id = s.round_id
  join tracker.reporter q on q.id = s.reporter_id
  union all
  select v.changed_at, v.subject, coalesce(v.after ->> 'event', v.after ->> 'state', ''), v.changed_by,
    case when v.subject = 'round' then v.subject_key end, null, v.subject_key, coalesce(v.after, '{}'),
    'v' || lpad(v.id::text, 12, '0')
  from tracker.revision v where v.submission_id is null
  union all
  select a.assigned_at, 'assignment', 'given', coalesce(a.assigned_by, a.person_id), null, q.code, a.person_id,
    jsonb_build_object('role', a.role, 'installed', a.assigned_by is null), 'a' || lpad(a.id::text, 12, '0')
  -- Covers stand in the revisions, with their dates.
  from tracker.assignment a left join tracker.reporter q on q.id = a.reporter_id where a.covers is null
  union all
  select i.invited_at, 'invitation', 'sent', i.invited_by, null, q.code, i.email,
    jsonb_build_object('role', i.role, 'name', i.name), 'i' || lpad(i.id::text, 12, '0')
  from tracker.invitation i left join tracker.reporter q on q.id = i.reporter_id
  union all
  select c.created_at, 'compilation', 'made', c.created_by, r.code, null, c.number::text,
    jsonb_build_object('sha256', c.sha256), 'c' || lpad(c.id::text, 12, '0')
  from tracker.compilation c join tracker.round r on r.id = c.round_id
  union all
  select x.published_at, 'publication', 'published', x.published_by, r.code, null, x.publication_number::text,
    jsonb_build_object('compilation', c.number), 'p' || lpad(x.publication_number::text, 12, '0')
  from tracker.publication_event x
  join tracker.compilation c on c.id = x.compilation_id
  join tracker.round r on r.id = c.round_id
  union all
  select t.given_at, 'extension', 'given', t.given_by, r.code, q.code, null,
    jsonb_build_object('dueOn', t.due_on, 'reason', t.reason), 't' || lpad(t.id::text, 12, '0')
  from tracker.extension t
  join tracker.submission s on s.id = t.submission_id
  join tracker.round r on r.id = s.round_id
  join tracker.reporter q on q.id = s.reporter_id
) e
join auth.person p on p.id = e.by_id
where (select tracker.viewer_has_role(array['secretariat_officer', 'administrator']));

-- Grants: each function for the one role that calls it ------------------------------------------------------------

-- Mail -------------------------------------------------------------------------------------------------------------------------------
-- Written in the transaction that it tells about, sent afterwards. The row is the memory of what was sent.

create table tracker.mail (
  id bigint generated always as identity primary key,
  -- Null: somebody who has no account yet.
  person_id text references auth.person (id),
  to_address text not null check (length(to_address) between 3 and 254),
  kind text not null check (kind ~ '^[a-z]+(_[a-z]+)*$'),
  subject text not null check (length(subject) between 1 and 300),
  -- Emptied once sent where it holds a secret link.
  body text not null,
  is_secret boolean not null default false,
  submission_id integer references tracker.submission (id),
  -- What it was about, so that nobody gets the same twice: "digest/person/2026-11-25".
  memory text not null unique check (length(memory) between 1 and 300),
  attachment_name text,
  attachment text,
  created_at timestamptz not null,
  status text not null default 'waiting'
    check (status in ('waiting', 'sending', 'sent', 'failed', 'dropped', 'unknown')),
  attempts integer not null default 0,
  tried_at timestamptz,
  sent_at timestamptz,
  message_id text unique,
  last_error text not null default '' check (length(last_error) <= 1000),
  check ((status = 'sent') = (sent_at is not null)),
  check ((attachment_name is null) = (attachment is null))
);
create index mail_waiting on tracker.mail (created_at) where status in ('waiting', 'sending');
create index mail_person on tracker.mail (person_id, created_at);
alter table tracker.mail enable row level security;
create policy mail_read on tracker.mail for select to bohol_app
  using ((select tracker.viewer_has_role(array['secretariat_officer', 'administrator']))
    or person_id = (select tracker.viewer_id()));
create policy mail_write on tracker.mail for insert to bohol_app
  with check (status = 'waiting' and ((select tracker.viewer_has_role(array['secretariat_officer', 'administrator']))
    or submission_id in (select s.id from tracker.submission s
      where s.reporter_id = any ((select tracker.viewer_reporter_ids())::integer[]))));
grant insert on tracker.mail to bohol_app;
-- All but the words: they may hold a link that is somebody else's.
grant select (id, person_id, to_address, kind, subject, is_secret, submission_id, memory, attachment_name, created_at,
  status, attempts, tried_at, sent_at, message_id, last_error) on tracker.mail to bohol_app;

-- When the people of an agency were last reminded, for the focal point who did it.
create function tracker.list_agency_reminders(submission integer)
returns table (person_id text, created_at timestamptz, status text)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return query
    select m.person_id, m.created_at, m.status
    from tracker.mail m join tracker.submission s on s.id = m.submission_id
    where m.submission_id = submission and m.kind = 'agency_reminder'
      and s.reporter_id = any (tracker.viewer_focal_reporter_ids());
end
$$;

-- The role that sends mail and keeps the queue. It sees no report.
grant usage on schema tracker to bohol_jobs;
create policy mail_send on tracker.mail for all to bohol_jobs using (true) with check (true);
grant select, insert on tracker.mail to bohol_jobs;
grant update (subject, body, status, attempts, tried_at, sent_at, message_id, last_error) on tracker.mail to bohol_jobs;
create schema if not exists pgboss;
grant usage, create on schema pgboss to bohol_jobs;

-- What the calendar asks before it writes to anybody: who holds a role for a report that is not in, and how much of
-- it is missing. Numbers and days only, nothing of what was written. Whoever hands a role over is left in peace.
create function tracker.list_reminder_facts(only_person text)
returns table (person_id text, name text, email text, role text, reporter_code text, reporter_name text,
  reporter_kind text, time_zone text, round_code text, round_title text, submission_id integer, status text,
  returned boolean, due_on date, ends_on date, since timestamptz, is_ready boolean, has_agency boolean,
  has_delivered boolean, due integer, missing integer, questions integer)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
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
      and not exists (select from tracker.held_role c where c.covers = h.id)
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

-- The people of a reporter to whom a mail about its report goes; asked by those who work on the report or read it.
create function tracker.list_mail_recipients(submission integer, wanted text[])
returns table (person_id text, name text, email text)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return query
    select distinct p.id, p.name, p.email
    from tracker.submission s
    join tracker.held_role h on h.reporter_id = s.reporter_id and h.role = any (wanted)
    join auth.person p on p.id = h.person_id
    where s.id = submission
      and (s.reporter_id = any (tracker.viewer_reporter_ids()) or tracker.viewer_is_secretariat());
end
$$;

-- When each of these people was last reminded of what they owe.
create function tracker.list_reminded(people text[]) returns table (person_id text, reminded_at timestamptz)
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select m.person_id, max(m.created_at) from tracker.mail m
  where m.kind = 'reminder' and m.status <> 'dropped' and m.person_id = any (people)
  group by m.person_id
$$;

-- A mail that did not arrive, or may not have, goes out once more as a mail of its own. Returns null when there is
-- none that may: secret links are made anew instead.
create function tracker.resend_mail(mail bigint, made timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  made_id bigint;
begin
  if not tracker.viewer_has_role(array['secretariat_officer', 'administrator']) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  insert into tracker.mail (person_id, to_address, kind, subject, body, submission_id, memory, attachment_name,
    attachment, created_at)
  select m.person_id, m.to_address, m.kind, m.subject, m.body, m.submission_id, 'again/' || m.id, m.attachment_name,
    m.attachment, made
  from tracker.mail m where m.id = mail and m.status in ('failed', 'unknown') and not m.is_secret
  on conflict do nothing
  returning id into made_id;
  return made_id;
end
$$;

-- Whoever sends mail is told that there is some.
create function tracker.announce_mail() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('mail', '');
  return null;
end
$$;
create trigger mail_is_announced after insert on tracker.mail
  for each statement execute function tracker.announce_mail();

-- The calendar opens and closes rounds and writes reminders (seeds/load-calendar.ts makes it). It is a person in the
-- records and nobody at the door.
create function auth.refuse_calendar() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'Nobody signs in as the calendar.' using errcode = '42501';
end
$$;
create trigger nobody_is_the_calendar before insert or update on auth.session
  for each row when (new.person_id = 'calendar') execute function auth.refuse_calendar();
create trigger nobody_is_the_calendar before insert or update on auth.account
  for each row when (new.person_id = 'calendar') execute function auth.refuse_calendar();
create trigger nobody_is_the_calendar before insert or update on auth.verification
  for each row when (new.value = 'calendar') execute function auth.refuse_calendar();

-- Where the clock of a reporter stands.
alter table tracker.member_state add column time_zone text not null default 'Asia/Jakarta' check (length(time_zone) between 3 and 60);
update tracker.member_state m set time_zone = z.zone from (values
  ('BN', 'Asia/Brunei'), ('KH', 'Asia/Phnom_Penh'), ('ID', 'Asia/Jakarta'), ('LA', 'Asia/Vientiane'),
  ('MY', 'Asia/Kuala_Lumpur'), ('MM', 'Asia/Yangon'), ('PH', 'Asia/Manila'), ('SG', 'Asia/Singapore'),
  ('TH', 'Asia/Bangkok'), ('TL', 'Asia/Dili'), ('VN', 'Asia/Ho_Chi_Minh')) as z (iso2, zone)
where m.iso2 = z.iso2 and m.time_zone <> z.zone;

-- Who may call what -------------------------------------------------------------------------------------------------------------------

revoke execute on function tracker.hand_over(integer, text, date, date, timestamptz),
  tracker.end_cover(integer, timestamptz), tracker.list_colleagues(), tracker.list_cooperation(integer),
  tracker.changed_since(integer, integer, integer), tracker.list_agency_reminders(integer) from public;
grant execute on function tracker.hand_over(integer, text, date, date, timestamptz),
  tracker.end_cover(integer, timestamptz), tracker.list_colleagues(), tracker.list_cooperation(integer),
  tracker.changed_since(integer, integer, integer), tracker.list_agency_reminders(integer) to bohol_app;
revoke execute on function tracker.list_reminder_facts(text), tracker.list_mail_recipients(integer, text[]),
  tracker.list_reminded(text[]), tracker.resend_mail(bigint, timestamptz) from public;
grant execute on function tracker.list_reminder_facts(text), tracker.list_reminded(text[]) to bohol_jobs;
grant execute on function tracker.list_mail_recipients(integer, text[]), tracker.resend_mail(bigint, timestamptz)
  to bohol_app;
