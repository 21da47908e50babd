-- The database's own answer to "who may do what" and "what must never be false".

-- Who is asking ----------------------------------------------------------------------------------------
-- A request names its viewer in the setting bohol.viewer as "person|expires|signature". The signature is made
-- with a secret that the runtime role cannot read, so SQL that slips through as the runtime role cannot become
-- another person by setting the variable.

create table tracker.viewer_secret (
  only_row boolean primary key default true check (only_row),
  secret text not null
);

create function tracker.viewer_signature(person text, expires text) returns text
language sql stable security definer set search_path = pg_catalog, tracker as $$
  select encode(sha256(convert_to(secret || '|' || person || '|' || expires || '|' || secret, 'UTF8')), 'hex')
  from tracker.viewer_secret
$$;

create function tracker.viewer_id() returns text
language plpgsql stable security definer set search_path = pg_catalog, tracker as $$
declare
  pass text[] := string_to_array(coalesce(current_setting('bohol.viewer', true), ''), '|');
begin
  if cardinality(pass) <> 3 or pass[2] !~ '^[0-9]{1,15}$' then
    return null;
  end if;
  if pass[2]::bigint < extract(epoch from clock_timestamp()) then
    return null;
  end if;
  if pass[3] <> tracker.viewer_signature(pass[1], pass[2]) then
    return null;
  end if;
  return pass[1];
end
$$;

-- The functions below are plpgsql on purpose: each looks the viewer up once. As plain SQL they would be inlined
-- and ask for every row.

create function tracker.viewer_has_role(roles text[]) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, tracker as $$
declare
  viewer text := tracker.viewer_id();
begin
  return exists (
    select from tracker.assignment a
    join auth.person p on p.id = a.person_id and p.disabled_at is null
    where a.person_id = viewer and a.role = any (roles) and a.revoked_at is null
  );
end
$$;

create function tracker.viewer_is_secretariat() returns boolean
language plpgsql stable security definer set search_path = pg_catalog, tracker as $$
begin
  return tracker.viewer_has_role(array['secretariat_officer']);
end
$$;

create function tracker.viewer_reporter_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker as $$
declare
  viewer text := tracker.viewer_id();
begin
  return coalesce((
    select array_agg(distinct a.reporter_id)
    from tracker.assignment a
    join auth.person p on p.id = a.person_id and p.disabled_at is null
    where a.person_id = viewer and a.reporter_id is not null and a.revoked_at is null), '{}');
end
$$;

-- Reporters read their own at any time; the secretariat reads a report's content only once it has left the
-- country, and not while it is open again for changes (it has the snapshot of what it received).
create function tracker.viewer_readable_submission_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker as $$
declare
  own integer[] := tracker.viewer_reporter_ids();
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

create function tracker.viewer_writable_submission_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker as $$
declare
  own integer[] := tracker.viewer_reporter_ids();
begin
  return coalesce((select array_agg(s.id) from tracker.submission s
    where s.reporter_id = any (own) and s.status in ('draft', 'returned')), '{}');
end
$$;

-- What was asked of each reporter of a round and how much of it has been touched: numbers for the board and the
-- compilation, without a look at any draft.
create function tracker.list_due_items(round_id integer)
returns table (submission_id integer, activities integer[], indicators integer[], touched integer)
language plpgsql stable security definer set search_path = pg_catalog, tracker as $$
begin
  if not tracker.viewer_is_secretariat() then
    raise exception 'Only the secretariat sees the whole round.' using errcode = '42501';
  end if;
  return query
    select s.id, coalesce(a.ids, '{}'), coalesce(i.ids, '{}'),
      (coalesce(a.touched, 0) + coalesce(i.touched, 0))::integer
    from tracker.submission s
    left join (select ar.submission_id, array_agg(ar.activity_id) as ids,
        count(*) filter (where ar.status_code is not null) as touched
      from tracker.activity_report ar group by ar.submission_id) a on a.submission_id = s.id
    left join (select ir.submission_id, array_agg(ir.indicator_id) as ids,
        count(*) filter (where exists (select from tracker.indicator_value v
          where v.submission_id = ir.submission_id and v.indicator_id = ir.indicator_id)) as touched
      from tracker.indicator_report ir group by ir.submission_id) i on i.submission_id = s.id
    where s.round_id = list_due_items.round_id;
end
$$;

-- Row-level security ------------------------------------------------------------------------------------

alter table tracker.submission enable row level security;
alter table tracker.activity_report enable row level security;
alter table tracker.indicator_report enable row level security;
alter table tracker.indicator_value enable row level security;
alter table tracker.evidence enable row level security;
alter table tracker.query enable row level security;
alter table tracker.submission_snapshot enable row level security;
alter table tracker.decision enable row level security;
alter table tracker.revision enable row level security;
alter table tracker.request_log enable row level security;
alter table tracker.compilation enable row level security;
alter table tracker.compiled_submission enable row level security;
alter table tracker.compiled_activity_report enable row level security;
alter table tracker.compiled_indicator_report enable row level security;
alter table tracker.compiled_value enable row level security;
alter table tracker.figure_source enable row level security;
alter table tracker.publication_event enable row level security;
alter table tracker.assignment enable row level security;
alter table tracker.invitation enable row level security;

-- That a report exists and where it stands is the secretariat's to see; its content is not.
create policy submission_read on tracker.submission for select to bohol_app
  using (reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])
    or (select tracker.viewer_is_secretariat()));
create policy submission_open on tracker.submission for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()));
create policy submission_move on tracker.submission for update to bohol_app
  using (reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])
    or (select tracker.viewer_is_secretariat()))
  with check (reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])
    or (select tracker.viewer_is_secretariat()));

create policy activity_report_read on tracker.activity_report for select to bohol_app
  using (submission_id = any ((select tracker.viewer_readable_submission_ids())::integer[]));
create policy activity_report_open on tracker.activity_report for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()) and version = 0 and status_code is null
    and achievements = '' and challenges = '' and next_steps = '');
create policy activity_report_write on tracker.activity_report for update to bohol_app
  using (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[]))
  with check (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[]));

create policy indicator_report_read on tracker.indicator_report for select to bohol_app
  using (submission_id = any ((select tracker.viewer_readable_submission_ids())::integer[]));
create policy indicator_report_open on tracker.indicator_report for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()) and version = 0 and note = '');
create policy indicator_report_write on tracker.indicator_report for update to bohol_app
  using (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[]))
  with check (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[]));

create policy indicator_value_read on tracker.indicator_value for select to bohol_app
  using (submission_id = any ((select tracker.viewer_readable_submission_ids())::integer[]));
create policy indicator_value_write on tracker.indicator_value for all to bohol_app
  using (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[]))
  with check (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[]));

create policy evidence_read on tracker.evidence for select to bohol_app
  using (submission_id = any ((select tracker.viewer_readable_submission_ids())::integer[]));
create policy evidence_add on tracker.evidence for insert to bohol_app
  with check (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[]));
create policy evidence_change on tracker.evidence for update to bohol_app
  using (submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[]));

create policy query_read on tracker.query for select to bohol_app
  using ((select tracker.viewer_is_secretariat())
    or (sent_at is not null and submission_id in (
      select s.id from tracker.submission s
      where s.reporter_id = any ((select tracker.viewer_reporter_ids())::integer[]))));
create policy query_raise on tracker.query for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()));
create policy query_change on tracker.query for update to bohol_app
  using ((select tracker.viewer_is_secretariat())
    or (sent_at is not null
      and submission_id = any ((select tracker.viewer_writable_submission_ids())::integer[])));
create policy query_remove on tracker.query for delete to bohol_app
  using ((select tracker.viewer_is_secretariat()) and sent_at is null);

create policy snapshot_read on tracker.submission_snapshot for select to bohol_app
  using ((select tracker.viewer_is_secretariat())
    or submission_id in (select s.id from tracker.submission s
      where s.reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])));
create policy snapshot_take on tracker.submission_snapshot for insert to bohol_app
  with check (submission_id in (select s.id from tracker.submission s
    where s.reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])));

create policy decision_read on tracker.decision for select to bohol_app
  using ((select tracker.viewer_is_secretariat())
    or submission_id in (select s.id from tracker.submission s
      where s.reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])));
create policy decision_take on tracker.decision for insert to bohol_app
  with check (decided_by = (select tracker.viewer_id()) and submission_id in (
    select s.id from tracker.submission s));

-- A reporter's drafting history stays in the country.
create policy revision_read on tracker.revision for select to bohol_app
  using (case when submission_id is null then (select tracker.viewer_has_role(
      array['secretariat_officer', 'administrator']))
    else submission_id in (select s.id from tracker.submission s
      where s.reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])) end);
create policy revision_add on tracker.revision for insert to bohol_app
  with check (changed_by = (select tracker.viewer_id()));

create policy request_log_own on tracker.request_log for all to bohol_app
  using (person_id = (select tracker.viewer_id())) with check (person_id = (select tracker.viewer_id()));

create policy compilation_secretariat on tracker.compilation for all to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check ((select tracker.viewer_is_secretariat()));
create policy compiled_submission_secretariat on tracker.compiled_submission for all to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check ((select tracker.viewer_is_secretariat()));
create policy compiled_activity_report_secretariat on tracker.compiled_activity_report for all to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check ((select tracker.viewer_is_secretariat()));
create policy compiled_indicator_report_secretariat on tracker.compiled_indicator_report for all to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check ((select tracker.viewer_is_secretariat()));
create policy compiled_value_secretariat on tracker.compiled_value for all to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check ((select tracker.viewer_is_secretariat()));
create policy figure_source_secretariat on tracker.figure_source for all to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check ((select tracker.viewer_is_secretariat()));
create policy publication_event_secretariat on tracker.publication_event for all to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check ((select tracker.viewer_is_secretariat()));

-- Everyone sees their own roles; those who look after people see all.
create policy assignment_read on tracker.assignment for select to bohol_app
  using (person_id = (select tracker.viewer_id())
    or (select tracker.viewer_has_role(array['secretariat_officer', 'administrator'])));
create policy assignment_manage on tracker.assignment for all to bohol_app
  using ((select tracker.viewer_has_role(array['administrator'])))
  with check ((select tracker.viewer_has_role(array['administrator'])));
create policy invitation_manage on tracker.invitation for all to bohol_app
  using ((select tracker.viewer_has_role(array['secretariat_officer', 'administrator'])))
  with check ((select tracker.viewer_has_role(array['secretariat_officer', 'administrator'])));

-- History that cannot be rewritten ----------------------------------------------------------------------

create function tracker.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'Rows of %.% are history and never change.', tg_table_schema, tg_table_name
    using errcode = 'BT001';
end
$$;

do $$
declare
  t text;
begin
  foreach t in array array['tracker.submission_snapshot', 'tracker.decision', 'tracker.revision',
    'tracker.compilation', 'tracker.compiled_submission', 'tracker.compiled_activity_report',
    'tracker.compiled_indicator_report', 'tracker.compiled_value', 'tracker.figure_source',
    'tracker.publication_event',
    'published.publication', 'published.round', 'published.activity_status_word', 'published.reporter',
    'published.partner', 'published.area', 'published.objective', 'published.activity',
    'published.activity_status', 'published.activity_narrative', 'published.indicator', 'published.lens',
    'published.lens_indicator', 'published.figure', 'published.coverage']
  loop
    execute format('create trigger history_is_kept before update or delete or truncate on %s
      for each statement execute function tracker.refuse_change()', t);
  end loop;
end
$$;

-- A submission moves only along the workflow ------------------------------------------------------------

create function tracker.check_submission_move() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker as $$
begin
  if new.round_id <> old.round_id or new.reporter_id <> old.reporter_id then
    raise exception 'A submission stays with its round and reporter.' using errcode = 'BT002';
  end if;
  if new.status <> old.status then
    if not exists (select from tracker.submission_transition t
      where t.from_status = old.status and t.to_status = new.status) then
      raise exception 'A report cannot go from % to %.', old.status, new.status using errcode = 'BT002';
    end if;
    if new.version <= old.version then
      raise exception 'A move raises the version.' using errcode = 'BT002';
    end if;
  end if;
  return new;
end
$$;
create trigger submission_moves before update on tracker.submission
  for each row execute function tracker.check_submission_move();

-- Content changes only while the report is open for it --------------------------------------------------
-- Statement-level with a transition table: one look for 200 cells. On a partial return only items with an
-- unresolved query are open.

create function tracker.check_content_open() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker as $$
declare
  shut integer;
begin
  if tg_argv[0] = 'activity' then
    select count(*) into shut from (select distinct submission_id, activity_id from changed) c
    join tracker.submission s on s.id = c.submission_id
    where not (s.status = 'draft' or (s.status = 'returned' and (s.return_scope = 'all' or exists (
      select from tracker.query q where q.submission_id = c.submission_id and q.activity_id = c.activity_id
        and q.sent_at is not null and q.resolved_at is null))));
  else
    select count(*) into shut from (select distinct submission_id, indicator_id from changed) c
    join tracker.submission s on s.id = c.submission_id
    where not (s.status = 'draft' or (s.status = 'returned' and (s.return_scope = 'all' or exists (
      select from tracker.query q where q.submission_id = c.submission_id and q.indicator_id = c.indicator_id
        and q.sent_at is not null and q.resolved_at is null))));
  end if;
  if shut > 0 then
    raise exception 'The report is not open for changes.' using errcode = 'BT003';
  end if;
  return null;
end
$$;
create trigger activity_report_is_open after update on tracker.activity_report
  referencing new table as changed for each statement execute function tracker.check_content_open('activity');
create trigger indicator_report_is_open after update on tracker.indicator_report
  referencing new table as changed for each statement execute function tracker.check_content_open('indicator');
create trigger indicator_value_is_open_insert after insert on tracker.indicator_value
  referencing new table as changed for each statement execute function tracker.check_content_open('indicator');
create trigger indicator_value_is_open_update after update on tracker.indicator_value
  referencing new table as changed for each statement execute function tracker.check_content_open('indicator');
create trigger indicator_value_is_open_delete after delete on tracker.indicator_value
  referencing old table as changed for each statement execute function tracker.check_content_open('indicator');

-- The parts of one dimension never exceed the total that was reported beside them -------------------------

create function tracker.check_parts() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker as $$
begin
  if exists (
    select from (select distinct submission_id, indicator_id from changed) c
    join tracker.indicator_value total on total.submission_id = c.submission_id
      and total.indicator_id = c.indicator_id and total.dimension_code is null and total.state = 'reported'
    join lateral (
      select sum(p.value) as value, sum(p.numerator) as numerator, sum(p.denominator) as denominator
      from tracker.indicator_value p
      where p.submission_id = c.submission_id and p.indicator_id = c.indicator_id
        and p.dimension_code is not null and p.state = 'reported'
      group by p.dimension_code
    ) parts on parts.value > total.value or parts.numerator > total.numerator
      or parts.denominator > total.denominator
  ) then
    raise exception 'The parts of a breakdown exceed its total.' using errcode = 'BT004';
  end if;
  return null;
end
$$;
create trigger indicator_value_parts_insert after insert on tracker.indicator_value
  referencing new table as changed for each statement execute function tracker.check_parts();
create trigger indicator_value_parts_update after update on tracker.indicator_value
  referencing new table as changed for each statement execute function tracker.check_parts();

-- Grants ------------------------------------------------------------------------------------------------

grant usage on schema tracker to bohol_app;
grant select on all tables in schema tracker to bohol_app;
revoke all on tracker.viewer_secret from bohol_app;
revoke execute on function tracker.viewer_signature(text, text) from public;
grant insert, update on tracker.submission, tracker.activity_report, tracker.indicator_report, tracker.evidence,
  tracker.query, tracker.round, tracker.assignment, tracker.invitation to bohol_app;
grant insert, update, delete on tracker.indicator_value to bohol_app;
grant delete on tracker.query to bohol_app;
grant insert on tracker.submission_snapshot, tracker.decision, tracker.revision, tracker.request_log,
  tracker.compilation, tracker.compiled_submission, tracker.compiled_activity_report,
  tracker.compiled_indicator_report, tracker.compiled_value, tracker.figure_source, tracker.publication_event
  to bohol_app;
grant usage on schema auth to bohol_app;
grant select (id, name, email, disabled_at) on auth.person to bohol_app;
-- Publishing writes what the public reads; it cannot change or remove it afterwards.
grant usage on schema published to bohol_app, bohol_public;
grant select, insert on all tables in schema published to bohol_app;
grant select on all tables in schema published to bohol_public;

grant usage on schema auth to bohol_auth;
grant select, insert, update, delete on all tables in schema auth to bohol_auth;
