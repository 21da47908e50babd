-- What the public may read, and what leads to it: the questions to reporters whether their figures may be shown, the
-- calendar of publications, and the documents themselves. A publication never changes.

create table tracker.publication_event (
  publication_number integer primary key,
  compilation_id integer not null references tracker.compilation (id),
  published_by text not null references auth.person (id),
  published_at timestamptz not null,
  scheduled_by text references auth.person (id)
);

create table published.publication (
  number integer check (number > 0) primary key,
  plan_code text not null,
  plan_title text not null,
  plan_starts_on date not null,
  plan_ends_on date not null,
  notice text not null,
  round_code text not null,
  title text not null,
  meeting text not null default '',
  note text not null default '',
  published_at timestamptz not null,
  compilation_sha256 text not null,
  content_sha256 text not null,
  content_covers text not null default 'documents' check (content_covers in ('figures', 'documents'))
);
create index publication_plan on published.publication (plan_code, number);

create table tracker.publication_source (
  publication_number integer not null,
  compilation_id integer not null references tracker.compilation (id),
  primary key (publication_number, compilation_id)
);
create index publication_source_compilation on tracker.publication_source (compilation_id);

-- What the search looks through: one row for each thing that has a page.
create table published.search_entry (
  publication integer not null references published.publication (number),
  kind text not null,
  code text not null,
  -- Where it stands: "/activities/A1.1".
  path text not null,
  title text not null,
  body text not null,
  position integer not null,
  words tsvector generated always as ((setweight(to_tsvector('english'::regconfig, code), 'A'::"char") ||
    setweight(to_tsvector('english'::regconfig, title), 'A'::"char")) || setweight(to_tsvector('english'::regconfig,
    body), 'C'::"char")) stored not null,
  primary key (publication, kind, code)
);
create index search_entry_words on published.search_entry using gin (words);

-- The words of a publication as they are written, so that a mistyped one finds its neighbour.
create table published.search_word (
  publication integer not null references published.publication (number),
  word text not null,
  entries integer not null check (entries > 0),
  primary key (publication, word)
);

-- Files of approved public editions. A row answers for the publication that shows the same, whichever comes first.
create table published.report_file (
  compilation_sha256 text not null check (compilation_sha256 ~ '^[0-9a-f]{64}$'),
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  draft_number integer not null,
  format text not null check (format in ('docx', 'pdf', 'xlsx')),
  document_sha256 text not null check (document_sha256 ~ '^[0-9a-f]{64}$'),
  storage_key text not null,
  size_bytes bigint not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  approved_at timestamptz not null,
  primary key (compilation_sha256, content_sha256, draft_number, format)
);

-- A publication that waits for its minute, or how that ended.
create table tracker.publication_schedule (
  id integer generated always as identity primary key,
  round_id integer not null references tracker.round (id),
  compilation_id integer not null references tracker.compilation (id),
  -- That compilation and those of the other rounds that go along, as they were when it was scheduled.
  sources integer[] not null,
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
  without_report boolean not null default false,
  check (compilation_id = any (sources)),
  constraint publication_schedule_check1 check ((state = 'waiting') = (ended_at is null)),
  constraint publication_schedule_check2 check ((state = 'published') = (publication_number is not null)),
  constraint publication_schedule_check3 check ((state = 'failed') = (failure <> ''))
);
create unique index publication_schedule_one_waiting on tracker.publication_schedule (round_id) where (state =
  'waiting');
create index publication_schedule_round on tracker.publication_schedule (round_id, id);

-- Of a publication that was withdrawn: written later than the rest, and once.
create table published.withdrawal (
  publication integer primary key references published.publication (number),
  reason text not null check (length(reason) >= 1 and length(reason) <= 2000),
  withdrawn_at timestamptz not null
);

-- A reporter is asked whether its own figures may be shown.
create table tracker.consent_request (
  id integer generated always as identity primary key,
  submission_id integer not null,
  snapshot_number integer not null,
  indicators integer[] not null check (cardinality(indicators) > 0),
  message text not null default '' check (length(message) <= 2000),
  requested_by text not null references auth.person (id),
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  check (expires_at > requested_at),
  foreign key (submission_id, snapshot_number) references tracker.submission_snapshot (submission_id, number)
);
create index consent_request_submission on tracker.consent_request (submission_id);

-- The link of one person to one question. Only the hash of its secret is kept.
create table tracker.consent_link (
  token_hash text check (token_hash ~ '^[0-9a-f]{64}$') primary key,
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

-- Every choice, the newest counts. Without one it is the plan of the oldest publication, so that publishing another plan
-- changes nothing of what is shown.
create table published.leading_plan (
  id integer generated always as identity primary key,
  plan_code text not null,
  chosen_at timestamptz not null
);

-- The public edition behind the files that the public can see, with what is stamped on it: what the files themselves say,
-- so that one that was lost is drawn again without a look at a working table.
create table published.report_document (
  compilation_sha256 text not null check (compilation_sha256 ~ '^[0-9a-f]{64}$'),
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  draft_number integer not null,
  document jsonb not null,
  document_sha256 text not null check (document_sha256 ~ '^[0-9a-f]{64}$'),
  round_code text not null,
  made_at timestamptz not null,
  made_by text not null,
  -- [{part, by, at}], in their order.
  approvals jsonb not null,
  primary key (compilation_sha256, content_sha256, draft_number)
);

-- An answer that takes the place of an earlier one, and why. Each is replaced once, so that there is one history.
create table tracker.consent_change (
  answer_id bigint primary key references tracker.consent_answer (id),
  replaces bigint not null unique references tracker.consent_answer (id),
  reason text not null check (length(reason) >= 1 and length(reason) <= 2000),
  check (answer_id > replaces)
);

-- A document by the checksum of its text; see server/domain/publication/documents.ts.
create table published.document (
  -- Of `body` as UTF-8: whoever has the text can check it.
  sha256 text primary key,
  kind text not null check (kind ~ '^[a-z]+$'),
  version integer not null check (version > 0),
  -- {"kind":…,"version":…,"body":…}
  body text not null,
  check (sha256 = encode(sha256(convert_to(body, 'UTF8'::name)), 'hex')),
  constraint document_check1 check (starts_with(body, ((('{"kind":"' || kind) || '","version":') || version) ||
    ',"body":')),
  constraint document_check2 check ( case kind when 'values' then not body::jsonb @? '$."body"[*]?(@."state" !=
    "reported" && ((((@."value" != null || @."numerator" != null) || @."denominator" != null) || @."distribution" !=
    null) || @."choice" != null))'::jsonpath when 'totals' then not body::jsonb @? '$."body".*[*]?(@."state" !=
    "reported" && ((((@."value" != null || @."numerator" != null) || @."denominator" != null) || @."distribution" !=
    null) || @."choice" != null))'::jsonpath when 'indicators' then not body::jsonb @?
    '$."body"[*]?(@."disclosureClass" == "internal")'::jsonpath else true end)
);

-- Which document stands at which address of a publication.
create table published.publication_document (
  publication integer not null references published.publication (number),
  -- The first part is the kind; the others are encoded as parts of an address on the web.
  address text not null check (address ~ '^[a-z]+(/[A-Za-z0-9._~%!*''()-]+)*$'),
  sha256 text not null references published.document (sha256),
  primary key (publication, address)
);

-- Where files of evidence lie that a publication names by their checksum.
create table published.stored_file (
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  storage_key text not null,
  primary key (sha256, storage_key)
);

-- Which accepted values stand behind the figures of an indicator in a round, and why some are held back. Not public.
-- Stored by checksum as well: most of it is the same in the next publication.
create table tracker.figure_trace (
  sha256 text primary key,
  -- [{scope, dimension, category, contributing: [reporter], valueIds, reasons}]
  body text not null,
  check (sha256 = encode(sha256(convert_to(body, 'UTF8'::name)), 'hex'))
);

create table tracker.publication_trace (
  publication_number integer not null references published.publication (number),
  indicator_code text not null,
  round_code text not null,
  -- What is shown; null for an internal indicator, of which nothing is.
  values_sha256 text references published.document (sha256),
  trace_sha256 text not null references tracker.figure_trace (sha256),
  primary key (publication_number, indicator_code, round_code)
);

-- A seal is the signed list of all parts of a publication with their checksums, its documents and files. The approved
-- report may come after the publication: then the publication is sealed once more, and the earlier seal stays.
create table published.signing_key (
  id text check (id ~ '^[0-9a-f]{16}$') primary key,
  public_key text not null,
  since timestamptz not null
);

-- The signed list of all parts of a publication.
create table published.seal (
  publication integer not null references published.publication (number),
  number integer not null check (number > 0),
  -- "<sha256>  data/<path>", a line for each part, in the order of the paths.
  manifest text not null,
  root_sha256 text not null,
  key_id text not null references published.signing_key (id),
  -- Of writeStatement in server/publications/seal.ts, in Base64.
  signature text not null,
  sealed_at timestamptz not null,
  check (root_sha256 = encode(sha256(convert_to(manifest, 'UTF8'::name)), 'hex')),
  primary key (publication, number)
);

create function tracker.check_publication_unsealed() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  sealed boolean;
begin
  if session_user = 'bohol_app' and not tracker.viewer_is_secretariat() then
    raise exception 'Only the secretariat publishes.' using errcode = '42501';
  end if;
  execute format('select exists (select from (select distinct %I as number from added) a
    join published.publication p on p.number = a.number where p.xmin <> pg_current_xact_id()::xid)', tg_argv[0])
    into sealed;
  if sealed then
    raise exception 'A publication is complete and nothing is added to it.' using errcode = 'BT001';
  end if;
  return null;
end
$$;

create function tracker.check_schedule() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if old.state <> 'waiting' then
    raise exception 'What was scheduled has ended and stays as it is.' using errcode = 'BT001';
  end if;
  return new;
end
$$;

create function tracker.check_leading_plan() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if not exists (select from published.publication p where p.plan_code = new.plan_code) then
    raise exception 'Only a plan with a publication can lead.' using errcode = 'BT001';
  end if;
  return new;
end
$$;

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
revoke execute on function tracker.find_consent_question(text) from public;
grant execute on function tracker.find_consent_question(text) to bohol_app;

-- Publications made of a round's figures, with when those were compiled: for whoever may answer a question about them.
create function tracker.list_consent_publications(question integer) returns table (publication integer, compiled_at
  timestamptz)
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
revoke execute on function tracker.list_consent_publications(integer) from public;
grant execute on function tracker.list_consent_publications(integer) to bohol_app;

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
revoke execute on function tracker.open_consent_question(integer) from public;

-- The newest answer to a question about an indicator.
create function tracker.newest_consent(question integer, indicator integer) returns tracker.consent_answer
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select x.* from tracker.consent_answer x
  where x.request_id = question and x.indicator_id = indicator order by x.id desc limit 1
$$;
revoke execute on function tracker.newest_consent(integer, integer) from public;

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
revoke execute on function tracker.answer_consent(integer, jsonb, timestamptz) from public;
grant execute on function tracker.answer_consent(integer, jsonb, timestamptz) to bohol_app;

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
revoke execute on function tracker.change_consent(integer, text, boolean, bigint, text, timestamptz) from public;
grant execute on function tracker.change_consent(integer, text, boolean, bigint, text, timestamptz) to bohol_app;

-- Only the secretariat publishes, and a publication is whole when it is made.
create function tracker.check_secretariat_publishes() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if session_user = 'bohol_app' and not tracker.viewer_is_secretariat() then
    raise exception 'Only the secretariat publishes.' using errcode = '42501';
  end if;
  return null;
end
$$;

create trigger publication_is_unsealed after insert on published.publication referencing new table as added for each
  statement execute function tracker.check_publication_unsealed('number');

create trigger publication_is_unsealed after insert on tracker.publication_source referencing new table as added for
  each statement execute function tracker.check_publication_unsealed('publication_number');

create trigger publication_is_unsealed after insert on published.search_entry referencing new table as added for
  each statement execute function tracker.check_publication_unsealed('publication');

create trigger publication_is_unsealed after insert on published.search_word referencing new table as added for each
  statement execute function tracker.check_publication_unsealed('publication');

create trigger schedule_stays before update on tracker.publication_schedule for each row execute function
  tracker.check_schedule();

create trigger leading_plan_is_published before insert on published.leading_plan for each row execute function
  tracker.check_leading_plan();

create trigger secretariat_publishes after insert on published.document for each statement execute function
  tracker.check_secretariat_publishes();

create trigger publication_is_unsealed after insert on published.publication_document referencing new table as added
  for each statement execute function tracker.check_publication_unsealed('publication');

create trigger secretariat_publishes after insert on published.stored_file for each statement execute function
  tracker.check_secretariat_publishes();

create trigger secretariat_publishes after insert on tracker.figure_trace for each statement execute function
  tracker.check_secretariat_publishes();

create trigger publication_is_unsealed after insert on tracker.publication_trace referencing new table as added for
  each statement execute function tracker.check_publication_unsealed('publication_number');

create trigger secretariat_publishes after insert on published.seal for each statement execute function
  tracker.check_secretariat_publishes();
