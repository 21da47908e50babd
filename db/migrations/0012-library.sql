-- Studies and dialogues beside the plan, and what is learned from it. Every state of an entry is kept.

-- Kinds of the library: studies, roundtables, dialogues. A kind of cooperation makes pairs of the states it names.
create table tracker.library_kind (
  code text check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$') primary key,
  label text not null,
  is_cooperation boolean not null default false,
  position integer not null
);

create table tracker.library_item (
  id integer generated always as identity primary key,
  -- Stands in addresses, so it never changes.
  code text not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(code) <= 120) unique,
  kind_code text not null references tracker.library_kind (code),
  title text not null check (length(title) >= 1 and length(title) <= 300),
  summary text not null check (length(summary) <= 4000),
  -- The day it was held or came out; without one only the year is known, or neither.
  happened_on date,
  year integer check (year >= 1990 and year <= 2100),
  ended_on date,
  -- Who did it, in words, where they are not partners or bodies of the plan.
  organisers text not null default '' check (length(organisers) <= 500),
  place text not null default '' check (length(place) <= 200),
  url text check (url ~ '^https?://' and length(url) <= 2000),
  -- Where the entry comes from.
  basis text not null default '' check (length(basis) <= 500),
  states text[] not null default '{}'::text[],
  bodies text[] not null default '{}'::text[],
  partners text[] not null default '{}'::text[],
  activities text[] not null default '{}'::text[],
  lenses text[] not null default '{}'::text[],
  -- Whether the next publication carries it.
  released boolean not null default false,
  version integer not null default 1,
  changed_by text references auth.person (id),
  changed_at timestamptz not null default now(),
  check (ended_on >= happened_on),
  constraint library_item_check1 check (happened_on is null or year::numeric = EXTRACT(year from happened_on))
);

-- Every state of an entry, kept by the database itself.
create table tracker.library_revision (
  id bigint generated always as identity primary key,
  item_id integer not null references tracker.library_item (id),
  version integer not null,
  content jsonb not null,
  changed_by text,
  changed_at timestamptz not null,
  unique (item_id, version)
);

-- Words of a judgement. Other words are other rows.
create table tracker.judgement_rating (
  code text check (code ~ '^[a-z]+(_[a-z]+)*$') primary key,
  label text not null check (length(label) >= 1 and length(label) <= 60),
  meaning text not null,
  position integer not null unique
);

-- A question, a judged target, a lesson or a follow-up action of a plan.
create table tracker.learning_entry (
  id integer generated always as identity primary key,
  plan_id integer not null references tracker.plan (id),
  kind text not null check (kind in ('question', 'target', 'lesson', 'action')),
  code text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$'),
  -- By its kind; see server/domain/learning.
  content jsonb not null,
  version integer not null default 1,
  changed_by text not null references auth.person (id),
  changed_at timestamptz not null,
  unique (plan_id, kind, code)
);

-- Every state of an entry.
create table tracker.learning_revision (
  entry_id integer not null references tracker.learning_entry (id),
  version integer not null,
  content jsonb not null,
  changed_by text not null references auth.person (id),
  changed_at timestamptz not null,
  primary key (entry_id, version)
);

create function tracker.keep_library_revision() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker as $$
begin
  insert into tracker.library_revision (item_id, version, content, changed_by, changed_at)
  values (new.id, new.version, to_jsonb(new) - 'id' - 'version' - 'changed_by' - 'changed_at', new.changed_by,
    new.changed_at);
  return null;
end
$$;

create function tracker.keep_learning() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (new.version <> old.version + 1
    or row(new.plan_id, new.kind, new.code) is distinct from row(old.plan_id, old.kind, old.code)) then
    raise exception 'An entry changes by one version at a time and keeps its code.' using errcode = 'BT001';
  end if;
  insert into tracker.learning_revision (entry_id, version, content, changed_by, changed_at)
  values (new.id, new.version, new.content, new.changed_by, new.changed_at);
  return null;
end
$$;

create trigger library_revision_is_kept after insert or update on tracker.library_item for each row execute function
  tracker.keep_library_revision();

create trigger learning_is_kept after insert or update on tracker.learning_entry for each row execute function
  tracker.keep_learning();

insert into tracker.judgement_rating (code, label, meaning, position) values
  ('reached', 'Reached', 'What was meant to be reached by now is reached.', 1),
  ('on_course', 'On course', 'It is not due yet, and what is known points to its being reached.', 2),
  ('in_part', 'In part', 'Some of it is reached, or some of those concerned have reached it.', 3),
  ('behind', 'Behind', 'What was meant to be reached by now is not.', 4),
  ('not_known', 'Not known', 'What is reported is too little for a judgement.', 5);
