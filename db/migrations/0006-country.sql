-- What happens inside a country or body before a report leaves: parts that agencies write, deliveries, readiness,
-- clearance, and comments of bodies on work that others report.

create table tracker.responsibility (
  id integer generated always as identity primary key,
  reporter_id integer not null references tracker.reporter (id),
  agency_id integer not null references tracker.agency (id),
  activity_id integer references tracker.activity (id),
  indicator_id integer references tracker.indicator (id),
  -- Null: the whole indicator; else one breakdown of it, or one category of the breakdown.
  dimension_code text,
  category_code text,
  assigned_by text not null references auth.person (id),
  assigned_at timestamptz not null,
  ended_by text references auth.person (id),
  ended_at timestamptz,
  check (num_nonnulls(activity_id, indicator_id) = 1),
  constraint responsibility_check1 check (dimension_code is null or indicator_id is not null),
  constraint responsibility_check2 check (category_code is null or dimension_code is not null),
  constraint responsibility_check3 check ((ended_at is null) = (ended_by is null)),
  foreign key (indicator_id, dimension_code) references tracker.indicator_dimension (indicator_id, dimension_code),
  foreign key (dimension_code, category_code) references tracker.category (dimension_code, code)
);
create unique index responsibility_one_holder on tracker.responsibility (reporter_id, activity_id, indicator_id,
  dimension_code, category_code) nulls not distinct where (ended_at is null);
create index responsibility_agency on tracker.responsibility (agency_id) where (ended_at is null);

-- An agency says that its part is there; taken back when it goes on writing.
create table tracker.delivery (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  agency_id integer not null references tracker.agency (id),
  note text not null default '' check (length(note) <= 2000),
  delivered_by text not null references auth.person (id),
  delivered_at timestamptz not null,
  taken_back_by text references auth.person (id),
  taken_back_at timestamptz,
  check ((taken_back_at is null) = (taken_back_by is null))
);
create unique index delivery_once on tracker.delivery (submission_id, agency_id) where (taken_back_at is null);

-- The focal point says that the whole is ready for its clearing officer.
create table tracker.readiness (
  submission_id integer primary key references tracker.submission (id),
  note text not null default '' check (length(note) <= 2000),
  marked_by text not null references auth.person (id),
  marked_at timestamptz not null
);

-- A draft printed for a signature on paper: what was on it can be told from its reference.
create table tracker.clearance_pack (
  reference text primary key check (reference ~ '^[A-Z0-9-]{2,12}-[A-Za-z0-9][A-Za-z0-9._-]{0,29}-[0-9]{2,5}$'),
  submission_id integer not null references tracker.submission (id),
  number integer not null check (number > 0),
  made_by text not null references auth.person (id),
  made_at timestamptz not null,
  content jsonb not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  unique (submission_id, number),
  unique (submission_id, reference)
);

create table tracker.clearance (
  submission_id integer not null references tracker.submission (id),
  number integer not null check (number > 0),
  cleared_by text not null references auth.person (id),
  cleared_at timestamptz not null,
  content jsonb not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- The printed draft that was signed on paper, where there was one.
  pack_reference text,
  primary key (submission_id, number),
  foreign key (submission_id, pack_reference) references tracker.clearance_pack (submission_id, reference)
);

create table tracker.cooperation_comment (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  activity_id integer not null,
  body_reporter_id integer not null references tracker.reporter (id),
  comment text not null check (length(comment) >= 1 and length(comment) <= 4000),
  written_by text not null references auth.person (id),
  written_at timestamptz not null,
  withdrawn_at timestamptz,
  foreign key (submission_id, activity_id) references tracker.activity_report (submission_id, activity_id)
);
create index cooperation_comment_submission on tracker.cooperation_comment (submission_id);

alter table tracker.evidence add constraint evidence_pack_reference_fkey
  foreign key (pack_reference) references tracker.clearance_pack (reference);

-- As before, and says which breakdown it was: the writer may not see all of it.
create function tracker.check_parts() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker as $$
declare
  found_at jsonb;
begin
  select jsonb_build_object('indicator', c.indicator_id, 'dimension', parts.dimension_code) into found_at
  from (select distinct submission_id, indicator_id from changed) c
  join tracker.indicator_value total on total.submission_id = c.submission_id
    and total.indicator_id = c.indicator_id and total.dimension_code is null and total.state = 'reported'
  join lateral (
    select p.dimension_code, sum(p.value) as value, sum(p.numerator) as numerator, sum(p.denominator) as denominator
    from tracker.indicator_value p
    where p.submission_id = c.submission_id and p.indicator_id = c.indicator_id
      and p.dimension_code is not null and p.state = 'reported'
    group by p.dimension_code
  ) parts on parts.value > total.value or parts.numerator > total.numerator
    or parts.denominator > total.denominator
  order by c.indicator_id, parts.dimension_code limit 1;
  if found then
    raise exception 'The parts of a breakdown exceed its total.' using errcode = 'BT004', detail = found_at::text;
  end if;
  return null;
end
$$;

create function tracker.check_responsibility() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if not exists (select from tracker.agency g join tracker.reporter r on r.state_id = g.state_id
    where g.id = new.agency_id and r.id = new.reporter_id) then
    raise exception 'An agency works for its own state only.' using errcode = '23514';
  end if;
  if tg_op = 'UPDATE' and (old.ended_at is not null or row(new.reporter_id, new.agency_id, new.activity_id,
    new.indicator_id, new.dimension_code, new.category_code, new.assigned_by, new.assigned_at) is distinct from
    row(old.reporter_id, old.agency_id, old.activity_id, old.indicator_id, old.dimension_code, old.category_code,
      old.assigned_by, old.assigned_at)) then
    raise exception 'A responsibility is ended and made anew, never rewritten.' using errcode = 'BT001';
  end if;
  return new;
end
$$;

-- What the viewer writes for their agency. `writable`: only in reports that are with their writers.
create function tracker.viewer_agency_activities(writable boolean) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return coalesce((select array_agg(tracker.item_key(s.id, h.activity_id))
    from (select distinct h.reporter_id, x.activity_id from tracker.held_role h
      join tracker.responsibility x on x.reporter_id = h.reporter_id and x.agency_id = h.agency_id
      where h.person_id = viewer and h.role = 'contributor' and x.activity_id is not null and x.ended_at is null) h
    join tracker.submission s on s.reporter_id = h.reporter_id
    where not writable or s.status in ('draft', 'returned')), '{}');
end
$$;

-- Indicators of which the viewer's agency holds anything at all.
create function tracker.viewer_agency_indicators(writable boolean) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return coalesce((select array_agg(tracker.item_key(s.id, h.indicator_id))
    from (select distinct h.reporter_id, x.indicator_id from tracker.held_role h
      join tracker.responsibility x on x.reporter_id = h.reporter_id and x.agency_id = h.agency_id
      where h.person_id = viewer and h.role = 'contributor' and x.indicator_id is not null and x.ended_at is null) h
    join tracker.submission s on s.reporter_id = h.reporter_id
    where not writable or s.status in ('draft', 'returned')), '{}');
end
$$;

-- The parts of indicators that the viewer's agency holds: "key" for a whole indicator, "key/dimension" and
-- "key/dimension/category" for parts. A part that another agency holds by name is not in the wider one.
create function tracker.viewer_agency_cells(writable boolean) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return coalesce((select array_agg(distinct concat_ws('/', tracker.item_key(s.id, x.indicator_id),
      x.dimension_code, x.category_code))
    from tracker.held_role h
    join tracker.responsibility x on x.reporter_id = h.reporter_id and x.agency_id = h.agency_id
    join tracker.submission s on s.reporter_id = h.reporter_id
    where h.person_id = viewer and h.role = 'contributor' and x.indicator_id is not null and x.ended_at is null
      and (not writable or s.status in ('draft', 'returned'))), '{}');
end
$$;

-- The narrowest holder of a cell is the one that counts.
create function tracker.cell_is_among(cells text[], key bigint, dimension text, category text, reporter_parts
  text[]) returns boolean
language sql immutable parallel safe as $$
  select case
    when dimension is not null and key || '/' || dimension || '/' || category = any (reporter_parts)
      then key || '/' || dimension || '/' || category = any (cells)
    when dimension is not null and key || '/' || dimension = any (reporter_parts)
      then key || '/' || dimension = any (cells)
    else key::text = any (cells)
  end
$$;

-- All parts that are held by anybody of the viewer's reporters: what is not in the wider holder's hands.
create function tracker.viewer_held_parts() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return coalesce((select array_agg(distinct concat_ws('/', tracker.item_key(s.id, x.indicator_id),
      x.dimension_code, x.category_code))
    from tracker.responsibility x
    join tracker.submission s on s.reporter_id = x.reporter_id
    where x.reporter_id = any (tracker.viewer_reporter_ids()) and x.dimension_code is not null
      and x.ended_at is null), '{}');
end
$$;

-- The note and the consent belong to whoever holds the whole indicator.
create function tracker.check_indicator_header() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if session_user = 'bohol_app' and ((new.note, new.release) is distinct from (old.note, old.release)
      -- Whoever writes a part may copy into it; that all is confirmed is not theirs to say.
      or (old.copied_from is not null and new.copied_from is null))
    and not new.submission_id = any (tracker.viewer_writable_submission_ids())
    and not tracker.item_key(new.submission_id, new.indicator_id)::text = any (tracker.viewer_agency_cells(true)) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  return new;
end
$$;

-- An agency speaks for itself: its contributors say that its part is there, and take it back.
create function tracker.viewer_writes_for(submission integer, agency integer) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return exists (select from tracker.submission s
    join tracker.held_role h on h.reporter_id = s.reporter_id and h.role = 'contributor' and h.agency_id = agency
    where s.id = submission and s.status in ('draft', 'returned') and h.person_id = viewer);
end
$$;

-- A report that goes back to its writers is no longer ready, whoever sent it there.
create function tracker.forget_readiness() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  delete from tracker.readiness r where r.submission_id = new.id;
  return null;
end
$$;

create function tracker.may_comment(submission integer, activity integer, body_reporter integer) returns boolean
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select exists (
    select from tracker.submission s
    join tracker.reporter lead on lead.id = s.reporter_id and lead.kind = 'body'
    join tracker.activity_report ar on ar.submission_id = s.id and ar.activity_id = activity
    join tracker.activity_body x on x.activity_id = activity and x.part = 'cooperating'
    join tracker.reporter r on r.body_id = x.body_id and r.id = body_reporter
    where s.id = submission and s.status in ('draft', 'returned'))
    and body_reporter = any (tracker.viewer_reporter_ids())
$$;

-- What the lead bodies have written so far on activities in which the viewer's body cooperates.
create function tracker.list_cooperation(round integer) returns table (submission_id integer, activity_id integer,
  lead_reporter_id integer, body_reporter_id integer, status_code text, achievements text, challenges text,
  next_steps text, updated_at timestamptz, open boolean)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return query
    select s.id, ar.activity_id, s.reporter_id, r.id, ar.status_code, ar.achievements, ar.challenges, ar.next_steps,
      ar.updated_at, s.status in ('draft', 'returned')
    from tracker.submission s
    join tracker.reporter lead on lead.id = s.reporter_id and lead.kind = 'body'
    join tracker.activity_report ar on ar.submission_id = s.id
    join tracker.activity_body x on x.activity_id = ar.activity_id and x.part = 'cooperating'
    join tracker.reporter r on r.body_id = x.body_id and r.id = any (tracker.viewer_reporter_ids())
    where s.round_id = list_cooperation.round;
end
$$;
revoke execute on function tracker.list_cooperation(integer) from public;
grant execute on function tracker.list_cooperation(integer) to bohol_app;

-- Whether a piece of evidence hangs on the viewer's agency's part: an activity, an indicator as a whole of which it
-- holds anything, or one of its own cells.
create function tracker.evidence_is_among(key_of_activity bigint, key_of_indicator bigint, cell text, activities
  bigint[], indicators bigint[], cells text[], held_parts text[]) returns boolean
language sql immutable parallel safe as $$
  select coalesce(key_of_activity = any (activities), false) or coalesce(case
    when cell is null then key_of_indicator = any (indicators)
    when cell = 'total' then tracker.cell_is_among(cells, key_of_indicator, null, null, held_parts)
    else tracker.cell_is_among(cells, key_of_indicator, split_part(cell, '=', 1), split_part(cell, '=', 2), held_parts)
  end, false)
$$;

-- When the people of an agency were last reminded, for the focal point who did it.
create function tracker.list_agency_reminders(submission integer) returns table (person_id text, created_at
  timestamptz, status text)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return query
    select m.person_id, m.created_at, m.status
    from tracker.mail m join tracker.submission s on s.id = m.submission_id
    where m.submission_id = submission and m.kind = 'agency_reminder'
      and s.reporter_id = any (tracker.viewer_focal_reporter_ids());
end
$$;
revoke execute on function tracker.list_agency_reminders(integer) from public;
grant execute on function tracker.list_agency_reminders(integer) to bohol_app;

create trigger back_with_writers after update of status on tracker.submission for each row when ((new.status = any
  (array['draft'::text, 'returned'::text])) and old.status <> new.status) execute function
  tracker.forget_readiness();

create trigger indicator_header_is_its_holders before update on tracker.indicator_report for each row execute
  function tracker.check_indicator_header();

create trigger indicator_value_parts_insert after insert on tracker.indicator_value referencing new table as changed
  for each statement execute function tracker.check_parts();

create trigger indicator_value_parts_update after update on tracker.indicator_value referencing new table as changed
  for each statement execute function tracker.check_parts();

create trigger responsibility_is_sound before insert or update on tracker.responsibility for each row execute
  function tracker.check_responsibility();
