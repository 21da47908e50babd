-- The words of the report that is made from a round: one text for each of its sections, what was said about it, and
-- the notes on comparability as something that is kept by the secretariat.

create table tracker.report_section (
  round_id integer not null references tracker.round (id),
  -- "summary", "area.A", "objective.A1", "lens.online-scams", "method", "lessons"
  key text not null check (key ~ '^[a-z]+(\.[A-Za-z0-9][A-Za-z0-9._-]*)?$' and length(key) <= 140),
  text text not null check (length(text) <= 20000),
  -- {reference: what it stood for} when the text was saved, so that a number that has moved since can be told.
  facts jsonb not null default '{}',
  version integer not null default 1 check (version > 0),
  changed_by text not null references auth.person (id),
  changed_at timestamptz not null,
  primary key (round_id, key)
);

-- Every state of a section, kept by the database itself.
create table tracker.report_section_revision (
  id bigint generated always as identity primary key,
  round_id integer not null,
  key text not null,
  version integer not null,
  text text not null,
  facts jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null,
  unique (round_id, key, version),
  foreign key (round_id, key) references tracker.report_section (round_id, key)
);
create function tracker.keep_report_section() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  insert into tracker.report_section_revision (round_id, key, version, text, facts, changed_by, changed_at)
  values (new.round_id, new.key, new.version, new.text, new.facts, new.changed_by, new.changed_at);
  return null;
end
$$;
create trigger report_section_is_kept after insert or update on tracker.report_section
  for each row execute function tracker.keep_report_section();

-- A thread hangs on a section; answers hang on its first comment, which alone is resolved.
create table tracker.report_comment (
  id integer generated always as identity primary key,
  round_id integer not null references tracker.round (id),
  key text not null check (length(key) between 1 and 140),
  answers_id integer references tracker.report_comment (id),
  text text not null check (length(text) between 1 and 2000),
  written_by text not null references auth.person (id),
  written_at timestamptz not null,
  resolved_by text references auth.person (id),
  resolved_at timestamptz,
  check ((resolved_by is null) = (resolved_at is null)),
  check (answers_id is null or resolved_at is null)
);
create index report_comment_section on tracker.report_comment (round_id, key);

alter table tracker.report_section enable row level security;
alter table tracker.report_section_revision enable row level security;
alter table tracker.report_comment enable row level security;
create policy report_section_read on tracker.report_section for select to bohol_app
  using ((select tracker.viewer_is_secretariat()));
create policy report_section_add on tracker.report_section for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()) and changed_by = (select tracker.viewer_id()));
create policy report_section_change on tracker.report_section for update to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check (changed_by = (select tracker.viewer_id()));
create policy report_section_revision_read on tracker.report_section_revision for select to bohol_app
  using ((select tracker.viewer_is_secretariat()));
create policy report_comment_read on tracker.report_comment for select to bohol_app
  using ((select tracker.viewer_is_secretariat()));
create policy report_comment_add on tracker.report_comment for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()) and written_by = (select tracker.viewer_id())
    and resolved_at is null);
create policy report_comment_resolve on tracker.report_comment for update to bohol_app
  using ((select tracker.viewer_is_secretariat()))
  with check (resolved_by is null or resolved_by = (select tracker.viewer_id()));
grant select, insert on tracker.report_section, tracker.report_comment to bohol_app;
grant select on tracker.report_section_revision to bohol_app;
grant update (text, facts, version, changed_by, changed_at) on tracker.report_section to bohol_app;
grant update (resolved_by, resolved_at) on tracker.report_comment to bohol_app;
create trigger history_is_kept before update or delete or truncate on tracker.report_section_revision
  for each statement execute function tracker.refuse_change();

-- Notes on comparability: written, changed and ended in the browser -------------------------------------------------

alter table tracker.comparability_note
  -- The last round for which it holds; null: it holds on.
  add column until_round_id integer references tracker.round (id),
  -- Written by mistake: it stays on record and goes into no further publication.
  add column withdrawn boolean not null default false,
  add column version integer not null default 1,
  add column changed_by text references auth.person (id),
  add column changed_at timestamptz not null default now();

create table tracker.comparability_revision (
  id bigint generated always as identity primary key,
  note_id integer not null,
  version integer not null,
  content jsonb not null,
  changed_by text,
  changed_at timestamptz not null,
  unique (note_id, version)
);
create function tracker.keep_comparability_note() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  insert into tracker.comparability_revision (note_id, version, content, changed_by, changed_at)
  values (new.id, new.version, to_jsonb(new) - 'id' - 'version' - 'changed_by' - 'changed_at', new.changed_by,
    new.changed_at);
  return null;
end
$$;
-- What stood before this migration has a first state too.
insert into tracker.comparability_revision (note_id, version, content, changed_by, changed_at)
select n.id, n.version, to_jsonb(n) - 'id' - 'version' - 'changed_by' - 'changed_at', n.changed_by, n.changed_at
from tracker.comparability_note n;
create trigger comparability_note_is_kept after insert or update on tracker.comparability_note
  for each row execute function tracker.keep_comparability_note();
create trigger history_is_kept before update or delete or truncate on tracker.comparability_revision
  for each statement execute function tracker.refuse_change();

alter table tracker.comparability_note enable row level security;
alter table tracker.comparability_revision enable row level security;
create policy comparability_read on tracker.comparability_note for select to bohol_app using (true);
create policy comparability_add on tracker.comparability_note for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()) and changed_by = (select tracker.viewer_id()));
create policy comparability_change on tracker.comparability_note for update to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check (changed_by = (select tracker.viewer_id()));
create policy comparability_revision_read on tracker.comparability_revision for select to bohol_app
  using ((select tracker.viewer_is_secretariat()));
grant insert on tracker.comparability_note to bohol_app;
grant update (round_id, until_round_id, kind, note, withdrawn, version, changed_by, changed_at)
  on tracker.comparability_note to bohol_app;
grant select on tracker.comparability_revision to bohol_app;
