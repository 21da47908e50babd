-- Accounts: invitations, links to set a new password, disabling, and one view of what happened.
-- Whoever accepts an invitation or sets a new password is not signed in yet, so no policy can answer for them. These
-- functions do one thing each, for the one role that needs it, and look at the stored invitation, never at what the
-- request claims.

grant usage on schema tracker to bohol_auth;

-- When a person last signed in: sessions go when they end, this stays. ---------------------------------------

alter table auth.person add column signed_in_at timestamptz;

create function auth.note_sign_in() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update auth.person set signed_in_at = new.created_at where id = new.person_id;
  return null;
end
$$;
create trigger session_notes_sign_in after insert on auth.session
  for each row execute function auth.note_sign_in();

-- Invitations ------------------------------------------------------------------------------------------------

alter table tracker.invitation
  add constraint invitation_role check (role in
    ('contributor', 'focal_point', 'clearing_officer', 'secretariat_officer', 'administrator')),
  add constraint invitation_place check
    ((role in ('contributor', 'focal_point', 'clearing_officer')) = (reporter_id is not null)),
  add constraint invitation_agency check (agency_id is null or role = 'contributor');

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

-- An invitation never changes, except that it can be taken back.
revoke update on tracker.invitation from bohol_app;
grant update (revoked_at) on tracker.invitation to bohol_app;
drop policy invitation_manage on tracker.invitation;
create policy invitation_read on tracker.invitation for select to bohol_app
  using ((select tracker.viewer_has_role(array['secretariat_officer', 'administrator'])));
create policy invitation_make on tracker.invitation for insert to bohol_app
  with check (invited_by = (select tracker.viewer_id()) and accepted_at is null
    and tracker.may_give_role((select tracker.viewer_id()), role));
create policy invitation_revoke on tracker.invitation for update to bohol_app
  using (tracker.may_give_role((select tracker.viewer_id()), role));

-- The invitation behind a link, for whoever holds the link. Used, revoked and expired ones are not there.
create function tracker.find_invitation(link_hash text, asked_at timestamptz)
returns table (email text, name text, role text, reporter_code text, reporter_name text, agency_name text,
  expires_at timestamptz, person_id text)
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select i.email, i.name, i.role, r.code, coalesce(m.name, b.name), g.name, i.expires_at, p.id
  from tracker.invitation i
  left join tracker.reporter r on r.id = i.reporter_id
  left join tracker.member_state m on m.id = r.state_id
  left join tracker.sectoral_body b on b.id = r.body_id
  left join tracker.agency g on g.id = i.agency_id
  left join auth.person p on p.email = i.email
  where i.token_hash = link_hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > asked_at
    and tracker.may_give_role(i.invited_by, i.role) and p.disabled_at is null
$$;

-- Gives the role of an invitation to the person with its address, once. False: there is nothing to accept.
create function tracker.accept_invitation(link_hash text, acceptor text, accepted timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  offer tracker.invitation;
begin
  select i.* into offer from tracker.invitation i
  join auth.person p on p.id = acceptor and p.email = i.email and p.disabled_at is null
  where i.token_hash = link_hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > accepted
    and tracker.may_give_role(i.invited_by, i.role)
  for update of i;
  if not found then
    return false;
  end if;
  update tracker.invitation set accepted_at = accepted where id = offer.id;
  insert into tracker.assignment (person_id, role, reporter_id, agency_id, assigned_by, assigned_at)
  values (acceptor, offer.role, offer.reporter_id, offer.agency_id, offer.invited_by, accepted)
  on conflict do nothing;
  return true;
end
$$;

-- Links to set a new password, and disabling -----------------------------------------------------------------

-- Keeps the hash of a link by which the person can set a new password; an older one stops working. False: there is
-- no such account, or it is disabled.
create function tracker.issue_reset(person text, link_hash text, expires timestamptz, issued timestamptz)
returns boolean
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

-- A line in the history of an account, written by the part that keeps passwords: it has no viewer.
create function tracker.note_account_event(person text, event text, happened timestamptz) returns void
language sql security definer set search_path = pg_catalog, tracker, pg_temp as $$
  insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
  values ('person', person, jsonb_build_object('event', event), person, happened)
$$;

-- Who did what -----------------------------------------------------------------------------------------------
-- For the secretariat and administrators. It runs as its owner, past the policies of the tables beneath, so it asks
-- for the role itself. Reasons of decisions quote reports: those are the secretariat's to read.

create view tracker.audit_entry with (security_barrier) as
select e.*, p.name as by_name
from (
  select d.decided_at as happened_at, 'decision' as kind, d.transition as event, d.decided_by as by_id,
    r.code as round_code, q.code as reporter_code, null::text as subject_key,
    jsonb_build_object('from', d.from_status, 'to', d.to_status, 'reason',
      case when (select tracker.viewer_is_secretariat()) then d.reason else '' end) as detail,
    'd' || lpad(d.id::text, 12, '0') as entry_key
  from tracker.decision d
  join tracker.submission s on s.id = d.submission_id
  join tracker.round r on r.id = s.round_id
  join tracker.reporter q on q.id = s.reporter_id
  union all
  select v.changed_at, v.subject, coalesce(v.after ->> 'event', v.after ->> 'state', ''), v.changed_by,
    case when v.subject = 'round' then v.subject_key end, null, v.subject_key, coalesce(v.after, '{}'),
    'v' || lpad(v.id::text, 12, '0')
  from tracker.revision v where v.submission_id is null
  union all
  select a.assigned_at, 'assignment', 'given', coalesce(a.assigned_by, a.person_id), null, q.code, a.person_id,
    jsonb_build_object('role', a.role, 'installed', a.assigned_by is null), 'a' || lpad(a.id::text, 12, '0')
  from tracker.assignment a left join tracker.reporter q on q.id = a.reporter_id
  union all
  select i.invited_at, 'invitation', 'sent', i.invited_by, null, q.code, i.email,
    jsonb_build_object('role', i.role, 'name', i.name), 'i' || lpad(i.id::text, 12, '0')
  from tracker.invitation i left join tracker.reporter q on q.id = i.reporter_id
  union all
  select c.created_at, 'compilation', 'made', c.created_by, r.code, null, c.number::text,
    jsonb_build_object('sha256', c.sha256), 'c' || lpad(c.id::text, 12, '0')
  from tracker.compilation c join tracker.round r on r.id = c.round_id
  union all
  select x.published_at, 'publication', 'published', x.published_by, r.code, null, x.publication_number::text,
    jsonb_build_object('compilation', c.number), 'p' || lpad(x.publication_number::text, 12, '0')
  from tracker.publication_event x
  join tracker.compilation c on c.id = x.compilation_id
  join tracker.round r on r.id = c.round_id
) e
join auth.person p on p.id = e.by_id
where (select tracker.viewer_has_role(array['secretariat_officer', 'administrator']));

-- Grants: each function for the one role that calls it ------------------------------------------------------------

grant select on tracker.audit_entry to bohol_app;
revoke execute on function tracker.find_invitation(text, timestamptz),
  tracker.accept_invitation(text, text, timestamptz),
  tracker.issue_reset(text, text, timestamptz, timestamptz),
  tracker.set_person_disabled(text, boolean, timestamptz),
  tracker.note_account_event(text, text, timestamptz) from public;
grant execute on function tracker.find_invitation(text, timestamptz),
  tracker.accept_invitation(text, text, timestamptz),
  tracker.note_account_event(text, text, timestamptz) to bohol_auth;
grant execute on function tracker.issue_reset(text, text, timestamptz, timestamptz),
  tracker.set_person_disabled(text, boolean, timestamptz) to bohol_app;
