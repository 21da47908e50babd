-- How roles are given, asked for, confirmed, handed over and ended. A person may not write a role: these functions do,
-- for those who may give it, and others are told.

-- Nobody gives a role above their own: the secretariat looks after reporters, administrators after everyone.
create function tracker.may_give_role(giver text, given_role text) returns boolean
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select exists (
    select from tracker.assignment a
    join auth.person p on p.id = a.person_id and p.disabled_at is null
    where a.person_id = giver and a.revoked_at is null
      and (a.role = 'administrator' or (a.role = 'secretariat_officer'
        and given_role in ('contributor', 'focal_point', 'clearing_officer')))
  )
$$;

-- Keeps the hash of a link by which the person can set a new password; an older one stops working. False: there is
-- no such account, or it is disabled.
create function tracker.issue_reset(person text, link_hash text, expires timestamptz, issued timestamptz) returns
  boolean
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if not tracker.viewer_has_role(array['administrator']) then
    raise exception 'Only administrators give out new passwords.' using errcode = '42501';
  end if;
  if not exists (select from auth.person p where p.id = person and p.disabled_at is null) then
    return false;
  end if;
  delete from auth.verification v where v.value = person and v.identifier like 'reset:%';
  insert into auth.verification (id, identifier, value, expires_at, created_at, updated_at)
  values (gen_random_uuid()::text, 'reset:' || link_hash, person, expires, issued, issued);
  insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
  values ('person', person, '{"event": "reset_issued"}', tracker.viewer_id(), issued);
  return true;
end
$$;
revoke execute on function tracker.issue_reset(text, text, timestamptz, timestamptz) from public;
grant execute on function tracker.issue_reset(text, text, timestamptz, timestamptz) to bohol_app;

-- Disables an account or enables it again. Disabling ends its sessions and everything that could begin a new one:
-- links to a new password, and invitations that it has sent. False: it was so already, or there is none.
create function tracker.set_person_disabled(person text, disable boolean, changed timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if not tracker.viewer_has_role(array['administrator']) then
    raise exception 'Only administrators disable accounts.' using errcode = '42501';
  end if;
  update auth.person p set disabled_at = case when disable then changed end, updated_at = changed
  where p.id = person and (p.disabled_at is null) = disable;
  if not found then
    return false;
  end if;
  if disable then
    delete from auth.session s where s.person_id = person;
    delete from auth.verification v where v.value = person and v.identifier like 'reset:%';
    update tracker.invitation i set revoked_at = changed
    where i.invited_by = person and i.accepted_at is null and i.revoked_at is null;
  end if;
  insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
  values ('person', person, jsonb_build_object('event', case when disable then 'disabled' else 'enabled' end),
    tracker.viewer_id(), changed);
  return true;
end
$$;
revoke execute on function tracker.set_person_disabled(text, boolean, timestamptz) from public;
grant execute on function tracker.set_person_disabled(text, boolean, timestamptz) to bohol_app;

-- Hands one's own role for a reporter to somebody who already works for that reporter. Returns the new assignment.
create function tracker.hand_over(own integer, to_person text, from_on date, to_on date, made timestamptz) returns
  integer
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  given tracker.assignment;
  made_id integer;
begin
  select a.* into given from tracker.assignment a
  where a.id = own and a.person_id = tracker.viewer_id() and a.revoked_at is null and a.covers is null
    and a.reporter_id is not null for share;
  if not found or to_person = given.person_id or not exists (select from tracker.held_role h
    where h.person_id = to_person and h.reporter_id = given.reporter_id) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  insert into tracker.assignment (person_id, role, reporter_id, agency_id, assigned_by, assigned_at, starts_on, ends_on, covers)
  values (to_person, given.role, given.reporter_id, given.agency_id, given.person_id, made, from_on, to_on, own)
  returning id into made_id;
  insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
  select 'assignment', to_person, jsonb_build_object('event', 'handed_over', 'role', given.role, 'reporter', r.code,
    'from', from_on, 'until', to_on), given.person_id, made
  from tracker.reporter r where r.id = given.reporter_id;
  return made_id;
end
$$;
revoke execute on function tracker.hand_over(integer, text, date, date, timestamptz) from public;
grant execute on function tracker.hand_over(integer, text, date, date, timestamptz) to bohol_app;

-- Ends a cover early: whoever handed over or stands in. False: there is none of theirs.
create function tracker.end_cover(cover integer, ended timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  gone tracker.assignment;
begin
  update tracker.assignment a set revoked_at = ended
  where a.id = cover and a.covers is not null and a.revoked_at is null
    and tracker.viewer_id() in (a.person_id, a.assigned_by)
  returning a.* into gone;
  if not found then
    return false;
  end if;
  insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
  select 'assignment', gone.person_id, jsonb_build_object('event', 'cover_ended', 'role', gone.role,
    'reporter', r.code), tracker.viewer_id(), ended
  from tracker.reporter r where r.id = gone.reporter_id;
  return true;
end
$$;
revoke execute on function tracker.end_cover(integer, timestamptz) from public;
grant execute on function tracker.end_cover(integer, timestamptz) to bohol_app;

-- The people who work for the viewer's reporters, so that one can hand over and see who holds what.
create function tracker.list_colleagues() returns table (assignment_id integer, person_id text, name text, email
  text, role text, reporter_id integer, agency_id integer, starts_on date, ends_on date, covers integer)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return query
    select a.id, p.id, p.name, p.email, a.role, a.reporter_id, a.agency_id, a.starts_on, a.ends_on, a.covers
    from tracker.assignment a join auth.person p on p.id = a.person_id and p.disabled_at is null
    where a.revoked_at is null and a.reporter_id = any (tracker.viewer_reporter_ids())
      and (a.ends_on is null or a.ends_on >= (clock_timestamp() at time zone 'UTC')::date);
end
$$;
revoke execute on function tracker.list_colleagues() from public;
grant execute on function tracker.list_colleagues() to bohol_app;

-- Ends a role. False: it has ended already, or there is none.
create function tracker.end_role(assignment integer, ended timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  gone tracker.assignment;
begin
  update tracker.assignment a set revoked_at = ended
  where a.id = assignment and a.revoked_at is null and tracker.may_give_role(tracker.viewer_id(), a.role)
  returning a.* into gone;
  if not found then
    return false;
  end if;
  insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
  values ('assignment', gone.person_id, jsonb_build_object('event', 'revoked', 'role', gone.role, 'reporter',
    (select r.code from tracker.reporter r where r.id = gone.reporter_id)), tracker.viewer_id(), ended);
  return true;
end
$$;
revoke execute on function tracker.end_role(integer, timestamptz) from public;
grant execute on function tracker.end_role(integer, timestamptz) to bohol_app;

-- A request is decided once; otherwise it never changes.
create function tracker.check_role_request() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if old.decision is not null or (new.person_id, new.role, new.reporter_id, new.asked_by, new.asked_at,
      new.invitation_id) is distinct from (old.person_id, old.role, old.reporter_id, old.asked_by, old.asked_at,
      old.invitation_id) then
    raise exception 'What was asked for and decided stays as it is.' using errcode = 'BT001';
  end if;
  return new;
end
$$;

-- The reporters for which the viewer answers: they may submit the report, and look after who works on it.
create function tracker.viewer_answering_reporter_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return coalesce((select array_agg(distinct h.reporter_id) from tracker.held_role h
    where h.person_id = viewer and h.role in ('focal_point', 'clearing_officer')), '{}');
end
$$;

create function tracker.has_focal_point(reporter integer) returns boolean
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select exists (select from tracker.held_role h where h.reporter_id = reporter and h.role = 'focal_point')
$$;
revoke execute on function tracker.has_focal_point(integer) from public;

create function tracker.list_focal_point_enders(reporter integer, until timestamptz) returns setof text
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select v.changed_by from tracker.revision v
  where v.submission_id is null and v.subject in ('assignment', 'person')
    and v.changed_at > least(until, clock_timestamp()) - interval '30 days'
    and case v.subject
      when 'assignment' then v.after ->> 'event' = 'revoked' and v.after ->> 'role' = 'focal_point'
        and v.after ->> 'reporter' = (select r.code from tracker.reporter r where r.id = reporter)
      else v.after ->> 'event' = 'disabled' and exists (select from tracker.assignment a
        where a.person_id = v.subject_key and a.reporter_id = reporter and a.role = 'focal_point' and a.covers is null
          and (a.revoked_at is null or a.revoked_at >= v.changed_at)) end
$$;
revoke execute on function tracker.list_focal_point_enders(integer, timestamptz) from public;

-- Roles that open the whole draft wait for a yes where the reporter has a focal point, or lost one in the last thirty
-- days: whoever takes the focal point away gains nothing by it.
create function tracker.role_needs_confirmation(given_role text, reporter integer, agency integer, at timestamptz)
  returns boolean
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select reporter is not null
    and (given_role in ('focal_point', 'clearing_officer') or (given_role = 'contributor' and agency is null))
    and (tracker.has_focal_point(reporter) or exists (select from tracker.list_focal_point_enders(reporter, at)))
$$;
revoke execute on function tracker.role_needs_confirmation(text, integer, integer, timestamptz) from public;

-- The one way in: gives a role or keeps the request for it. 'given', 'asked', 'held' (they have it already) or
-- 'waiting' (it was asked for already). Who may give what is looked at by those who call it.
create function tracker.open_role(person text, given_role text, reporter integer, agency integer, giver text, given
  timestamptz, through integer) returns text
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
begin
  -- One after the other in a reporter, so that there is one first focal point.
  perform from tracker.reporter r where r.id = reporter for no key update;
  if agency is not null and not exists (select from tracker.agency g join tracker.reporter r on r.state_id = g.state_id
      where g.id = agency and r.id = reporter) then
    raise exception 'The agency belongs to another state.' using errcode = '42501';
  end if;
  if exists (select from tracker.assignment a where a.person_id = person and a.role = given_role
      and a.reporter_id is not distinct from reporter and a.revoked_at is null and a.covers is null) then
    return 'held';
  end if;
  if exists (select from tracker.role_request q where q.person_id = person and q.role = given_role
      and q.reporter_id = reporter and q.decision is null) then
    return 'waiting';
  end if;
  if tracker.role_needs_confirmation(given_role, reporter, agency, given) then
    insert into tracker.role_request (person_id, role, reporter_id, asked_by, asked_at, invitation_id)
    values (person, given_role, reporter, giver, given, through);
    return 'asked';
  end if;
  if reporter is not null and (given_role <> 'contributor' or agency is null) then
    insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
    select 'assignment', person, jsonb_build_object('event', 'given_unconfirmed', 'role', given_role, 'reporter', r.code),
      giver, given
    from tracker.reporter r where r.id = reporter;
  end if;
  insert into tracker.assignment (person_id, role, reporter_id, agency_id, assigned_by, assigned_at)
  values (person, given_role, reporter, agency, giver, given);
  return 'given';
end
$$;
revoke execute on function tracker.open_role(text, text, integer, integer, text, timestamptz, integer) from public;

-- Gives a role to a person with an account. Nobody gives one to themselves. False: they hold it already.
create function tracker.give_role(person text, given_role text, reporter integer, agency integer, given timestamptz)
  returns text
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  if person = viewer or not coalesce(tracker.may_give_role(viewer, given_role), false)
    or not exists (select from auth.person p where p.id = person and p.disabled_at is null) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  return tracker.open_role(person, given_role, reporter, agency, viewer, given, null);
end
$$;
revoke execute on function tracker.give_role(text, text, integer, integer, timestamptz) from public;
grant execute on function tracker.give_role(text, text, integer, integer, timestamptz) to bohol_app;

-- The invitation behind a link, for whoever holds the link. Used, revoked and expired ones are not there.
create function tracker.find_invitation(link_hash text, asked_at timestamptz) returns table (email text, name text,
  role text, reporter_code text, reporter_name text, agency_name text, expires_at timestamptz, person_id text,
  needs_confirmation boolean)
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select i.email, i.name, i.role, r.code, coalesce(m.name, b.name), g.name, i.expires_at, p.id,
    tracker.role_needs_confirmation(i.role, i.reporter_id, i.agency_id, asked_at)
  from tracker.invitation i
  left join tracker.reporter r on r.id = i.reporter_id
  left join tracker.member_state m on m.id = r.state_id
  left join tracker.sectoral_body b on b.id = r.body_id
  left join tracker.agency g on g.id = i.agency_id
  left join auth.person p on p.email = i.email
  where i.token_hash = link_hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > asked_at
    and tracker.may_give_role(i.invited_by, i.role) and p.disabled_at is null and i.invited_by is distinct from p.id
$$;
revoke execute on function tracker.find_invitation(text, timestamptz) from public;
grant execute on function tracker.find_invitation(text, timestamptz) to bohol_auth;

-- Gives the role of an invitation to the person with its address, once. False: there is nothing to accept.
create function tracker.accept_invitation(link_hash text, acceptor text, accepted timestamptz) returns table
  (outcome text, invited_by text, reporter_id integer, has_agency boolean)
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  offer tracker.invitation;
begin
  select i.* into offer from tracker.invitation i
  join auth.person p on p.id = acceptor and p.email = i.email and p.disabled_at is null
  where i.token_hash = link_hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > accepted
    and i.invited_by <> acceptor and tracker.may_give_role(i.invited_by, i.role)
  for update of i;
  if not found then
    return;
  end if;
  update tracker.invitation i set accepted_at = accepted where i.id = offer.id;
  return query select tracker.open_role(acceptor, offer.role, offer.reporter_id, offer.agency_id, offer.invited_by,
    accepted, offer.id), offer.invited_by, offer.reporter_id, offer.agency_id is not null;
end
$$;
revoke execute on function tracker.accept_invitation(text, text, timestamptz) from public;
grant execute on function tracker.accept_invitation(text, text, timestamptz) to bohol_auth;

-- Never the one who asked and never the one whom it is for. A focal point of the reporter; for a further focal point
-- its clearing officer too; and where there is no focal point, an administrator who had no part in that.
create function tracker.may_decide_role(asked tracker.role_request, viewer text, at timestamptz) returns boolean
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select coalesce(viewer <> asked.asked_by and viewer <> asked.person_id and (
    exists (select from tracker.held_role h where h.person_id = viewer and h.reporter_id = asked.reporter_id
      and (h.role = 'focal_point' or (h.role = 'clearing_officer' and asked.role = 'focal_point')))
    or (not tracker.has_focal_point(asked.reporter_id)
      and exists (select from tracker.held_role h where h.person_id = viewer and h.role = 'administrator')
      and viewer not in (select e from tracker.list_focal_point_enders(asked.reporter_id, at) e))), false)
$$;
revoke execute on function tracker.may_decide_role(tracker.role_request, text, timestamptz) from public;

create function tracker.viewer_may_decide_role(request integer, at timestamptz) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return coalesce((select tracker.may_decide_role(q, tracker.viewer_id(), at) from tracker.role_request q
    where q.id = request and q.decision is null), false);
end
$$;
revoke execute on function tracker.viewer_may_decide_role(integer, timestamptz) from public;
grant execute on function tracker.viewer_may_decide_role(integer, timestamptz) to bohol_app;

-- Makes a role of a request. Null: there is none that waits.
create function tracker.confirm_role(request integer, confirmed timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
  asked tracker.role_request;
  made integer;
begin
  perform from tracker.reporter r where r.id = (select q.reporter_id from tracker.role_request q where q.id = request)
  for no key update;
  select q.* into asked from tracker.role_request q where q.id = request and q.decision is null for update;
  if not found then
    return null;
  end if;
  if not tracker.may_decide_role(asked, viewer, confirmed) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  if not exists (select from auth.person p where p.id = asked.person_id and p.disabled_at is null) then
    raise exception 'The account is disabled.' using errcode = 'BT002';
  end if;
  if exists (select from tracker.assignment a where a.person_id = asked.person_id and a.role = asked.role
      and a.reporter_id = asked.reporter_id and a.revoked_at is null and a.covers is null) then
    raise exception 'The person works as contributor of an agency. That role has to end first.'
      using errcode = 'BT002';
  end if;
  insert into tracker.assignment (person_id, role, reporter_id, assigned_by, assigned_at)
  values (asked.person_id, asked.role, asked.reporter_id, viewer, confirmed) returning id into made;
  update tracker.role_request q set decision = 'confirmed', decided_by = viewer, decided_at = confirmed,
    assignment_id = made where q.id = request;
  return made;
end
$$;
revoke execute on function tracker.confirm_role(integer, timestamptz) from public;
grant execute on function tracker.confirm_role(integer, timestamptz) to bohol_app;

-- Declines a request ('declined'), or takes it back ('withdrawn'): whoever asked, or might have. False: none waits.
create function tracker.close_role_request(request integer, verdict text, closed timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
  asked tracker.role_request;
begin
  select q.* into asked from tracker.role_request q where q.id = request and q.decision is null for update;
  if not found then
    return false;
  end if;
  if not coalesce(case verdict when 'declined' then tracker.may_decide_role(asked, viewer, closed)
      when 'withdrawn' then tracker.may_give_role(viewer, asked.role) end, false) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  update tracker.role_request q set decision = verdict, decided_by = viewer, decided_at = closed where q.id = request;
  return true;
end
$$;
revoke execute on function tracker.close_role_request(integer, text, timestamptz) from public;
grant execute on function tracker.close_role_request(integer, text, timestamptz) to bohol_app;

-- What a disabled account has asked for falls with it, as its invitations do; so does what was asked for it.
create function tracker.end_requests_of_disabled() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  update tracker.role_request q set decision = 'withdrawn', decided_by = coalesce(tracker.viewer_id(), new.id),
    decided_at = new.disabled_at
  where q.decision is null and new.id in (q.asked_by, q.person_id);
  return null;
end
$$;

-- Whom news about the roles of a reporter goes to: its focal points and clearing officers; everybody who works for it
-- and every administrator where `widely`, or where no focal point is left.
create function tracker.list_people_to_tell(reporter integer, widely boolean) returns table (person_id text, email
  text, works_there boolean)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  all_of_them boolean := widely or not tracker.has_focal_point(reporter);
begin
  -- Whoever accepts an invitation or sets a password is nobody yet.
  if session_user = 'bohol_app' and not (tracker.viewer_has_role(array['secretariat_officer', 'administrator'])
      or reporter = any (tracker.viewer_reporter_ids())) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  return query
    select p.id, p.email, coalesce(bool_or(h.reporter_id = reporter), false)
    from tracker.held_role h join auth.person p on p.id = h.person_id
    where (h.reporter_id = reporter and (all_of_them or h.role in ('focal_point', 'clearing_officer')))
      or (all_of_them and h.role = 'administrator')
    group by p.id, p.email order by p.id;
end
$$;
revoke execute on function tracker.list_people_to_tell(integer, boolean) from public;
grant execute on function tracker.list_people_to_tell(integer, boolean) to bohol_app, bohol_auth;

-- The reporters for which a person works, with the roles: news of the account is news of these.
create function tracker.list_reporters_of(person text) returns table (reporter_id integer, code text, name text,
  roles text[])
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if session_user = 'bohol_app' and not tracker.viewer_has_role(array['secretariat_officer', 'administrator']) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  return query
    select r.id, r.code, coalesce(m.name, b.name), array_agg(distinct a.role order by a.role)
    from tracker.assignment a
    join tracker.reporter r on r.id = a.reporter_id
    left join tracker.member_state m on m.id = r.state_id
    left join tracker.sectoral_body b on b.id = r.body_id
    where a.person_id = person and a.revoked_at is null
      and (a.ends_on is null or a.ends_on >= (clock_timestamp() at time zone 'UTC')::date)
    group by r.id, r.code, coalesce(m.name, b.name) order by r.code;
end
$$;
revoke execute on function tracker.list_reporters_of(text) from public;
grant execute on function tracker.list_reporters_of(text) to bohol_app, bohol_auth;

-- Who works for a reporter, for those who answer for it: since when, given by whom, asked for by whom.
create function tracker.list_reporter_people(reporter integer) returns table (assignment_id integer, name text,
  email text, role text, agency text, since timestamptz, given_by text, asked_by text, away text, starts_on date,
  ends_on date, is_disabled boolean)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return query
    select a.id, p.name, p.email, a.role, g.name, a.assigned_at, y.name, o.name, w.name, a.starts_on, a.ends_on,
      p.disabled_at is not null
    from tracker.assignment a
    join auth.person p on p.id = a.person_id
    left join auth.person y on y.id = a.assigned_by
    left join tracker.agency g on g.id = a.agency_id
    left join tracker.role_request q on q.assignment_id = a.id
    left join auth.person o on o.id = q.asked_by
    left join tracker.assignment c on c.id = a.covers
    left join auth.person w on w.id = c.person_id
    where a.reporter_id = reporter and reporter = any (tracker.viewer_answering_reporter_ids())
      and a.revoked_at is null and c.revoked_at is null
      and (a.ends_on is null or a.ends_on >= (clock_timestamp() at time zone 'UTC')::date)
    order by p.name, a.id;
end
$$;
revoke execute on function tracker.list_reporter_people(integer) from public;
grant execute on function tracker.list_reporter_people(integer) to bohol_app;

create trigger requests_end_with_the_account after update of disabled_at on auth.person for each row when
  (old.disabled_at is null and new.disabled_at is not null) execute function tracker.end_requests_of_disabled();

create trigger role_request_is_decided_once before update on tracker.role_request for each row execute function
  tracker.check_role_request();
