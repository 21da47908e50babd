-- Who asks is found out once in a transaction, and guards look at what changed once in a statement. No rule changes: who
-- may see or write what stays as it was. Functions that are asked with every save plan their statements once in a
-- connection (plan_cache_mode): left alone, Postgres plans those with lists anew each time, which takes longer than
-- running them.
set local lock_timeout = '5s';

-- The roles of whoever asks, found once in a transaction and kept in its setting bohol.viewer_roles, signed as the pass
-- is: person, the reporters for which they work, those for which they work as a whole, whose focal point they are, for
-- which they answer, the roles, the assignments. Null where nobody asks. What was kept counts only with the same pass in
-- the same transaction.
create function tracker.viewer_roles() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
  pass text := coalesce(current_setting('bohol.viewer', true), '');
  kept text[] := string_to_array(coalesce(current_setting('bohol.viewer_roles', true), ''), '#');
  asked text := 'roles#' || pass || '#' || pg_backend_pid() || '/' || extract(epoch from transaction_timestamp());
  viewer text;
  found text[];
begin
  -- A person or pass with the separator in it makes more than eleven, and is looked up each time.
  if cardinality(kept) = 11 and kept[1] || '#' || kept[2] || '#' || kept[3] = asked
    and split_part(pass, '|', 2)::bigint >= extract(epoch from clock_timestamp())
    and kept[11] = tracker.viewer_signature(array_to_string(kept[1:10], '#'), '#') then
    return kept[4:10];
  end if;
  viewer := tracker.viewer_id();
  if viewer is null then
    return null;
  end if;
  select array[viewer,
    (coalesce(array_agg(distinct h.reporter_id) filter (where h.reporter_id is not null), '{}'))::text,
    (coalesce(array_agg(distinct h.reporter_id) filter (where h.reporter_id is not null
      and (h.role <> 'contributor' or h.agency_id is null)), '{}'))::text,
    (coalesce(array_agg(distinct h.reporter_id) filter (where h.role = 'focal_point'), '{}'))::text,
    (coalesce(array_agg(distinct h.reporter_id) filter (where h.role in ('focal_point', 'clearing_officer')), '{}'))::text,
    (coalesce(array_agg(distinct h.role), '{}'))::text,
    (coalesce(array_agg(h.id), '{}'))::text] into found
  from tracker.held_role h where h.person_id = viewer;
  asked := asked || '#' || array_to_string(found, '#');
  perform set_config('bohol.viewer_roles', asked || '#' || tracker.viewer_signature(asked, '#'), true);
  return found;
end
$$;
revoke execute on function tracker.viewer_roles() from public;

-- Roles that change are found anew within the transaction that changes them.
create function tracker.forget_viewer_roles() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
begin
  perform set_config('bohol.viewer_roles', '', true);
  return null;
end
$$;
create trigger viewer_roles_are_found_anew after insert or update or delete on tracker.assignment for each statement
  execute function tracker.forget_viewer_roles();
create trigger viewer_roles_are_found_anew after update of disabled_at on auth.person for each statement execute
  function tracker.forget_viewer_roles();

create or replace function tracker.viewer_has_role(roles text[]) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return coalesce((tracker.viewer_roles())[6]::text[] && roles, false);
end
$$;

create or replace function tracker.viewer_is_secretariat() returns boolean
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return coalesce('secretariat_officer' = any ((tracker.viewer_roles())[6]::text[]), false);
end
$$;

create or replace function tracker.viewer_reporter_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return coalesce((tracker.viewer_roles())[2]::integer[], '{}');
end
$$;

create or replace function tracker.viewer_whole_reporter_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return coalesce((tracker.viewer_roles())[3]::integer[], '{}');
end
$$;

create or replace function tracker.viewer_focal_reporter_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return coalesce((tracker.viewer_roles())[4]::integer[], '{}');
end
$$;

create or replace function tracker.viewer_answering_reporter_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return coalesce((tracker.viewer_roles())[5]::integer[], '{}');
end
$$;

create or replace function tracker.viewer_role_ids() returns setof integer
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return query select unnest((tracker.viewer_roles())[7]::integer[]);
end
$$;

-- One look at the roles in place of two.
create or replace function tracker.viewer_readable_submission_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
  roles text[] := tracker.viewer_roles();
  own integer[] := coalesce(roles[3]::integer[], '{}');
  is_secretariat boolean := coalesce('secretariat_officer' = any (roles[6]::text[]), false);
begin
  return coalesce((select array_agg(s.id) from tracker.submission s
    where s.reporter_id = any (own) or is_secretariat and s.status in ('submitted', 'accepted')), '{}');
end
$$;

-- Every report of the reporters for which somebody works as a whole, or also of those for which they write a part.
create function tracker.viewer_own_submission_ids(partly boolean) returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
  roles text[] := tracker.viewer_roles();
  own integer[] := coalesce(case when partly then roles[2] else roles[3] end::integer[], '{}');
begin
  return coalesce((select array_agg(s.id) from tracker.submission s where s.reporter_id = any (own)), '{}');
end
$$;

-- Whether the reports of what changed are open, and in the hands of whoever changes them: asked once for a statement.
create or replace function tracker.check_content_open() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
  is_shut boolean;
  is_of_others boolean;
  own integer[];
begin
  if not exists (select from changed) then
    return null;
  end if;
  own := case when session_user = 'bohol_app' then tracker.viewer_reporter_ids() end;
  if tg_argv[0] = 'activity' then
    select bool_or(not (s.status = 'draft' or (s.status = 'returned' and (s.return_scope = 'all' or exists (
        select from tracker.query q where q.submission_id = c.submission_id and q.activity_id = c.activity_id
          and q.sent_at is not null and q.resolved_at is null))))),
      bool_or(s.reporter_id <> all (own)) into is_shut, is_of_others
    from (select distinct submission_id, activity_id from changed) c
    join tracker.submission s on s.id = c.submission_id;
  else
    select bool_or(not (s.status = 'draft' or (s.status = 'returned' and (s.return_scope = 'all' or exists (
        select from tracker.query q where q.submission_id = c.submission_id and q.indicator_id = c.indicator_id
          and q.sent_at is not null and q.resolved_at is null))))),
      bool_or(s.reporter_id <> all (own)) into is_shut, is_of_others
    from (select distinct submission_id, indicator_id from changed) c
    join tracker.submission s on s.id = c.submission_id;
  end if;
  if is_shut then
    raise exception 'The report is not open for changes.' using errcode = 'BT003';
  end if;
  if is_of_others then
    raise exception 'A report is changed by its reporter only.' using errcode = '42501';
  end if;
  return null;
end
$$;

-- A row of a report is removed by its reporter, whether the report is open or not.
create or replace function tracker.check_reporters_hand() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
  own integer[];
begin
  if session_user = 'bohol_app' then
    own := tracker.viewer_reporter_ids();
    if exists (select from (select distinct submission_id from changed) c
      join tracker.submission s on s.id = c.submission_id where s.reporter_id <> all (own)) then
      raise exception 'A report is changed by its reporter only.' using errcode = '42501';
    end if;
  end if;
  return null;
end
$$;

-- check_content_open asks this too, of every change but the removal of a row of a report.
drop trigger reporters_hand_update on tracker.activity_report;
drop trigger reporters_hand_update on tracker.indicator_report;
drop trigger reporters_hand_insert on tracker.indicator_value;
drop trigger reporters_hand_update on tracker.indicator_value;
drop trigger reporters_hand_delete on tracker.indicator_value;

-- The note and the consent belong to whoever holds the whole indicator.
drop trigger indicator_header_is_its_holders on tracker.indicator_report;
create or replace function tracker.check_indicator_header() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
  -- What somebody writes as a whole needs no look at who holds what.
  writable integer[];
begin
  if session_user <> 'bohol_app' then
    return null;
  end if;
  writable := tracker.viewer_writable_submission_ids();
  if exists (
    select from changed c join before b on b.submission_id = c.submission_id and b.indicator_id = c.indicator_id
    where ((c.note, c.release) is distinct from (b.note, b.release)
      -- Whoever writes a part may copy into it; that all is confirmed is not theirs to say.
      or b.copied_from is not null and c.copied_from is null)
      and c.submission_id <> all (writable)
      and tracker.item_key(c.submission_id, c.indicator_id)::text <> all (
        (select tracker.viewer_agency_cells(true))::text[])) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  return null;
end
$$;
create trigger indicator_header_is_its_holders after update on tracker.indicator_report referencing old table as before
  new table as changed for each statement execute function tracker.check_indicator_header();

-- The parts of a breakdown against their total.
create or replace function tracker.check_parts() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
  found_at jsonb;
begin
  if not exists (select from changed) then
    return null;
  end if;
  -- Of each indicator by itself: the whole table is never looked through, however many change.
  select jsonb_build_object('indicator', c.indicator_id, 'dimension', p.dimension_code) into found_at
  from (select distinct submission_id, indicator_id from changed) c
  cross join lateral (
    select s.*, max(s.value) filter (where s.dimension_code is null) over () as total_value,
      max(s.numerator) filter (where s.dimension_code is null) over () as total_numerator,
      max(s.denominator) filter (where s.dimension_code is null) over () as total_denominator
    from (
      select v.dimension_code, sum(v.value) as value, sum(v.numerator) as numerator, sum(v.denominator) as denominator
      from tracker.indicator_value v
      where v.submission_id = c.submission_id and v.indicator_id = c.indicator_id and v.state = 'reported'
      group by v.dimension_code) s) p
  where p.dimension_code is not null and (p.value > p.total_value or p.numerator > p.total_numerator
    or p.denominator > p.total_denominator)
  order by c.indicator_id, p.dimension_code limit 1;
  if found then
    raise exception 'The parts of a breakdown exceed its total.' using errcode = 'BT004', detail = found_at::text;
  end if;
  return null;
end
$$;

alter function tracker.viewer_writable_submission_ids() set plan_cache_mode = force_generic_plan;
alter function tracker.refresh_progress(integer[]) set plan_cache_mode = force_generic_plan;
alter function tracker.tell_insert_of_revision() set plan_cache_mode = force_generic_plan;

-- Policies that change, in the form of the table in 0017-who-sees-what.sql. A policy for all that is done is also asked
-- when rows are read, beside the one for reading, which allows more: so there is one for each thing that is done.
do $$
declare
  policy record;
  rule record;
begin
  for policy in select * from (values
    ('tracker.indicator_value', 'indicator_value_write', null, null, null),
    ('tracker.indicator_value', 'indicator_value_add', 'insert', null, '{writable_report} or {writable_cell}'),
    ('tracker.indicator_value', 'indicator_value_change', 'update',
      '{writable_report} or {writable_cell}',
      '{writable_report} or {writable_cell}'),
    ('tracker.indicator_value', 'indicator_value_remove', 'delete', '{writable_report} or {writable_cell}', null),
    ('tracker.warning_reason', 'warning_reason_write', null, null, null),
    ('tracker.warning_reason', 'warning_reason_add', 'insert',
      null,
      'given_by = {me} and ({writable_report} or {writable_activity} or {writable_indicator})'),
    ('tracker.warning_reason', 'warning_reason_change', 'update',
      '{writable_report} or {writable_activity} or {writable_indicator}',
      'given_by = {me} and ({writable_report} or {writable_activity} or {writable_indicator})'),
    ('tracker.warning_reason', 'warning_reason_remove', 'delete',
      '{writable_report} or {writable_activity} or {writable_indicator}',
      null),
    ('tracker.revision', 'revision_read', 'select',
      'case when submission_id is null then {overseer} else changed_by = {me} or {own_report} end',
      null),
    ('tracker.revision', 'revision_add', 'insert',
      null,
      'changed_by = {me} and case when submission_id is null then {overseer} else {own_report} or
        {own_report_or_part} and case subject when ''activity'' then (exists (select from tracker.activity a where
        a.code = revision.subject_key and (tracker.item_key(revision.submission_id, a.id) = any (((select
        tracker.viewer_agency_activities(true)))::bigint[])))) when ''indicator'' then (exists (select from
        tracker.indicator i where i.code = revision.subject_key and (tracker.item_key(revision.submission_id, i.id) =
        any (((select tracker.viewer_agency_indicators(true)))::bigint[])))) else true end end'),
    ('tracker.submission_progress', 'submission_progress_read', 'select',
      '{secretariat} or {own_report_or_part}',
      null),
    ('tracker.query', 'query_read', 'select',
      '{secretariat} or sent_at is not null and ({own_report} or {readable_activity} or {readable_indicator})',
      null)
  ) as line (on_table, name, verb, rows_there, rows_written)
  loop
    for rule in select * from (values
    -- Of a reporter for which somebody works as a whole: focal point, clearing officer, contributor without an agency.
    ('{own_report}', 'submission_id = any ((select tracker.viewer_own_submission_ids(false))::integer[])'),
    -- The same, or contributor of an agency: its part only.
    ('{own_report_or_part}', 'submission_id = any ((select tracker.viewer_own_submission_ids(true))::integer[])'),
    -- A report that may be written as a whole, while it is open.
    ('{writable_report}', 'submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[])'),
    -- An activity that the agency of a contributor holds.
    ('{readable_activity}', 'tracker.item_key(submission_id, activity_id) = any ((select
      tracker.viewer_agency_activities(false))::bigint[])'),
    -- The same, while the report is open.
    ('{writable_activity}', 'tracker.item_key(submission_id, activity_id) = any ((select
      tracker.viewer_agency_activities(true))::bigint[])'),
    -- An indicator of which the agency holds something.
    ('{readable_indicator}', 'tracker.item_key(submission_id, indicator_id) = any ((select
      tracker.viewer_agency_indicators(false))::bigint[])'),
    -- The same, while the report is open.
    ('{writable_indicator}', 'tracker.item_key(submission_id, indicator_id) = any ((select
      tracker.viewer_agency_indicators(true))::bigint[])'),
    -- A figure that the agency holds, while the report is open.
    ('{writable_cell}', 'tracker.cell_is_among((select tracker.viewer_agency_cells(true)),
      tracker.item_key(submission_id, indicator_id), dimension_code, category_code, (select
      tracker.viewer_held_parts()))'),
    -- An officer of the secretariat.
    ('{secretariat}', '(select tracker.viewer_is_secretariat())'),
    -- An officer of the secretariat or an administrator.
    ('{overseer}', '(select tracker.viewer_has_role(array[''secretariat_officer'', ''administrator'']))'),
    -- Who is asking.
    ('{me}', '(select tracker.viewer_id())')
    ) as line (name, holds)
    loop
      policy.rows_there := replace(policy.rows_there, rule.name, rule.holds);
      policy.rows_written := replace(policy.rows_written, rule.name, rule.holds);
    end loop;
    execute format('drop policy if exists %I on %s', policy.name, policy.on_table);
    -- One without a verb goes.
    continue when policy.verb is null;
    execute format('create policy %I on %s for %s to bohol_app', policy.name, policy.on_table, policy.verb)
      || coalesce(' using (' || policy.rows_there || ')', '')
      || coalesce(' with check (' || policy.rows_written || ')', '');
  end loop;
end
$$;
