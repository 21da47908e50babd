-- What is learned from the plan: questions of an evaluation with their judgements, targets that are judged, lessons, and
-- actions that follow, with owner and day.

-- Words of a judgement. Other words are other rows.
create table tracker.judgement_rating (
  code text primary key check (code ~ '^[a-z]+(_[a-z]+)*$'),
  label text not null check (length(label) between 1 and 60),
  meaning text not null,
  position integer not null unique
);
insert into tracker.judgement_rating (code, label, meaning, position) values
  ('reached', 'Reached', 'What was meant to be reached by now is reached.', 1),
  ('on_course', 'On course', 'It is not due yet, and what is known points to its being reached.', 2),
  ('in_part', 'In part', 'Some of it is reached, or some of those concerned have reached it.', 3),
  ('behind', 'Behind', 'What was meant to be reached by now is not.', 4),
  ('not_known', 'Not known', 'What is reported is too little for a judgement.', 5);

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

create function tracker.keep_learning() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
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
create trigger learning_is_kept after insert or update on tracker.learning_entry
  for each row execute function tracker.keep_learning();
create trigger history_is_kept before delete or truncate on tracker.learning_entry
  for each statement execute function tracker.refuse_change();
create trigger history_is_kept before update or delete or truncate on tracker.learning_revision
  for each statement execute function tracker.refuse_change();

alter table tracker.judgement_rating enable row level security;
alter table tracker.learning_entry enable row level security;
alter table tracker.learning_revision enable row level security;
create policy judgement_rating_read on tracker.judgement_rating for select to bohol_app using (true);
create policy learning_entry_secretariat on tracker.learning_entry for all to bohol_app
  using ((select tracker.viewer_is_secretariat()))
  with check ((select tracker.viewer_is_secretariat()) and changed_by = (select tracker.viewer_id()));
create policy learning_revision_secretariat on tracker.learning_revision for select to bohol_app
  using ((select tracker.viewer_is_secretariat()));
grant select on tracker.judgement_rating, tracker.learning_revision to bohol_app;
grant select, insert, update on tracker.learning_entry to bohol_app;
