-- What states have agreed between them, and each state's own account of what was done. Every version of the agreement,
-- every account and every release is kept; no state writes over another's account, and nor does the secretariat.
set local lock_timeout = '5s';

-- An arrangement is an entry of cooperation in the library; what was agreed is in its versions.
create table tracker.arrangement (
  id integer generated always as identity primary key,
  item_id integer not null unique references tracker.library_item (id),
  -- The member states that take part.
  party_ids integer[] not null check (cardinality(party_ids) >= 2),
  version integer not null default 1 check (version >= 1)
);

create table tracker.arrangement_version (
  arrangement_id integer not null references tracker.arrangement (id),
  version integer not null check (version >= 1),
  -- Parties, aims, status, contact bodies, steps, results: arrangementContent in arrangement.schema.ts.
  content jsonb not null check (jsonb_typeof(content -> 'parties') = 'array'),
  changed_by text not null references auth.person (id),
  changed_at timestamptz not null,
  primary key (arrangement_id, version)
);

-- A state's own account. The newest of a state counts.
create table tracker.arrangement_account (
  arrangement_id integer not null,
  reporter_id integer not null references tracker.reporter (id),
  number integer not null check (number >= 1),
  -- The version of the arrangement that was read.
  version integer not null,
  -- By aim and step a status, a day and words; counts by year: accountContent in arrangement.schema.ts.
  content jsonb not null check (jsonb_typeof(content -> 'items') = 'array'),
  said_by text not null references auth.person (id),
  said_at timestamptz not null,
  primary key (arrangement_id, reporter_id, number),
  foreign key (arrangement_id, version) references tracker.arrangement_version (arrangement_id, version)
);

-- What a state has released, of which account, for which version of the arrangement. The newest of a state counts; one
-- without parts takes its release back.
create table tracker.arrangement_release (
  id integer generated always as identity primary key,
  arrangement_id integer not null,
  reporter_id integer not null,
  number integer not null,
  version integer not null,
  parts text[] not null check (parts <@ array['terms', 'account', 'counts'])
    constraint arrangement_release_terms check (parts = '{}' or 'terms' = any (parts)),
  said_by text not null references auth.person (id),
  said_at timestamptz not null,
  foreign key (arrangement_id, reporter_id, number) references
    tracker.arrangement_account (arrangement_id, reporter_id, number),
  foreign key (arrangement_id, version) references tracker.arrangement_version (arrangement_id, version)
);
create index arrangement_release_arrangement on tracker.arrangement_release (arrangement_id, id);

-- An arrangement keeps its entry, changes by one version at a time, and its parties are member states.
create function tracker.check_arrangement() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (new.version <> old.version + 1
    or row(new.id, new.item_id) is distinct from row(old.id, old.item_id)) then
    raise exception 'An arrangement changes by one version at a time and keeps its entry.' using errcode = 'BT001';
  end if;
  if (select count(*) from tracker.reporter r where r.id = any (new.party_ids) and r.kind = 'state')
    <> cardinality(new.party_ids) then
    raise exception 'The parties of an arrangement are different member states.' using errcode = 'BT001';
  end if;
  return new;
end
$$;
create trigger arrangement_keeps_its_entry before insert or update on tracker.arrangement
  for each row execute function tracker.check_arrangement();

-- An account follows on the state's last one.
create function tracker.check_arrangement_account() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if new.number <> 1 + coalesce((select max(c.number) from tracker.arrangement_account c
    where c.arrangement_id = new.arrangement_id and c.reporter_id = new.reporter_id), 0) then
    raise exception 'Another account was given first.' using errcode = 'BT002';
  end if;
  return new;
end
$$;
create trigger arrangement_account_follows before insert on tracker.arrangement_account
  for each row execute function tracker.check_arrangement_account();

-- What states say and release is told in the audit, by way of the history.
create function tracker.tell_arrangement() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
  select 'arrangement', i.code || '/' || r.code, to_jsonb(new) - array['id', 'arrangement_id', 'reporter_id', 'said_by',
    'said_at'] || jsonb_build_object('event', case
      when tg_table_name = 'arrangement_account' then 'reported'
      when jsonb_array_length(to_jsonb(new) -> 'parts') = 0 then 'withdrawn' else 'released' end),
    new.said_by, new.said_at
  from tracker.arrangement a join tracker.library_item i on i.id = a.item_id
  join tracker.reporter r on r.id = new.reporter_id where a.id = new.arrangement_id;
  return null;
end
$$;
create trigger account_is_told after insert on tracker.arrangement_account
  for each row execute function tracker.tell_arrangement();
create trigger release_is_told after insert on tracker.arrangement_release
  for each row execute function tracker.tell_arrangement();

do $$
declare
  kept text;
begin
  foreach kept in array array['tracker.arrangement_version', 'tracker.arrangement_account',
    'tracker.arrangement_release']
  loop
    execute format('create trigger history_is_kept before delete or update or truncate on %s
      for each statement execute function tracker.refuse_change()', kept);
  end loop;
end
$$;
create trigger history_is_kept before delete or truncate on tracker.arrangement for each statement execute function
  tracker.refuse_change();

-- The secretariat writes what was agreed. Each state that takes part reads it and every account of it, and alone gives
-- its own account and releases it. A state that does not take part sees nothing.
alter table tracker.arrangement enable row level security;
alter table tracker.arrangement_version enable row level security;
alter table tracker.arrangement_account enable row level security;
alter table tracker.arrangement_release enable row level security;
create policy arrangement_read on tracker.arrangement for select to bohol_app using (
  (select tracker.viewer_is_secretariat())
  or party_ids && ((select tracker.viewer_whole_reporter_ids())::integer[]));
create policy arrangement_add on tracker.arrangement for insert to bohol_app with check (
  (select tracker.viewer_is_secretariat()));
create policy arrangement_change on tracker.arrangement for update to bohol_app using (
  (select tracker.viewer_is_secretariat()));
create policy arrangement_version_read on tracker.arrangement_version for select to bohol_app using (
  exists (select from tracker.arrangement a where a.id = arrangement_id));
create policy arrangement_version_add on tracker.arrangement_version for insert to bohol_app with check (
  (select tracker.viewer_is_secretariat()) and changed_by = (select tracker.viewer_id()));
create policy arrangement_account_read on tracker.arrangement_account for select to bohol_app using (
  exists (select from tracker.arrangement a where a.id = arrangement_id));
create policy arrangement_account_give on tracker.arrangement_account for insert to bohol_app with check (
  said_by = (select tracker.viewer_id())
  and reporter_id = any ((select tracker.viewer_focal_reporter_ids())::integer[])
  and exists (select from tracker.arrangement a where a.id = arrangement_id and reporter_id = any (a.party_ids)));
create policy arrangement_release_read on tracker.arrangement_release for select to bohol_app using (
  exists (select from tracker.arrangement a where a.id = arrangement_id));
create policy arrangement_release_give on tracker.arrangement_release for insert to bohol_app with check (
  said_by = (select tracker.viewer_id())
  and reporter_id = any ((select tracker.viewer_answering_reporter_ids())::integer[])
  and exists (select from tracker.arrangement a where a.id = arrangement_id and reporter_id = any (a.party_ids)));
-- Who takes part reads the entry that it is about.
create policy library_read_as_party on tracker.library_item for select to bohol_app using (
  exists (select from tracker.arrangement a where a.item_id = library_item.id));
grant select, insert on tracker.arrangement, tracker.arrangement_version, tracker.arrangement_account,
  tracker.arrangement_release to bohol_app;
grant update (version, party_ids) on tracker.arrangement to bohol_app;
