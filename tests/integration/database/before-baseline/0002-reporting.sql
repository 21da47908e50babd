-- Rounds, submissions and everything a reporter writes, with its history.

create table tracker.round (
  id integer generated always as identity primary key,
  code text not null unique check (code ~ '^[0-9]{4}-H[12]$'),
  title text not null,
  plan_id integer not null references tracker.plan (id),
  period_start date not null,
  period_end date not null,
  opens_on date not null,
  due_on date not null,
  closes_on date not null,
  state text not null default 'planned' check (state in ('planned', 'open', 'closed')),
  check (period_start < period_end and opens_on <= due_on and due_on <= closes_on)
);

-- Who holds which role, where and when. Roles are assignments, never flags on a person.
create table tracker.assignment (
  id integer generated always as identity primary key,
  person_id text not null references auth.person (id),
  role text not null
    check (role in ('contributor', 'focal_point', 'clearing_officer', 'secretariat_officer', 'administrator')),
  reporter_id integer references tracker.reporter (id),
  agency_id integer references tracker.agency (id),
  assigned_by text references auth.person (id),
  assigned_at timestamptz not null,
  revoked_at timestamptz,
  check ((role in ('contributor', 'focal_point', 'clearing_officer')) = (reporter_id is not null)),
  check (agency_id is null or role = 'contributor')
);
create unique index assignment_once on tracker.assignment (person_id, role, reporter_id) nulls not distinct
  where revoked_at is null;
create index assignment_person on tracker.assignment (person_id) where revoked_at is null;

create table tracker.invitation (
  id integer generated always as identity primary key,
  token_hash text not null unique,
  email text not null check (email = lower(email)),
  name text not null,
  role text not null,
  reporter_id integer references tracker.reporter (id),
  agency_id integer references tracker.agency (id),
  invited_by text not null references auth.person (id),
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);

create table tracker.submission (
  id integer generated always as identity primary key,
  round_id integer not null references tracker.round (id),
  reporter_id integer not null references tracker.reporter (id),
  status text not null default 'draft'
    check (status in ('draft', 'cleared', 'submitted', 'returned', 'accepted')),
  -- What a return reopened: everything, or only the items that carry an unresolved query.
  return_scope text check (return_scope in ('all', 'queried')),
  version integer not null default 1 check (version > 0),
  due_on date not null,
  opened_at timestamptz not null,
  cleared_at timestamptz,
  cleared_by text references auth.person (id),
  submitted_at timestamptz,
  first_submitted_at timestamptz,
  review_started_at timestamptz,
  accepted_at timestamptz,
  times_submitted integer not null default 0,
  unique (round_id, reporter_id),
  check (status <> 'returned' or return_scope is not null),
  check (status not in ('submitted', 'accepted') or (submitted_at is not null and cleared_at is not null)),
  check ((status = 'accepted') = (accepted_at is not null)),
  check ((first_submitted_at is null) = (times_submitted = 0))
);

-- Rows exist from the day the round opens: what is due is what has a row.
create table tracker.activity_report (
  submission_id integer not null references tracker.submission (id),
  activity_id integer not null references tracker.activity (id),
  status_code text references tracker.activity_status (code),
  achievements text not null default '' check (length(achievements) <= 10000),
  challenges text not null default '' check (length(challenges) <= 10000),
  next_steps text not null default '' check (length(next_steps) <= 10000),
  -- The reporter's consent to show these words to the public.
  narrative_released boolean not null default false,
  version integer not null default 0,
  updated_by text references auth.person (id),
  updated_at timestamptz,
  primary key (submission_id, activity_id),
  check ((version = 0) = (updated_at is null))
);

create table tracker.indicator_report (
  submission_id integer not null references tracker.submission (id),
  indicator_id integer not null,
  measure text not null,
  note text not null default '' check (length(note) <= 10000),
  -- The reporter's consent: see docs/methodology/disclosure.md.
  release text not null default 'regional' check (release in ('regional', 'national', 'withheld')),
  version integer not null default 0,
  updated_by text references auth.person (id),
  updated_at timestamptz,
  primary key (submission_id, indicator_id),
  unique (submission_id, indicator_id, measure),
  foreign key (indicator_id, measure) references tracker.indicator (id, measure),
  check ((version = 0) = (updated_at is null))
);

-- One cell. Zero is a reported value; "not available" and "not applicable" are states of their own; a cell
-- that nobody has touched has no row. The four are never merged.
create table tracker.indicator_value (
  id integer generated always as identity primary key,
  submission_id integer not null,
  indicator_id integer not null,
  measure text not null,
  dimension_code text,
  category_code text,
  state text not null check (state in ('reported', 'not_available', 'not_applicable')),
  value numeric(20, 4) check (value >= 0 and value <= 1e15),
  numerator numeric(20, 4) check (numerator >= 0 and numerator <= 1e12 and numerator = trunc(numerator)),
  denominator numeric(20, 4)
    check (denominator >= 0 and denominator <= 1e12 and denominator = trunc(denominator)),
  choice_list text,
  choice_code text,
  text_value text check (length(text_value) between 1 and 10000),
  unique nulls not distinct (submission_id, indicator_id, dimension_code, category_code),
  foreign key (submission_id, indicator_id, measure)
    references tracker.indicator_report (submission_id, indicator_id, measure),
  foreign key (indicator_id, dimension_code) references tracker.indicator_dimension (indicator_id, dimension_code),
  foreign key (dimension_code, category_code) references tracker.category (dimension_code, code),
  foreign key (choice_list, choice_code) references tracker.choice (list_code, code),
  check ((dimension_code is null) = (category_code is null)),
  check ((choice_list is null) = (choice_code is null)),
  check (numerator <= denominator),
  check (
    case
      when state <> 'reported' then
        num_nonnulls(value, numerator, denominator, choice_code, text_value) = 0
      when measure = 'count' then
        value is not null and value = trunc(value) and value <= 1e12
        and num_nonnulls(numerator, denominator, choice_code, text_value) = 0
      when measure = 'money' then
        value is not null and num_nonnulls(numerator, denominator, choice_code, text_value) = 0
      when measure = 'percentage' then
        numerator is not null and denominator is not null
        and num_nonnulls(value, choice_code, text_value) = 0
      when measure = 'choice' then
        choice_code is not null and num_nonnulls(value, numerator, denominator, text_value) = 0
      else
        text_value is not null and num_nonnulls(value, numerator, denominator, choice_code) = 0
    end
  )
);

create table tracker.evidence (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  activity_id integer,
  indicator_id integer,
  kind text not null check (kind in ('file', 'link')),
  title text not null check (length(title) between 1 and 300),
  url text check (url ~ '^https?://' and length(url) <= 2000),
  storage_key text,
  disclosure text not null default 'private' check (disclosure in ('private', 'asean', 'public')),
  added_by text not null references auth.person (id),
  added_at timestamptz not null,
  removed_at timestamptz,
  foreign key (submission_id, activity_id) references tracker.activity_report (submission_id, activity_id),
  foreign key (submission_id, indicator_id) references tracker.indicator_report (submission_id, indicator_id),
  check (num_nonnulls(activity_id, indicator_id) = 1),
  check ((kind = 'link') = (url is not null)),
  check ((kind = 'file') = (storage_key is not null))
);

-- A question on one field of one item.
create table tracker.query (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  activity_id integer,
  indicator_id integer,
  field text not null check (length(field) between 1 and 200),
  question text not null check (length(question) between 1 and 4000),
  raised_by text not null references auth.person (id),
  raised_at timestamptz not null,
  -- The number of the submission (first, second …) that the question is about.
  times_submitted integer not null,
  -- Null until the return that sends it: a reviewer's own note is not yet the reporter's to read.
  sent_at timestamptz,
  answer text check (length(answer) <= 4000),
  answered_by text references auth.person (id),
  answered_at timestamptz,
  resolved_by text references auth.person (id),
  resolved_at timestamptz,
  version integer not null default 1,
  foreign key (submission_id, activity_id) references tracker.activity_report (submission_id, activity_id),
  foreign key (submission_id, indicator_id) references tracker.indicator_report (submission_id, indicator_id),
  check (num_nonnulls(activity_id, indicator_id) = 1),
  check ((answer is null) = (answered_at is null))
);
create index query_submission on tracker.query (submission_id);

-- The report as it left the country, whole, each time it did.
create table tracker.submission_snapshot (
  submission_id integer not null references tracker.submission (id),
  number integer not null check (number > 0),
  taken_at timestamptz not null,
  content jsonb not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (submission_id, number)
);

-- Who moved the report, when and why. Append-only.
create table tracker.decision (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  transition text not null,
  from_status text not null,
  to_status text not null,
  reason text not null default '' check (length(reason) <= 4000),
  decided_by text not null references auth.person (id),
  decided_at timestamptz not null,
  submission_version integer not null
);
create index decision_submission on tracker.decision (submission_id);

-- What changed, by whom, when. Append-only.
create table tracker.revision (
  id bigint generated always as identity primary key,
  submission_id integer references tracker.submission (id),
  subject text not null,
  subject_key text not null,
  before jsonb,
  after jsonb,
  changed_by text not null references auth.person (id),
  changed_at timestamptz not null,
  request_id uuid
);
create index revision_submission on tracker.revision (submission_id, subject, subject_key);

-- Answers to requests that carried an id, so that a repeated call is harmless.
create table tracker.request_log (
  person_id text not null references auth.person (id),
  request_id uuid not null,
  procedure text not null,
  response jsonb not null,
  answered_at timestamptz not null,
  primary key (person_id, request_id)
);

-- The transitions that a submission may make; server/domain/submission/submission.workflow.ts says who may
-- make them, a test keeps the two lists equal.
create table tracker.submission_transition (
  from_status text not null,
  to_status text not null,
  primary key (from_status, to_status)
);
insert into tracker.submission_transition (from_status, to_status) values
  ('draft', 'cleared'), ('cleared', 'draft'), ('cleared', 'returned'), ('cleared', 'submitted'),
  ('submitted', 'draft'), ('submitted', 'returned'), ('submitted', 'accepted'),
  ('returned', 'cleared'), ('accepted', 'returned');
