-- Mail that waits, and the memory of what was sent. pg-boss, the queue of jobs, makes its own tables in schema pgboss.

create schema if not exists pgboss;
grant usage, create on schema pgboss to bohol_jobs;

-- Mail that waits, and the memory of what was sent.
create table tracker.mail (
  id bigint generated always as identity primary key,
  -- Null: somebody who has no account yet.
  person_id text references auth.person (id),
  to_address text not null check (length(to_address) >= 3 and length(to_address) <= 254),
  kind text not null check (kind ~ '^[a-z]+(_[a-z]+)*$'),
  subject text not null check (length(subject) >= 1 and length(subject) <= 300),
  -- Emptied once sent where it holds a secret link.
  body text not null,
  is_secret boolean not null default false,
  submission_id integer references tracker.submission (id),
  -- What it was about, so that nobody gets the same twice: "digest/person/2026-11-25".
  memory text not null check (length(memory) >= 1 and length(memory) <= 300) unique,
  attachment_name text,
  attachment text,
  created_at timestamptz not null,
  status text not null default 'waiting' check (status in ('waiting', 'sending', 'sent', 'failed', 'dropped',
    'unknown')),
  attempts integer not null default 0,
  tried_at timestamptz,
  sent_at timestamptz,
  message_id text unique,
  last_error text not null default '' check (length(last_error) <= 1000),
  check ((status = 'sent') = (sent_at is not null)),
  constraint mail_check1 check ((attachment_name is null) = (attachment is null))
);
create index mail_waiting on tracker.mail (created_at) where (status in ('waiting', 'sending'));
create index mail_person on tracker.mail (person_id, created_at);

-- What the calendar asks before it writes to anybody: who holds a role for a report that is not in, and how much of
-- it is missing. Numbers and days only, nothing of what was written. Whoever hands a role over is left in peace.
create function tracker.list_reminder_facts(only_person text) returns table (person_id text, name text, email text,
  role text, reporter_code text, reporter_name text, reporter_kind text, time_zone text, round_code text,
  round_title text, submission_id integer, status text, returned boolean, due_on date, ends_on date, since
  timestamptz, is_ready boolean, has_agency boolean, has_delivered boolean, due integer, missing integer, questions
  integer)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return query
    select p.id, p.name, p.email, h.role, q.code, coalesce(m.name, b.name), q.kind,
      coalesce(m.time_zone, 'Asia/Jakarta'), r.code, r.title, s.id, s.status, s.return_scope is not null, s.due_on,
      greatest(r.closes_on, s.extended_until),
      greatest(s.opened_at, (select max(e.given_at) from tracker.extension e where e.submission_id = s.id),
        (select max(d.decided_at) from tracker.decision d
          where d.submission_id = s.id and d.transition in ('return', 'reopen'))),
      exists (select from tracker.readiness y where y.submission_id = s.id),
      h.agency_id is not null,
      exists (select from tracker.delivery v
        where v.submission_id = s.id and v.agency_id = h.agency_id and v.taken_back_at is null),
      coalesce(case when part.agency then part.due else g.due end, 0)::integer,
      coalesce(case when part.agency then part.missing else g.due - g.touched end, 0)::integer,
      (select count(*) from tracker.query k
        where k.submission_id = s.id and k.sent_at is not null and k.resolved_at is null and k.answer is null
          and (not part.agency or exists (select from tracker.responsibility x
            where x.reporter_id = s.reporter_id and x.agency_id = h.agency_id and x.ended_at is null
              and (x.activity_id = k.activity_id or x.indicator_id = k.indicator_id))))::integer
    from tracker.submission s
    join tracker.round r on r.id = s.round_id and r.state <> 'planned'
    join tracker.reporter q on q.id = s.reporter_id
    join tracker.held_role h on h.reporter_id = q.id
      and not exists (select from tracker.held_role c where c.covers = h.id)
    join auth.person p on p.id = h.person_id
    left join tracker.member_state m on m.id = q.state_id
    left join tracker.sectoral_body b on b.id = q.body_id
    left join tracker.submission_progress g on g.submission_id = s.id
    cross join lateral (
      select h.role = 'contributor' and h.agency_id is not null as agency, count(*) as due,
        count(*) filter (where case when x.activity_id is not null
          then not exists (select from tracker.activity_report ar
            where ar.submission_id = s.id and ar.activity_id = x.activity_id and ar.status_code is not null)
          else not exists (select from tracker.indicator_value v
            where v.submission_id = s.id and v.indicator_id = x.indicator_id
              and (x.dimension_code is null or v.dimension_code = x.dimension_code)
              and (x.category_code is null or v.category_code = x.category_code)) end) as missing
      from tracker.responsibility x
      where x.reporter_id = q.id and x.agency_id = h.agency_id and x.ended_at is null
        and (exists (select from tracker.activity_report ar
            where ar.submission_id = s.id and ar.activity_id = x.activity_id)
          or exists (select from tracker.indicator_report ir
            where ir.submission_id = s.id and ir.indicator_id = x.indicator_id))
    ) part
    where s.status in ('draft', 'returned', 'cleared') and p.id is not distinct from coalesce(only_person, p.id)
    order by p.id, q.code, r.code, h.role;
end
$$;
revoke execute on function tracker.list_reminder_facts(text) from public;
grant execute on function tracker.list_reminder_facts(text) to bohol_jobs;

-- The people of a reporter to whom a mail about its report goes; asked by those who work on the report or read it.
create function tracker.list_mail_recipients(submission integer, wanted text[]) returns table (person_id text, name
  text, email text)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return query
    select distinct p.id, p.name, p.email
    from tracker.submission s
    join tracker.held_role h on h.reporter_id = s.reporter_id and h.role = any (wanted)
    join auth.person p on p.id = h.person_id
    where s.id = submission
      and (s.reporter_id = any (tracker.viewer_reporter_ids()) or tracker.viewer_is_secretariat());
end
$$;
revoke execute on function tracker.list_mail_recipients(integer, text[]) from public;
grant execute on function tracker.list_mail_recipients(integer, text[]) to bohol_app;

-- When each of these people was last reminded of what they owe.
create function tracker.list_reminded(people text[]) returns table (person_id text, reminded_at timestamptz)
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select m.person_id, max(m.created_at) from tracker.mail m
  where m.kind = 'reminder' and m.status <> 'dropped' and m.person_id = any (people)
  group by m.person_id
$$;
revoke execute on function tracker.list_reminded(text[]) from public;
grant execute on function tracker.list_reminded(text[]) to bohol_jobs;

-- A mail that did not arrive, or may not have, goes out once more as a mail of its own. Returns null when there is
-- none that may: secret links are made anew instead.
create function tracker.resend_mail(mail bigint, made timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  made_id bigint;
begin
  if not tracker.viewer_has_role(array['secretariat_officer', 'administrator']) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  insert into tracker.mail (person_id, to_address, kind, subject, body, submission_id, memory, attachment_name,
    attachment, created_at)
  select m.person_id, m.to_address, m.kind, m.subject, m.body, m.submission_id, 'again/' || m.id, m.attachment_name,
    m.attachment, made
  from tracker.mail m where m.id = mail and m.status in ('failed', 'unknown') and not m.is_secret
  on conflict do nothing
  returning id into made_id;
  return made_id;
end
$$;
revoke execute on function tracker.resend_mail(bigint, timestamptz) from public;
grant execute on function tracker.resend_mail(bigint, timestamptz) to bohol_app;

-- Whoever sends mail is told that there is some.
create function tracker.announce_mail() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('mail', '');
  return null;
end
$$;

create trigger mail_is_announced after insert on tracker.mail for each statement execute function
  tracker.announce_mail();
