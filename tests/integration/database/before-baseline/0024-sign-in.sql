-- Signing in: delays that grow, which nobody can turn against somebody else; a trace of tries that failed; sessions that
-- end whatever the use; and the deletion of what has served its time. See docs/decisions/0042-sign-in-delays.md.

-- Counters of tries ------------------------------------------------------------------------------------------
-- They take the place of the limiter's own table, whose counts were good for a quarter of an hour.

drop table auth.rate_limit;

create table auth.try_counter (
  -- What is counted, as a checksum: no address of a person or of a line stands here.
  key text primary key check (length(key) between 3 and 100),
  tries integer not null check (tries >= 0),
  -- The next try is taken from this moment on; '-infinity' before the first.
  free_at timestamptz not null,
  -- Then counting begins anew.
  expires_at timestamptz not null
);
grant select, insert, update, delete on auth.try_counter to bohol_auth;

-- A counter as it stands at this moment, locked until the transaction ends. `counter` is {key, window, delays}: the
-- window in seconds, and the seconds to wait after the first try, the second and so on; the last holds for all others.
create function auth.lock_counter(counter jsonb, tried timestamptz) returns auth.try_counter
language sql set search_path = pg_catalog, auth, pg_temp as $$
  insert into auth.try_counter as c (key, tries, free_at, expires_at)
  values (counter ->> 'key', 0, '-infinity', tried + make_interval(secs => (counter ->> 'window')::integer))
  on conflict (key) do update set
    tries = case when c.expires_at <= tried then 0 else c.tries end,
    free_at = case when c.expires_at <= tried then '-infinity' else c.free_at end,
    expires_at = case when c.expires_at <= tried then excluded.expires_at else c.expires_at end
  returning c.*
$$;

create function auth.read_delay(counter jsonb, tries integer) returns interval
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select make_interval(secs => case when tries < 1 then 0 else
    coalesce((counter -> 'delays' ->> (least(tries, jsonb_array_length(counter -> 'delays')) - 1))::integer, 0) end)
$$;

-- When the next try may be made. Tries of one office come within a moment of each other and are not counted in the order
-- in which they were made: where there is no delay, one that was made a little earlier does not wait either.
create function auth.find_turn(tried timestamptz, delay interval) returns timestamptz
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select tried + case when delay > interval '0' then delay else interval '-1 minute' end
$$;

-- Takes a try, or says how many seconds it has to wait; what has to wait is not counted, so that hammering makes nobody's
-- wait longer. All at once, so that tries in parallel cannot slip through.
--   place    who shares an address, whichever account they try
--   account  an account, from wherever it is tried
--   own      an account from one place, or on one known device (which has neither of the other two)
-- The delay of an account does not run for all together: each place waits it for itself, beginning with its first try.
-- Otherwise whoever tries without pause would take every turn, and the owner would get none.
create function auth.take_try(place jsonb, account jsonb, own jsonb, tried timestamptz)
returns table (wait integer, began boolean)
language plpgsql set search_path = pg_catalog, auth, pg_temp as $$
declare
  at_place auth.try_counter;
  at_account auth.try_counter;
  at_own auth.try_counter;
  turn timestamptz := '-infinity';
  pressure interval := interval '0';
begin
  began := false;
  -- Always in this order, so that no two wait for each other. Whoever may not try from here leaves no other counter.
  if place is not null then
    at_place := auth.lock_counter(place, tried);
    if at_place.free_at > tried then
      wait := ceil(extract(epoch from at_place.free_at - tried));
      return next;
      return;
    end if;
  end if;
  if account is not null then
    at_account := auth.lock_counter(account, tried);
    pressure := auth.read_delay(account, at_account.tries);
  end if;
  if own is not null then
    at_own := auth.lock_counter(own, tried);
    turn := at_own.free_at;
    if turn = '-infinity' and pressure > interval '0' then
      turn := tried + pressure;
      update auth.try_counter c set free_at = turn where c.key = own ->> 'key';
    end if;
    if turn > tried then
      wait := ceil(extract(epoch from turn - tried));
      return next;
      return;
    end if;
  end if;
  if place is not null then
    update auth.try_counter c set tries = c.tries + 1, free_at = auth.find_turn(tried, auth.read_delay(place, c.tries + 1))
    where c.key = place ->> 'key';
  end if;
  if account is not null then
    update auth.try_counter c set tries = c.tries + 1 where c.key = account ->> 'key';
    began := pressure = interval '0' and auth.read_delay(account, at_account.tries + 1) > interval '0';
    pressure := auth.read_delay(account, at_account.tries + 1);
  end if;
  if own is not null then
    update auth.try_counter c
    set tries = c.tries + 1, free_at = auth.find_turn(tried, greatest(pressure, auth.read_delay(own, c.tries + 1)))
    where c.key = own ->> 'key';
    began := began or (auth.read_delay(own, at_own.tries) = interval '0'
      and auth.read_delay(own, at_own.tries + 1) > interval '0');
  end if;
  wait := 0;
  return next;
end
$$;

-- After a try that was a good one: forgets the tries of its own counter, and gives the shared ones back what it took.
create function auth.give_back_try(place text, account text, own text, tried timestamptz) returns void
language plpgsql set search_path = pg_catalog, auth, pg_temp as $$
begin
  update auth.try_counter c set tries = greatest(c.tries - 1, 0), free_at = least(c.free_at, tried)
  where c.key = place;
  update auth.try_counter c set tries = greatest(c.tries - 1, 0) where c.key = account;
  delete from auth.try_counter c where c.key = own;
end
$$;

revoke execute on function auth.lock_counter(jsonb, timestamptz), auth.read_delay(jsonb, integer),
  auth.find_turn(timestamptz, interval),
  auth.take_try(jsonb, jsonb, jsonb, timestamptz), auth.give_back_try(text, text, text, timestamptz) from public;
grant execute on function auth.lock_counter(jsonb, timestamptz), auth.read_delay(jsonb, integer),
  auth.find_turn(timestamptz, interval),
  auth.take_try(jsonb, jsonb, jsonb, timestamptz), auth.give_back_try(text, text, text, timestamptz) to bohol_auth;

-- Sessions end a week after signing in, whatever the use ------------------------------------------------------------

delete from auth.session where created_at <= now() - interval '7 days';
update auth.session set expires_at = created_at + interval '7 days'
where expires_at > created_at + interval '7 days';
alter table auth.session add constraint session_ends check (expires_at <= created_at + interval '7 days');

-- The sign-in before the newest, so that a person can see whether it was theirs.
alter table auth.person add column previous_sign_in_at timestamptz;
create or replace function auth.note_sign_in() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update auth.person set previous_sign_in_at = signed_in_at, signed_in_at = new.created_at where id = new.person_id;
  return null;
end
$$;

-- Tries that failed ----------------------------------------------------------------------------------------------
-- One row an account, so that no stranger makes the tables grow: the audit gets one entry for the tries of a day, or of
-- the time until somebody signs in, and one entry a day for a delay.

create table auth.sign_in_watch (
  person_id text primary key references auth.person (id) on delete cascade,
  -- Since the newest sign-in, and between it and the one before.
  failures integer not null default 0 check (failures >= 0),
  failures_before integer not null default 0 check (failures_before >= 0),
  -- What the audit does not tell yet: how many, from when to when, and shortened addresses of some of them.
  untold integer not null default 0 check (untold >= 0),
  untold_since timestamptz,
  untold_until timestamptz,
  places text[] not null default '{}' check (cardinality(places) <= 5),
  delay_told_at timestamptz,
  mailed_at timestamptz,
  check ((untold > 0) = (untold_since is not null) and (untold > 0) = (untold_until is not null))
);
grant select on auth.sign_in_watch to bohol_auth;

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

-- Notes that a try on the account with this address failed, from a shortened address; `began`: a delay began with it.
-- Nothing is noted, and no row returned, where there is no such account. `should_mail`: as many tries failed since the
-- last sign-in as the owner is to hear of, who has not heard of any for a day.
create function tracker.note_failed_sign_in(address text, place text, began boolean, mail_from integer,
  happened timestamptz)
returns table (person_id text, name text, email text, failures integer, should_mail boolean)
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

-- A sign-in is told after the tries before it.
create or replace function tracker.note_sign_in() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  perform tracker.tell_failed_sign_ins(new.person_id);
  update auth.sign_in_watch set failures_before = failures, failures = 0 where person_id = new.person_id;
  insert into tracker.audit_pending (at, person_id, kind, event, detail)
  values (new.created_at, new.person_id, 'sign_in', 'signed_in', '{}');
  return null;
end
$$;

-- The mail about it, to the owner of the account and nobody else.
create policy mail_about_sign_in on tracker.mail for insert to bohol_auth
  with check (kind = 'failed_sign_ins' and status = 'waiting' and not is_secret and submission_id is null
    and to_address = (select p.email from auth.person p where p.id = person_id));
grant insert on tracker.mail to bohol_auth;

-- What has served its time -------------------------------------------------------------------------------------------

-- Deletes sessions that have ended or lay idle, links to passwords that are too old, counters that have run out and
-- answers to requests that nobody repeats any more; has tries of past days told. Returns how many of each.
create function tracker.clean_up(today timestamptz, idle interval, answers_kept interval)
returns table (sessions bigint, links bigint, counters bigint, answers bigint)
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
create index request_log_answered on tracker.request_log (answered_at);

revoke execute on function tracker.tell_failed_sign_ins(text),
  tracker.note_failed_sign_in(text, text, boolean, integer, timestamptz),
  tracker.clean_up(timestamptz, interval, interval) from public;
grant execute on function tracker.note_failed_sign_in(text, text, boolean, integer, timestamptz) to bohol_auth;
grant execute on function tracker.clean_up(timestamptz, interval, interval) to bohol_jobs;
