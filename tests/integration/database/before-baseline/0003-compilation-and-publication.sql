-- The frozen whole of a round, and the public, disclosure-controlled part of it.

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
  primary key (compilation_id, submission_id),
  foreign key (submission_id, snapshot_number) references tracker.submission_snapshot (submission_id, number),
  check (included = (status = 'accepted'))
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
  unique nulls not distinct (compilation_id, submission_id, indicator_id, dimension_code, category_code),
  foreign key (compilation_id, submission_id, indicator_id)
    references tracker.compiled_indicator_report (compilation_id, submission_id, indicator_id)
);

-- Which accepted values stand behind each public figure. Not public.
create table tracker.figure_source (
  publication_number integer not null,
  indicator_code text not null,
  round_code text not null,
  scope text not null,
  dimension_code text,
  category_code text,
  value_ids integer[] not null,
  -- Codes of the reporters behind the figure.
  contributing text[] not null,
  reasons jsonb not null,
  unique nulls not distinct (publication_number, indicator_code, round_code, scope, dimension_code, category_code)
);

create table tracker.publication_event (
  publication_number integer primary key,
  compilation_id integer not null references tracker.compilation (id),
  published_by text not null references auth.person (id),
  published_at timestamptz not null
);

-- What the public role can read: these tables and nothing else. Each row belongs to one publication and never
-- changes; a correction is a new publication.
create schema published;

create table published.publication (
  number integer primary key check (number > 0),
  plan_code text not null,
  plan_title text not null,
  plan_starts_on date not null,
  plan_ends_on date not null,
  notice text not null,
  round_code text not null,
  title text not null,
  meeting text not null default '',
  note text not null default '',
  published_at timestamptz not null,
  compilation_sha256 text not null,
  content_sha256 text not null
);

create table published.round (
  publication integer not null references published.publication (number),
  code text not null,
  title text not null,
  period_start date not null,
  period_end date not null,
  due_on date not null,
  position integer not null,
  primary key (publication, code)
);

create table published.activity_status_word (
  publication integer not null references published.publication (number),
  code text not null,
  label text not null,
  mark text not null,
  iati_code text not null,
  position integer not null,
  is_late boolean not null,
  is_done boolean not null,
  is_on_track boolean not null,
  primary key (publication, code)
);

create table published.reporter (
  publication integer not null references published.publication (number),
  code text not null,
  kind text not null,
  name text not null,
  pillar text,
  iso3 text,
  m49 text,
  joined_on date,
  primary key (publication, code)
);

create table published.partner (
  publication integer not null references published.publication (number),
  slug text not null,
  name text not null,
  kind text not null,
  url text,
  primary key (publication, slug)
);

create table published.area (
  publication integer not null references published.publication (number),
  code text not null,
  title text not null,
  position integer not null,
  primary key (publication, code)
);

create table published.objective (
  publication integer not null references published.publication (number),
  code text not null,
  area_code text not null,
  title text not null,
  position integer not null,
  primary key (publication, code),
  foreign key (publication, area_code) references published.area (publication, code)
);

create table published.activity (
  publication integer not null references published.publication (number),
  code text not null,
  objective_code text not null,
  area_code text not null,
  title text not null,
  description text not null,
  active_years integer[] not null,
  lead text not null,
  cooperating text[] not null,
  states text[] not null,
  partners text[] not null,
  articles text[] not null,
  tags text[] not null,
  lenses text[] not null,
  basis text not null,
  position integer not null,
  primary key (publication, code),
  foreign key (publication, objective_code) references published.objective (publication, code)
);

-- The lead body's status, round by round; carried_from names the round of the report where it is an older one.
create table published.activity_status (
  publication integer not null,
  activity_code text not null,
  round_code text not null,
  status_code text,
  carried_from text,
  primary key (publication, activity_code, round_code),
  foreign key (publication, activity_code) references published.activity (publication, code),
  foreign key (publication, round_code) references published.round (publication, code),
  foreign key (publication, status_code) references published.activity_status_word (publication, code)
);

create table published.activity_narrative (
  publication integer not null,
  activity_code text not null,
  round_code text not null,
  reporter_code text not null,
  status_code text,
  achievements text not null,
  challenges text not null,
  next_steps text not null,
  primary key (publication, activity_code, round_code, reporter_code),
  foreign key (publication, activity_code) references published.activity (publication, code),
  foreign key (publication, reporter_code) references published.reporter (publication, code)
);

create table published.indicator (
  publication integer not null references published.publication (number),
  code text not null,
  area_code text not null,
  activity_code text,
  title text not null,
  level text not null,
  measure text not null,
  unit text not null,
  direction text not null,
  aggregation text not null,
  disclosure_class text not null check (disclosure_class <> 'internal'),
  reported_by text not null,
  person_count boolean not null,
  cross_border_overlap boolean not null,
  definition text not null,
  counting_rule text not null,
  numerator_label text,
  denominator_label text,
  -- [{code, name, categories: [{code, name}]}], in order
  dimensions jsonb not null,
  -- [{code, label, counts}], in order; empty unless the measure is a choice
  choices jsonb not null,
  -- {year, value} or null
  baseline jsonb,
  -- [{year, value}], in order
  targets jsonb not null,
  position integer not null,
  primary key (publication, code)
);

create table published.lens (
  publication integer not null references published.publication (number),
  code text not null,
  title text not null,
  description text not null,
  primary key (publication, code)
);

create table published.lens_indicator (
  publication integer not null,
  lens_code text not null,
  indicator_code text not null,
  slice_dimension text,
  slice_category text,
  funnel_position integer,
  funnel_label text,
  primary key (publication, lens_code, indicator_code),
  foreign key (publication, lens_code) references published.lens (publication, code),
  foreign key (publication, indicator_code) references published.indicator (publication, code)
);

-- One public figure. scope: 'region' or a reporter's code. Numbers are there only in state 'reported'.
create table published.figure (
  publication integer not null,
  indicator_code text not null,
  round_code text not null,
  scope text not null,
  dimension_code text,
  category_code text,
  state text not null check (state in
    ('reported', 'not_available', 'not_applicable', 'not_yet_reported', 'suppressed', 'withheld')),
  value numeric(20, 4),
  numerator numeric(20, 4),
  denominator numeric(20, 4),
  -- {choice code: number of states}, for count-of-states indicators
  distribution jsonb,
  choice_code text,
  contributing integer,
  expected integer,
  reason text,
  foreign key (publication, indicator_code) references published.indicator (publication, code),
  foreign key (publication, round_code) references published.round (publication, code),
  unique nulls not distinct (publication, indicator_code, round_code, scope, dimension_code, category_code),
  check (state = 'reported' or num_nonnulls(value, numerator, denominator, distribution, choice_code) = 0)
);

-- Who has reported for which round. No ranking, no lateness.
create table published.coverage (
  publication integer not null,
  reporter_code text not null,
  round_code text not null,
  state text not null check (state in ('reported', 'not_reported', 'not_due')),
  primary key (publication, reporter_code, round_code),
  foreign key (publication, reporter_code) references published.reporter (publication, code),
  foreign key (publication, round_code) references published.round (publication, code)
);
