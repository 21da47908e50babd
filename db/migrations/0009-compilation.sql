-- The whole of a round, frozen: what was accepted, as it was. Nothing is added once the transaction is over.

create table tracker.compilation (
  id integer generated always as identity primary key,
  round_id integer not null references tracker.round (id),
  number integer not null check (number > 0),
  created_by text not null references auth.person (id),
  created_at timestamptz not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  unique (round_id, number)
);

-- Every submission of the round as it stood: those not accepted are listed too, so that coverage is a fact.
create table tracker.compiled_submission (
  compilation_id integer not null references tracker.compilation (id),
  submission_id integer not null references tracker.submission (id),
  reporter_id integer not null references tracker.reporter (id),
  status text not null,
  included boolean not null,
  due_on date not null,
  first_submitted_at timestamptz,
  snapshot_number integer,
  -- What was asked of the reporter in the round, whether or not it was reported.
  due_activities integer[] not null,
  due_indicators integer[] not null,
  check (included = (status = 'accepted')),
  primary key (compilation_id, submission_id),
  foreign key (submission_id, snapshot_number) references tracker.submission_snapshot (submission_id, number)
);

create table tracker.compiled_activity_report (
  compilation_id integer not null references tracker.compilation (id),
  submission_id integer not null,
  reporter_id integer not null references tracker.reporter (id),
  activity_id integer not null references tracker.activity (id),
  status_code text references tracker.activity_status (code),
  achievements text not null,
  challenges text not null,
  next_steps text not null,
  narrative_released boolean not null,
  primary key (compilation_id, submission_id, activity_id),
  foreign key (compilation_id, submission_id) references tracker.compiled_submission (compilation_id, submission_id)
);

create table tracker.compiled_indicator_report (
  compilation_id integer not null references tracker.compilation (id),
  submission_id integer not null,
  reporter_id integer not null references tracker.reporter (id),
  indicator_id integer not null references tracker.indicator (id),
  note text not null,
  release text not null,
  primary key (compilation_id, submission_id, indicator_id),
  foreign key (compilation_id, submission_id) references tracker.compiled_submission (compilation_id, submission_id)
);

create table tracker.compiled_value (
  compilation_id integer not null,
  submission_id integer not null,
  indicator_id integer not null,
  value_id integer not null,
  reporter_id integer not null references tracker.reporter (id),
  dimension_code text,
  category_code text,
  state text not null,
  value numeric(20, 4),
  numerator numeric(20, 4),
  denominator numeric(20, 4),
  choice_code text,
  text_value text,
  constraint compiled_value_compilation_id_submission_id_indicator_id_di_key unique nulls not distinct
    (compilation_id, submission_id, indicator_id, dimension_code, category_code),
  foreign key (compilation_id, submission_id, indicator_id) references
    tracker.compiled_indicator_report(compilation_id, submission_id, indicator_id)
);

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

create function tracker.check_compilation_unsealed() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if exists (
    select from (select distinct a.compilation_id as id from added a) a
    join tracker.compilation c on c.id = a.id
    where c.xmin <> pg_current_xact_id()::xid
  ) then
    raise exception 'A compilation is complete and nothing is added to it.' using errcode = 'BT001';
  end if;
  return null;
end
$$;

create trigger compilation_is_unsealed after insert on tracker.compiled_submission referencing new table as added
  for each statement execute function tracker.check_compilation_unsealed();

create trigger compilation_is_unsealed after insert on tracker.compiled_activity_report referencing new table as
  added for each statement execute function tracker.check_compilation_unsealed();

create trigger compilation_is_unsealed after insert on tracker.compiled_indicator_report referencing new table as
  added for each statement execute function tracker.check_compilation_unsealed();

create trigger compilation_is_unsealed after insert on tracker.compiled_value referencing new table as added for
  each statement execute function tracker.check_compilation_unsealed();
