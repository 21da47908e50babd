-- The report of a round: its words, its numbered drafts with their editions and files, and who signed them.

-- Why figures before and after, or of one reporter and others, are not the same thing.
create table tracker.comparability_note (
  id integer generated always as identity primary key,
  indicator_id integer not null references tracker.indicator (id),
  -- Null: for everybody.
  reporter_id integer references tracker.reporter (id),
  -- The first round that is different; null: from the start.
  round_id integer references tracker.round (id),
  kind text not null check (kind in ('definition', 'law', 'method', 'source')),
  note text not null check (length(note) >= 1 and length(note) <= 1000),
  until_round_id integer references tracker.round (id),
  withdrawn boolean not null default false,
  version integer not null default 1,
  changed_by text references auth.person (id),
  changed_at timestamptz not null default now(),
  unique nulls not distinct (indicator_id, reporter_id, round_id, kind)
);

-- The words of one section of a round's report; references stand in them for numbers.
create table tracker.report_section (
  round_id integer not null references tracker.round (id),
  -- "summary", "area.A", "objective.A1", "lens.online-scams", "method", "lessons"
  key text not null check (key ~ '^[a-z]+(\.[A-Za-z0-9][A-Za-z0-9._-]*)?$' and length(key) <= 140),
  text text not null check (length(text) <= 20000),
  -- {reference: what it stood for} when the text was saved, so that a number that has moved since can be told.
  facts jsonb not null default '{}'::jsonb,
  version integer not null default 1 check (version > 0),
  changed_by text not null references auth.person (id),
  changed_at timestamptz not null,
  primary key (round_id, key)
);

-- Every state of a section, kept by the database itself.
create table tracker.report_section_revision (
  id bigint generated always as identity primary key,
  round_id integer not null,
  key text not null,
  version integer not null,
  text text not null,
  facts jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null,
  unique (round_id, key, version),
  foreign key (round_id, key) references tracker.report_section (round_id, key)
);

-- A thread hangs on a section; answers hang on its first comment, which alone is resolved.
create table tracker.report_comment (
  id integer generated always as identity primary key,
  round_id integer not null references tracker.round (id),
  key text not null check (length(key) >= 1 and length(key) <= 140),
  answers_id integer references tracker.report_comment (id),
  text text not null check (length(text) >= 1 and length(text) <= 2000),
  written_by text not null references auth.person (id),
  written_at timestamptz not null,
  resolved_by text references auth.person (id),
  resolved_at timestamptz,
  check ((resolved_by is null) = (resolved_at is null)),
  constraint report_comment_check1 check (answers_id is null or resolved_at is null)
);
create index report_comment_section on tracker.report_comment (round_id, key);

-- Every state of a note on comparability; written by a trigger.
create table tracker.comparability_revision (
  id bigint generated always as identity primary key,
  note_id integer not null,
  version integer not null,
  content jsonb not null,
  changed_by text,
  changed_at timestamptz not null,
  unique (note_id, version)
);

-- A numbered draft of a round's report. Append-only, as its editions, files and signatures are.
create table tracker.report_draft (
  id integer generated always as identity primary key,
  round_id integer not null references tracker.round (id),
  compilation_id integer not null references tracker.compilation (id),
  number integer not null check (number > 0),
  meeting text not null default '' check (length(meeting) <= 300),
  note text not null default '' check (length(note) <= 2000),
  made_by text not null references auth.person (id),
  made_at timestamptz not null,
  -- Over the checksums of all editions, in their order.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- Of what a publication of this compilation shows: the public edition belongs to that publication and to no other.
  public_content_sha256 text not null check (public_content_sha256 ~ '^[0-9a-f]{64}$'),
  public_documents jsonb check (public_documents is null or jsonb_typeof(public_documents) = 'object'),
  unique (round_id, number)
);

create table tracker.report_edition (
  draft_id integer not null references tracker.report_draft (id),
  edition text not null,
  -- The lens, state, body or partner; empty where the edition is about the whole.
  scope text not null default '',
  scope_name text not null default '',
  position integer not null,
  document jsonb not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (draft_id, edition, scope)
);

create table tracker.report_file (
  draft_id integer not null,
  edition text not null,
  scope text not null,
  format text not null check (format in ('docx', 'pdf', 'xlsx')),
  -- How many had signed when it was made: their names are printed in it.
  approvals integer not null check (approvals >= 0 and approvals <= 3),
  storage_key text not null,
  size_bytes bigint not null check (size_bytes > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  made_at timestamptz not null,
  primary key (draft_id, edition, scope, format, approvals),
  foreign key (draft_id, edition, scope) references tracker.report_edition (draft_id, edition, scope)
);

create table tracker.report_approval (
  draft_id integer not null references tracker.report_draft (id),
  part text not null check (part in ('compiled', 'checked', 'approved')),
  person_id text not null references auth.person (id),
  approved_at timestamptz not null,
  -- Of the draft that was signed.
  sha256 text not null,
  note text not null default '' check (length(note) <= 2000),
  primary key (draft_id, part)
);

-- Files being made. The only rows here that change: how far it is.
create table tracker.report_job (
  id integer generated always as identity primary key,
  draft_id integer not null references tracker.report_draft (id),
  -- [{edition, scope}], in order; all formats of each.
  editions jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  done integer not null default 0,
  total integer not null check (total > 0),
  fault text not null default '',
  asked_by text not null references auth.person (id),
  asked_at timestamptz not null,
  changed_at timestamptz not null,
  check (done >= 0 and done <= total)
);
create index report_job_open on tracker.report_job (state) where (state in ('waiting', 'running'));

create function tracker.keep_report_section() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  insert into tracker.report_section_revision (round_id, key, version, text, facts, changed_by, changed_at)
  values (new.round_id, new.key, new.version, new.text, new.facts, new.changed_by, new.changed_at);
  return null;
end
$$;

create function tracker.keep_comparability_note() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  insert into tracker.comparability_revision (note_id, version, content, changed_by, changed_at)
  values (new.id, new.version, to_jsonb(new) - 'id' - 'version' - 'changed_by' - 'changed_at', new.changed_by,
    new.changed_at);
  return null;
end
$$;

-- One after the other, over what the draft says, and by two persons where one looks after the other.
create function tracker.check_report_approval() returns trigger
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if new.sha256 is distinct from (select sha256 from tracker.report_draft where id = new.draft_id) then
    raise exception 'This is not the checksum of the draft.' using errcode = 'check_violation';
  end if;
  if new.part <> 'compiled' and not exists (select from tracker.report_approval a where a.draft_id = new.draft_id
      and a.part = case new.part when 'checked' then 'compiled' else 'checked' end) then
    raise exception 'The signature before is missing.' using errcode = 'check_violation';
  end if;
  if new.part = 'approved' and exists (select from tracker.report_approval a where a.draft_id = new.draft_id
      and a.part = 'checked' and a.person_id = new.person_id) then
    raise exception 'Whoever checks and whoever approves are two persons.' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

-- A state's focal point and clearing officer read the edition of their state, and nothing else of a draft.
create function tracker.viewer_edition_states() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
declare
  viewer text := tracker.viewer_id();
begin
  return coalesce((select array_agg(distinct r.code) from tracker.held_role h
    join tracker.reporter r on r.id = h.reporter_id and r.kind = 'state'
    where h.person_id = viewer and h.role in ('focal_point', 'clearing_officer')), '{}');
end
$$;

-- Who signed a draft, for those who read an edition of it. Notes on signatures stay with the secretariat.
create function tracker.report_signatures(draft integer) returns table (part text, name text, approved_at
  timestamptz)
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select a.part, p.name, a.approved_at
  from tracker.report_approval a join auth.person p on p.id = a.person_id
  where a.draft_id = draft and (tracker.viewer_is_secretariat() or exists (select from tracker.report_edition e
    where e.draft_id = draft and e.edition = 'state' and e.scope = any (tracker.viewer_edition_states())))
  order by a.approved_at, a.part
$$;
revoke execute on function tracker.report_signatures(integer) from public;
grant execute on function tracker.report_signatures(integer) to bohol_app;

create trigger comparability_note_is_kept after insert or update on tracker.comparability_note for each row execute
  function tracker.keep_comparability_note();

create trigger report_section_is_kept after insert or update on tracker.report_section for each row execute function
  tracker.keep_report_section();

create trigger report_approval_is_in_order before insert on tracker.report_approval for each row execute function
  tracker.check_report_approval();
