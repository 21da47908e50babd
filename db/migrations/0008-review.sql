-- What the secretariat keeps beside reports while it reads them. Nothing of it changes a report.

create table tracker.review_mark (
  submission_id integer not null references tracker.submission (id),
  person_id text not null references auth.person (id),
  activity_id integer,
  indicator_id integer,
  field text not null check (length(field) >= 1 and length(field) <= 200),
  -- The number of the submission (first, second …) that was looked at.
  times_submitted integer not null check (times_submitted > 0),
  marked_at timestamptz not null,
  check (num_nonnulls(activity_id, indicator_id) = 1),
  constraint review_mark_submission_id_person_id_activity_id_indicator_i_key unique nulls not distinct (submission_id,
    person_id, activity_id, indicator_id, field),
  foreign key (submission_id, activity_id) references tracker.activity_report (submission_id, activity_id),
  foreign key (submission_id, indicator_id) references tracker.indicator_report (submission_id, indicator_id)
);

create table tracker.review_phrase (
  id integer generated always as identity primary key,
  title text not null check (length(title) >= 1 and length(title) <= 80),
  words text not null check (length(words) >= 1 and length(words) <= 1000),
  version integer not null default 1,
  changed_by text not null references auth.person (id),
  changed_at timestamptz not null,
  -- It is offered no more; where it was used its words stay.
  ended_at timestamptz
);
create unique index review_phrase_title on tracker.review_phrase (lower(title)) where (ended_at is null);

create table tracker.compiler_note (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  activity_id integer references tracker.activity (id),
  indicator_id integer references tracker.indicator (id),
  words text not null check (length(words) >= 1 and length(words) <= 2000),
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

create table tracker.editorial_text (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  activity_id integer references tracker.activity (id),
  indicator_id integer references tracker.indicator (id),
  field text not null check (field in ('achievements', 'challenges', 'nextSteps', 'note')),
  words text not null check (length(words) >= 1 and length(words) <= 10000),
  -- The number of the submission whose words it edits: when another came since, it has to be looked at again.
  times_submitted integer not null check (times_submitted > 0),
  version integer not null default 1,
  changed_by text not null references auth.person (id),
  changed_at timestamptz not null,
  withdrawn boolean not null default false,
  check (num_nonnulls(activity_id, indicator_id) = 1),
  constraint editorial_text_check1 check ((field = 'note') = (indicator_id is not null)),
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

create table tracker.desk_setting (
  key text check (key ~ '^[a-z]+(_[a-z]+)*$') primary key,
  is_on boolean not null,
  version integer not null default 1,
  changed_by text references auth.person (id),
  changed_at timestamptz not null default now()
);

-- The first of two who find a report right. It counts for the version that was read: whatever moves the report
-- moves the version on.
create table tracker.review_approval (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  submission_version integer not null,
  approved_by text not null references auth.person (id),
  approved_at timestamptz not null,
  constraint review_approval_submission_id_submission_version_approved_b_key unique (submission_id,
    submission_version, approved_by)
);

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

create function tracker.keep_review_text() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  insert into tracker.review_text_revision (kind, row_id, version, content, changed_by, changed_at)
  values (tg_table_name, new.id, new.version, to_jsonb(new) - 'id' - 'version' - 'changed_by' - 'changed_at',
    new.changed_by, new.changed_at);
  return null;
end
$$;

create trigger review_phrase_is_kept after insert or update on tracker.review_phrase for each row execute function
  tracker.keep_review_text();

create trigger compiler_note_is_kept after insert or update on tracker.compiler_note for each row execute function
  tracker.keep_review_text();

create trigger editorial_text_is_kept after insert or update on tracker.editorial_text for each row execute function
  tracker.keep_review_text();

insert into tracker.desk_setting (key, is_on) values ('two_person_review', false);
