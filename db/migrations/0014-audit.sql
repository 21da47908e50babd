-- One chain of everything that was done, in which an entry that is altered, removed or put in shows. What failed
-- sign-ins and the clean-up leave in it is written here too.

create table tracker.audit_entry (
  sequence bigint check (sequence > 0) primary key,
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

-- A line in the history of an account, written by the part that keeps passwords: it has no viewer.
create function tracker.note_account_event(person text, event text, happened timestamptz) returns void
language sql security definer set search_path = pg_catalog, tracker, pg_temp as $$
  insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
  values ('person', person, jsonb_build_object('event', event), person, happened)
$$;
revoke execute on function tracker.note_account_event(text, text, timestamptz) from public;
grant execute on function tracker.note_account_event(text, text, timestamptz) to bohol_auth;

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

create function tracker.chain_audit_entry() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
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

create function tracker.chain_pending() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  insert into tracker.audit_entry (at, person_id, kind, event, round_code, reporter_code, subject, detail, source,
    row_hashes)
  values (new.at, new.person_id, new.kind, new.event, new.round_code, new.reporter_code, new.subject, new.detail,
    new.source, new.row_hashes);
  delete from tracker.audit_pending where id = new.id;
  return null;
end
$$;

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

-- Puts into the audit what it does not tell yet about tries on an account.
create function tracker.tell_failed_sign_ins(person text) returns void
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  insert into tracker.audit_pending (at, kind, event, subject, detail)
  select w.untold_until, 'sign_in', 'failed', w.person_id,
    jsonb_build_object('tries', w.untold, 'since', to_json(w.untold_since) #>> '{}', 'places', w.places)
  from auth.sign_in_watch w where w.person_id = person and w.untold > 0;
  update auth.sign_in_watch w set untold = 0, untold_since = null, untold_until = null, places = '{}'
  where w.person_id = person and w.untold > 0;
end
$$;
revoke execute on function tracker.tell_failed_sign_ins(text) from public;

-- A sign-in is told after the tries before it.
create function tracker.note_sign_in() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  perform tracker.tell_failed_sign_ins(new.person_id);
  update auth.sign_in_watch set failures_before = failures, failures = 0 where person_id = new.person_id;
  insert into tracker.audit_pending (at, person_id, kind, event, detail)
  values (new.created_at, new.person_id, 'sign_in', 'signed_in', '{}');
  return null;
end
$$;

-- Notes that a try on the account with this address failed, from a shortened address; `began`: a delay began with it.
-- Nothing is noted, and no row returned, where there is no such account. `should_mail`: as many tries failed since the
-- last sign-in as the owner is to hear of, who has not heard of any for a day.
create function tracker.note_failed_sign_in(address text, place text, began boolean, mail_from integer, happened
  timestamptz) returns table (person_id text, name text, email text, failures integer, should_mail boolean)
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
#variable_conflict use_column
declare
  who auth.person;
  watch auth.sign_in_watch;
begin
  select p.* into who from auth.person p
  where p.email = address and exists (select from auth.account a where a.person_id = p.id);
  if not found then
    return;
  end if;
  insert into auth.sign_in_watch (person_id) values (who.id) on conflict do nothing;
  select w.* into watch from auth.sign_in_watch w where w.person_id = who.id for update;
  if date_trunc('day', watch.untold_since, 'UTC') < date_trunc('day', happened, 'UTC') then
    perform tracker.tell_failed_sign_ins(who.id);
  end if;
  if began and (watch.delay_told_at is null
    or date_trunc('day', watch.delay_told_at, 'UTC') < date_trunc('day', happened, 'UTC')) then
    insert into tracker.audit_pending (at, kind, event, subject, detail)
    values (happened, 'sign_in', 'delayed', who.id, jsonb_build_object('places', array[place]));
    update auth.sign_in_watch w set delay_told_at = happened where w.person_id = who.id;
  end if;
  should_mail := who.disabled_at is null and watch.failures + 1 >= mail_from
    and (watch.mailed_at is null or watch.mailed_at <= happened - interval '1 day');
  update auth.sign_in_watch w set failures = w.failures + 1, untold = w.untold + 1,
    untold_since = coalesce(w.untold_since, happened), untold_until = happened,
    places = case when place = any (w.places) or cardinality(w.places) = 5 then w.places else w.places || place end,
    mailed_at = case when should_mail then happened else w.mailed_at end
  where w.person_id = who.id;
  person_id := who.id;
  name := who.name;
  email := who.email;
  failures := watch.failures + 1;
  return next;
end
$$;
revoke execute on function tracker.note_failed_sign_in(text, text, boolean, integer, timestamptz) from public;
grant execute on function tracker.note_failed_sign_in(text, text, boolean, integer, timestamptz) to bohol_auth;

-- Deletes sessions that have ended or lay idle, links to passwords that are too old, counters that have run out and
-- answers to requests that nobody repeats any more; has tries of past days told. Returns how many of each.
create function tracker.clean_up(today timestamptz, idle interval, answers_kept interval) returns table (sessions
  bigint, links bigint, counters bigint, answers bigint)
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  perform tracker.tell_failed_sign_ins(w.person_id) from auth.sign_in_watch w
  where date_trunc('day', w.untold_since, 'UTC') < date_trunc('day', today, 'UTC') order by w.person_id;
  with gone as (delete from auth.session s where s.expires_at <= today or s.updated_at <= today - idle returning 1)
  select count(*) into sessions from gone;
  with gone as (delete from auth.verification v where v.expires_at <= today returning 1)
  select count(*) into links from gone;
  with gone as (delete from auth.try_counter c where c.expires_at <= today and c.free_at <= today returning 1)
  select count(*) into counters from gone;
  with gone as (delete from tracker.request_log l where l.answered_at <= today - answers_kept returning 1)
  select count(*) into answers from gone;
  return next;
end
$$;
revoke execute on function tracker.clean_up(timestamptz, interval, interval) from public;
grant execute on function tracker.clean_up(timestamptz, interval, interval) to bohol_jobs;

create trigger session_is_audited after insert on auth.session for each row execute function tracker.note_sign_in();

create trigger audit_entry_is_chained before insert on tracker.audit_entry for each row execute function
  tracker.chain_audit_entry();

create constraint trigger audit_is_chained_at_the_end after insert on tracker.audit_pending deferrable initially
  deferred for each row execute function tracker.chain_pending();
