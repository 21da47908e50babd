-- Participants, code lists and the plan's tree. All of it is data that an official can load and change;
-- no code names an activity, a status word or a state.

create schema auth;
create schema tracker;

create table auth.person (
  id text primary key,
  name text not null check (length(name) between 1 and 200),
  email text not null unique check (email = lower(email) and length(email) <= 254),
  email_verified boolean not null default false,
  image text,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table auth.session (
  id text primary key,
  token text not null unique,
  person_id text not null references auth.person (id) on delete cascade,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_person on auth.session (person_id);

create table auth.account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  person_id text not null references auth.person (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index account_person on auth.account (person_id);

create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);

-- Counters of the limiter in front of sign-in; the shape is rate-limiter-flexible's own.
create table auth.rate_limit (
  key text primary key,
  points integer not null,
  expire timestamptz
);

-- Participants -----------------------------------------------------------------------------------------

create table tracker.member_state (
  id integer generated always as identity primary key,
  iso2 text not null unique check (iso2 ~ '^[A-Z]{2}$'),
  iso3 text not null unique check (iso3 ~ '^[A-Z]{3}$'),
  m49 text not null unique check (m49 ~ '^[0-9]{3}$'),
  name text not null unique,
  actip_status text not null default 'unknown'
);

-- Dated, because a state that joined midway is not "missing" from the rounds before.
create table tracker.membership (
  state_id integer not null references tracker.member_state (id),
  joined_on date not null,
  left_on date,
  primary key (state_id, joined_on),
  check (left_on is null or left_on > joined_on)
);

create table tracker.sectoral_body (
  id integer generated always as identity primary key,
  acronym text not null unique check (acronym ~ '^[A-Z][A-Z0-9-]{1,11}$'),
  name text not null,
  pillar text not null check (pillar in ('APSC', 'AEC', 'ASCC', 'associated'))
);

create table tracker.mandate (
  body_id integer not null references tracker.sectoral_body (id),
  starts_on date not null,
  ends_on date,
  primary key (body_id, starts_on),
  check (ends_on is null or ends_on > starts_on)
);

create table tracker.agency (
  id integer generated always as identity primary key,
  state_id integer not null references tracker.member_state (id),
  acronym text not null,
  name text not null,
  is_clearing_authority boolean not null default false,
  from_on date not null,
  to_on date,
  unique (state_id, acronym, from_on),
  check (to_on is null or to_on > from_on)
);
-- One clearing authority a state at a time.
create unique index agency_one_clearing_authority on tracker.agency (state_id)
  where is_clearing_authority and to_on is null;

create table tracker.reporter (
  id integer generated always as identity primary key,
  code text not null unique,
  kind text not null check (kind in ('state', 'body')),
  state_id integer unique references tracker.member_state (id),
  body_id integer unique references tracker.sectoral_body (id),
  check ((kind = 'state') = (state_id is not null)),
  check ((kind = 'body') = (body_id is not null))
);

create table tracker.partner (
  id integer generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  kind text not null,
  url text
);

-- Code lists -------------------------------------------------------------------------------------------

create table tracker.actip_article (
  code text primary key,
  title text not null,
  chapter text not null,
  position integer not null
);

create table tracker.tag (
  code text primary key,
  name text not null
);

create table tracker.lens (
  code text primary key,
  title text not null,
  description text not null
);

-- Where a status stands in order, and what it means for counting, is data beside the word.
create table tracker.activity_status (
  code text primary key,
  label text not null,
  mark text not null check (mark in ('empty', 'dot', 'half', 'hatched', 'bars', 'solid', 'turn', 'stroke')),
  iati_code text not null,
  position integer not null unique,
  is_late boolean not null,
  is_done boolean not null,
  is_on_track boolean not null
);

create table tracker.dimension (
  code text primary key,
  name text not null
);

create table tracker.category (
  dimension_code text not null references tracker.dimension (code),
  code text not null,
  name text not null,
  position integer not null,
  primary key (dimension_code, code)
);

create table tracker.choice (
  list_code text not null,
  code text not null,
  label text not null,
  position integer not null,
  -- Whether a state that gives this answer is counted by a "count of states" indicator.
  counts boolean not null,
  primary key (list_code, code)
);

-- The plan ---------------------------------------------------------------------------------------------

create table tracker.plan (
  id integer generated always as identity primary key,
  code text not null unique,
  title text not null,
  starts_on date not null,
  ends_on date not null check (ends_on > starts_on),
  illustrative boolean not null,
  notice text not null,
  -- Raised whenever anything in the plan or its lists changes, so that what was read once can be kept.
  revision integer not null default 1
);

create table tracker.thematic_area (
  id integer generated always as identity primary key,
  plan_id integer not null references tracker.plan (id),
  code text not null,
  title text not null,
  position integer not null,
  unique (plan_id, code)
);

create table tracker.objective (
  id integer generated always as identity primary key,
  area_id integer not null references tracker.thematic_area (id),
  code text not null,
  title text not null,
  position integer not null,
  unique (area_id, code)
);

create table tracker.activity (
  id integer generated always as identity primary key,
  plan_id integer not null references tracker.plan (id),
  objective_id integer not null references tracker.objective (id),
  code text not null,
  title text not null check (length(title) <= 300),
  description text not null default '',
  active_years integer[] not null check (cardinality(active_years) > 0),
  basis text not null default '',
  position integer not null,
  unique (plan_id, code)
);

create table tracker.activity_body (
  activity_id integer not null references tracker.activity (id),
  body_id integer not null references tracker.sectoral_body (id),
  part text not null check (part in ('lead', 'cooperating')),
  primary key (activity_id, body_id)
);
create unique index activity_body_one_lead on tracker.activity_body (activity_id) where part = 'lead';

create table tracker.activity_state (
  activity_id integer not null references tracker.activity (id),
  state_id integer not null references tracker.member_state (id),
  primary key (activity_id, state_id)
);

create table tracker.activity_partner (
  activity_id integer not null references tracker.activity (id),
  partner_id integer not null references tracker.partner (id),
  primary key (activity_id, partner_id)
);

create table tracker.activity_article (
  activity_id integer not null references tracker.activity (id),
  article_code text not null references tracker.actip_article (code),
  primary key (activity_id, article_code)
);

create table tracker.activity_tag (
  activity_id integer not null references tracker.activity (id),
  tag_code text not null references tracker.tag (code),
  primary key (activity_id, tag_code)
);

create table tracker.lens_activity (
  lens_code text not null references tracker.lens (code),
  activity_id integer not null references tracker.activity (id),
  primary key (lens_code, activity_id)
);

-- Indicators -------------------------------------------------------------------------------------------

create table tracker.indicator (
  id integer generated always as identity primary key,
  plan_id integer not null references tracker.plan (id),
  area_id integer not null references tracker.thematic_area (id),
  activity_id integer references tracker.activity (id),
  code text not null,
  title text not null check (length(title) <= 300),
  level text not null check (level in ('input', 'process', 'output', 'outcome', 'context', 'learning')),
  measure text not null check (measure in ('count', 'percentage', 'money', 'choice', 'text')),
  unit text not null,
  direction text not null check (direction in ('up', 'down', 'none')),
  aggregation text not null
    check (aggregation in ('sum', 'sum_of_reports', 'count_of_states', 'percentage', 'none')),
  disclosure_class text not null check (disclosure_class in ('public', 'restricted', 'internal')),
  reported_by text not null check (reported_by in ('states', 'bodies', 'states_and_bodies', 'register')),
  -- A register indicator is worked out from the tracker's own records and asked of nobody.
  derivation text check (derivation in ('reports_on_time', 'splits_reported', 'activities_on_track')),
  choice_list text,
  person_count boolean not null,
  cross_border_overlap boolean not null,
  definition text not null,
  counting_rule text not null,
  numerator_label text,
  denominator_label text,
  position integer not null,
  unique (plan_id, code),
  unique (id, measure),
  check ((reported_by = 'register') = (derivation is not null)),
  check ((measure = 'choice') = (choice_list is not null)),
  check ((measure = 'percentage') = (aggregation = 'percentage')),
  check (measure <> 'percentage' or (numerator_label is not null and denominator_label is not null)),
  check (aggregation <> 'count_of_states' or measure = 'choice'),
  check (measure <> 'text' or aggregation = 'none')
);

create table tracker.indicator_reporting_body (
  indicator_id integer not null references tracker.indicator (id),
  body_id integer not null references tracker.sectoral_body (id),
  primary key (indicator_id, body_id)
);

create table tracker.indicator_dimension (
  indicator_id integer not null references tracker.indicator (id),
  dimension_code text not null references tracker.dimension (code),
  position integer not null,
  primary key (indicator_id, dimension_code)
);

-- reporter_id null: the regional baseline or target.
create table tracker.baseline (
  indicator_id integer not null references tracker.indicator (id),
  reporter_id integer references tracker.reporter (id),
  year integer not null check (year between 2000 and 2100),
  value numeric(20, 4) not null,
  unique nulls not distinct (indicator_id, reporter_id)
);

create table tracker.target (
  indicator_id integer not null references tracker.indicator (id),
  reporter_id integer references tracker.reporter (id),
  year integer not null check (year between 2000 and 2100),
  value numeric(20, 4) not null,
  unique nulls not distinct (indicator_id, reporter_id, year)
);

create table tracker.lens_indicator (
  lens_code text not null references tracker.lens (code),
  indicator_id integer not null references tracker.indicator (id),
  -- Null: the whole indicator belongs to the lens; else only this category of it.
  slice_dimension text,
  slice_category text,
  funnel_position integer,
  funnel_label text,
  primary key (lens_code, indicator_id),
  foreign key (slice_dimension, slice_category) references tracker.category (dimension_code, code),
  check ((slice_dimension is null) = (slice_category is null)),
  check ((funnel_position is null) = (funnel_label is null))
);

-- Any change of the plan, by whoever, raises its revision.
create function tracker.mark_plan_changed() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker as $$
begin
  update tracker.plan set revision = revision + 1;
  return null;
end
$$;

do $$
declare
  t text;
begin
  foreach t in array array['thematic_area', 'objective', 'activity', 'activity_body', 'indicator',
    'indicator_dimension', 'dimension', 'category', 'choice', 'activity_status', 'sectoral_body', 'member_state']
  loop
    execute format('create trigger plan_changed after insert or update or delete on tracker.%I
      for each statement execute function tracker.mark_plan_changed()', t);
  end loop;
end
$$;
