-- Reports as files: numbered drafts, their editions, who signed them, and what of them is public.

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
  approvals integer not null check (approvals between 0 and 3),
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

-- One after the other, over what the draft says, and by two persons where one looks after the other.
create function tracker.check_report_approval() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
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
create trigger report_approval_is_in_order before insert on tracker.report_approval
  for each row execute function tracker.check_report_approval();

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
  check (done between 0 and total)
);
create index report_job_open on tracker.report_job (state) where state in ('waiting', 'running');

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

do $$
declare
  t text;
begin
  foreach t in array array['report_draft', 'report_edition', 'report_file', 'report_approval', 'report_job'] loop
    execute format('alter table tracker.%I enable row level security', t);
    execute format('create policy %I on tracker.%I for select to bohol_app
      using ((select tracker.viewer_is_secretariat()))', t || '_read', t);
    execute format('grant select, insert on tracker.%I to bohol_app', t);
  end loop;
  foreach t in array array['tracker.report_draft', 'tracker.report_edition', 'tracker.report_file',
    'tracker.report_approval', 'published.report_file'] loop
    execute format('create trigger history_is_kept before update or delete or truncate on %s
      for each statement execute function tracker.refuse_change()', t);
  end loop;
end
$$;
create policy report_draft_make on tracker.report_draft for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()) and made_by = (select tracker.viewer_id()));
create policy report_edition_make on tracker.report_edition for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()));
create policy report_file_make on tracker.report_file for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()));
create policy report_approval_make on tracker.report_approval for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()) and person_id = (select tracker.viewer_id()));
create policy report_job_make on tracker.report_job for insert to bohol_app
  with check ((select tracker.viewer_is_secretariat()) and asked_by = (select tracker.viewer_id()));
create policy report_job_change on tracker.report_job for update to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check ((select tracker.viewer_is_secretariat()));
grant update (state, done, fault, changed_at) on tracker.report_job to bohol_app;

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
create policy report_edition_own on tracker.report_edition for select to bohol_app
  using (edition = 'state' and scope = any ((select tracker.viewer_edition_states())::text[]));
create policy report_file_own on tracker.report_file for select to bohol_app
  using (edition = 'state' and scope = any ((select tracker.viewer_edition_states())::text[]));
create policy report_draft_own on tracker.report_draft for select to bohol_app
  using (exists (select from tracker.report_edition e where e.draft_id = id and e.edition = 'state'
    and e.scope = any ((select tracker.viewer_edition_states())::text[])));

-- The public sees a file once a publication shows what it holds.
alter table published.report_file enable row level security;
create policy report_file_of_publication on published.report_file for select to bohol_public
  using (exists (select from published.publication p
    where p.compilation_sha256 = report_file.compilation_sha256 and p.content_sha256 = report_file.content_sha256));
create policy report_file_secretariat on published.report_file for all to bohol_app
  using (true) with check ((select tracker.viewer_is_secretariat()));
grant select, insert on published.report_file to bohol_app;
grant select on published.report_file to bohol_public;
