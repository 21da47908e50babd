-- A state's own baseline and targets for an indicator: proposed by its focal point, cleared as a report is, accepted or
-- returned by the secretariat. Each step is a row that never changes; what is accepted becomes rows of tracker.baseline and
-- tracker.target that name the reporter, with versions by round.
set local lock_timeout = '5s';

create table tracker.national_target_step (
  id bigint generated always as identity primary key,
  indicator_id integer not null references tracker.indicator (id),
  reporter_id integer not null references tracker.reporter (id),
  -- The round from which it counts.
  round_id integer not null references tracker.round (id),
  -- Of the indicator and the reporter: two people who decide at once cannot both take the next one.
  number integer not null check (number > 0),
  status text not null check (status in ('proposed', 'cleared', 'accepted', 'returned')),
  -- Who returned it: only what the secretariat returned is the secretariat's to read.
  returned_by text check (returned_by in ('state', 'secretariat')),
  -- What is proposed: { baseline: { year, value } or null, targets: [{ year, value }] }, numbers as decimal text.
  content jsonb not null check (jsonb_typeof(content -> 'targets') = 'array'),
  -- The state's consent to publish its targets.
  released boolean not null,
  note text not null default '' check (length(note) <= 2000),
  taken_by text not null references auth.person (id),
  taken_at timestamptz not null,
  constraint national_target_step_returned check ((status = 'returned') = (returned_by is not null)),
  constraint national_target_step_says_why check (status <> 'returned' or note <> ''),
  constraint national_target_step_number unique (indicator_id, reporter_id, number)
);
create index national_target_step_reporter on tracker.national_target_step (reporter_id, indicator_id, number desc);

create trigger history_is_kept before delete or update or truncate on tracker.national_target_step
  for each statement execute function tracker.refuse_change();

-- A step follows from the one before, and what is cleared or accepted is what was proposed.
create function tracker.check_national_target_step() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  last tracker.national_target_step;
begin
  select * into last from tracker.national_target_step s
  where s.indicator_id = new.indicator_id and s.reporter_id = new.reporter_id order by s.number desc limit 1;
  if new.number <> coalesce(last.number, 0) + 1 then
    raise exception 'Another step was taken first.' using errcode = 'BT002';
  end if;
  if (case new.status
      when 'proposed' then coalesce(last.status, 'accepted') <> 'cleared'
      when 'cleared' then last.status = 'proposed'
      when 'accepted' then last.status = 'cleared'
      else last.status = case new.returned_by when 'state' then 'proposed' else 'cleared' end
    end) is not true then
    raise exception 'National targets do not go from % to %.', coalesce(last.status, 'none'), new.status
      using errcode = 'BT002';
  end if;
  if new.status <> 'proposed' and (new.content, new.released, new.round_id) is distinct from
    (last.content, last.released, last.round_id) then
    raise exception 'What is decided is what was proposed.' using errcode = 'BT002';
  end if;
  return new;
end
$$;
create trigger national_target_step_follows before insert on tracker.national_target_step
  for each row execute function tracker.check_national_target_step();

-- The states for which somebody clears.
create function tracker.viewer_clearing_reporter_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return coalesce((select array_agg(distinct h.reporter_id) from tracker.held_role h
    where h.person_id = tracker.viewer_id() and h.role = 'clearing_officer'), '{}');
end
$$;
revoke execute on function tracker.viewer_clearing_reporter_ids() from public;
grant execute on function tracker.viewer_clearing_reporter_ids() to bohol_app;

alter table tracker.national_target_step enable row level security;
create policy national_target_step_read on tracker.national_target_step for select to bohol_app using (
  reporter_id = any ((select tracker.viewer_whole_reporter_ids())::integer[])
  or (select tracker.viewer_is_secretariat())
    and (status in ('cleared', 'accepted') or returned_by = 'secretariat'));
create policy national_target_step_take on tracker.national_target_step for insert to bohol_app with check (
  taken_by = (select tracker.viewer_id())
  and case
    when status = 'proposed' then reporter_id = any ((select tracker.viewer_focal_reporter_ids())::integer[])
    when status = 'cleared' or returned_by = 'state'
      then reporter_id = any ((select tracker.viewer_clearing_reporter_ids())::integer[])
    else (select tracker.viewer_is_secretariat())
  end);
grant select, insert on tracker.national_target_step to bohol_app;

-- What the plan says is everybody's; what a reporter has agreed is its own and the secretariat's.
alter table tracker.target enable row level security;
alter table tracker.baseline enable row level security;
do $$
declare
  name text;
begin
  foreach name in array array['target', 'baseline'] loop
    execute format('create policy %I on tracker.%I for select to bohol_app using (reporter_id is null
      or reporter_id = any ((select tracker.viewer_reporter_ids())::integer[])
      or (select tracker.viewer_is_secretariat()))', name || '_read', name);
    -- The secretariat sets nothing for a state that it has not accepted from it.
    execute format('create policy %I on tracker.%I for insert to bohol_app
      with check ((select tracker.viewer_is_secretariat()) and (reporter_id is null or exists (
        select from tracker.national_target_step s where s.indicator_id = %2$I.indicator_id
          and s.reporter_id = %2$I.reporter_id and s.status = ''accepted'')))', name || '_add', name);
    execute format('create policy %I on tracker.%I for update to bohol_app
      using ((select tracker.viewer_is_secretariat()))', name || '_change', name);
    execute format('create policy %I on tracker.%I for delete to bohol_app
      using ((select tracker.viewer_is_secretariat()))', name || '_remove', name);
  end loop;
end
$$;

create function tracker.audit_hash(r tracker.national_target_step) returns text
language sql stable as $$
  select encode(sha256(convert_to((array[
    r.id::text, r.indicator_id::text, r.reporter_id::text, r.round_id::text, r.number::text, r.status::text,
    r.returned_by::text, r.content::text, r.released::text, r.note::text, r.taken_by::text, r.taken_at::text
  ])::text, 'UTF8')), 'hex')
$$;
create function tracker.tell_insert_of_national_target_step() returns trigger
language plpgsql security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select v.taken_at, v.taken_by, 'national_target', v.status, r.code, q.code, i.code, '{}'::jsonb,
    'national_target_step', jsonb_build_object(v.id::text, tracker.audit_hash(v::tracker.national_target_step))
  from added v join tracker.round r on r.id = v.round_id join tracker.reporter q on q.id = v.reporter_id
  join tracker.indicator i on i.id = v.indicator_id order by v.id;
  return null;
end
$$;

create trigger insert_is_audited after insert on tracker.national_target_step referencing new table as added
  for each statement execute function tracker.tell_insert_of_national_target_step();

create or replace function tracker.list_audit_row_faults()
returns table (source text, row_key text, fault text, sequence bigint)
language plpgsql stable security definer
set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  if session_user = 'bohol_app'
    and not tracker.viewer_has_role(array['secretariat_officer', 'administrator']) then
    raise exception 'Only the secretariat and administrators look after the audit.' using errcode = '42501';
  end if;
  return query
  with entered as (
    select distinct on (e.source, h.key) e.source, h.key, h.value as hash, e.sequence
    from tracker.audit_entry e cross join jsonb_each_text(e.row_hashes) as h
    order by e.source, h.key, e.sequence desc
  ), stored (source, key, hash) as (
    select 'access_review', t.id::text, tracker.audit_hash(t) from tracker.access_review t
    union all select 'assignment', t.id::text, tracker.audit_hash(t) from tracker.assignment t
    union all select 'bulk_acceptance', t.id::text, tracker.audit_hash(t) from tracker.bulk_acceptance t
    union all select 'bulk_acceptance_item', concat_ws('/', t.bulk_acceptance_id, t.submission_id), tracker.audit_hash(t) from
      tracker.bulk_acceptance_item t
    union all select 'clearance', concat_ws('/', t.submission_id, t.number), tracker.audit_hash(t) from tracker.clearance t
    union all select 'comparability_revision', t.id::text, tracker.audit_hash(t) from tracker.comparability_revision t
    union all select 'compilation', t.id::text, tracker.audit_hash(t) from tracker.compilation t
    union all select 'consent_answer', t.id::text, tracker.audit_hash(t) from tracker.consent_answer t
    union all select 'consent_change', t.answer_id::text, tracker.audit_hash(t) from tracker.consent_change t
    union all select 'consent_request', t.id::text, tracker.audit_hash(t) from tracker.consent_request t
    union all select 'decision', t.id::text, tracker.audit_hash(t) from tracker.decision t
    union all select 'extension', t.id::text, tracker.audit_hash(t) from tracker.extension t
    union all select 'invitation', t.id::text, tracker.audit_hash(t) from tracker.invitation t
    union all select 'leading_plan', t.id::text, tracker.audit_hash(t) from published.leading_plan t
    union all select 'learning_revision', concat_ws('/', t.entry_id, t.version), tracker.audit_hash(t) from
      tracker.learning_revision t
    union all select 'national_target_step', t.id::text, tracker.audit_hash(t) from tracker.national_target_step t
    union all select 'plan_amendment', t.id::text, tracker.audit_hash(t) from tracker.plan_amendment t
    union all select 'publication', t.number::text, tracker.audit_hash(t) from published.publication t
    union all select 'publication_event', t.publication_number::text, tracker.audit_hash(t) from tracker.publication_event t
    union all select 'report_approval', concat_ws('/', t.draft_id, t.part), tracker.audit_hash(t) from tracker.report_approval t
    union all select 'report_draft', t.id::text, tracker.audit_hash(t) from tracker.report_draft t
    union all select 'report_section_revision', t.id::text, tracker.audit_hash(t) from tracker.report_section_revision t
    union all select 'review_approval', t.id::text, tracker.audit_hash(t) from tracker.review_approval t
    union all select 'review_text_revision', t.id::text, tracker.audit_hash(t) from tracker.review_text_revision t
    union all select 'revision', t.id::text, tracker.audit_hash(t) from tracker.revision t
    union all select 'role_request', t.id::text, tracker.audit_hash(t) from tracker.role_request t
    union all select 'submission_snapshot', concat_ws('/', t.submission_id, t.number), tracker.audit_hash(t) from
      tracker.submission_snapshot t
    union all select 'withdrawal', t.publication::text, tracker.audit_hash(t) from published.withdrawal t
  )
  select coalesce(n.source, t.source), coalesce(n.key, t.key),
    case when t.key is null then 'removed' when n.key is null then 'inserted' else 'altered' end, n.sequence
  from entered n full join stored t on t.source = n.source and t.key = n.key
  where n.hash is distinct from t.hash order by 1;
end
$$;
