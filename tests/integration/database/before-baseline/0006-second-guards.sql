-- What the use-cases refuse already, refused a second time: for SQL that reaches the runtime role by another way, and
-- for a request whose viewer lost a role while it was on its way.

-- Rounds: everyone reads them, the secretariat opens, closes and changes them --------------------------------------

alter table tracker.round enable row level security;
create policy round_read on tracker.round for select to bohol_app using (true);
create policy round_add on tracker.round for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()));
create policy round_change on tracker.round for update to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check ((select tracker.viewer_is_secretariat()));

-- History is written by those whose history it is -------------------------------------------------------------------

drop policy revision_add on tracker.revision;
create policy revision_add on tracker.revision for insert to bohol_app
  with check (changed_by = (select tracker.viewer_id())
    and case when submission_id is null
      then (select tracker.viewer_has_role(array['secretariat_officer', 'administrator']))
      else submission_id in (select s.id from tracker.submission s
        where s.reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])) end);

-- Who moves a report --------------------------------------------------------------------------------------------------
-- Roles by pair of statuses; a test keeps them equal to server/domain/access/can.rules.ts. A focal point clears for
-- a body only: a state has a clearing authority above it.

alter table tracker.submission_transition add column made_by text[] not null default '{}';
update tracker.submission_transition t set made_by = g.made_by
from (values
  ('draft', 'cleared', array['clearing_officer', 'focal_point']),
  ('returned', 'cleared', array['clearing_officer', 'focal_point']),
  ('cleared', 'draft', array['clearing_officer', 'focal_point']),
  ('cleared', 'returned', array['clearing_officer', 'focal_point']),
  ('cleared', 'submitted', array['clearing_officer', 'focal_point']),
  ('submitted', 'draft', array['clearing_officer', 'focal_point']),
  ('submitted', 'returned', array['clearing_officer', 'focal_point', 'secretariat_officer']),
  ('submitted', 'accepted', array['secretariat_officer']),
  ('accepted', 'returned', array['secretariat_officer'])
) as g (from_status, to_status, made_by)
where t.from_status = g.from_status and t.to_status = g.to_status;

create function tracker.check_submission_mover() returns trigger language plpgsql
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
    join tracker.assignment a on a.role = any (t.made_by) and a.revoked_at is null
    join auth.person p on p.id = a.person_id and p.disabled_at is null
    join tracker.reporter r on r.id = new.reporter_id
    where t.from_status = old.status and t.to_status = new.status and a.person_id = tracker.viewer_id()
      and (a.role = 'secretariat_officer' or a.reporter_id = r.id)
      and (new.status <> 'cleared' or a.role <> 'focal_point' or r.kind = 'body')
  ) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  return new;
end
$$;
-- After submission_moves by name, so that an impossible move is called impossible.
create trigger submission_moves_by_role before update on tracker.submission
  for each row execute function tracker.check_submission_mover();

-- A compilation and a publication are whole when they are made ----------------------------------------------------
-- Rows can join them in the transaction that makes them and never again, and only the secretariat makes them.

create function tracker.check_compilation_unsealed() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if exists (
    select from (select distinct a.compilation_id as id from added a) a
    join tracker.compilation c on c.id = a.id
    where c.xmin <> pg_current_xact_id()::xid
  ) then
    raise exception 'A compilation is complete and nothing is added to it.' using errcode = 'BT001';
  end if;
  return null;
end
$$;

create function tracker.check_publication_unsealed() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  sealed boolean;
begin
  if session_user = 'bohol_app' and not tracker.viewer_is_secretariat() then
    raise exception 'Only the secretariat publishes.' using errcode = '42501';
  end if;
  execute format('select exists (select from (select distinct %I as number from added) a
    join published.publication p on p.number = a.number where p.xmin <> pg_current_xact_id()::xid)', tg_argv[0])
    into sealed;
  if sealed then
    raise exception 'A publication is complete and nothing is added to it.' using errcode = 'BT001';
  end if;
  return null;
end
$$;

do $$
declare
  t text;
begin
  foreach t in array array['tracker.compiled_submission', 'tracker.compiled_activity_report',
    'tracker.compiled_indicator_report', 'tracker.compiled_value']
  loop
    execute format('create trigger compilation_is_unsealed after insert on %s referencing new table as added
      for each statement execute function tracker.check_compilation_unsealed()', t);
  end loop;
  foreach t in array array['tracker.figure_source', 'published.publication', 'published.round',
    'published.activity_status_word', 'published.reporter', 'published.partner', 'published.area',
    'published.objective', 'published.activity', 'published.activity_status', 'published.activity_narrative',
    'published.indicator', 'published.lens', 'published.lens_indicator', 'published.figure', 'published.coverage']
  loop
    execute format('create trigger publication_is_unsealed after insert on %s referencing new table as added
      for each statement execute function tracker.check_publication_unsealed(%L)', t,
      case t when 'tracker.figure_source' then 'publication_number' when 'published.publication' then 'number'
        else 'publication' end);
  end loop;
end
$$;

-- What was asked under a request id: the same id with other content is not a repetition ------------------------------

alter table tracker.request_log add column input_sha256 text not null default '';
