-- The database of the tracker, by theme: 0001 to 0014 make tables, the functions that write them where a person may
-- not write alone, and the guards of each theme; 0015 says what the audit tells of which table, 0016 what is history
-- and never changes, 0017 who sees what. docs/operations/migrations.md says how to change it.
--
-- Accounts and sessions, and how sign-in slows down whoever guesses.

create schema auth;
create schema tracker;
create schema published;
grant usage on schema auth to bohol_app, bohol_auth;
grant usage on schema tracker to bohol_app, bohol_auth, bohol_jobs;
grant usage on schema published to bohol_app, bohol_public;

-- Accounts. Nobody can sign up: they come from invitations.
create table auth.person (
  id text primary key,
  name text not null check (length(name) >= 1 and length(name) <= 200),
  email text not null check (email = lower(email) and length(email) <= 254) unique,
  email_verified boolean not null default false,
  image text,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  signed_in_at timestamptz,
  seen_on date,
  previous_sign_in_at timestamptz
);

-- A row for every signed-in browser; without it a cookie opens nothing.
create table auth.session (
  id text primary key,
  token text not null unique,
  person_id text not null references auth.person (id) on delete cascade,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint session_ends check (expires_at <= (created_at + '7 days'::interval))
);
create index session_person on auth.session (person_id);

create table auth.account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  person_id text not null references auth.person (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index account_person on auth.account (person_id);

create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);

create table auth.try_counter (
  -- What is counted, as a checksum: no address of a person or of a line stands here.
  key text check (length(key) >= 3 and length(key) <= 100) primary key,
  tries integer not null check (tries >= 0),
  -- The next try is taken from this moment on; '-infinity' before the first.
  free_at timestamptz not null,
  -- Then counting begins anew.
  expires_at timestamptz not null
);

create table auth.sign_in_watch (
  person_id text primary key references auth.person (id) on delete cascade,
  -- Since the newest sign-in, and between it and the one before.
  failures integer not null default 0 check (failures >= 0),
  failures_before integer not null default 0 check (failures_before >= 0),
  -- What the audit does not tell yet: how many, from when to when, and shortened addresses of some of them.
  untold integer not null default 0 check (untold >= 0),
  untold_since timestamptz,
  untold_until timestamptz,
  places text[] not null default '{}'::text[] check (cardinality(places) <= 5),
  delay_told_at timestamptz,
  mailed_at timestamptz,
  check ((untold > 0) = (untold_since is not null) and (untold > 0) = (untold_until is not null))
);

create function tracker.refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception 'Rows of %.% are history and never change.', tg_table_schema, tg_table_name
    using errcode = 'BT001';
end
$$;

create function auth.note_sign_in() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update auth.person set previous_sign_in_at = signed_in_at, signed_in_at = new.created_at where id = new.person_id;
  return null;
end
$$;

-- The calendar opens and closes rounds and writes reminders (seeds/load-calendar.ts makes it). It is a person in the
-- records and nobody at the door.
create function auth.refuse_calendar() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'Nobody signs in as the calendar.' using errcode = '42501';
end
$$;

create function auth.note_seen() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update auth.person set seen_on = (new.updated_at at time zone 'UTC')::date
  where id = new.person_id and seen_on is distinct from (new.updated_at at time zone 'UTC')::date;
  return null;
end
$$;

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
revoke execute on function auth.lock_counter(jsonb, timestamptz) from public;
grant execute on function auth.lock_counter(jsonb, timestamptz) to bohol_auth;

create function auth.read_delay(counter jsonb, tries integer) returns interval
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select make_interval(secs => case when tries < 1 then 0 else
    coalesce((counter -> 'delays' ->> (least(tries, jsonb_array_length(counter -> 'delays')) - 1))::integer, 0) end)
$$;
revoke execute on function auth.read_delay(jsonb, integer) from public;
grant execute on function auth.read_delay(jsonb, integer) to bohol_auth;

-- When the next try may be made. Tries of one office come within a moment of each other and are not counted in the order
-- in which they were made: where there is no delay, one that was made a little earlier does not wait either.
create function auth.find_turn(tried timestamptz, delay interval) returns timestamptz
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select tried + case when delay > interval '0' then delay else interval '-1 minute' end
$$;
revoke execute on function auth.find_turn(timestamptz, interval) from public;
grant execute on function auth.find_turn(timestamptz, interval) to bohol_auth;

-- Takes a try, or says how many seconds it has to wait; what has to wait is not counted, so that hammering makes nobody's
-- wait longer. All at once, so that tries in parallel cannot slip through.
--   place    who shares an address, whichever account they try
--   account  an account, from wherever it is tried
--   own      an account from one place, or on one known device (which has neither of the other two)
-- The delay of an account does not run for all together: each place waits it for itself, beginning with its first try.
-- Otherwise whoever tries without pause would take every turn, and the owner would get none.
create function auth.take_try(place jsonb, account jsonb, own jsonb, tried timestamptz) returns table (wait integer,
  began boolean)
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
revoke execute on function auth.take_try(jsonb, jsonb, jsonb, timestamptz) from public;
grant execute on function auth.take_try(jsonb, jsonb, jsonb, timestamptz) to bohol_auth;

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
revoke execute on function auth.give_back_try(text, text, text, timestamptz) from public;
grant execute on function auth.give_back_try(text, text, text, timestamptz) to bohol_auth;

create trigger session_notes_sign_in after insert on auth.session for each row execute function auth.note_sign_in();

create trigger nobody_is_the_calendar before insert or update on auth.session for each row when (new.person_id =
  'calendar'::text) execute function auth.refuse_calendar();

create trigger session_notes_seen after insert or update of updated_at on auth.session for each row execute function
  auth.note_seen();

create trigger nobody_is_the_calendar before insert or update on auth.account for each row when (new.person_id =
  'calendar'::text) execute function auth.refuse_calendar();

create trigger nobody_is_the_calendar before insert or update on auth.verification for each row when (new.value =
  'calendar'::text) execute function auth.refuse_calendar();
