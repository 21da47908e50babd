-- Roles in a state or body are confirmed by its own people, and every change of one is told to them. Consent is given
-- by a person who signed in, once, and changed with a reason that is kept. Decision 0043.

-- Nobody writes a role, but through the functions below ---------------------------------------------------------

drop policy assignment_manage on tracker.assignment;
revoke insert, update on tracker.assignment from bohol_app;

-- A role that waits for a yes. It gives no right: policies read tracker.assignment only, and a request becomes one by
-- confirm_role alone. A contributor in here is one for the whole report.
create table tracker.role_request (
  id integer generated always as identity primary key,
  person_id text not null references auth.person (id),
  role text not null check (role in ('contributor', 'focal_point', 'clearing_officer')),
  reporter_id integer not null references tracker.reporter (id),
  asked_by text not null references auth.person (id) check (asked_by <> person_id),
  asked_at timestamptz not null,
  -- The invitation by which it came, if it came by one.
  invitation_id integer references tracker.invitation (id),
  decision text check (decision in ('confirmed', 'declined', 'withdrawn')),
  decided_by text references auth.person (id),
  decided_at timestamptz,
  assignment_id integer unique references tracker.assignment (id),
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  check (coalesce(decision = 'confirmed', false) = (assignment_id is not null)),
  check (coalesce(decision, '') <> 'confirmed' or (decided_by <> asked_by and decided_by <> person_id))
);
create unique index role_request_open on tracker.role_request (person_id, role, reporter_id) where decision is null;
create index role_request_reporter on tracker.role_request (reporter_id) where decision is null;

-- A request is decided once; otherwise it never changes.
create function tracker.check_role_request() returns trigger language plpgsql
set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if old.decision is not null or (new.person_id, new.role, new.reporter_id, new.asked_by, new.asked_at,
      new.invitation_id) is distinct from (old.person_id, old.role, old.reporter_id, old.asked_by, old.asked_at,
      old.invitation_id) then
    raise exception 'What was asked for and decided stays as it is.' using errcode = 'BT001';
  end if;
  return new;
end
$$;
create trigger role_request_is_decided_once before update on tracker.role_request
  for each row execute function tracker.check_role_request();
create trigger history_is_kept before delete or truncate on tracker.role_request
  for each statement execute function tracker.refuse_change();

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

alter table tracker.role_request enable row level security;
create policy role_request_read on tracker.role_request for select to bohol_app
  using (person_id = (select tracker.viewer_id())
    or (select tracker.viewer_has_role(array['secretariat_officer', 'administrator']))
    or reporter_id = any ((select tracker.viewer_answering_reporter_ids())::integer[]));
grant select on tracker.role_request to bohol_app;

-- When a role needs a yes ---------------------------------------------------------------------------------------

create function tracker.has_focal_point(reporter integer) returns boolean
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select exists (select from tracker.held_role h where h.reporter_id = reporter and h.role = 'focal_point')
$$;

-- Who has ended a focal point's role in a reporter, or disabled a focal point's account, in the thirty days before a
-- moment. From what was written down then, which nobody can take back.
create index revision_of_accounts on tracker.revision (changed_at)
  where submission_id is null and subject in ('assignment', 'person');
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

-- Roles that open the whole draft wait for a yes where the reporter has a focal point, or lost one in the last thirty
-- days: whoever takes the focal point away gains nothing by it.
create function tracker.role_needs_confirmation(given_role text, reporter integer, agency integer, at timestamptz)
returns boolean
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select reporter is not null
    and (given_role in ('focal_point', 'clearing_officer') or (given_role = 'contributor' and agency is null))
    and (tracker.has_focal_point(reporter) or exists (select from tracker.list_focal_point_enders(reporter, at)))
$$;

-- The one way in: gives a role or keeps the request for it. 'given', 'asked', 'held' (they have it already) or
-- 'waiting' (it was asked for already). Who may give what is looked at by those who call it.
create function tracker.open_role(person text, given_role text, reporter integer, agency integer, giver text,
  given timestamptz, through integer) returns text
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

-- Gives a role to a person with an account, or asks for it. Nobody gives one to themselves.
drop function tracker.give_role(text, text, integer, integer, timestamptz);
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

-- The invitation behind a link, with whether its role would wait. Nobody accepts what they sent to themselves.
drop function tracker.find_invitation(text, timestamptz);
create function tracker.find_invitation(link_hash text, asked_at timestamptz)
returns table (email text, name text, role text, reporter_code text, reporter_name text, agency_name text,
  expires_at timestamptz, person_id text, needs_confirmation boolean)
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

-- Accepts an invitation for the person with its address, once: what open_role says, with who invited and the reporter.
-- No row: there is nothing to accept.
drop function tracker.accept_invitation(text, text, timestamptz);
create function tracker.accept_invitation(link_hash text, acceptor text, accepted timestamptz)
returns table (outcome text, invited_by text, reporter_id integer, has_agency boolean)
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

-- Deciding on a role that waits ---------------------------------------------------------------------------------

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
create function tracker.viewer_may_decide_role(request integer, at timestamptz) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return coalesce((select tracker.may_decide_role(q, tracker.viewer_id(), at) from tracker.role_request q
    where q.id = request and q.decision is null), false);
end
$$;

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

-- What a disabled account has asked for falls with it, as its invitations do; so does what was asked for it.
create function tracker.end_requests_of_disabled() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  update tracker.role_request q set decision = 'withdrawn', decided_by = coalesce(tracker.viewer_id(), new.id),
    decided_at = new.disabled_at
  where q.decision is null and new.id in (q.asked_by, q.person_id);
  return null;
end
$$;
create trigger requests_end_with_the_account after update of disabled_at on auth.person
  for each row when (old.disabled_at is null and new.disabled_at is not null)
  execute function tracker.end_requests_of_disabled();

-- Telling a reporter --------------------------------------------------------------------------------------------

-- Whom news about the roles of a reporter goes to: its focal points and clearing officers; everybody who works for it
-- and every administrator where `widely`, or where no focal point is left.
create function tracker.list_people_to_tell(reporter integer, widely boolean)
returns table (person_id text, email text, works_there boolean)
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

-- The reporters for which a person works, with the roles: news of the account is news of these.
create function tracker.list_reporters_of(person text)
returns table (reporter_id integer, code text, name text, roles text[])
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

-- Who works for a reporter, for those who answer for it: since when, given by whom, asked for by whom.
create function tracker.list_reporter_people(reporter integer)
returns table (assignment_id integer, name text, email text, role text, agency text, since timestamptz, given_by text,
  asked_by text, away text, starts_on date, ends_on date, is_disabled boolean)
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

-- News of roles is written by whoever changes one: people of the reporter too, and whoever accepts an invitation.
create policy mail_of_roles on tracker.mail for insert to bohol_app
  with check (status = 'waiting' and submission_id is null and not is_secret and attachment is null
    and kind in ('role_news', 'role_given', 'role_waits', 'role_decided', 'role_ended')
    and cardinality((select tracker.viewer_reporter_ids())::integer[]) > 0);
create policy mail_of_accounts on tracker.mail for insert to bohol_auth
  with check (status = 'waiting' and submission_id is null and not is_secret and attachment is null
    and kind in ('role_news', 'password_set'));
grant insert on tracker.mail to bohol_auth;

-- Consent: by a person who signed in ------------------------------------------------------------------------------

-- A link names a question and nothing more. New questions need none.
drop function tracker.find_consent(text, timestamptz), tracker.answer_consent(text, jsonb, timestamptz);
drop policy consent_link_make on tracker.consent_link;
revoke insert on tracker.consent_link from bohol_app;

-- An answer that takes the place of an earlier one, and why. Each is replaced once, so that there is one history.
create table tracker.consent_change (
  answer_id bigint primary key references tracker.consent_answer (id),
  replaces bigint not null unique references tracker.consent_answer (id),
  reason text not null check (length(reason) between 1 and 2000),
  check (answer_id > replaces)
);
create trigger history_is_kept before update or delete or truncate on tracker.consent_change
  for each statement execute function tracker.refuse_change();
alter table tracker.consent_change enable row level security;
create policy consent_change_read on tracker.consent_change for select to bohol_app
  using (answer_id in (select a.id from tracker.consent_answer a));
grant select on tracker.consent_change to bohol_app;

-- The question that a link of before leads to, for those who may answer it; null for everybody else.
create function tracker.find_consent_question(link_hash text) returns integer
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return (select q.id from tracker.consent_link l
    join tracker.consent_request q on q.id = l.request_id
    join tracker.submission s on s.id = q.submission_id
    where l.token_hash = link_hash and s.reporter_id = any (tracker.viewer_answering_reporter_ids()));
end
$$;

-- Publications made of a round's figures, with when those were compiled: for whoever may answer a question about them.
create function tracker.list_consent_publications(question integer)
returns table (publication integer, compiled_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return query
    select x.publication_number, k.created_at
    from tracker.consent_request q
    join tracker.submission s on s.id = q.submission_id
      and s.reporter_id = any (tracker.viewer_answering_reporter_ids())
    join tracker.compilation k on k.round_id = s.round_id
    join tracker.publication_source x on x.compilation_id = k.id
    where q.id = question order by x.publication_number;
end
$$;

-- Locks a question that the viewer may answer about a report that is still the one that was asked about.
create function tracker.open_consent_question(question integer) returns tracker.consent_request
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
declare
  asked tracker.consent_request;
begin
  select q.* into asked from tracker.consent_request q
  join tracker.submission s on s.id = q.submission_id
  where q.id = question and s.reporter_id = any (tracker.viewer_answering_reporter_ids())
  for update of q;
  if not found then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  if not exists (select from tracker.submission s where s.id = asked.submission_id and s.status = 'accepted'
      and s.times_submitted = asked.snapshot_number) then
    raise exception 'The report has been opened again since this was asked, so the question is closed.'
      using errcode = 'BT002';
  end if;
  return asked;
end
$$;

-- The newest answer to a question about an indicator.
create function tracker.newest_consent(question integer, indicator integer) returns tracker.consent_answer
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select x.* from tracker.consent_answer x
  where x.request_id = question and x.indicator_id = indicator order by x.id desc limit 1
$$;

-- First answers of the viewer: {"I-B1": true}. How many are new; null, and nothing kept, where one of them was
-- answered otherwise already: that is a change, and says why.
create function tracker.answer_consent(question integer, answers jsonb, answered timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  asked tracker.consent_request := tracker.open_consent_question(question);
  added integer;
begin
  if exists (select from jsonb_each_text(answers) a join tracker.indicator i on i.code = a.key
      and i.id = any (asked.indicators)
    where (tracker.newest_consent(question, i.id)).agreed <> (a.value)::boolean) then
    return null;
  end if;
  if asked.expires_at <= answered and exists (select from jsonb_each_text(answers) a
      join tracker.indicator i on i.code = a.key and i.id = any (asked.indicators)
      where (tracker.newest_consent(question, i.id)).id is null) then
    raise exception 'The time to answer this question is over. Ask the secretariat to ask again.'
      using errcode = 'BT002';
  end if;
  insert into tracker.consent_answer (request_id, indicator_id, agreed, answered_by, answered_at)
  select question, i.id, (a.value)::boolean, tracker.viewer_id(), answered
  from tracker.indicator i join jsonb_each_text(answers) a on a.key = i.code
  where i.id = any (asked.indicators) and (tracker.newest_consent(question, i.id)).id is null
  order by i.position;
  get diagnostics added = row_count;
  if added > 0 then
    insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
    select 'consent', r.code || '/' || t.code, jsonb_build_object('event', 'answered', 'request', question,
      'answers', answers), tracker.viewer_id(), answered
    from tracker.submission s join tracker.round r on r.id = s.round_id join tracker.reporter t on t.id = s.reporter_id
    where s.id = asked.submission_id;
  end if;
  return added;
end
$$;

-- Takes the place of one answer, which the viewer has seen, by another. 'changed', 'same' (it says so already), or
-- 'other' (it is not the newest, or there is none).
create function tracker.change_consent(question integer, indicator_code text, now_agreed boolean, instead_of bigint,
  why text, changed timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  asked tracker.consent_request := tracker.open_consent_question(question);
  newest tracker.consent_answer;
  made bigint;
begin
  select x.* into newest from tracker.consent_answer x join tracker.indicator i on i.id = x.indicator_id
  where x.request_id = question and i.code = indicator_code order by x.id desc limit 1;
  if newest.agreed = now_agreed then
    return 'same';
  end if;
  if newest.id is distinct from instead_of then
    return 'other';
  end if;
  insert into tracker.consent_answer (request_id, indicator_id, agreed, answered_by, answered_at)
  values (question, newest.indicator_id, now_agreed, tracker.viewer_id(), changed) returning id into made;
  insert into tracker.consent_change (answer_id, replaces, reason) values (made, newest.id, why);
  insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
  select 'consent', r.code || '/' || t.code, jsonb_build_object('event', 'changed', 'request', question,
    'answers', jsonb_build_object(indicator_code, now_agreed)), tracker.viewer_id(), changed
  from tracker.submission s join tracker.round r on r.id = s.round_id join tracker.reporter t on t.id = s.reporter_id
  where s.id = asked.submission_id;
  return 'changed';
end
$$;

-- The chain of the audit takes both in -------------------------------------------------------------------------------

insert into tracker.audit_source (name, key_columns, columns, told_as, change_told_as) values
('role_request', '{id}', '{}', $$
  select v.asked_at, v.asked_by, 'assignment', 'asked', null, q.code, v.person_id,
    jsonb_build_object('role', v.role), 'role_request', jsonb_build_object(v.id::text, {hash of v})
  from added v join tracker.reporter q on q.id = v.reporter_id order by v.id $$, $$
  select v.decided_at, v.decided_by, 'assignment', v.decision, null, q.code, v.person_id,
    jsonb_build_object('role', v.role), 'role_request', jsonb_build_object(v.id::text, {hash of v})
  from added v join tracker.reporter q on q.id = v.reporter_id order by v.id $$),
('consent_change', '{answer_id}', '{}', $$
  select a.answered_at, a.answered_by, 'record', 'consent_change', r.code, q.code, null, '{}'::jsonb, 'consent_change',
    jsonb_build_object(v.answer_id::text, {hash of v})
  from added v join tracker.consent_answer a on a.id = v.answer_id
  join tracker.consent_request c on c.id = a.request_id join tracker.submission s on s.id = c.submission_id
  join tracker.round r on r.id = s.round_id join tracker.reporter q on q.id = s.reporter_id
  order by v.answer_id $$, null);
update tracker.audit_source s set columns = (
  select array_agg(a.attname::text order by a.attnum) from pg_attribute a
  where a.attrelid = format('%I.%I', s.in_schema, s.name)::regclass and a.attnum > 0 and not a.attisdropped)
where s.columns = '{}';
update tracker.audit_source s set
  told_as = replace(s.told_as, '{hash of v}', tracker.audit_hash_of(s.name, 'v')),
  change_told_as = replace(s.change_told_as, '{hash of v}', tracker.audit_hash_of(s.name, 'v'))
where s.name in ('role_request', 'consent_change');
select tracker.tell_in_audit(s.name, 'insert', s.told_as) from tracker.audit_source s
where s.name in ('role_request', 'consent_change');
select tracker.tell_in_audit(s.name, 'update', s.change_told_as) from tracker.audit_source s
where s.name = 'role_request';

-- Each function for the one role that calls it ---------------------------------------------------------------------

revoke execute on function tracker.has_focal_point(integer),
  tracker.list_focal_point_enders(integer, timestamptz),
  tracker.role_needs_confirmation(text, integer, integer, timestamptz),
  tracker.open_role(text, text, integer, integer, text, timestamptz, integer),
  tracker.may_decide_role(tracker.role_request, text, timestamptz),
  tracker.open_consent_question(integer), tracker.newest_consent(integer, integer),
  tracker.give_role(text, text, integer, integer, timestamptz),
  tracker.find_invitation(text, timestamptz), tracker.accept_invitation(text, text, timestamptz),
  tracker.viewer_may_decide_role(integer, timestamptz), tracker.confirm_role(integer, timestamptz),
  tracker.close_role_request(integer, text, timestamptz), tracker.list_people_to_tell(integer, boolean),
  tracker.list_reporters_of(text), tracker.list_reporter_people(integer), tracker.find_consent_question(text),
  tracker.list_consent_publications(integer), tracker.answer_consent(integer, jsonb, timestamptz),
  tracker.change_consent(integer, text, boolean, bigint, text, timestamptz) from public;
grant execute on function tracker.give_role(text, text, integer, integer, timestamptz),
  tracker.viewer_may_decide_role(integer, timestamptz), tracker.confirm_role(integer, timestamptz),
  tracker.close_role_request(integer, text, timestamptz), tracker.list_people_to_tell(integer, boolean),
  tracker.list_reporters_of(text), tracker.list_reporter_people(integer), tracker.find_consent_question(text),
  tracker.list_consent_publications(integer), tracker.answer_consent(integer, jsonb, timestamptz),
  tracker.change_consent(integer, text, boolean, bigint, text, timestamptz) to bohol_app;
grant execute on function tracker.find_invitation(text, timestamptz),
  tracker.accept_invitation(text, text, timestamptz), tracker.list_people_to_tell(integer, boolean),
  tracker.list_reporters_of(text) to bohol_auth;
