-- Publishing at a set minute, withdrawing with a notice, and asking states for consent.

-- At a set minute -------------------------------------------------------------------------------------------
-- A publication that waits for its moment. It is bound to the compilation that was previewed: when another one is
-- made, nothing is published and the secretariat is told.

create table tracker.publication_schedule (
  id integer generated always as identity primary key,
  round_id integer not null references tracker.round (id),
  compilation_id integer not null references tracker.compilation (id),
  -- That compilation and those of the other rounds that go along, as they were when it was scheduled.
  sources integer[] not null check (compilation_id = any (sources)),
  publish_at timestamptz not null,
  title text not null default '' check (length(title) <= 2000),
  meeting text not null default '' check (length(meeting) <= 2000),
  note text not null default '' check (length(note) <= 2000),
  state text not null default 'waiting' check (state in ('waiting', 'published', 'cancelled', 'failed')),
  -- Why it failed, as a sentence for the secretariat.
  failure text not null default '' check (length(failure) <= 2000),
  -- Tries that ended in a fault of ours.
  attempts integer not null default 0,
  publication_number integer,
  version integer not null default 1,
  scheduled_by text not null references auth.person (id),
  changed_at timestamptz not null,
  ended_at timestamptz,
  check ((state = 'waiting') = (ended_at is null)),
  check ((state = 'published') = (publication_number is not null)),
  check ((state = 'failed') = (failure <> ''))
);
create unique index publication_schedule_one_waiting on tracker.publication_schedule (round_id)
  where state = 'waiting';
create index publication_schedule_round on tracker.publication_schedule (round_id, id);

create function tracker.check_schedule() returns trigger language plpgsql
set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if old.state <> 'waiting' then
    raise exception 'What was scheduled has ended and stays as it is.' using errcode = 'BT001';
  end if;
  return new;
end
$$;
create trigger schedule_stays before update on tracker.publication_schedule
  for each row execute function tracker.check_schedule();
create trigger history_is_kept before delete or truncate on tracker.publication_schedule
  for each statement execute function tracker.refuse_change();

alter table tracker.publication_schedule enable row level security;
create policy publication_schedule_secretariat on tracker.publication_schedule for all to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check ((select tracker.viewer_is_secretariat()));
grant select, insert, update on tracker.publication_schedule to bohol_app;

-- Who had set the minute, where the calendar published.
alter table tracker.publication_event add column scheduled_by text references auth.person (id);

-- Withdrawing -----------------------------------------------------------------------------------------------
-- A publication that was withdrawn stays under its number with all that stands in it, and says so. Once, for good.

create table published.withdrawal (
  publication integer primary key references published.publication (number),
  reason text not null check (length(reason) between 1 and 2000),
  withdrawn_at timestamptz not null
);
create trigger history_is_kept before update or delete or truncate on published.withdrawal
  for each statement execute function tracker.refuse_change();
alter table published.withdrawal enable row level security;
create policy withdrawal_read on published.withdrawal for select to bohol_app, bohol_public using (true);
create policy withdrawal_make on published.withdrawal for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()));
grant select, insert on published.withdrawal to bohol_app;
grant select on published.withdrawal to bohol_public;

-- Consent ---------------------------------------------------------------------------------------------------
-- A reporter is asked whether its own figures of some indicators may be shown. The question is about the report as it
-- was accepted: once the report is written anew, an answer to it no longer counts.

create table tracker.consent_request (
  id integer generated always as identity primary key,
  submission_id integer not null,
  snapshot_number integer not null,
  indicators integer[] not null check (cardinality(indicators) > 0),
  message text not null default '' check (length(message) <= 2000),
  requested_by text not null references auth.person (id),
  requested_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > requested_at),
  foreign key (submission_id, snapshot_number) references tracker.submission_snapshot (submission_id, number)
);
create index consent_request_submission on tracker.consent_request (submission_id);

-- The link of one person to one question. Only the hash of its secret is kept.
create table tracker.consent_link (
  token_hash text primary key check (token_hash ~ '^[0-9a-f]{64}$'),
  request_id integer not null references tracker.consent_request (id),
  person_id text not null references auth.person (id),
  unique (request_id, person_id)
);

-- Every answer is kept; the newest to a question counts.
create table tracker.consent_answer (
  id bigint generated always as identity primary key,
  request_id integer not null references tracker.consent_request (id),
  indicator_id integer not null references tracker.indicator (id),
  agreed boolean not null,
  answered_by text not null references auth.person (id),
  answered_at timestamptz not null
);
create index consent_answer_request on tracker.consent_answer (request_id, indicator_id);

do $$
declare
  t text;
begin
  foreach t in array array['consent_request', 'consent_link', 'consent_answer'] loop
    execute format('create trigger history_is_kept before update or delete or truncate on tracker.%I
      for each statement execute function tracker.refuse_change()', t);
    execute format('alter table tracker.%I enable row level security', t);
  end loop;
end
$$;
create policy consent_request_read on tracker.consent_request for select to bohol_app
  using ((select tracker.viewer_is_secretariat()) or submission_id in (select s.id from tracker.submission s
    where s.reporter_id = any ((select tracker.viewer_whole_reporter_ids())::integer[])));
create policy consent_request_make on tracker.consent_request for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()) and requested_by = (select tracker.viewer_id()));
create policy consent_link_make on tracker.consent_link for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()));
create policy consent_answer_read on tracker.consent_answer for select to bohol_app
  using ((select tracker.viewer_is_secretariat()) or request_id in (select q.id from tracker.consent_request q
    join tracker.submission s on s.id = q.submission_id
    where s.reporter_id = any ((select tracker.viewer_whole_reporter_ids())::integer[])));
grant select, insert on tracker.consent_request to bohol_app;
grant insert on tracker.consent_link to bohol_app;
grant select on tracker.consent_answer to bohol_app;

-- The question behind a link, for whoever holds it, while it can be answered: the link is not too old, its person may
-- still answer for the reporter, and the report is the one that was asked about. No figure is in it.
create function tracker.find_consent(link_hash text, asked_at timestamptz)
returns table (request_id integer, person_id text, person_name text, round_code text, round_title text,
  reporter_code text, reporter_name text, message text, requested_by text, expires_at timestamptz, indicators jsonb)
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select q.id, l.person_id, p.name, r.code, r.title, t.code, coalesce(m.name, b.name), q.message, o.name, q.expires_at,
    (select jsonb_agg(jsonb_build_object('code', i.code, 'title', i.title, 'agreed', a.agreed, 'by', a.by,
        'at', a.at) order by i.position)
      from tracker.indicator i
      left join lateral (select x.agreed, y.name as by, to_json(x.answered_at)#>>'{}' as at
        from tracker.consent_answer x join auth.person y on y.id = x.answered_by
        where x.request_id = q.id and x.indicator_id = i.id order by x.id desc limit 1) a on true
      where i.id = any (q.indicators))
  from tracker.consent_link l
  join tracker.consent_request q on q.id = l.request_id
  join auth.person p on p.id = l.person_id and p.disabled_at is null
  join auth.person o on o.id = q.requested_by
  join tracker.submission s on s.id = q.submission_id and s.status = 'accepted'
    and s.times_submitted = q.snapshot_number
  join tracker.round r on r.id = s.round_id
  join tracker.reporter t on t.id = s.reporter_id
  left join tracker.member_state m on m.id = t.state_id
  left join tracker.sectoral_body b on b.id = t.body_id
  where l.token_hash = link_hash and q.expires_at > asked_at
    and exists (select from tracker.held_role h where h.person_id = l.person_id and h.reporter_id = s.reporter_id
      and h.role in ('focal_point', 'clearing_officer'))
$$;

-- Keeps the answers of the person of a link: {"I-B1": true}. What was answered so already is not kept again. Null:
-- there is nothing to answer; else how many answers are new.
create function tracker.answer_consent(link_hash text, answers jsonb, answered timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  found_request integer;
  answerer text;
  added integer;
begin
  select f.request_id, f.person_id into found_request, answerer from tracker.find_consent(link_hash, answered) f;
  if found_request is null then
    return null;
  end if;
  perform from tracker.consent_request q where q.id = found_request for update;
  insert into tracker.consent_answer (request_id, indicator_id, agreed, answered_by, answered_at)
  select q.id, i.id, (a.value)::boolean, answerer, answered
  from tracker.consent_request q
  join tracker.indicator i on i.id = any (q.indicators)
  join jsonb_each_text(answers) a on a.key = i.code
  where q.id = found_request and (a.value)::boolean is distinct from (select x.agreed from tracker.consent_answer x
    where x.request_id = q.id and x.indicator_id = i.id order by x.id desc limit 1)
  order by i.position;
  get diagnostics added = row_count;
  if added > 0 then
    insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
    select 'consent', f.round_code || '/' || f.reporter_code, jsonb_build_object('event', 'answered', 'request',
      found_request, 'answers', answers), answerer, answered
    from tracker.find_consent(link_hash, answered) f;
  end if;
  return added;
end
$$;

revoke execute on function tracker.find_consent(text, timestamptz),
  tracker.answer_consent(text, jsonb, timestamptz) from public;
grant execute on function tracker.find_consent(text, timestamptz),
  tracker.answer_consent(text, jsonb, timestamptz) to bohol_auth;
