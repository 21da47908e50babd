-- The plan is brought in, amended and kept by the secretariat itself.

-- Who may change a plan ------------------------------------------------------------------------------------
-- The runtime role writes plans and their lists for the secretariat and for nobody else. Whoever runs the database
-- (the commands of an administrator of the machine) is not asked.

create function tracker.check_plan_writer() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if session_user = 'bohol_app' and not tracker.viewer_is_secretariat() then
    raise exception 'Only the secretariat changes the plan.' using errcode = '42501';
  end if;
  return null;
end
$$;

do $$
declare
  t text;
begin
  foreach t in array array['plan', 'thematic_area', 'objective', 'activity', 'activity_body', 'activity_state',
    'activity_partner', 'activity_article', 'activity_tag', 'lens_activity', 'indicator', 'indicator_reporting_body',
    'indicator_dimension', 'baseline', 'target', 'lens_indicator', 'validation_rule', 'sectoral_body', 'mandate',
    'reporter', 'partner', 'actip_article', 'tag', 'lens', 'activity_status', 'dimension', 'category', 'choice']
  loop
    execute format('create trigger plan_is_the_secretariats before insert or update or delete on tracker.%I
      for each statement execute function tracker.check_plan_writer()', t);
    execute format('grant insert, update on tracker.%I to bohol_app', t);
  end loop;
  -- What can leave a plan. Lists only grow: another plan may use their words.
  foreach t in array array['thematic_area', 'objective', 'activity', 'activity_body', 'activity_state',
    'activity_partner', 'activity_article', 'activity_tag', 'lens_activity', 'indicator', 'indicator_reporting_body',
    'indicator_dimension', 'baseline', 'target', 'lens_indicator', 'validation_rule']
  loop
    execute format('grant delete on tracker.%I to bohol_app', t);
  end loop;
end
$$;

-- The revision tells that what was read once has to be read again. It follows every part of a plan now.
do $$
declare
  t text;
begin
  foreach t in array array['activity_state', 'activity_partner', 'activity_article', 'activity_tag', 'lens_activity',
    'indicator_reporting_body', 'baseline', 'target', 'lens_indicator', 'partner', 'tag', 'lens',
    'actip_article']
  loop
    execute format('create trigger plan_changed after insert or update or delete on tracker.%I
      for each statement execute function tracker.mark_plan_changed()', t);
  end loop;
end
$$;

-- What stands in some report, drafts included: of it only the code is told, and nothing of what was written.

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

revoke execute on function tracker.list_asked_rows(integer), tracker.list_reported_splits(integer) from public;
grant execute on function tracker.list_asked_rows(integer), tracker.list_reported_splits(integer) to bohol_app;

-- Words of a plan -------------------------------------------------------------------------------------------
-- Which statuses an activity of a plan can have, and in which order. A plan without rows here takes them all.

create table tracker.plan_status (
  plan_id integer not null references tracker.plan (id),
  status_code text not null references tracker.activity_status (code),
  position integer not null,
  primary key (plan_id, status_code)
);
create trigger plan_is_the_secretariats before insert or update or delete on tracker.plan_status
  for each statement execute function tracker.check_plan_writer();
create trigger plan_changed after insert or update or delete on tracker.plan_status
  for each statement execute function tracker.mark_plan_changed();

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

-- A round belongs to a plan, and each plan names its rounds in its own way.
alter table tracker.round drop constraint round_code_check;
alter table tracker.round add constraint round_code_check check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$');
alter table tracker.clearance_pack drop constraint clearance_pack_reference_check;
alter table tracker.clearance_pack add constraint clearance_pack_reference_check
  check (reference ~ '^[A-Z0-9-]{2,12}-[A-Za-z0-9][A-Za-z0-9._-]{0,29}-[0-9]{2,5}$');

-- Amendments ------------------------------------------------------------------------------------------------
-- The tables of the plan say how it reads at its newest. What an amendment changed of an activity or indicator that
-- somebody has reported on is kept as a version: how it read in the rounds before the one from which the amendment
-- counts.

create table tracker.plan_amendment (
  id integer generated always as identity primary key,
  plan_id integer not null references tracker.plan (id),
  number integer not null check (number > 0),
  title text not null check (length(title) between 1 and 300),
  reason text not null check (length(reason) between 1 and 2000),
  effective_round_id integer not null references tracker.round (id),
  -- [{sheet, key, kind, cells: [{column, before, after}]}]
  changes jsonb not null,
  made_by text not null references auth.person (id),
  made_at timestamptz not null,
  unique (plan_id, number)
);

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

-- From which round on it is asked, and from which no more. Null: from the first, and to the last.
alter table tracker.activity
  add column added_round_id integer references tracker.round (id),
  add column ended_round_id integer references tracker.round (id),
  add column merged_into_id integer references tracker.activity (id),
  add constraint activity_merged_is_ended check (merged_into_id is null or ended_round_id is not null),
  add constraint activity_merged_into_another check (merged_into_id <> id);
alter table tracker.indicator
  add column added_round_id integer references tracker.round (id),
  add column ended_round_id integer references tracker.round (id);

do $$
declare
  t text;
begin
  foreach t in array array['plan_amendment', 'activity_version', 'indicator_version'] loop
    execute format('alter table tracker.%I enable row level security', t);
    -- How a plan reads, and read, is the same for everyone: like the plan itself it is read without a viewer, and
    -- kept in memory. Why it was amended is for those who work with it.
    execute format('create policy %I on tracker.%I for select to bohol_app using (%s)', t || '_read', t,
      case t when 'plan_amendment' then '(select tracker.viewer_id()) is not null' else 'true' end);
    execute format('create policy %I on tracker.%I for insert to bohol_app
      with check ((select tracker.viewer_is_secretariat()))', t || '_add', t);
    execute format('grant select, insert on tracker.%I to bohol_app', t);
    execute format('create trigger history_is_kept before update or delete or truncate on tracker.%I
      for each statement execute function tracker.refuse_change()', t);
    execute format('create trigger plan_changed after insert on tracker.%I
      for each statement execute function tracker.mark_plan_changed()', t);
  end loop;
end
$$;
grant select, insert, update, delete on tracker.plan_status to bohol_app;

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
create function tracker.activity_contents_in(round integer)
returns table (activity_id integer, content jsonb)
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
create function tracker.activity_links_in(round integer)
returns table (activity_id integer, kind text, key text)
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

-- Plans that were uploaded and wait for a decision -------------------------------------------------------------

create table tracker.plan_upload (
  id uuid primary key,
  uploaded_by text not null references auth.person (id),
  uploaded_at timestamptz not null,
  file_name text not null check (length(file_name) between 1 and 255),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- The rows of its sheets as text, and what could not be read.
  content jsonb not null,
  applied_at timestamptz
);
create index plan_upload_person on tracker.plan_upload (uploaded_by);
alter table tracker.plan_upload enable row level security;
create policy plan_upload_own on tracker.plan_upload for all to bohol_app
  using (uploaded_by = (select tracker.viewer_id()) and (select tracker.viewer_is_secretariat()))
  with check (uploaded_by = (select tracker.viewer_id()) and (select tracker.viewer_is_secretariat()));
grant select, insert, delete on tracker.plan_upload to bohol_app;
grant update (applied_at) on tracker.plan_upload to bohol_app;

-- In publications ---------------------------------------------------------------------------------------------
-- What an amendment did to an activity or indicator, in the publications that come after it.

create table published.plan_change (
  publication integer not null references published.publication (number),
  -- 'activity' or 'indicator'
  subject text not null check (subject in ('activity', 'indicator')),
  code text not null,
  position integer not null,
  kind text not null check (kind in ('reworded', 'added', 'ended', 'merged')),
  from_round text not null,
  from_title text not null,
  -- How its title read before, where that changed.
  before_title text,
  merged_into text,
  primary key (publication, subject, code, position)
);
create trigger history_is_kept before update or delete or truncate on published.plan_change
  for each statement execute function tracker.refuse_change();
create trigger publication_is_unsealed after insert on published.plan_change referencing new table as added
  for each statement execute function tracker.check_publication_unsealed('publication');
-- Figures are named by codes of a plan, which may hold underscores.
alter table published.drawing drop constraint drawing_figure_check;
alter table published.drawing add constraint drawing_figure_check check (figure ~ '^[A-Za-z0-9._-]+$');
grant select, insert on published.plan_change to bohol_app;
grant select on published.plan_change to bohol_public;
