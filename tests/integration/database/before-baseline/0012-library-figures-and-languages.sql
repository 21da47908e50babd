-- What the public dashboards stand on beside figures: the library of studies and meetings, notes on comparability,
-- words in other languages, evidence that was released, pictures drawn with a publication, and what is searched.

-- Kinds of the library: studies, roundtables, dialogues. A kind of cooperation makes pairs of the states it names.
create table tracker.library_kind (
  code text primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  label text not null,
  is_cooperation boolean not null default false,
  position integer not null
);

create table tracker.library_item (
  id integer generated always as identity primary key,
  -- Stands in addresses, so it never changes.
  code text not null unique check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(code) <= 120),
  kind_code text not null references tracker.library_kind (code),
  title text not null check (length(title) between 1 and 300),
  summary text not null check (length(summary) <= 4000),
  -- The day it was held or came out; without one only the year is known, or neither.
  happened_on date,
  year integer check (year between 1990 and 2100),
  ended_on date check (ended_on >= happened_on),
  -- Who did it, in words, where they are not partners or bodies of the plan.
  organisers text not null default '' check (length(organisers) <= 500),
  place text not null default '' check (length(place) <= 200),
  url text check (url ~ '^https?://' and length(url) <= 2000),
  -- Where the entry comes from.
  basis text not null default '' check (length(basis) <= 500),
  states text[] not null default '{}',
  bodies text[] not null default '{}',
  partners text[] not null default '{}',
  activities text[] not null default '{}',
  lenses text[] not null default '{}',
  -- Whether the next publication carries it.
  released boolean not null default false,
  version integer not null default 1,
  changed_by text references auth.person (id),
  changed_at timestamptz not null default now(),
  check (happened_on is null or year = extract(year from happened_on))
);
alter table tracker.library_item enable row level security;
create policy library_read on tracker.library_item for select to bohol_app
  using ((select tracker.viewer_is_secretariat()));
create policy library_add on tracker.library_item for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()) and changed_by = (select tracker.viewer_id()));
create policy library_change on tracker.library_item for update to bohol_app
  using ((select tracker.viewer_is_secretariat()))
  with check (changed_by = (select tracker.viewer_id()));
grant select on tracker.library_kind to bohol_app;
grant select, insert on tracker.library_item to bohol_app;
grant update (kind_code, title, summary, happened_on, year, ended_on, organisers, place, url, basis, states, bodies,
  partners, activities, lenses, released, version, changed_by, changed_at) on tracker.library_item to bohol_app;

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
create function tracker.keep_library_revision() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker as $$
begin
  insert into tracker.library_revision (item_id, version, content, changed_by, changed_at)
  values (new.id, new.version, to_jsonb(new) - 'id' - 'version' - 'changed_by' - 'changed_at', new.changed_by,
    new.changed_at);
  return null;
end
$$;
create trigger library_revision_is_kept after insert or update on tracker.library_item
  for each row execute function tracker.keep_library_revision();
create trigger history_is_kept before update or delete or truncate on tracker.library_revision
  for each statement execute function tracker.refuse_change();
alter table tracker.library_revision enable row level security;
create policy library_revision_read on tracker.library_revision for select to bohol_app
  using ((select tracker.viewer_is_secretariat()));
grant select on tracker.library_revision to bohol_app;

-- Why figures before and after, or of one reporter and others, are not the same thing.
create table tracker.comparability_note (
  id integer generated always as identity primary key,
  indicator_id integer not null references tracker.indicator (id),
  -- Null: for everybody.
  reporter_id integer references tracker.reporter (id),
  -- The first round that is different; null: from the start.
  round_id integer references tracker.round (id),
  kind text not null check (kind in ('definition', 'law', 'method', 'source')),
  note text not null check (length(note) between 1 and 1000),
  unique nulls not distinct (indicator_id, reporter_id, round_id, kind)
);
grant select on tracker.comparability_note to bohol_app;

-- Words of the lists in other languages: statuses, states, tags and so on. English stands in the lists themselves.
create table tracker.translation (
  language text not null check (language ~ '^[a-z]{2,3}$' and language <> 'en'),
  list text not null check (list ~ '^[a-z_]+$'),
  code text not null,
  label text not null check (length(label) between 1 and 500),
  primary key (language, list, code)
);
grant select on tracker.translation to bohol_app;

-- Evidence as it stood when a round was compiled; only what was marked public then.
create table tracker.compiled_evidence (
  compilation_id integer not null references tracker.compilation (id),
  submission_id integer not null,
  evidence_id integer not null references tracker.evidence (id),
  reporter_id integer not null references tracker.reporter (id),
  activity_id integer references tracker.activity (id),
  indicator_id integer references tracker.indicator (id),
  kind text not null,
  title text not null,
  url text,
  storage_key text,
  file_name text,
  content_type text,
  size_bytes bigint,
  sha256 text,
  primary key (compilation_id, evidence_id),
  foreign key (compilation_id, submission_id) references tracker.compiled_submission (compilation_id, submission_id)
);
alter table tracker.compiled_evidence enable row level security;
create policy compiled_evidence_secretariat on tracker.compiled_evidence for all to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check ((select tracker.viewer_is_secretariat()));
grant select, insert on tracker.compiled_evidence to bohol_app;
create trigger history_is_kept before update or delete or truncate on tracker.compiled_evidence
  for each statement execute function tracker.refuse_change();

-- Where the square of a state stands on the map of equal squares, counted from its upper left corner; a state without a
-- place stands in a line beneath.
alter table tracker.member_state
  add column tile_row integer check (tile_row between 1 and 12),
  add column tile_column integer check (tile_column between 1 and 12),
  add constraint member_state_tile_is_whole check ((tile_row is null) = (tile_column is null)),
  add constraint member_state_tile_is_its_own unique (tile_row, tile_column) deferrable;

-- In publications ----------------------------------------------------------------------------------------

alter table published.reporter
  add column tile_row integer,
  add column tile_column integer;

create table published.library_kind (
  publication integer not null references published.publication (number),
  code text not null,
  label text not null,
  is_cooperation boolean not null,
  position integer not null,
  primary key (publication, code)
);

create table published.library_item (
  publication integer not null,
  code text not null,
  kind_code text not null,
  title text not null,
  summary text not null,
  happened_on date,
  year integer,
  ended_on date,
  organisers text not null,
  place text not null,
  url text,
  basis text not null,
  states text[] not null,
  bodies text[] not null,
  partners text[] not null,
  activities text[] not null,
  lenses text[] not null,
  primary key (publication, code),
  foreign key (publication, kind_code) references published.library_kind (publication, code)
);

create table published.comparability_note (
  publication integer not null,
  indicator_code text not null,
  reporter_code text,
  round_code text,
  kind text not null,
  note text not null,
  unique nulls not distinct (publication, indicator_code, reporter_code, round_code, kind),
  foreign key (publication, indicator_code) references published.indicator (publication, code)
);

create table published.translation (
  publication integer not null references published.publication (number),
  language text not null,
  list text not null,
  code text not null,
  label text not null,
  primary key (publication, language, list, code)
);

create table published.evidence (
  publication integer not null,
  -- Unguessable: the checksum of a file, or of the address of a link, with the place it hangs on.
  id text not null check (id ~ '^[0-9a-f]{32}$'),
  reporter_code text not null,
  round_code text not null,
  activity_code text,
  indicator_code text,
  kind text not null check (kind in ('file', 'link')),
  title text not null,
  url text,
  storage_key text,
  file_name text,
  content_type text,
  size_bytes bigint,
  sha256 text,
  primary key (publication, id),
  foreign key (publication, reporter_code) references published.reporter (publication, code),
  foreign key (publication, round_code) references published.round (publication, code),
  check (num_nonnulls(activity_code, indicator_code) = 1)
);

-- A figure as it was drawn when its publication was made: the definition (title, table, chart) and two pictures of it.
create table published.drawing (
  publication integer not null references published.publication (number),
  figure text not null check (figure ~ '^[A-Za-z0-9.-]+$'),
  position integer not null,
  definition jsonb not null,
  -- SVG, for wide pages and for narrow ones.
  wide text not null,
  narrow text not null,
  primary key (publication, figure)
);

-- What the search looks through: one row for each thing that has a page.
create table published.search_entry (
  publication integer not null references published.publication (number),
  kind text not null,
  code text not null,
  -- Where it stands: "/activities/A1.1".
  path text not null,
  title text not null,
  body text not null,
  position integer not null,
  words tsvector not null generated always as (
    setweight(to_tsvector('english', code), 'A') || setweight(to_tsvector('english', title), 'A')
    || setweight(to_tsvector('english', body), 'C')) stored,
  primary key (publication, kind, code)
);
create index search_entry_words on published.search_entry using gin (words);

-- The words of a publication as they are written, so that a mistyped one finds its neighbour.
create table published.search_word (
  publication integer not null references published.publication (number),
  word text not null,
  entries integer not null check (entries > 0),
  primary key (publication, word)
);

do $$
declare
  name text;
begin
  foreach name in array array['library_kind', 'library_item', 'comparability_note', 'translation', 'evidence', 'drawing',
    'search_entry', 'search_word']
  loop
    execute format('create trigger history_is_kept before update or delete or truncate on published.%I
      for each statement execute function tracker.refuse_change()', name);
    execute format('create trigger publication_is_unsealed after insert on published.%I
      referencing new table as added
      for each statement execute function tracker.check_publication_unsealed(''publication'')', name);
    execute format('grant select, insert on published.%I to bohol_app', name);
    execute format('grant select on published.%I to bohol_public', name);
  end loop;
end
$$;
