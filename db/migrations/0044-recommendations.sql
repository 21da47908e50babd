-- What studies and events recommend, what the bodies that were asked say to it, and how far they have come. Every version,
-- response and status is kept.
set local lock_timeout = '5s';

-- Whether it is known that an entry has no published recommendations.
alter table tracker.library_item add column recommendations_not_published boolean not null default false;
grant update (recommendations_not_published) on tracker.library_item to bohol_app;

-- A recommendation of an entry of the library. What it says is in its versions.
create table tracker.recommendation (
  id integer generated always as identity primary key,
  item_id integer not null references tracker.library_item (id),
  code text not null check (code ~ '^R[1-9][0-9]{0,4}$'),
  version integer not null default 1 check (version >= 1),
  unique (item_id, code)
);

create table tracker.recommendation_version (
  recommendation_id integer not null references tracker.recommendation (id),
  version integer not null check (version >= 1),
  text text not null check (length(text) >= 1 and length(text) <= 2000),
  -- Where in the document it is; empty for unknown.
  place text not null check (length(place) <= 100),
  -- The day on which it was made, if it is not that of the study or event.
  made_on date,
  -- Codes of the states and bodies that are asked to respond.
  addressed_to text[] not null check (cardinality(addressed_to) >= 1),
  activities text[] not null,
  indicators text[] not null,
  -- By when a response is due.
  answer_by date,
  -- Whether the next publication carries it, if it carries its study or event.
  released boolean not null,
  changed_by text not null references auth.person (id),
  changed_at timestamptz not null,
  primary key (recommendation_id, version)
);

-- What a state or body says to it, as the secretariat recorded it. The newest row of a body counts.
create table tracker.recommendation_response (
  id integer generated always as identity primary key,
  recommendation_id integer not null,
  -- To which version it responds.
  version integer not null,
  reporter_id integer not null references tracker.reporter (id),
  kind text not null check (kind in ('accepted', 'partly_accepted', 'declined', 'under_study', 'withdrawn')),
  reason text not null check (length(reason) <= 1000),
  responded_on date not null,
  -- By when it wants to have done what it accepted.
  due_on date check (due_on >= responded_on),
  activities text[] not null,
  indicators text[] not null,
  -- Where it is known from: a letter, minutes.
  source text not null check (length(source) >= 1 and length(source) <= 300),
  recorded_by text not null references auth.person (id),
  recorded_at timestamptz not null,
  foreign key (recommendation_id, version) references tracker.recommendation_version (recommendation_id, version),
  constraint recommendation_response_due check (due_on is null or kind in ('accepted', 'partly_accepted')),
  constraint recommendation_response_reason check (reason <> '' or kind in ('accepted', 'under_study'))
);
create index recommendation_response_recommendation on tracker.recommendation_response (recommendation_id, id);

-- How far a state or body had come on a day. The newest row of a body counts.
create table tracker.recommendation_status (
  id integer generated always as identity primary key,
  recommendation_id integer not null references tracker.recommendation (id),
  reporter_id integer not null references tracker.reporter (id),
  status text not null check (status in ('not_started', 'in_progress', 'done', 'stopped')),
  as_of date not null,
  note text not null check (length(note) <= 1000),
  recorded_by text not null references auth.person (id),
  recorded_at timestamptz not null,
  constraint recommendation_status_note check (note <> '' or status <> 'stopped')
);
create index recommendation_status_recommendation on tracker.recommendation_status (recommendation_id, id);

-- A recommendation keeps its entry and code, and changes by one version at a time.
create function tracker.check_recommendation() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if new.version <> old.version + 1
    or row(new.id, new.item_id, new.code) is distinct from row(old.id, old.item_id, old.code) then
    raise exception 'A recommendation changes by one version at a time and keeps its code.' using errcode = 'BT001';
  end if;
  return new;
end
$$;
create trigger recommendation_keeps_its_code before update on tracker.recommendation for each row execute function
  tracker.check_recommendation();

do $$
declare
  kept text;
begin
  foreach kept in array array['tracker.recommendation_version', 'tracker.recommendation_response',
    'tracker.recommendation_status']
  loop
    execute format('create trigger history_is_kept before delete or update or truncate on %s
      for each statement execute function tracker.refuse_change()', kept);
  end loop;
end
$$;
create trigger history_is_kept before delete or truncate on tracker.recommendation for each statement execute function
  tracker.refuse_change();

-- As the library: the secretariat's alone, and signed with the own name.
alter table tracker.recommendation enable row level security;
alter table tracker.recommendation_version enable row level security;
alter table tracker.recommendation_response enable row level security;
alter table tracker.recommendation_status enable row level security;
create policy recommendation_read on tracker.recommendation for select to bohol_app using (
  (select tracker.viewer_is_secretariat()));
create policy recommendation_add on tracker.recommendation for insert to bohol_app with check (
  (select tracker.viewer_is_secretariat()));
create policy recommendation_change on tracker.recommendation for update to bohol_app using (
  (select tracker.viewer_is_secretariat()));
create policy recommendation_version_read on tracker.recommendation_version for select to bohol_app using (
  (select tracker.viewer_is_secretariat()));
create policy recommendation_version_add on tracker.recommendation_version for insert to bohol_app with check (
  (select tracker.viewer_is_secretariat()) and changed_by = (select tracker.viewer_id()));
create policy recommendation_response_read on tracker.recommendation_response for select to bohol_app using (
  (select tracker.viewer_is_secretariat()));
create policy recommendation_response_add on tracker.recommendation_response for insert to bohol_app with check (
  (select tracker.viewer_is_secretariat()) and recorded_by = (select tracker.viewer_id()));
create policy recommendation_status_read on tracker.recommendation_status for select to bohol_app using (
  (select tracker.viewer_is_secretariat()));
create policy recommendation_status_add on tracker.recommendation_status for insert to bohol_app with check (
  (select tracker.viewer_is_secretariat()) and recorded_by = (select tracker.viewer_id()));
grant select, insert on tracker.recommendation, tracker.recommendation_version, tracker.recommendation_response,
  tracker.recommendation_status to bohol_app;
grant update (version) on tracker.recommendation to bohol_app;
