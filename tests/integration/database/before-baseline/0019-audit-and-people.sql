-- One chain of everything that was done, in which a row that is altered, removed or put in shows; the day on which
-- people were last there; the review of who holds which role; lists of people that wait to be invited.

drop view tracker.audit_entry;

-- The chain --------------------------------------------------------------------------------------------------
-- Each entry is hashed together with the hash of the one before it. Nobody writes here but the triggers below.

create table tracker.audit_entry (
  sequence bigint primary key check (sequence > 0),
  -- When it happened, as the record that it is about says.
  at timestamptz not null,
  -- Null: at the server, by nobody who was signed in.
  person_id text,
  kind text not null,
  event text not null,
  round_code text,
  reporter_code text,
  subject text,
  detail jsonb not null,
  -- The table that holds the record, and of each row that was written the key with a hash over what it said.
  source text,
  row_hashes jsonb,
  previous_hash text not null,
  hash text not null,
  check ((source is null) = (row_hashes is null))
);
create index audit_entry_at on tracker.audit_entry (at desc, sequence desc);
create index audit_entry_person on tracker.audit_entry (person_id, at desc);
create index audit_entry_report on tracker.audit_entry (round_code, reporter_code, at desc);

-- A value with its length before it, so that no two lists of values read the same; server/domain/audit/audit-text.ts
-- says the same, and a test keeps the two equal.
create function tracker.audit_field(value text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when value is null then '~' else octet_length(convert_to(value, 'UTF8')) || ':' || value end
$$;

create function tracker.audit_text(e tracker.audit_entry) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select array_to_string(array[
    tracker.audit_field(e.sequence::text),
    tracker.audit_field(to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
    tracker.audit_field(e.person_id), tracker.audit_field(e.kind), tracker.audit_field(e.event),
    tracker.audit_field(e.round_code), tracker.audit_field(e.reporter_code), tracker.audit_field(e.subject),
    tracker.audit_field(e.detail::text), tracker.audit_field(e.source), tracker.audit_field(e.row_hashes::text),
    tracker.audit_field(e.previous_hash)], E'\n')
$$;

create function tracker.chain_audit_entry() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  last_sequence bigint;
  last_hash text;
begin
  -- One after the other, until the transaction has ended: so there is neither a gap nor a fork.
  perform pg_advisory_xact_lock(20261129);
  select sequence, hash into last_sequence, last_hash from tracker.audit_entry order by sequence desc limit 1;
  new.sequence := coalesce(last_sequence, 0) + 1;
  new.previous_hash := coalesce(last_hash, repeat('0', 64));
  new.hash := encode(sha256(convert_to(tracker.audit_text(new), 'UTF8')), 'hex');
  return new;
end
$$;
create trigger audit_entry_is_chained before insert on tracker.audit_entry
  for each row execute function tracker.chain_audit_entry();
create trigger history_is_kept before update or delete or truncate on tracker.audit_entry
  for each statement execute function tracker.refuse_change();

alter table tracker.audit_entry enable row level security;
create policy audit_entry_read on tracker.audit_entry for select to bohol_app
  using ((select tracker.viewer_has_role(array['secretariat_officer', 'administrator'])));
grant select on tracker.audit_entry to bohol_app;

-- What a transaction has done waits here until its end and is chained then, so that nobody waits for a transaction
-- that takes long. Empty whenever one looks.
create unlogged table tracker.audit_pending (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  person_id text,
  kind text not null,
  event text not null,
  round_code text,
  reporter_code text,
  subject text,
  detail jsonb not null,
  source text,
  row_hashes jsonb
);
alter table tracker.audit_pending enable row level security;

create function tracker.chain_pending() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  insert into tracker.audit_entry (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  values (new.at, new.person_id, new.kind, new.event, new.round_code, new.reporter_code, new.subject, new.detail,
    new.source, new.row_hashes);
  delete from tracker.audit_pending where id = new.id;
  return null;
end
$$;
create constraint trigger audit_is_chained_at_the_end after insert on tracker.audit_pending
  deferrable initially deferred for each row execute function tracker.chain_pending();

-- The review of who holds which role ---------------------------------------------------------------------------

create table tracker.access_review (
  id integer generated always as identity primary key,
  round_id integer not null references tracker.round (id),
  assignment_id integer not null references tracker.assignment (id),
  decision text not null check (decision in ('keep', 'end')),
  decided_by text not null references auth.person (id),
  decided_at timestamptz not null
);
create index access_review_assignment on tracker.access_review (round_id, assignment_id, id desc);
create trigger history_is_kept before update or delete or truncate on tracker.access_review
  for each statement execute function tracker.refuse_change();
alter table tracker.access_review enable row level security;
create policy access_review_read on tracker.access_review for select to bohol_app
  using ((select tracker.viewer_has_role(array['secretariat_officer', 'administrator'])));
create policy access_review_decide on tracker.access_review for insert to bohol_app
  with check (decided_by = (select tracker.viewer_id()) and tracker.may_give_role((select tracker.viewer_id()),
    (select a.role from tracker.assignment a where a.id = assignment_id)));
grant select, insert on tracker.access_review to bohol_app;

-- Lists of people that were uploaded and wait for a decision ---------------------------------------------------

create table tracker.people_upload (
  id uuid primary key,
  uploaded_by text not null references auth.person (id),
  uploaded_at timestamptz not null,
  file_name text not null check (length(file_name) between 1 and 255),
  -- The rows as text; emptied once they are invited: names and addresses are not kept twice.
  content jsonb not null,
  applied_at timestamptz,
  outcome jsonb
);
create index people_upload_person on tracker.people_upload (uploaded_by);
alter table tracker.people_upload enable row level security;
create policy people_upload_own on tracker.people_upload for all to bohol_app
  using (uploaded_by = (select tracker.viewer_id())
    and (select tracker.viewer_has_role(array['secretariat_officer', 'administrator'])))
  with check (uploaded_by = (select tracker.viewer_id())
    and (select tracker.viewer_has_role(array['secretariat_officer', 'administrator'])));
grant select, insert, delete on tracker.people_upload to bohol_app;
grant update (content, applied_at, outcome) on tracker.people_upload to bohol_app;

-- What is chained ------------------------------------------------------------------------------------------------
-- For every table whose rows are told: what identifies a row, what of it is hashed, and how it reads as entries.
-- `added` stands for the rows that a statement has written. No entry holds an address, a reason or an answer: those
-- stay in the record, and are read from there by those who may.

create table tracker.audit_source (
  name text primary key,
  in_schema text not null default 'tracker',
  key_columns text[] not null,
  columns text[] not null,
  told_as text not null,
  change_told_as text
);
alter table tracker.audit_source enable row level security;

-- The SQL that hashes what a row says, for a row that the statement calls by this name.
create function tracker.audit_hash_of(source text, called text) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select format('encode(sha256(convert_to((array[%s])::text, ''UTF8'')), ''hex'')',
    string_agg(format('%s.%I::text', called, c.name), ', ' order by c.position))
  from tracker.audit_source s cross join unnest(s.columns) with ordinality as c (name, position)
  where s.name = source
$$;

-- Has the rows that an insert or an update of a table writes told. Each table gets a function of its own, so that how
-- it is told is planned once and not for every statement. For this migration, and for those that add a table.
create function tracker.tell_in_audit(source text, verb text, telling text) returns void
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
declare
  teller text := format('tell_%s_of_%s', verb, source);
begin
  execute format('create function tracker.%I() returns trigger language plpgsql
    security definer set search_path = pg_catalog, tracker, pg_temp set timezone = ''UTC'' set datestyle = ''ISO, YMD''
    as $tell$
    begin
      insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail,
        source, row_hashes)
      %s;
      return null;
    end
    $tell$', teller, telling);
  execute format('create trigger %I after %s on %I.%I referencing new table as added
    for each statement execute function tracker.%I()', verb || '_is_audited', verb,
    (select s.in_schema from tracker.audit_source s where s.name = source), source, teller);
end
$$;
revoke execute on function tracker.tell_in_audit(text, text, text) from public;

insert into tracker.audit_source (name, key_columns, columns, told_as, change_told_as) values
('decision', '{id}', '{}', $$
  select d.decided_at, d.decided_by, 'decision', d.transition, r.code, q.code, null,
    jsonb_build_object('from', d.from_status, 'to', d.to_status), 'decision',
    jsonb_build_object(d.id::text, {hash of d})
  from added d join tracker.submission s on s.id = d.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id order by d.id $$, null),
('clearance', '{submission_id,number}', '{}', $$
  select c.cleared_at, c.cleared_by, 'clearance', 'cleared', r.code, q.code, c.number::text,
    jsonb_build_object('sha256', c.sha256), 'clearance',
    jsonb_build_object(c.submission_id || '/' || c.number, {hash of c})
  from added c join tracker.submission s on s.id = c.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id $$, null),
('submission_snapshot', '{submission_id,number}', '{}', $$
  select c.taken_at, tracker.viewer_id(), 'record', 'snapshot', r.code, q.code, c.number::text,
    jsonb_build_object('sha256', c.sha256), 'submission_snapshot',
    jsonb_build_object(c.submission_id || '/' || c.number, {hash of c})
  from added c join tracker.submission s on s.id = c.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id $$, null),
-- Of a report that is being written only that it was, and how much: what is in it stays in the country.
('revision', '{id}', '{}', $$
  select max(v.changed_at), v.changed_by, 'change', 'saved', r.code, q.code, null,
    jsonb_build_object('items', count(*)), 'revision',
    jsonb_object_agg(v.id::text, {hash of v})
  from added v join tracker.submission s on s.id = v.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id
  group by v.submission_id, v.changed_by, v.changed_at, r.code, q.code
  union all
  select v.changed_at, v.changed_by, v.subject, coalesce(v.after ->> 'event', v.after ->> 'state', ''),
    case when v.subject in ('round', 'report_section', 'report_draft', 'publication_schedule', 'consent')
      then split_part(v.subject_key, '/', 1) else v.after ->> 'round' end,
    case when v.subject = 'consent' then split_part(v.subject_key, '/', 2) else v.after ->> 'reporter' end,
    case when v.subject <> 'invitation' then v.subject_key else (select i.name from tracker.invitation i
      where i.email = v.subject_key order by i.id desc limit 1) end,
    coalesce((select jsonb_object_agg(w.key, w.value) from jsonb_each(v.after) w
      where w.key in ('role', 'reporter', 'from', 'until', 'title', 'dueOn', 'state', 'part', 'publishAt')), '{}'), 'revision',
    jsonb_build_object(v.id::text, {hash of v})
  from added v where v.submission_id is null $$, null),
('compilation', '{id}', '{}', $$
  select c.created_at, c.created_by, 'compilation', 'made', r.code, null, c.number::text,
    jsonb_build_object('sha256', c.sha256), 'compilation',
    jsonb_build_object(c.id::text, {hash of c})
  from added c join tracker.round r on r.id = c.round_id $$, null),
('publication_event', '{publication_number}', '{}', $$
  select x.published_at, x.published_by, 'publication', 'published', r.code, null, x.publication_number::text,
    jsonb_build_object('compilation', c.number, 'sha256', (select p.content_sha256 from published.publication p
      where p.number = x.publication_number)), 'publication_event',
    jsonb_build_object(x.publication_number::text, {hash of x})
  from added x join tracker.compilation c on c.id = x.compilation_id
  join tracker.round r on r.id = c.round_id $$, null),
('extension', '{id}', '{}', $$
  select t.given_at, t.given_by, 'extension', 'given', r.code, q.code, null,
    jsonb_build_object('dueOn', t.due_on), 'extension',
    jsonb_build_object(t.id::text, {hash of t})
  from added t join tracker.submission s on s.id = t.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id $$, null),
-- Covers are told by their revisions, with their dates.
('assignment', '{id}', '{}', $$
  select a.assigned_at, coalesce(a.assigned_by, a.person_id),
    case when a.covers is null then 'assignment' else 'record' end,
    case when a.covers is null then 'given' else 'assignment' end, null, q.code, a.person_id,
    jsonb_build_object('role', a.role, 'installed', a.assigned_by is null), 'assignment',
    jsonb_build_object(a.id::text, {hash of a})
  from added a left join tracker.reporter q on q.id = a.reporter_id order by a.id $$, $$
  select coalesce(a.revoked_at, clock_timestamp()), tracker.viewer_id(), 'record', 'assignment', null, q.code,
    a.person_id, jsonb_build_object('role', a.role, 'ended', a.revoked_at is not null), 'assignment',
    jsonb_build_object(a.id::text, {hash of a})
  from added a left join tracker.reporter q on q.id = a.reporter_id order by a.id $$),
('invitation', '{id}', '{}', $$
  select i.invited_at, i.invited_by, 'invitation', 'sent', null, q.code, i.name,
    jsonb_build_object('role', i.role), 'invitation',
    jsonb_build_object(i.id::text, {hash of i})
  from added i left join tracker.reporter q on q.id = i.reporter_id order by i.id $$, $$
  select coalesce(i.accepted_at, i.revoked_at, clock_timestamp()), case when i.accepted_at is null
      then tracker.viewer_id() else (select p.id from auth.person p where p.email = i.email) end,
    case when i.accepted_at is null then 'record' else 'invitation' end,
    case when i.accepted_at is null then 'invitation' else 'accepted' end, null, q.code, i.name,
    jsonb_build_object('role', i.role, 'ended', i.revoked_at is not null), 'invitation',
    jsonb_build_object(i.id::text, {hash of i})
  from added i left join tracker.reporter q on q.id = i.reporter_id order by i.id $$),
('plan_amendment', '{id}', '{}', $$
  select m.made_at, m.made_by, 'plan', 'amended', r.code, null, p.code,
    jsonb_build_object('number', m.number, 'title', m.title), 'plan_amendment',
    jsonb_build_object(m.id::text, {hash of m})
  from added m join tracker.plan p on p.id = m.plan_id
  join tracker.round r on r.id = m.effective_round_id $$, null),
('review_approval', '{id}', '{}', $$
  select v.approved_at, v.approved_by, 'decision', 'second_yes', r.code, q.code, null, '{}'::jsonb, 'review_approval',
    jsonb_build_object(v.id::text, {hash of v})
  from added v join tracker.submission s on s.id = v.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id $$, null),
('report_draft', '{id}', '{}', $$
  select d.made_at, d.made_by, 'record', 'report_draft', r.code, null, d.number::text,
    jsonb_build_object('sha256', d.sha256), 'report_draft',
    jsonb_build_object(d.id::text, {hash of d})
  from added d join tracker.round r on r.id = d.round_id $$, null),
('report_approval', '{draft_id,part}', '{}', $$
  select v.approved_at, v.person_id, 'record', 'report_approval', r.code, null, d.number::text,
    jsonb_build_object('sha256', v.sha256, 'part', v.part), 'report_approval',
    jsonb_build_object(v.draft_id || '/' || v.part, {hash of v})
  from added v join tracker.report_draft d on d.id = v.draft_id
  join tracker.round r on r.id = d.round_id $$, null),
('consent_request', '{id}', '{}', $$
  select v.requested_at, v.requested_by, 'consent', 'asked', r.code, q.code, null,
    jsonb_build_object('indicators', cardinality(v.indicators)), 'consent_request',
    jsonb_build_object(v.id::text, {hash of v})
  from added v join tracker.submission s on s.id = v.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id order by v.id $$, null),
('consent_answer', '{id}', '{}', $$
  select v.answered_at, v.answered_by, 'record', 'consent_answer', r.code, q.code, null, '{}'::jsonb, 'consent_answer',
    jsonb_build_object(v.id::text, {hash of v})
  from added v join tracker.consent_request c on c.id = v.request_id
  join tracker.submission s on s.id = c.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id order by v.id $$, null),
('learning_revision', '{entry_id,version}', '{}', $$
  select v.changed_at, v.changed_by, 'record', 'learning', null, null, coalesce(v.content ->> 'code', v.entry_id::text),
    jsonb_build_object('version', v.version), 'learning_revision',
    jsonb_build_object(v.entry_id || '/' || v.version, {hash of v})
  from added v $$, null),
-- What is kept is told together, what is ended one by one.
('access_review', '{id}', '{}', $$
  select v.decided_at, v.decided_by, 'access_review', v.decision, r.code,
    case when count(*) = 1 then min(q.code) end, case when count(*) = 1 then min(a.person_id) end,
    jsonb_build_object('roles', count(*), 'role', case when count(*) = 1 then min(a.role) end), 'access_review',
    jsonb_object_agg(v.id::text, {hash of v})
  from added v join tracker.round r on r.id = v.round_id
  join tracker.assignment a on a.id = v.assignment_id
  left join tracker.reporter q on q.id = a.reporter_id
  group by v.decided_at, v.decided_by, r.code, v.decision, case when v.decision = 'end' then v.id end $$, null);

-- What the public reads, by its head: the checksum of all that a publication shows stands in it.
insert into tracker.audit_source (name, in_schema, key_columns, columns, told_as) values
('publication', 'published', '{number}', '{}', $$
  select v.published_at, tracker.viewer_id(), 'record', 'publication', v.round_code, null, v.number::text,
    jsonb_build_object('sha256', v.content_sha256), 'publication', jsonb_build_object(v.number::text, {hash of v})
  from added v $$),
('withdrawal', 'published', '{publication}', '{}', $$
  select v.withdrawn_at, tracker.viewer_id(), 'record', 'withdrawal', null, null, v.publication::text, '{}'::jsonb,
    'withdrawal', jsonb_build_object(v.publication::text, {hash of v})
  from added v $$);

-- All columns that a table has today are hashed; one that is added to it later is not, or what is chained already
-- would no longer hold.
update tracker.audit_source s set columns = (
  select array_agg(a.attname::text order by a.attnum) from pg_attribute a
  where a.attrelid = format('%I.%I', s.in_schema, s.name)::regclass and a.attnum > 0 and not a.attisdropped);
update tracker.audit_source s set
  told_as = replace(s.told_as, '{hash of ' || w.called || '}', tracker.audit_hash_of(s.name, w.called)),
  change_told_as = replace(s.change_told_as, '{hash of ' || w.called || '}', tracker.audit_hash_of(s.name, w.called))
from (select x.name, substring(x.told_as from '{hash of (.)}') as called from tracker.audit_source x) w
where w.name = s.name;

-- What was done before there was a chain, in the order in which it happened; then every statement from now on.
do $$
declare
  s tracker.audit_source;
begin
  perform set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true);
  create temporary table told (like tracker.audit_pending) on commit drop;
  alter table told alter column id drop not null, alter column kind drop not null;
  for s in select * from tracker.audit_source order by name loop
    execute format('insert into told (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
      row_hashes) with added as (select * from %I.%I) %s', s.in_schema, s.name, s.told_as);
    perform tracker.tell_in_audit(s.name, 'insert', s.told_as);
    if s.change_told_as is not null then
      perform tracker.tell_in_audit(s.name, 'update', s.change_told_as);
    end if;
  end loop;
  insert into tracker.audit_entry (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  select at, person_id, kind, event, round_code, reporter_code, subject, detail, source, row_hashes
  from told order by at, source, row_hashes::text;
  drop table told;
end
$$;

-- What leaves no row: who came, and who looked at or took away what is not public ------------------------------------

create function tracker.note_sign_in() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  insert into tracker.audit_pending (at, person_id, kind, event, detail)
  values (new.created_at, new.person_id, 'sign_in', 'signed_in', '{}');
  return null;
end
$$;
create trigger session_is_audited after insert on auth.session
  for each row execute function tracker.note_sign_in();

-- Written for the viewer and nobody else. What one opens several times on a day is told once; each file that one takes
-- away is told.
create function tracker.record_seen(what text, round text, reporter text, thing text, more jsonb, seen timestamptz)
returns void
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  if viewer is null then
    raise exception 'Nobody is signed in.' using errcode = '42501';
  end if;
  if what = 'opened' and exists (select from tracker.audit_entry e where e.person_id = viewer
      and e.at >= date_trunc('day', seen, 'UTC') and e.at < date_trunc('day', seen, 'UTC') + interval '1 day'
      and e.kind = 'seen' and e.event = what and e.round_code is not distinct from round
      and e.reporter_code is not distinct from reporter and e.subject is not distinct from thing) then
    return;
  end if;
  insert into tracker.audit_pending (at, person_id, kind, event, round_code, reporter_code, subject, detail)
  values (seen, viewer, 'seen', what, round, reporter, left(thing, 200), more);
end
$$;
revoke execute on function tracker.record_seen(text, text, text, text, jsonb, timestamptz) from public;
grant execute on function tracker.record_seen(text, text, text, text, jsonb, timestamptz) to bohol_app;

-- Rows that are not as the chain says: altered, removed, or put in past the triggers ------------------------------------

create function tracker.list_audit_row_faults()
returns table (source text, row_key text, fault text, sequence bigint)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare
  s tracker.audit_source;
begin
  if session_user = 'bohol_app'
    and not tracker.viewer_has_role(array['secretariat_officer', 'administrator']) then
    raise exception 'Only the secretariat and administrators look after the audit.' using errcode = '42501';
  end if;
  for s in select * from tracker.audit_source x order by x.name loop
    return query execute format($q$
      with entered as (
        select distinct on (h.key) h.key, h.value as hash, e.sequence
        from tracker.audit_entry e cross join jsonb_each_text(e.row_hashes) as h
        where e.source = %1$L order by h.key, e.sequence desc
      ), stored as (
        select concat_ws('/', %2$s) as key, %3$s as hash from %4$I.%1$I t
      )
      select %1$L, coalesce(n.key, t.key), case when t.key is null then 'removed' when n.key is null then 'inserted'
        else 'altered' end, n.sequence
      from entered n full join stored t on t.key = n.key
      where n.hash is distinct from t.hash$q$, s.name,
      (select string_agg(format('t.%I', k.name), ', ' order by k.position)
        from unnest(s.key_columns) with ordinality as k (name, position)), tracker.audit_hash_of(s.name, 't'), s.in_schema);
  end loop;
end
$$;
revoke execute on function tracker.list_audit_row_faults() from public;
grant execute on function tracker.list_audit_row_faults() to bohol_app;

-- The day on which somebody was last there: sessions go, this stays, and no more than the day ------------------------------

alter table auth.person add column seen_on date;
update auth.person set seen_on = (signed_in_at at time zone 'UTC')::date where signed_in_at is not null;
create function auth.note_seen() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update auth.person set seen_on = (new.updated_at at time zone 'UTC')::date
  where id = new.person_id and seen_on is distinct from (new.updated_at at time zone 'UTC')::date;
  return null;
end
$$;
create trigger session_notes_seen after insert or update of updated_at on auth.session
  for each row execute function auth.note_seen();
grant select (seen_on) on auth.person to bohol_app;

-- Roles: given to somebody who has an account, and ended, by whoever may give them --------------------------------------

-- Gives a role to a person with an account. Nobody gives one to themselves. False: they hold it already.
create function tracker.give_role(person text, given_role text, reporter integer, agency integer, given timestamptz)
returns boolean
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  if person = viewer or not tracker.may_give_role(viewer, given_role)
    or not exists (select from auth.person p where p.id = person and p.disabled_at is null) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  insert into tracker.assignment (person_id, role, reporter_id, agency_id, assigned_by, assigned_at)
  values (person, given_role, reporter, agency, viewer, given)
  on conflict do nothing;
  return found;
end
$$;

-- Ends a role. False: it has ended already, or there is none.
create function tracker.end_role(assignment integer, ended timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  gone tracker.assignment;
begin
  update tracker.assignment a set revoked_at = ended
  where a.id = assignment and a.revoked_at is null and tracker.may_give_role(tracker.viewer_id(), a.role)
  returning a.* into gone;
  if not found then
    return false;
  end if;
  insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
  values ('assignment', gone.person_id, jsonb_build_object('event', 'revoked', 'role', gone.role, 'reporter',
    (select r.code from tracker.reporter r where r.id = gone.reporter_id)), tracker.viewer_id(), ended);
  return true;
end
$$;
revoke execute on function tracker.give_role(text, text, integer, integer, timestamptz),
  tracker.end_role(integer, timestamptz) from public;
grant execute on function tracker.give_role(text, text, integer, integer, timestamptz),
  tracker.end_role(integer, timestamptz) to bohol_app;
