-- One report of one reporter for one round: answers, figures, evidence, questions, and every state that it had. The
-- guards let a report move only along its workflow, by those who may, and be written only while it is open.

-- The report of one reporter for one round.
create table tracker.submission (
  id integer generated always as identity primary key,
  round_id integer not null references tracker.round (id),
  reporter_id integer not null references tracker.reporter (id),
  status text not null default 'draft' check (status in ('draft', 'cleared', 'submitted', 'returned', 'accepted')),
  -- What a return reopened: everything, or only the items that carry an unresolved query.
  return_scope text check (return_scope in ('all', 'queried')),
  version integer not null default 1 check (version > 0),
  due_on date not null,
  opened_at timestamptz not null,
  cleared_at timestamptz,
  cleared_by text references auth.person (id),
  submitted_at timestamptz,
  first_submitted_at timestamptz,
  review_started_at timestamptz,
  accepted_at timestamptz,
  times_submitted integer not null default 0,
  extended_until date,
  check (status <> 'returned' or return_scope is not null),
  constraint submission_check1 check ((status not in ('submitted', 'accepted')) or submitted_at is not null and
    cleared_at is not null),
  constraint submission_check2 check ((status = 'accepted') = (accepted_at is not null)),
  constraint submission_check3 check ((first_submitted_at is null) = (times_submitted = 0)),
  unique (round_id, reporter_id)
);

-- Rows exist from the day the round opens: what is due is what has a row.
create table tracker.activity_report (
  submission_id integer not null references tracker.submission (id),
  activity_id integer not null references tracker.activity (id),
  status_code text references tracker.activity_status (code),
  achievements text not null default '' check (length(achievements) <= 10000),
  challenges text not null default '' check (length(challenges) <= 10000),
  next_steps text not null default '' check (length(next_steps) <= 10000),
  -- The reporter's consent to show these words to the public.
  narrative_released boolean not null default false,
  version integer not null default 0,
  updated_by text references auth.person (id),
  updated_at timestamptz,
  copied_from integer references tracker.round (id),
  check ((version = 0) = (updated_at is null)),
  primary key (submission_id, activity_id)
);

-- What is said about an indicator beside its figures, and how far they may be shown.
create table tracker.indicator_report (
  submission_id integer not null references tracker.submission (id),
  indicator_id integer not null,
  measure text not null,
  note text not null default '' check (length(note) <= 10000),
  -- The reporter's consent: see docs/methodology/disclosure.md.
  release text not null default 'regional' check (release in ('regional', 'national', 'withheld')),
  version integer not null default 0,
  updated_by text references auth.person (id),
  updated_at timestamptz,
  copied_from integer references tracker.round (id),
  check ((version = 0) = (updated_at is null)),
  primary key (submission_id, indicator_id),
  unique (submission_id, indicator_id, measure),
  foreign key (indicator_id, measure) references tracker.indicator (id, measure)
);

-- One cell. Zero is a reported value; "not available" and "not applicable" are states of their own; a cell
-- that nobody has touched has no row. The four are never merged.
create table tracker.indicator_value (
  id integer generated always as identity primary key,
  submission_id integer not null,
  indicator_id integer not null,
  measure text not null,
  dimension_code text,
  category_code text,
  state text not null check (state in ('reported', 'not_available', 'not_applicable')),
  value numeric(20, 4) check (value >= 0::numeric and value <= '1000000000000000'::numeric),
  numerator numeric(20, 4) check (numerator >= 0::numeric and numerator <= '1000000000000'::numeric and numerator =
    trunc(numerator)),
  denominator numeric(20, 4) check (denominator >= 0::numeric and denominator <= '1000000000000'::numeric and
    denominator = trunc(denominator)),
  choice_list text,
  choice_code text,
  text_value text check (length(text_value) >= 1 and length(text_value) <= 10000),
  check ((dimension_code is null) = (category_code is null)),
  constraint indicator_value_check1 check ((choice_list is null) = (choice_code is null)),
  constraint indicator_value_check2 check (numerator <= denominator),
  constraint indicator_value_check3 check (case when state <> 'reported' then num_nonnulls(value, numerator,
    denominator, choice_code, text_value) = 0 when measure = 'count' then value is not null and value = trunc(value)
    and value <= '1000000000000'::numeric and num_nonnulls(numerator, denominator, choice_code, text_value) = 0 when
    measure = 'money' then value is not null and num_nonnulls(numerator, denominator, choice_code, text_value) = 0
    when measure = 'percentage' then numerator is not null and denominator is not null and num_nonnulls(value,
    choice_code, text_value) = 0 when measure = 'choice' then choice_code is not null and num_nonnulls(value,
    numerator, denominator, text_value) = 0 else text_value is not null and num_nonnulls(value, numerator,
    denominator, choice_code) = 0 end),
  constraint indicator_value_submission_id_indicator_id_dimension_code_c_key unique nulls not distinct (submission_id,
    indicator_id, dimension_code, category_code),
  foreign key (submission_id, indicator_id, measure) references tracker.indicator_report (submission_id, indicator_id,
    measure),
  foreign key (indicator_id, dimension_code) references tracker.indicator_dimension (indicator_id, dimension_code),
  foreign key (dimension_code, category_code) references tracker.category (dimension_code, code),
  foreign key (choice_list, choice_code) references tracker.choice (list_code, code)
);

-- A file or a link that supports an item, or the signed scan of a whole report.
create table tracker.evidence (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  activity_id integer,
  indicator_id integer,
  kind text not null check (kind in ('file', 'link')),
  title text not null check (length(title) >= 1 and length(title) <= 300),
  url text check (url ~ '^https?://' and length(url) <= 2000),
  storage_key text,
  disclosure text not null default 'private' check (disclosure in ('private', 'asean', 'public')),
  added_by text not null references auth.person (id),
  added_at timestamptz not null,
  removed_at timestamptz,
  purpose text not null default 'support' check (purpose in ('support', 'clearance')),
  cell text check (length(cell) >= 1 and length(cell) <= 130),
  file_name text check (length(file_name) >= 1 and length(file_name) <= 255),
  content_type text,
  size_bytes bigint check (size_bytes > 0),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  scan text check (scan in ('clean', 'not_scanned')),
  pack_reference text,
  removed_by text references auth.person (id),
  removed_contents text[] not null default '{}'::text[],
  constraint evidence_check1 check ((kind = 'link') = (url is not null)),
  constraint evidence_check2 check ((kind = 'file') = (storage_key is not null)),
  foreign key (submission_id, activity_id) references tracker.activity_report (submission_id, activity_id),
  foreign key (submission_id, indicator_id) references tracker.indicator_report (submission_id, indicator_id),
  constraint evidence_place check (case when purpose = 'support' then num_nonnulls(activity_id, indicator_id) = 1
    else num_nonnulls(activity_id, indicator_id) = 0 end),
  constraint evidence_cell check (cell is null or indicator_id is not null),
  constraint evidence_clearance_is_private check (purpose = 'support' or disclosure = 'private'),
  constraint evidence_pack check (pack_reference is null or purpose = 'clearance'),
  constraint evidence_removed_contents_are_known check (removed_contents <@ array['links', 'fields', 'formulas',
    'actions', 'files'])
);
create index evidence_submission on tracker.evidence (submission_id) where (removed_at is null);
create unique index evidence_storage_key on tracker.evidence (storage_key);

-- A question on one field of one item.
create table tracker.query (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  activity_id integer,
  indicator_id integer,
  field text not null check (length(field) >= 1 and length(field) <= 200),
  question text not null check (length(question) >= 1 and length(question) <= 4000),
  raised_by text not null references auth.person (id),
  raised_at timestamptz not null,
  -- The number of the submission (first, second …) that the question is about.
  times_submitted integer not null,
  -- Null until the return that sends it: a reviewer's own note is not yet the reporter's to read.
  sent_at timestamptz,
  answer text check (length(answer) <= 4000),
  answered_by text references auth.person (id),
  answered_at timestamptz,
  resolved_by text references auth.person (id),
  resolved_at timestamptz,
  version integer not null default 1,
  check (num_nonnulls(activity_id, indicator_id) = 1),
  constraint query_check1 check ((answer is null) = (answered_at is null)),
  foreign key (submission_id, activity_id) references tracker.activity_report (submission_id, activity_id),
  foreign key (submission_id, indicator_id) references tracker.indicator_report (submission_id, indicator_id)
);
create index query_submission on tracker.query (submission_id);

-- The report as it left the country, whole, each time it did.
create table tracker.submission_snapshot (
  submission_id integer not null references tracker.submission (id),
  number integer not null check (number > 0),
  taken_at timestamptz not null,
  content jsonb not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (submission_id, number)
);

-- Who moved the report, when and why. Append-only.
create table tracker.decision (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  transition text not null,
  from_status text not null,
  to_status text not null,
  reason text not null default '' check (length(reason) <= 4000),
  decided_by text not null references auth.person (id),
  decided_at timestamptz not null,
  submission_version integer not null
);
create index decision_submission on tracker.decision (submission_id);

-- What changed, by whom, when. Append-only.
create table tracker.revision (
  id bigint generated always as identity primary key,
  submission_id integer references tracker.submission (id),
  subject text not null,
  subject_key text not null,
  before jsonb,
  after jsonb,
  changed_by text not null references auth.person (id),
  changed_at timestamptz not null,
  request_id uuid
);
create index revision_submission on tracker.revision (submission_id, subject, subject_key);
create index revision_of_accounts on tracker.revision (changed_at) where ((submission_id is null) and (subject in
  ('assignment', 'person')));

-- Answers to requests that carried an id, so that a repeated call is harmless.
create table tracker.request_log (
  person_id text not null references auth.person (id),
  request_id uuid not null,
  procedure text not null,
  response jsonb not null,
  answered_at timestamptz not null,
  input_sha256 text not null default '',
  primary key (person_id, request_id)
);
create index request_log_answered on tracker.request_log (answered_at);

-- The transitions that a submission may make; server/domain/submission/submission.workflow.ts says who may
-- make them, a test keeps the two lists equal.
create table tracker.submission_transition (
  from_status text not null,
  to_status text not null,
  made_by text[] not null default '{}'::text[],
  primary key (from_status, to_status)
);

create table tracker.submission_progress (
  submission_id integer primary key references tracker.submission (id),
  due integer not null,
  touched integer not null,
  check (touched >= 0 and touched <= due)
);

create table tracker.warning_reason (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  activity_id integer,
  indicator_id integer,
  rule text not null check (length(rule) >= 1 and length(rule) <= 60),
  field text not null check (length(field) <= 200),
  -- The sentence that the reason answers: another figure is another warning.
  warning text not null check (length(warning) >= 1 and length(warning) <= 1000),
  reason text not null check (length(reason) >= 1 and length(reason) <= 4000),
  given_by text not null references auth.person (id),
  given_at timestamptz not null,
  check (num_nonnulls(activity_id, indicator_id) = 1),
  constraint warning_reason_submission_id_activity_id_indicator_id_rule__key unique nulls not distinct (submission_id,
    activity_id, indicator_id, rule, field),
  foreign key (submission_id, activity_id) references tracker.activity_report (submission_id, activity_id),
  foreign key (submission_id, indicator_id) references tracker.indicator_report (submission_id, indicator_id)
);

create table tracker.workbook_upload (
  id uuid primary key,
  submission_id integer not null references tracker.submission (id),
  uploaded_by text not null references auth.person (id),
  uploaded_at timestamptz not null,
  file_name text not null check (length(file_name) >= 1 and length(file_name) <= 255),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- What was read from it: items with sheet, row and column of each field, and what could not be read.
  content jsonb not null,
  applied_at timestamptz,
  applied jsonb
);
create index workbook_upload_submission on tracker.workbook_upload (submission_id);

create table tracker.extension (
  id integer generated always as identity primary key,
  submission_id integer not null references tracker.submission (id),
  due_on date not null,
  reason text not null check (length(reason) >= 1 and length(reason) <= 2000),
  given_by text not null references auth.person (id),
  given_at timestamptz not null
);
create index extension_submission on tracker.extension (submission_id);

alter table tracker.evidence add constraint evidence_file
  check (kind = 'link' or num_nonnulls(file_name, content_type, size_bytes, sha256, scan) = 5) not valid;

-- Reporters read their own at any time; the secretariat reads a report's content only once it has left the
-- country, and not while it is open again for changes (it has the snapshot of what it received).
create function tracker.viewer_readable_submission_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  own integer[] := tracker.viewer_whole_reporter_ids();
  ids integer[];
begin
  if tracker.viewer_is_secretariat() then
    select array_agg(s.id) into ids from tracker.submission s
    where s.reporter_id = any (own) or s.status in ('submitted', 'accepted');
  else
    select array_agg(s.id) into ids from tracker.submission s where s.reporter_id = any (own);
  end if;
  return coalesce(ids, '{}');
end
$$;

create function tracker.viewer_writable_submission_ids() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  own integer[] := tracker.viewer_whole_reporter_ids();
begin
  return coalesce((select array_agg(s.id) from tracker.submission s
    where s.reporter_id = any (own) and s.status in ('draft', 'returned')), '{}');
end
$$;

create function tracker.check_submission_move() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker as $$
begin
  if new.round_id <> old.round_id or new.reporter_id <> old.reporter_id then
    raise exception 'A submission stays with its round and reporter.' using errcode = 'BT002';
  end if;
  if new.status <> old.status then
    if not exists (select from tracker.submission_transition t
      where t.from_status = old.status and t.to_status = new.status) then
      raise exception 'A report cannot go from % to %.', old.status, new.status using errcode = 'BT002';
    end if;
    if new.version <= old.version then
      raise exception 'A move raises the version.' using errcode = 'BT002';
    end if;
  end if;
  return new;
end
$$;

create function tracker.check_content_open() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker as $$
declare
  shut integer;
begin
  if tg_argv[0] = 'activity' then
    select count(*) into shut from (select distinct submission_id, activity_id from changed) c
    join tracker.submission s on s.id = c.submission_id
    where not (s.status = 'draft' or (s.status = 'returned' and (s.return_scope = 'all' or exists (
      select from tracker.query q where q.submission_id = c.submission_id and q.activity_id = c.activity_id
        and q.sent_at is not null and q.resolved_at is null))));
  else
    select count(*) into shut from (select distinct submission_id, indicator_id from changed) c
    join tracker.submission s on s.id = c.submission_id
    where not (s.status = 'draft' or (s.status = 'returned' and (s.return_scope = 'all' or exists (
      select from tracker.query q where q.submission_id = c.submission_id and q.indicator_id = c.indicator_id
        and q.sent_at is not null and q.resolved_at is null))));
  end if;
  if shut > 0 then
    raise exception 'The report is not open for changes.' using errcode = 'BT003';
  end if;
  return null;
end
$$;

create function tracker.check_submission_mover() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  -- The owner of the database is not a viewer.
  if session_user <> 'bohol_app' then
    return new;
  end if;
  if new.status = old.status then
    -- Starting a review and giving more time are the secretariat's.
    if not tracker.viewer_is_secretariat() then
      raise exception 'Your account does not allow this.' using errcode = '42501';
    end if;
    return new;
  end if;
  if not exists (
    select from tracker.submission_transition t
    join tracker.held_role h on h.role = any (t.made_by)
    join tracker.reporter r on r.id = new.reporter_id
    where t.from_status = old.status and t.to_status = new.status and h.person_id = tracker.viewer_id()
      and (h.role = 'secretariat_officer' or h.reporter_id = r.id)
      and (new.status <> 'cleared' or h.role <> 'focal_point' or r.kind = 'body')
  ) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  return new;
end
$$;

-- What was copied from another round and confirmed by nobody is not an answer yet: it is not counted as one, and
-- reminders go on asking for it. Everything else is counted as before.
create function tracker.refresh_progress(ids integer[]) returns void
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  perform from tracker.submission_progress p where p.submission_id = any (ids) order by p.submission_id for update;
  insert into tracker.submission_progress as p (submission_id, due, touched)
  select s.id,
    (select count(*) from tracker.activity_report ar where ar.submission_id = s.id)
      + (select count(*) from tracker.indicator_report ir where ir.submission_id = s.id),
    (select count(*) from tracker.activity_report ar
      where ar.submission_id = s.id and ar.status_code is not null and ar.copied_from is null)
      + (select count(distinct v.indicator_id) from tracker.indicator_value v
        join tracker.indicator_report ir on ir.submission_id = v.submission_id and ir.indicator_id = v.indicator_id
        where v.submission_id = s.id and ir.copied_from is null)
  from tracker.submission s where s.id = any (ids)
  order by s.id
  on conflict (submission_id) do update set due = excluded.due, touched = excluded.touched
    where (p.due, p.touched) is distinct from (excluded.due, excluded.touched);
end
$$;
revoke execute on function tracker.refresh_progress(integer[]) from public;
grant execute on function tracker.refresh_progress(integer[]) to bohol_app;

-- What was asked of each reporter of a round and how much of it has been touched: numbers for the board and the
-- compilation, without a look at any draft.
create function tracker.list_due_items(round_id integer) returns table (submission_id integer, activities integer[],
  indicators integer[])
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if not tracker.viewer_is_secretariat() then
    raise exception 'Only the secretariat sees the whole round.' using errcode = '42501';
  end if;
  return query
    select s.id, coalesce(a.ids, '{}'), coalesce(i.ids, '{}')
    from tracker.submission s
    left join (select ar.submission_id, array_agg(ar.activity_id order by ar.activity_id) as ids
      from tracker.activity_report ar group by ar.submission_id) a on a.submission_id = s.id
    left join (select ir.submission_id, array_agg(ir.indicator_id order by ir.indicator_id) as ids
      from tracker.indicator_report ir group by ir.submission_id) i on i.submission_id = s.id
    where s.round_id = list_due_items.round_id;
end
$$;

-- An item of a submission as one number, so that a policy compares numbers instead of looking something up a row.
create function tracker.item_key(submission integer, item integer) returns bigint
language sql immutable parallel safe as $$ select (submission::bigint << 31) | item::bigint $$;

-- Which parts of an indicator ("total", "sex=female", "note", "release") were changed after a version: so that two
-- agencies with different parts need not fight over one version. It says which, never what.
create function tracker.changed_since(submission integer, indicator integer, read_version integer) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if not exists (select from tracker.submission s
    where s.id = submission and s.reporter_id = any (tracker.viewer_reporter_ids())) then
    raise exception 'Your account does not allow this.' using errcode = '42501';
  end if;
  return coalesce((
    select array_agg(distinct d.part)
    from tracker.indicator i
    join tracker.revision r on r.submission_id = submission and r.subject = 'indicator' and r.subject_key = i.code
      and (r.after->>'version')::integer > read_version
    cross join lateral (
      select coalesce(x.cell->>'dimension' || '=' || (x.cell->>'category'), 'total') as part
      from (select jsonb_array_elements(r.before->'cells') as cell, 1 as side
        union all select jsonb_array_elements(r.after->'cells'), 2) x
      group by x.cell having count(distinct x.side) = 1
      union all select f from unnest(array['note', 'release']) f where r.before->f is distinct from r.after->f
    ) d
    where i.id = indicator), '{}');
end
$$;
revoke execute on function tracker.changed_since(integer, integer, integer) from public;
grant execute on function tracker.changed_since(integer, integer, integer) to bohol_app;

create function tracker.list_section_progress(round_id integer) returns table (submission_id integer, kind text,
  area_id integer, due integer, touched integer)
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if not tracker.viewer_is_secretariat() then
    raise exception 'Only the secretariat sees the whole round.' using errcode = '42501';
  end if;
  return query
    select ar.submission_id, 'activity', o.area_id, count(*)::integer,
      (count(*) filter (where ar.status_code is not null and ar.copied_from is null))::integer
    from tracker.submission s
    join tracker.activity_report ar on ar.submission_id = s.id
    join tracker.activity a on a.id = ar.activity_id
    join tracker.objective o on o.id = a.objective_id
    where s.round_id = list_section_progress.round_id
    group by ar.submission_id, o.area_id
    union all
    select ir.submission_id, 'indicator', i.area_id, count(*)::integer,
      (count(*) filter (where ir.copied_from is null and exists (select from tracker.indicator_value v
        where v.submission_id = ir.submission_id and v.indicator_id = ir.indicator_id)))::integer
    from tracker.submission s
    join tracker.indicator_report ir on ir.submission_id = s.id
    join tracker.indicator i on i.id = ir.indicator_id
    where s.round_id = list_section_progress.round_id
    group by ir.submission_id, i.area_id;
end
$$;
revoke execute on function tracker.list_section_progress(integer) from public;
grant execute on function tracker.list_section_progress(integer) to bohol_app;

create function tracker.check_second_person() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if session_user = 'bohol_app' and old.status = 'submitted' and new.status = 'accepted'
    and (select d.is_on from tracker.desk_setting d where d.key = 'two_person_review')
    and not exists (select from tracker.review_approval p where p.submission_id = old.id
      and p.submission_version = old.version and p.approved_by <> tracker.viewer_id()) then
    raise exception 'A second person accepts this report.' using errcode = '42501';
  end if;
  return new;
end
$$;

create function tracker.check_reporters_hand() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if session_user = 'bohol_app' and exists (select from changed c
    join tracker.submission s on s.id = c.submission_id
    where s.reporter_id <> all (tracker.viewer_reporter_ids())) then
    raise exception 'A report is changed by its reporter only.' using errcode = '42501';
  end if;
  return null;
end
$$;

create trigger submission_moves before update on tracker.submission for each row execute function
  tracker.check_submission_move();

create trigger submission_moves_by_role before update on tracker.submission for each row execute function
  tracker.check_submission_mover();

create trigger submission_second_person before update on tracker.submission for each row execute function
  tracker.check_second_person();

create trigger activity_report_is_open after update on tracker.activity_report referencing new table as changed for
  each statement execute function tracker.check_content_open('activity');

create trigger reporters_hand_update after update on tracker.activity_report referencing new table as changed for
  each statement execute function tracker.check_reporters_hand();

create trigger reporters_hand_delete after delete on tracker.activity_report referencing OLD table as changed for
  each statement execute function tracker.check_reporters_hand();

create trigger indicator_report_is_open after update on tracker.indicator_report referencing new table as changed
  for each statement execute function tracker.check_content_open('indicator');

create trigger reporters_hand_update after update on tracker.indicator_report referencing new table as changed for
  each statement execute function tracker.check_reporters_hand();

create trigger reporters_hand_delete after delete on tracker.indicator_report referencing OLD table as changed for
  each statement execute function tracker.check_reporters_hand();

create trigger indicator_value_is_open_insert after insert on tracker.indicator_value referencing new table as
  changed for each statement execute function tracker.check_content_open('indicator');

create trigger indicator_value_is_open_update after update on tracker.indicator_value referencing new table as
  changed for each statement execute function tracker.check_content_open('indicator');

create trigger indicator_value_is_open_delete after delete on tracker.indicator_value referencing OLD table as
  changed for each statement execute function tracker.check_content_open('indicator');

create trigger reporters_hand_update after update on tracker.indicator_value referencing new table as changed for
  each statement execute function tracker.check_reporters_hand();

create trigger reporters_hand_delete after delete on tracker.indicator_value referencing OLD table as changed for
  each statement execute function tracker.check_reporters_hand();

create trigger reporters_hand_insert after insert on tracker.indicator_value referencing new table as changed for
  each statement execute function tracker.check_reporters_hand();

insert into tracker.submission_transition (from_status, to_status, made_by) values
  ('draft', 'cleared', '{clearing_officer,focal_point}'),
  ('cleared', 'draft', '{clearing_officer,focal_point}'),
  ('cleared', 'returned', '{clearing_officer,focal_point}'),
  ('cleared', 'submitted', '{clearing_officer,focal_point}'),
  ('submitted', 'draft', '{clearing_officer,focal_point}'),
  ('submitted', 'returned', '{clearing_officer,focal_point,secretariat_officer}'),
  ('submitted', 'accepted', '{secretariat_officer}'),
  ('returned', 'cleared', '{clearing_officer,focal_point}'),
  ('accepted', 'returned', '{secretariat_officer}'),
  ('accepted', 'submitted', '{secretariat_officer}');
