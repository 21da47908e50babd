-- What partners give to a plan, as data: who gives what to what, with amounts, and the partner's own word on it. And the
-- role of a partner, who sees its own support and nothing else.
set local lock_timeout = '5s';

-- A partner's person: a role that is held for one partner.
alter table tracker.assignment add column partner_id integer references tracker.partner (id);
alter table tracker.assignment drop constraint assignment_role_check;
alter table tracker.assignment add constraint assignment_role_check check (role in ('contributor', 'focal_point',
  'clearing_officer', 'secretariat_officer', 'administrator', 'partner'));
alter table tracker.assignment add constraint assignment_partner check ((role = 'partner') = (partner_id is not null));
drop index tracker.assignment_once;
create unique index assignment_once on tracker.assignment (person_id, role, reporter_id, partner_id) nulls not distinct
  where ((revoked_at is null) and (covers is null));

alter table tracker.invitation add column partner_id integer references tracker.partner (id);
alter table tracker.invitation drop constraint invitation_role;
alter table tracker.invitation add constraint invitation_role check (role in ('contributor', 'focal_point',
  'clearing_officer', 'secretariat_officer', 'administrator', 'partner'));
alter table tracker.invitation add constraint invitation_partner check ((role = 'partner') = (partner_id is not null));

create or replace view tracker.held_role as
select a.id, a.person_id, a.role, a.reporter_id, a.agency_id, a.covers, a.partner_id
from tracker.assignment a join auth.person p on p.id = a.person_id and p.disabled_at is null
where a.revoked_at is null
  and (a.starts_on is null or a.starts_on <= (clock_timestamp() at time zone 'UTC')::date)
  and (a.ends_on is null or a.ends_on >= (clock_timestamp() at time zone 'UTC')::date)
  and (a.covers is null or exists (select from tracker.assignment c
    join auth.person away on away.id = c.person_id and away.disabled_at is null
    where c.id = a.covers and c.revoked_at is null));

create or replace function tracker.describe_person(person text) returns json
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp
set plan_cache_mode = force_generic_plan as $$
begin
  return (
    select json_build_object('personId', p.id, 'name', p.name, 'email', p.email, 'assignments', coalesce((
      select json_agg(json_build_object('role', h.role, 'reporter',
        case when r.id is not null then json_build_object('code', r.code, 'kind', r.kind,
          'name', coalesce(m.name, b.name)) end,
        'agency', case when g.id is not null then json_build_object('acronym', g.acronym, 'name', g.name) end,
        'partner', case when n.id is not null then json_build_object('code', n.slug, 'name', n.name) end,
        'cover', case when h.covers is not null then (select json_build_object('name', coalesce(w.name, ''),
            'until', a.ends_on)
          from tracker.assignment a left join auth.person w on w.id = a.assigned_by where a.id = h.id) end)
        order by h.id)
      from tracker.held_role h
      left join tracker.agency g on g.id = h.agency_id
      left join tracker.reporter r on r.id = h.reporter_id
      left join tracker.member_state m on m.id = r.state_id
      left join tracker.sectoral_body b on b.id = r.body_id
      left join tracker.partner n on n.id = h.partner_id
      where h.person_id = p.id), '[]'))
    from auth.person p where p.id = person and p.disabled_at is null);
end
$$;

create or replace function tracker.may_give_role(giver text, given_role text) returns boolean
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select exists (
    select from tracker.assignment a
    join auth.person p on p.id = a.person_id and p.disabled_at is null
    where a.person_id = giver and a.revoked_at is null
      and (a.role = 'administrator' or (a.role = 'secretariat_officer'
        and given_role in ('contributor', 'focal_point', 'clearing_officer', 'partner')))
  )
$$;

-- As open_role, for the role of a partner: nobody has to confirm it. 'given' or 'held'.
create function tracker.open_partner_role(person text, partner integer, giver text, given timestamptz) returns text
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
begin
  insert into tracker.assignment (person_id, role, partner_id, assigned_by, assigned_at)
  values (person, 'partner', partner, giver, given) on conflict do nothing;
  return case when found then 'given' else 'held' end;
end
$$;
revoke execute on function tracker.open_partner_role(text, integer, text, timestamptz) from public;

-- As give_role.
create function tracker.give_partner_role(person text, partner integer, given timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  if person = viewer or not coalesce(tracker.may_give_role(viewer, 'partner'), false)
    or not exists (select from auth.person p where p.id = person and p.disabled_at is null) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  return tracker.open_partner_role(person, partner, viewer, given);
end
$$;
revoke execute on function tracker.give_partner_role(text, integer, timestamptz) from public;
grant execute on function tracker.give_partner_role(text, integer, timestamptz) to bohol_app;

create or replace function tracker.find_invitation(link_hash text, asked_at timestamptz) returns table (email text,
  name text, role text, reporter_code text, reporter_name text, agency_name text, expires_at timestamptz, person_id
  text, needs_confirmation boolean)
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select i.email, i.name, i.role, coalesce(r.code, n.slug), coalesce(m.name, b.name, n.name), g.name, i.expires_at, p.id,
    tracker.role_needs_confirmation(i.role, i.reporter_id, i.agency_id, asked_at)
  from tracker.invitation i
  left join tracker.reporter r on r.id = i.reporter_id
  left join tracker.member_state m on m.id = r.state_id
  left join tracker.sectoral_body b on b.id = r.body_id
  left join tracker.agency g on g.id = i.agency_id
  left join tracker.partner n on n.id = i.partner_id
  left join auth.person p on p.email = i.email
  where i.token_hash = link_hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > asked_at
    and tracker.may_give_role(i.invited_by, i.role) and p.disabled_at is null and i.invited_by is distinct from p.id
$$;

create or replace function tracker.accept_invitation(link_hash text, acceptor text, accepted timestamptz) returns table
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
  return query select case when offer.role = 'partner'
    then tracker.open_partner_role(acceptor, offer.partner_id, offer.invited_by, accepted)
    else tracker.open_role(acceptor, offer.role, offer.reporter_id, offer.agency_id, offer.invited_by, accepted,
      offer.id) end, offer.invited_by, offer.reporter_id, offer.agency_id is not null;
end
$$;

-- The partners for which whoever asks works.
create function tracker.viewer_partner_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  roles text[] := tracker.viewer_roles();
begin
  -- Nobody else needs a look at the table.
  if not coalesce('partner' = any (roles[6]::text[]), false) then
    return '{}';
  end if;
  return coalesce((select array_agg(h.partner_id) from tracker.held_role h
    where h.person_id = roles[1] and h.role = 'partner'), '{}');
end
$$;
grant execute on function tracker.viewer_partner_ids() to bohol_app;

-- Whether whoever asks is a partner's person and nothing else.
create function tracker.viewer_is_partner_only() returns boolean
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return coalesce((tracker.viewer_roles())[6]::text[] = array['partner'], false);
end
$$;
grant execute on function tracker.viewer_is_partner_only() to bohol_app;

-- Something that a partner gives to a plan. What it is stands in its versions.
create table tracker.support (
  id integer generated always as identity primary key,
  plan_id integer not null references tracker.plan (id),
  code text not null check (code ~ '^S[1-9][0-9]{0,4}$'),
  partner_id integer not null references tracker.partner (id),
  version integer not null default 1 check (version >= 1),
  unique (plan_id, code)
);
create index support_partner on tracker.support (partner_id);

create table tracker.support_version (
  support_id integer not null references tracker.support (id),
  version integer not null check (version >= 1),
  kind text not null check (kind in ('finance', 'expertise', 'training', 'equipment', 'facilitation', 'research')),
  -- What the partner does in it.
  part text not null check (part in ('financed', 'led', 'facilitated', 'took_part')),
  -- What it is for; neither: the whole plan.
  activity_id integer references tracker.activity (id),
  area_id integer references tracker.thematic_area (id),
  description text not null check (length(description) >= 1 and length(description) <= 1000),
  -- The organisation that carries it out; empty: the partner itself.
  carried_out_by text not null check (length(carried_out_by) <= 200),
  -- Codes of the states and bodies that receive it; none: the whole region.
  receivers text[] not null,
  -- Where it is known from: a document, a letter, a file.
  source text not null check (length(source) >= 1 and length(source) <= 300),
  -- Its identifier in the partner's IATI file; empty without one.
  iati_identifier text not null check (length(iati_identifier) <= 100),
  withdrawn boolean not null,
  changed_by text not null references auth.person (id),
  changed_at timestamptz not null,
  primary key (support_id, version),
  constraint support_is_for_one check (num_nonnulls(activity_id, area_id) <= 1)
);

create table tracker.support_amount (
  support_id integer not null,
  version integer not null,
  stage text not null check (stage in ('pledged', 'committed', 'disbursed')),
  year integer not null check (year between 2000 and 2100),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount numeric(20, 4) not null check (amount > 0),
  source text not null check (length(source) <= 300),
  primary key (support_id, version, stage, year, currency),
  foreign key (support_id, version) references tracker.support_version (support_id, version)
);

-- What the partner itself says about its support: that it is right, what is wrong, and whether amounts may be shown. The
-- newest answer about amounts counts; without one they are not shown.
create table tracker.support_statement (
  id integer generated always as identity primary key,
  support_id integer not null,
  -- What was read.
  version integer not null,
  kind text not null check (kind in ('confirmed', 'corrected', 'consented', 'withdrew')),
  text text not null check (length(text) <= 1000),
  said_by text not null references auth.person (id),
  said_at timestamptz not null,
  foreign key (support_id, version) references tracker.support_version (support_id, version),
  constraint support_statement_text check ((kind = 'corrected') = (text <> ''))
);
create index support_statement_support on tracker.support_statement (support_id, id);

-- What one unit of a currency was worth in US dollars on a day, and who says so. Of two for a day the later counts.
create table tracker.exchange_rate (
  id integer generated always as identity primary key,
  currency text not null check (currency ~ '^[A-Z]{3}$' and currency <> 'USD'),
  day date not null,
  dollars numeric(20, 10) not null check (dollars > 0),
  source text not null check (length(source) >= 1 and length(source) <= 300),
  recorded_by text not null references auth.person (id),
  recorded_at timestamptz not null
);

-- A support keeps its plan, code and partner, and changes by one version at a time.
create function tracker.check_support() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if new.version <> old.version + 1
    or row(new.id, new.plan_id, new.code, new.partner_id) is distinct from
      row(old.id, old.plan_id, old.code, old.partner_id) then
    raise exception 'Support changes by one version at a time and keeps its code and partner.' using errcode = 'BT001';
  end if;
  return new;
end
$$;
create trigger support_keeps_its_code before update on tracker.support for each row execute function
  tracker.check_support();

-- What it is for belongs to its plan.
create function tracker.check_support_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if exists (select from tracker.support s
      left join tracker.activity a on a.id = new.activity_id
      left join tracker.thematic_area t on t.id = new.area_id
      where s.id = new.support_id and (a.plan_id <> s.plan_id or t.plan_id <> s.plan_id)) then
    raise exception 'Support is for an activity or area of its own plan.' using errcode = 'BT001';
  end if;
  return new;
end
$$;
create trigger support_is_for_its_plan before insert on tracker.support_version for each row execute function
  tracker.check_support_version();

-- What the partner says is told in the audit, by way of the history.
create function tracker.tell_support_statement() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
  select 'support', p.code || '/' || s.code, jsonb_build_object('event', new.kind, 'version', new.version, 'text',
    new.text), new.said_by, new.said_at
  from tracker.support s join tracker.plan p on p.id = s.plan_id where s.id = new.support_id;
  return null;
end
$$;
create trigger statement_is_told after insert on tracker.support_statement for each row execute function
  tracker.tell_support_statement();

do $$
declare
  kept text;
begin
  foreach kept in array array['tracker.support_version', 'tracker.support_amount', 'tracker.support_statement',
    'tracker.exchange_rate']
  loop
    execute format('create trigger history_is_kept before delete or update or truncate on %s
      for each statement execute function tracker.refuse_change()', kept);
  end loop;
end
$$;
create trigger history_is_kept before delete or truncate on tracker.support for each statement execute function
  tracker.refuse_change();

-- The secretariat writes what is known; a partner reads its own, and alone speaks for itself.
alter table tracker.support enable row level security;
alter table tracker.support_version enable row level security;
alter table tracker.support_amount enable row level security;
alter table tracker.support_statement enable row level security;
alter table tracker.exchange_rate enable row level security;
create policy support_read on tracker.support for select to bohol_app using (
  (select tracker.viewer_is_secretariat()) or partner_id = any ((select tracker.viewer_partner_ids())::integer[]));
create policy support_add on tracker.support for insert to bohol_app with check (
  (select tracker.viewer_is_secretariat()));
create policy support_change on tracker.support for update to bohol_app using (
  (select tracker.viewer_is_secretariat()));
create policy support_version_read on tracker.support_version for select to bohol_app using (
  exists (select from tracker.support s where s.id = support_id));
create policy support_version_add on tracker.support_version for insert to bohol_app with check (
  (select tracker.viewer_is_secretariat()) and changed_by = (select tracker.viewer_id()));
create policy support_amount_read on tracker.support_amount for select to bohol_app using (
  exists (select from tracker.support s where s.id = support_id));
create policy support_amount_add on tracker.support_amount for insert to bohol_app with check (
  (select tracker.viewer_is_secretariat()));
create policy support_statement_read on tracker.support_statement for select to bohol_app using (
  exists (select from tracker.support s where s.id = support_id));
create policy support_statement_add on tracker.support_statement for insert to bohol_app with check (
  said_by = (select tracker.viewer_id()) and exists (select from tracker.support s where s.id = support_id
    and s.partner_id = any ((select tracker.viewer_partner_ids())::integer[])));
create policy exchange_rate_read on tracker.exchange_rate for select to bohol_app using (
  (select tracker.viewer_is_secretariat()) or (select tracker.viewer_has_role(array['partner'])));
create policy exchange_rate_add on tracker.exchange_rate for insert to bohol_app with check (
  (select tracker.viewer_is_secretariat()) and recorded_by = (select tracker.viewer_id()));
grant select, insert on tracker.support, tracker.support_version, tracker.support_amount, tracker.support_statement,
  tracker.exchange_rate to bohol_app;
grant update (version) on tracker.support to bohol_app;

-- Locks a support for a partner's statement, which may not update it.
create function tracker.lock_support(support integer) returns integer
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  current integer;
begin
  select s.version into current from tracker.support s where s.id = support
    and (s.partner_id = any (tracker.viewer_partner_ids()) or tracker.viewer_is_secretariat()) for update;
  return current;
end
$$;
revoke execute on function tracker.lock_support(integer) from public;
grant execute on function tracker.lock_support(integer) to bohol_app;

-- What everybody who works with reports may read is not for a partner's person.
do $$
declare
  closed text;
begin
  foreach closed in array array['activity_version', 'comparability_note', 'desk_setting', 'indicator_version',
    'judgement_rating', 'plan_amendment', 'round']
  loop
    execute format('create policy not_for_partners on tracker.%I as restrictive for select to bohol_app
      using (not (select tracker.viewer_is_partner_only()))', closed);
  end loop;
end
$$;
