-- Rounds are seen section by section, and reports are read, judged and annotated at speed. Nothing of this touches
-- what a reporter wrote.

-- How far each report is, section by section ------------------------------------------------------------------
-- For the secretariat: numbers of items, never what was written. A section is a thematic area, once for its
-- activities and once for its indicators. What was copied and not confirmed is not an answer yet.

create function tracker.list_section_progress(round_id integer)
returns table (submission_id integer, kind text, area_id integer, due integer, touched integer)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if not tracker.viewer_is_secretariat() then
    raise exception 'Only the secretariat sees the whole round.' using errcode = '42501';
  end if;
  return query
    select ar.submission_id, 'activity', o.area_id, count(*)::integer,
      (count(*) filter (where ar.status_code is not null and ar.copied_from is null))::integer
    from tracker.submission s
    join tracker.activity_report ar on ar.submission_id = s.id
    join tracker.activity a on a.id = ar.activity_id
    join tracker.objective o on o.id = a.objective_id
    where s.round_id = list_section_progress.round_id
    group by ar.submission_id, o.area_id
    union all
    select ir.submission_id, 'indicator', i.area_id, count(*)::integer,
      (count(*) filter (where ir.copied_from is null and exists (select from tracker.indicator_value v
        where v.submission_id = ir.submission_id and v.indicator_id = ir.indicator_id)))::integer
    from tracker.submission s
    join tracker.indicator_report ir on ir.submission_id = s.id
    join tracker.indicator i on i.id = ir.indicator_id
    where s.round_id = list_section_progress.round_id
    group by ir.submission_id, i.area_id;
end
$$;
revoke execute on function tracker.list_section_progress(integer) from public;
grant execute on function tracker.list_section_progress(integer) to bohol_app;

-- Which fields a reviewer has looked at, so that a review can be put down and taken up again ---------------------

create table tracker.review_mark (
  submission_id integer not null references tracker.submission (id),
  person_id text not null references auth.person (id),
  activity_id integer,
  indicator_id integer,
  field text not null check (length(field) between 1 and 200),
  -- The number of the submission (first, second …) that was looked at.
  times_submitted integer not null check (times_submitted > 0),
  marked_at timestamptz not null,
  foreign key (submission_id, activity_id) references tracker.activity_report (submission_id, activity_id),
  foreign key (submission_id, indicator_id) references tracker.indicator_report (submission_id, indicator_id),
  check (num_nonnulls(activity_id, indicator_id) = 1),
  unique nulls not distinct (submission_id, person_id, activity_id, indicator_id, field)
);

-- Questions that are asked again and again ------------------------------------------------------------------------

create table tracker.review_phrase (
  id integer generated always as identity primary key,
  title text not null check (length(title) between 1 and 80),
  words text not null check (length(words) between 1 and 1000),
  version integer not null default 1,
  changed_by text not null references auth.person (id),
  changed_at timestamptz not null,
  -- It is offered no more; where it was used its words stay.
  ended_at timestamptz
);
create unique index review_phrase_title on tracker.review_phrase (lower(title)) where ended_at is null;

-- Notes for whoever compiles: of a whole report, or of one item in it ---------------------------------------------

create table tracker.compiler_note (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  activity_id integer references tracker.activity (id),
  indicator_id integer references tracker.indicator (id),
  words text not null check (length(words) between 1 and 2000),
  version integer not null default 1,
  written_by text not null references auth.person (id),
  written_at timestamptz not null,
  changed_by text not null references auth.person (id),
  changed_at timestamptz not null,
  -- Settled, or written by mistake: it stays on record and is shown no more.
  ended_at timestamptz,
  check (num_nonnulls(activity_id, indicator_id) <= 1)
);
create index compiler_note_submission on tracker.compiler_note (submission_id);

-- The secretariat's wording beside the reporter's own, for editions. It never takes its place in the report ---------

create table tracker.editorial_text (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  activity_id integer references tracker.activity (id),
  indicator_id integer references tracker.indicator (id),
  field text not null check (field in ('achievements', 'challenges', 'nextSteps', 'note')),
  words text not null check (length(words) between 1 and 10000),
  -- The number of the submission whose words it edits: when another came since, it has to be looked at again.
  times_submitted integer not null check (times_submitted > 0),
  version integer not null default 1,
  changed_by text not null references auth.person (id),
  changed_at timestamptz not null,
  withdrawn boolean not null default false,
  check (num_nonnulls(activity_id, indicator_id) = 1),
  check ((field = 'note') = (indicator_id is not null)),
  unique nulls not distinct (submission_id, activity_id, indicator_id, field)
);

-- Every state of these words is kept.
create table tracker.review_text_revision (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('review_phrase', 'compiler_note', 'editorial_text')),
  row_id integer not null,
  version integer not null,
  content jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null,
  unique (kind, row_id, version)
);
create function tracker.keep_review_text() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  insert into tracker.review_text_revision (kind, row_id, version, content, changed_by, changed_at)
  values (tg_table_name, new.id, new.version, to_jsonb(new) - 'id' - 'version' - 'changed_by' - 'changed_at',
    new.changed_by, new.changed_at);
  return null;
end
$$;
create trigger review_phrase_is_kept after insert or update on tracker.review_phrase
  for each row execute function tracker.keep_review_text();
create trigger compiler_note_is_kept after insert or update on tracker.compiler_note
  for each row execute function tracker.keep_review_text();
create trigger editorial_text_is_kept after insert or update on tracker.editorial_text
  for each row execute function tracker.keep_review_text();

-- Two people, where the rule asks for them -------------------------------------------------------------------------

create table tracker.desk_setting (
  key text primary key check (key ~ '^[a-z]+(_[a-z]+)*$'),
  is_on boolean not null,
  version integer not null default 1,
  changed_by text references auth.person (id),
  changed_at timestamptz not null default now()
);
insert into tracker.desk_setting (key, is_on) values ('two_person_review', false);

-- The first of two who find a report right. It counts for the version that was read: whatever moves the report
-- moves the version on.
create table tracker.review_approval (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  submission_version integer not null,
  approved_by text not null references auth.person (id),
  approved_at timestamptz not null,
  unique (submission_id, submission_version, approved_by)
);

create function tracker.check_second_person() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if session_user = 'bohol_app' and old.status = 'submitted' and new.status = 'accepted'
    and (select d.is_on from tracker.desk_setting d where d.key = 'two_person_review')
    and not exists (select from tracker.review_approval p where p.submission_id = old.id
      and p.submission_version = old.version and p.approved_by <> tracker.viewer_id()) then
    raise exception 'A second person accepts this report.' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger submission_second_person before update on tracker.submission
  for each row execute function tracker.check_second_person();

-- Many reports accepted by one act, which can be taken back as one --------------------------------------------------

create table tracker.bulk_acceptance (
  id integer generated always as identity primary key,
  -- What they had in common: {why, kind, round}.
  filter jsonb not null,
  made_by text not null references auth.person (id),
  made_at timestamptz not null,
  -- The sign-in in which it was done, as a checksum: only there it is taken back.
  session_key text not null,
  undone_by text references auth.person (id),
  undone_at timestamptz,
  check ((undone_by is null) = (undone_at is null))
);
create table tracker.bulk_acceptance_item (
  bulk_acceptance_id integer not null references tracker.bulk_acceptance (id),
  submission_id integer not null references tracker.submission (id),
  -- As the acceptance left it: one that has moved since is left alone.
  accepted_version integer not null,
  primary key (bulk_acceptance_id, submission_id)
);

-- An acceptance that is taken back leaves the report where it was: in the secretariat's hands.
insert into tracker.submission_transition (from_status, to_status, made_by)
values ('accepted', 'submitted', array['secretariat_officer']);

-- Policies and grants -----------------------------------------------------------------------------------------------

do $$
declare
  t text;
begin
  foreach t in array array['review_phrase', 'compiler_note', 'editorial_text', 'review_text_revision',
    'review_approval', 'bulk_acceptance', 'bulk_acceptance_item']
  loop
    execute format('alter table tracker.%I enable row level security', t);
    execute format('create policy %I on tracker.%I for select to bohol_app
      using ((select tracker.viewer_is_secretariat()))', t || '_read', t);
    execute format('grant select on tracker.%I to bohol_app', t);
  end loop;
  foreach t in array array['review_phrase', 'compiler_note', 'editorial_text']
  loop
    execute format('create policy %I on tracker.%I for insert to bohol_app
      with check ((select tracker.viewer_is_secretariat()) and changed_by = (select tracker.viewer_id()))',
      t || '_add', t);
    execute format('create policy %I on tracker.%I for update to bohol_app
      using ((select tracker.viewer_is_secretariat())) with check (changed_by = (select tracker.viewer_id()))',
      t || '_change', t);
    execute format('grant insert on tracker.%I to bohol_app', t);
  end loop;
  foreach t in array array['review_text_revision', 'review_approval', 'bulk_acceptance_item']
  loop
    execute format('create trigger history_is_kept before update or delete or truncate on tracker.%I
      for each statement execute function tracker.refuse_change()', t);
  end loop;
end
$$;
grant update (title, words, version, changed_by, changed_at, ended_at) on tracker.review_phrase to bohol_app;
grant update (words, version, changed_by, changed_at, ended_at) on tracker.compiler_note to bohol_app;
grant update (words, times_submitted, version, changed_by, changed_at, withdrawn) on tracker.editorial_text
  to bohol_app;

create policy review_approval_give on tracker.review_approval for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()) and approved_by = (select tracker.viewer_id()));
create policy bulk_acceptance_make on tracker.bulk_acceptance for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()) and made_by = (select tracker.viewer_id())
    and undone_at is null);
create policy bulk_acceptance_undo on tracker.bulk_acceptance for update to bohol_app
  using (made_by = (select tracker.viewer_id()) and undone_at is null)
  with check (undone_by = (select tracker.viewer_id()));
create policy bulk_acceptance_item_make on tracker.bulk_acceptance_item for insert to bohol_app
  with check (exists (select from tracker.bulk_acceptance b
    where b.id = bulk_acceptance_id and b.made_by = (select tracker.viewer_id())));
grant insert on tracker.review_approval, tracker.bulk_acceptance, tracker.bulk_acceptance_item to bohol_app;
grant update (undone_by, undone_at) on tracker.bulk_acceptance to bohol_app;

alter table tracker.review_mark enable row level security;
create policy review_mark_own on tracker.review_mark for all to bohol_app
  using (person_id = (select tracker.viewer_id()))
  with check (person_id = (select tracker.viewer_id()) and (select tracker.viewer_is_secretariat()));
grant select, insert, update, delete on tracker.review_mark to bohol_app;

-- Whoever is bound by a rule does not switch it.
alter table tracker.desk_setting enable row level security;
create policy desk_setting_read on tracker.desk_setting for select to bohol_app using (true);
create policy desk_setting_change on tracker.desk_setting for update to bohol_app
  using ((select tracker.viewer_has_role(array['administrator'])))
  with check (changed_by = (select tracker.viewer_id()));
grant select, update (is_on, version, changed_by, changed_at) on tracker.desk_setting to bohol_app;

-- The words and figures of a report are its reporter's --------------------------------------------------------------
-- The policies say it by row. This says it once more whatever the policies come to say: what is changed belongs to a
-- reporter for whom the viewer works.

create function tracker.check_reporters_hand() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if session_user = 'bohol_app' and exists (select from changed c
    join tracker.submission s on s.id = c.submission_id
    where s.reporter_id <> all (tracker.viewer_reporter_ids())) then
    raise exception 'A report is changed by its reporter only.' using errcode = '42501';
  end if;
  return null;
end
$$;
do $$
declare
  t text;
begin
  foreach t in array array['activity_report', 'indicator_report', 'indicator_value']
  loop
    execute format('create trigger reporters_hand_update after update on tracker.%I referencing new table as changed
      for each statement execute function tracker.check_reporters_hand()', t);
    execute format('create trigger reporters_hand_delete after delete on tracker.%I referencing old table as changed
      for each statement execute function tracker.check_reporters_hand()', t);
  end loop;
end
$$;
create trigger reporters_hand_insert after insert on tracker.indicator_value referencing new table as changed
  for each statement execute function tracker.check_reporters_hand();
