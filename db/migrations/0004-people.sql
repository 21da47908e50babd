-- People with their roles, and the questions by which policies and guards ask who is at work. A person's pass is
-- signed (db/as-viewer.ts), so that the runtime role cannot make one up.

-- Who holds which role, where and when. Roles are assignments, never flags on a person.
create table tracker.assignment (
  id integer generated always as identity primary key,
  person_id text not null references auth.person (id),
  role text not null check (role in ('contributor', 'focal_point', 'clearing_officer', 'secretariat_officer',
    'administrator')),
  reporter_id integer references tracker.reporter (id),
  agency_id integer references tracker.agency (id),
  assigned_by text references auth.person (id),
  assigned_at timestamptz not null,
  revoked_at timestamptz,
  starts_on date,
  ends_on date,
  covers integer references tracker.assignment (id),
  check ((role in ('contributor', 'focal_point', 'clearing_officer')) = (reporter_id is not null)),
  constraint assignment_check1 check (agency_id is null or role = 'contributor'),
  constraint assignment_dates check (starts_on <= ends_on),
  constraint assignment_cover check (covers is null or starts_on is not null and ends_on is not null and (role in
    ('contributor', 'focal_point', 'clearing_officer')))
);
create index assignment_person on tracker.assignment (person_id) where (revoked_at is null);
create unique index assignment_once on tracker.assignment (person_id, role, reporter_id) nulls not distinct where
  ((revoked_at is null) and (covers is null));

-- A link by which somebody comes to an account with a role. Only its hash is kept.
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
  revoked_at timestamptz,
  constraint invitation_role check (role in ('contributor', 'focal_point', 'clearing_officer', 'secretariat_officer',
    'administrator')),
  constraint invitation_place check ((role in ('contributor', 'focal_point', 'clearing_officer')) = (reporter_id is
    not null)),
  constraint invitation_agency check (agency_id is null or role = 'contributor')
);

-- What signs the pass of whoever asks; set at every start.
create table tracker.viewer_secret (
  only_row boolean default true check (only_row) primary key,
  secret text not null
);

-- Once a round every role is kept or ended: what was decided.
create table tracker.access_review (
  id integer generated always as identity primary key,
  round_id integer not null references tracker.round (id),
  assignment_id integer not null references tracker.assignment (id),
  decision text not null check (decision in ('keep', 'end')),
  decided_by text not null references auth.person (id),
  decided_at timestamptz not null
);
create index access_review_assignment on tracker.access_review (round_id, assignment_id, id desc);

-- Lists of people that were uploaded and wait for a decision.
create table tracker.people_upload (
  id uuid primary key,
  uploaded_by text not null references auth.person (id),
  uploaded_at timestamptz not null,
  file_name text not null check (length(file_name) >= 1 and length(file_name) <= 255),
  -- The rows as text; emptied once they are invited: names and addresses are not kept twice.
  content jsonb not null,
  applied_at timestamptz,
  outcome jsonb
);
create index people_upload_person on tracker.people_upload (uploaded_by);

-- A role that waits for a yes. It gives no right: policies read tracker.assignment only, and a request becomes one by
-- confirm_role alone. A contributor in here is one for the whole report.
create table tracker.role_request (
  id integer generated always as identity primary key,
  person_id text not null references auth.person (id),
  role text not null check (role in ('contributor', 'focal_point', 'clearing_officer')),
  reporter_id integer not null references tracker.reporter (id),
  asked_by text not null references auth.person (id),
  asked_at timestamptz not null,
  -- The invitation by which it came, if it came by one.
  invitation_id integer references tracker.invitation (id),
  decision text check (decision in ('confirmed', 'declined', 'withdrawn')),
  decided_by text references auth.person (id),
  decided_at timestamptz,
  assignment_id integer unique references tracker.assignment (id),
  check (asked_by <> person_id),
  constraint role_request_check1 check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at
    is null)),
  constraint role_request_check2 check (coalesce(decision = 'confirmed', false) = (assignment_id is not null)),
  constraint role_request_check3 check (coalesce(decision, '') <> 'confirmed' or decided_by <> asked_by and decided_by
    <> person_id)
);
create unique index role_request_open on tracker.role_request (person_id, role, reporter_id) where (decision is
  null);
create index role_request_reporter on tracker.role_request (reporter_id) where (decision is null);

-- The roles that count today. For the functions below: it runs past the policies of the tables beneath.
create view tracker.held_role as
select a.id, a.person_id, a.role, a.reporter_id, a.agency_id, a.covers
from tracker.assignment a join auth.person p on p.id = a.person_id and p.disabled_at is null
where a.revoked_at is null
  and (a.starts_on is null or a.starts_on <= (clock_timestamp() at time zone 'UTC')::date)
  and (a.ends_on is null or a.ends_on >= (clock_timestamp() at time zone 'UTC')::date)
  and (a.covers is null or exists (select from tracker.assignment c
    join auth.person away on away.id = c.person_id and away.disabled_at is null
    where c.id = a.covers and c.revoked_at is null));

-- The signature of a pass, as buildViewerPass makes it.
create function tracker.viewer_signature(person text, expires text) returns text
language sql stable security definer set search_path = pg_catalog, tracker as $$
  select encode(sha256(convert_to(secret || '|' || person || '|' || expires || '|' || secret, 'UTF8')), 'hex')
  from tracker.viewer_secret
$$;
revoke execute on function tracker.viewer_signature(text, text) from public;

-- Who is asking, by the pass of this transaction; null without one, or with one that has run out or is not ours.
create function tracker.viewer_id() returns text
language plpgsql stable security definer set search_path = pg_catalog, tracker as $$
declare
  pass text[] := string_to_array(coalesce(current_setting('bohol.viewer', true), ''), '|');
begin
  if cardinality(pass) <> 3 or pass[2] !~ '^[0-9]{1,15}$' then
    return null;
  end if;
  if pass[2]::bigint < extract(epoch from clock_timestamp()) then
    return null;
  end if;
  if pass[3] <> tracker.viewer_signature(pass[1], pass[2]) then
    return null;
  end if;
  return pass[1];
end
$$;

-- Whether whoever asks holds one of these roles now.
create function tracker.viewer_has_role(roles text[]) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return exists (select from tracker.held_role h where h.person_id = viewer and h.role = any (roles));
end
$$;

-- Whether an officer of the secretariat asks.
create function tracker.viewer_is_secretariat() returns boolean
language plpgsql stable security definer set search_path = pg_catalog, tracker as $$
begin
  return tracker.viewer_has_role(array['secretariat_officer']);
end
$$;

-- Every reporter for which whoever asks works, as a whole or in part.
create function tracker.viewer_reporter_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return coalesce((select array_agg(distinct h.reporter_id) from tracker.held_role h
    where h.person_id = viewer and h.reporter_id is not null), '{}');
end
$$;

-- The viewer's own roles of today; what the application shows and what the policies count are the same.
create function tracker.viewer_role_ids() returns setof integer
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return query select h.id from tracker.held_role h where h.person_id = viewer;
end
$$;

-- Reporters whose whole report is the viewer's to see: all but those for which they only write an agency's part.
create function tracker.viewer_whole_reporter_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return coalesce((select array_agg(distinct h.reporter_id) from tracker.held_role h
    where h.person_id = viewer and h.reporter_id is not null
      and (h.role <> 'contributor' or h.agency_id is null)), '{}');
end
$$;

-- The reporters whose focal point asks.
create function tracker.viewer_focal_reporter_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return coalesce((select array_agg(distinct h.reporter_id) from tracker.held_role h
    where h.person_id = viewer and h.role = 'focal_point'), '{}');
end
$$;
