-- The plan as data: areas, objectives, activities, indicators with targets, the lists that they name, the rounds in
-- which it is reported, and its amendments. A report is asked what the plan said in its round.

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

create table tracker.plan (
  id integer generated always as identity primary key,
  code text not null unique,
  title text not null,
  starts_on date not null,
  ends_on date not null,
  illustrative boolean not null,
  notice text not null,
  -- Raised whenever anything in the plan or its lists changes, so that what was read once can be kept.
  revision integer not null default 1,
  check (ends_on > starts_on)
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

-- A period that is reported on, with its days.
create table tracker.round (
  id integer generated always as identity primary key,
  code text not null unique check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$'),
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
  added_round_id integer references tracker.round (id),
  ended_round_id integer references tracker.round (id),
  merged_into_id integer references tracker.activity (id),
  split_from_id integer references tracker.activity (id),
  unique (plan_id, code),
  constraint activity_merged_is_ended check (merged_into_id is null or ended_round_id is not null),
  constraint activity_merged_into_another check (merged_into_id <> id),
  constraint activity_split_from_another check (split_from_id <> id)
);
create index activity_split_from on tracker.activity (split_from_id) where (split_from_id is not null);

create table tracker.activity_body (
  activity_id integer not null references tracker.activity (id),
  body_id integer not null references tracker.sectoral_body (id),
  part text not null check (part in ('lead', 'cooperating')),
  primary key (activity_id, body_id)
);
create unique index activity_body_one_lead on tracker.activity_body (activity_id) where (part = 'lead');

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
  aggregation text not null check (aggregation in ('sum', 'sum_of_reports', 'count_of_states', 'percentage', 'none')),
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
  added_round_id integer references tracker.round (id),
  ended_round_id integer references tracker.round (id),
  check ((reported_by = 'register') = (derivation is not null)),
  constraint indicator_check1 check ((measure = 'choice') = (choice_list is not null)),
  constraint indicator_check2 check ((measure = 'percentage') = (aggregation = 'percentage')),
  constraint indicator_check3 check (measure <> 'percentage' or numerator_label is not null and denominator_label is
    not null),
  constraint indicator_check4 check (aggregation <> 'count_of_states' or measure = 'choice'),
  constraint indicator_check5 check (measure <> 'text' or aggregation = 'none'),
  unique (plan_id, code),
  unique (id, measure)
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
  year integer not null check (year >= 2000 and year <= 2100),
  value numeric(20, 4) not null,
  unique nulls not distinct (indicator_id, reporter_id)
);

create table tracker.target (
  indicator_id integer not null references tracker.indicator (id),
  reporter_id integer references tracker.reporter (id),
  year integer not null check (year >= 2000 and year <= 2100),
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
  check ((slice_dimension is null) = (slice_category is null)),
  constraint lens_indicator_check1 check ((funnel_position is null) = (funnel_label is null)),
  primary key (lens_code, indicator_id),
  foreign key (slice_dimension, slice_category) references tracker.category (dimension_code, code)
);

-- Rules that a report is checked by; without an indicator, a rule holds wherever it can be asked.
create table tracker.validation_rule (
  id integer generated always as identity primary key,
  plan_id integer not null references tracker.plan (id),
  -- Null: the rule holds for every activity, or every indicator, that it can be asked of.
  indicator_id integer references tracker.indicator (id),
  rule text not null check (rule ~ '^[a-z]+(_[a-z]+)*$'),
  severity text not null check (severity in ('error', 'warning', 'off')),
  parameters jsonb not null default '{}'::jsonb check (jsonb_typeof(parameters) = 'object'),
  unique nulls not distinct (plan_id, indicator_id, rule)
);

-- Words of the lists in other languages: statuses, states, tags and so on. English stands in the lists themselves.
create table tracker.translation (
  language text not null check (language ~ '^[a-z]{2,3}$' and language <> 'en'),
  list text not null check (list ~ '^[a-z_]+$'),
  code text not null,
  label text not null check (length(label) >= 1 and length(label) <= 500),
  primary key (language, list, code)
);

-- The statuses that an activity of a plan can have; a plan without rows takes them all.
create table tracker.plan_status (
  plan_id integer not null references tracker.plan (id),
  status_code text not null references tracker.activity_status (code),
  position integer not null,
  primary key (plan_id, status_code)
);

create table tracker.plan_amendment (
  id integer generated always as identity primary key,
  plan_id integer not null references tracker.plan (id),
  number integer not null check (number > 0),
  title text not null check (length(title) >= 1 and length(title) <= 300),
  reason text not null check (length(reason) >= 1 and length(reason) <= 2000),
  effective_round_id integer not null references tracker.round (id),
  -- [{sheet, key, kind, cells: [{column, before, after}]}]
  changes jsonb not null,
  made_by text not null references auth.person (id),
  made_at timestamptz not null,
  unique (plan_id, number)
);

-- How an activity read in the rounds before the one that is named.
create table tracker.activity_version (
  id integer generated always as identity primary key,
  activity_id integer not null references tracker.activity (id),
  amendment_id integer not null references tracker.plan_amendment (id),
  -- The first round in which it read otherwise.
  until_round_id integer not null references tracker.round (id),
  content jsonb not null,
  unique (activity_id, until_round_id)
);

create table tracker.indicator_version (
  id integer generated always as identity primary key,
  indicator_id integer not null references tracker.indicator (id),
  amendment_id integer not null references tracker.plan_amendment (id),
  until_round_id integer not null references tracker.round (id),
  content jsonb not null,
  unique (indicator_id, until_round_id)
);

create table tracker.plan_upload (
  id uuid primary key,
  uploaded_by text not null references auth.person (id),
  uploaded_at timestamptz not null,
  file_name text not null check (length(file_name) >= 1 and length(file_name) <= 255),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- The rows of its sheets as text, and what could not be read.
  content jsonb not null,
  applied_at timestamptz
);
create index plan_upload_person on tracker.plan_upload (uploaded_by);

-- Any change of the plan, by whoever, raises its revision.
create function tracker.mark_plan_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker as $$
begin
  update tracker.plan set revision = revision + 1;
  return null;
end
$$;

create function tracker.check_plan_writer() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if session_user = 'bohol_app' and not tracker.viewer_is_secretariat() then
    raise exception 'Only the secretariat changes the plan.' using errcode = '42501';
  end if;
  return null;
end
$$;

create function tracker.list_asked_rows(plan integer) returns table (kind text, code text)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if session_user = 'bohol_app' and not tracker.viewer_is_secretariat() then
    raise exception 'Only the secretariat sees what was asked of all.' using errcode = '42501';
  end if;
  return query
    select 'activities', a.code from tracker.activity a
    where a.plan_id = plan and exists (select from tracker.activity_report r where r.activity_id = a.id)
    union all
    select 'indicators', i.code from tracker.indicator i
    where i.plan_id = plan and exists (select from tracker.indicator_report r where r.indicator_id = i.id);
end
$$;
revoke execute on function tracker.list_asked_rows(integer) from public;
grant execute on function tracker.list_asked_rows(integer) to bohol_app;

create function tracker.list_reported_splits(plan integer) returns table (code text, dimension text)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if session_user = 'bohol_app' and not tracker.viewer_is_secretariat() then
    raise exception 'Only the secretariat sees what was asked of all.' using errcode = '42501';
  end if;
  return query
    select distinct i.code, v.dimension_code from tracker.indicator i
    join tracker.indicator_value v on v.indicator_id = i.id
    where i.plan_id = plan and v.dimension_code is not null;
end
$$;
revoke execute on function tracker.list_reported_splits(integer) from public;
grant execute on function tracker.list_reported_splits(integer) to bohol_app;

create function tracker.plan_statuses(plan integer) returns setof tracker.activity_status
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select s.code, s.label, s.mark, s.iati_code, coalesce(x.position, s.position), s.is_late, s.is_done, s.is_on_track
  from tracker.activity_status s
  left join tracker.plan_status x on x.status_code = s.code and x.plan_id = plan
  where x.plan_id is not null or not exists (select from tracker.plan_status y where y.plan_id = plan)
$$;

create function tracker.round_statuses(round integer) returns setof tracker.activity_status
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select * from tracker.plan_statuses((select r.plan_id from tracker.round r where r.id = round))
$$;

-- How an activity reads now, as a version keeps it.
create function tracker.activity_content(activity integer) returns jsonb
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select jsonb_build_object('objective_id', a.objective_id, 'title', a.title, 'description', a.description,
    'active_years', a.active_years, 'basis', a.basis,
    'bodies', coalesce((select jsonb_agg(jsonb_build_object('body_id', x.body_id, 'part', x.part) order by x.body_id)
      from tracker.activity_body x where x.activity_id = a.id), '[]'),
    'states', coalesce((select jsonb_agg(x.state_id order by x.state_id)
      from tracker.activity_state x where x.activity_id = a.id), '[]'),
    'partners', coalesce((select jsonb_agg(x.partner_id order by x.partner_id)
      from tracker.activity_partner x where x.activity_id = a.id), '[]'),
    'articles', coalesce((select jsonb_agg(x.article_code order by x.article_code)
      from tracker.activity_article x where x.activity_id = a.id), '[]'),
    'tags', coalesce((select jsonb_agg(x.tag_code order by x.tag_code)
      from tracker.activity_tag x where x.activity_id = a.id), '[]'),
    'lenses', coalesce((select jsonb_agg(x.lens_code order by x.lens_code)
      from tracker.lens_activity x where x.activity_id = a.id), '[]'))
  from tracker.activity a where a.id = activity
$$;

create function tracker.indicator_content(indicator integer) returns jsonb
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select jsonb_build_object('area_id', i.area_id, 'activity_id', i.activity_id, 'title', i.title, 'level', i.level,
    'direction', i.direction, 'definition', i.definition, 'counting_rule', i.counting_rule,
    'numerator_label', i.numerator_label, 'denominator_label', i.denominator_label)
  from tracker.indicator i where i.id = indicator
$$;

-- Every activity of a round's plan with the version that held in that round; null where nothing was changed since.
create function tracker.activity_contents_in(round integer) returns table (activity_id integer, content jsonb)
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select a.id, (select v.content from tracker.activity_version v
    join tracker.round u on u.id = v.until_round_id
    where v.activity_id = a.id and u.period_start > r.period_start
    order by u.period_start limit 1)
  from tracker.round r join tracker.activity a on a.plan_id = r.plan_id
  where r.id = round
$$;

-- The activities of a plan as they read in a round, those included that were ended or not yet added.
create function tracker.activities_in(round integer) returns setof tracker.activity
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select p.*
  from tracker.activity_contents_in(round) c
  join tracker.activity a on a.id = c.activity_id
  cross join lateral jsonb_populate_record(a, coalesce(c.content, '{}')) p
$$;

create function tracker.indicators_in(round integer) returns setof tracker.indicator
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select p.*
  from tracker.round r join tracker.indicator i on i.plan_id = r.plan_id
  left join lateral (select v.content from tracker.indicator_version v
    join tracker.round u on u.id = v.until_round_id
    where v.indicator_id = i.id and u.period_start > r.period_start
    order by u.period_start limit 1) v on true
  cross join lateral jsonb_populate_record(i, coalesce(v.content, '{}')) p
  where r.id = round
$$;

create function tracker.activity_bodies_in(round integer) returns setof tracker.activity_body
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select b.* from tracker.activity_contents_in(round) c join tracker.activity_body b on b.activity_id = c.activity_id
  where c.content is null
  union all
  select c.activity_id, x.body_id, x.part from tracker.activity_contents_in(round) c
  cross join jsonb_to_recordset(c.content->'bodies') as x (body_id integer, part text)
  where c.content is not null
$$;

create function tracker.activity_states_in(round integer) returns setof tracker.activity_state
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select x.* from tracker.activity_contents_in(round) c join tracker.activity_state x on x.activity_id = c.activity_id
  where c.content is null
  union all
  select c.activity_id, x::integer from tracker.activity_contents_in(round) c
  cross join jsonb_array_elements_text(c.content->'states') x
  where c.content is not null
$$;

-- Partners, articles, tags and lenses of the activities of a round, each by its key.
create function tracker.activity_links_in(round integer) returns table (activity_id integer, kind text, key text)
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select c.activity_id, k.kind, x.key
  from tracker.activity_contents_in(round) c
  cross join lateral (select coalesce(c.content, tracker.activity_content(c.activity_id)) as content) v
  cross join unnest(array['partners', 'articles', 'tags', 'lenses']) as k (kind)
  cross join jsonb_array_elements_text(v.content->k.kind) as x (key)
$$;

-- Whether a thing of a plan is asked in a round: it was added by then and has not ended.
create function tracker.is_in_force(added integer, ended integer, round integer) returns boolean
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select (added is null or exists (select from tracker.round a, tracker.round r
      where a.id = added and r.id = round and a.period_start <= r.period_start))
    and (ended is null or exists (select from tracker.round e, tracker.round r
      where e.id = ended and r.id = round and e.period_start > r.period_start))
$$;

-- Published codes are kept by what the secretariat sees of publications, not by rows that are gone.
create function tracker.keep_published_code() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
declare
  known boolean;
begin
  if tg_argv[0] = 'plan' then
    known := exists (select from published.publication p where p.plan_code = old.code);
  elsif tg_argv[0] = 'round' then
    known := exists (select from tracker.publication_source s join tracker.compilation k on k.id = s.compilation_id
      where k.round_id = old.id);
  else
    known := exists (select from tracker.publication_trace t
      join published.publication p on p.number = t.publication_number
      join tracker.plan l on l.code = p.plan_code where t.indicator_code = old.code and l.id = old.plan_id);
  end if;
  if known then
    raise exception 'What is published keeps its code and its plan.' using errcode = 'BT001';
  end if;
  return new;
end
$$;

create trigger published_code_is_kept before update of code on tracker.plan for each row when (old.code is distinct
  from new.code) execute function tracker.keep_published_code('plan');

create trigger published_code_is_kept before update of code, plan_id on tracker.indicator for each row when
  (old.code is distinct from new.code or old.plan_id is distinct from new.plan_id) execute function
  tracker.keep_published_code('indicator');

create trigger published_code_is_kept before update of code, plan_id on tracker.round for each row when (old.code is
  distinct from new.code or old.plan_id is distinct from new.plan_id) execute function
  tracker.keep_published_code('round');

-- The plan and its lists are written by the secretariat alone.
do $$
declare
  guarded text;
begin
  foreach guarded in array array[
    'tracker.sectoral_body', 'tracker.mandate', 'tracker.reporter', 'tracker.partner', 'tracker.actip_article',
    'tracker.tag', 'tracker.lens', 'tracker.activity_status', 'tracker.dimension', 'tracker.category',
    'tracker.choice', 'tracker.plan', 'tracker.thematic_area', 'tracker.objective', 'tracker.activity',
    'tracker.activity_body', 'tracker.activity_state', 'tracker.activity_partner', 'tracker.activity_article',
    'tracker.activity_tag', 'tracker.lens_activity', 'tracker.indicator', 'tracker.indicator_reporting_body',
    'tracker.indicator_dimension', 'tracker.baseline', 'tracker.target', 'tracker.lens_indicator',
    'tracker.validation_rule', 'tracker.plan_status']
  loop
    execute format('create trigger plan_is_the_secretariats before insert or delete or update on %s
      for each statement execute function tracker.check_plan_writer()', guarded);
  end loop;
end
$$;

-- What is kept in memory of a plan is read anew when its revision moves on.
do $$
declare
  guarded text;
begin
  foreach guarded in array array[
    'tracker.member_state', 'tracker.sectoral_body', 'tracker.partner', 'tracker.actip_article', 'tracker.tag',
    'tracker.lens', 'tracker.activity_status', 'tracker.dimension', 'tracker.category', 'tracker.choice',
    'tracker.thematic_area', 'tracker.objective', 'tracker.activity', 'tracker.activity_body',
    'tracker.activity_state', 'tracker.activity_partner', 'tracker.activity_article', 'tracker.activity_tag',
    'tracker.lens_activity', 'tracker.indicator', 'tracker.indicator_reporting_body', 'tracker.indicator_dimension',
    'tracker.baseline', 'tracker.target', 'tracker.lens_indicator', 'tracker.validation_rule', 'tracker.plan_status']
  loop
    execute format('create trigger plan_changed after insert or delete or update on %s
      for each statement execute function tracker.mark_plan_changed()', guarded);
  end loop;
end
$$;

-- These only ever grow.
do $$
declare
  guarded text;
begin
  foreach guarded in array array[
    'tracker.plan_amendment', 'tracker.activity_version', 'tracker.indicator_version']
  loop
    execute format('create trigger plan_changed after insert on %s
      for each statement execute function tracker.mark_plan_changed()', guarded);
  end loop;
end
$$;
