-- A publication is made of documents with addresses. A document is stored once, by the checksum of its text, however
-- many publications hold it; nothing in it ever changes.

create table published.document (
  -- Of `body` as UTF-8: whoever has the text can check it.
  sha256 text primary key,
  kind text not null check (kind ~ '^[a-z]+$'),
  version integer not null check (version > 0),
  -- {"kind":…,"version":…,"body":…}
  body text not null,
  check (sha256 = encode(sha256(convert_to(body, 'UTF8')), 'hex')),
  check (starts_with(body, '{"kind":"' || kind || '","version":' || version || ',"body":')),
  -- What has no number says none, and what is internal is in no publication: whatever a program made of it.
  check (case kind
    when 'values' then not body::jsonb @? '$.body[*] ? (@.state != "reported" && (@.value != null
      || @.numerator != null || @.denominator != null || @.distribution != null || @.choice != null))'
    when 'totals' then not body::jsonb @? '$.body.*[*] ? (@.state != "reported" && (@.value != null
      || @.numerator != null || @.denominator != null || @.distribution != null || @.choice != null))'
    when 'indicators' then not body::jsonb @? '$.body[*] ? (@.disclosureClass == "internal")'
    else true end)
);

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
  check (sha256 = encode(sha256(convert_to(body, 'UTF8')), 'hex'))
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

-- Only the secretariat publishes, and a publication is whole when it is made.
create function tracker.check_secretariat_publishes() returns trigger language plpgsql
security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if session_user = 'bohol_app' and not tracker.viewer_is_secretariat() then
    raise exception 'Only the secretariat publishes.' using errcode = '42501';
  end if;
  return null;
end
$$;

do $$
declare
  t text;
begin
  foreach t in array array['published.document', 'published.publication_document', 'published.stored_file',
    'tracker.figure_trace', 'tracker.publication_trace']
  loop
    execute format('create trigger history_is_kept before update or delete or truncate on %s
      for each statement execute function tracker.refuse_change()', t);
    execute format('grant select, insert on %s to bohol_app', t);
  end loop;
  foreach t in array array['published.document', 'published.stored_file', 'tracker.figure_trace']
  loop
    execute format('create trigger secretariat_publishes after insert on %s
      for each statement execute function tracker.check_secretariat_publishes()', t);
  end loop;
end
$$;
create trigger publication_is_unsealed after insert on published.publication_document referencing new table as added
  for each statement execute function tracker.check_publication_unsealed('publication');
create trigger publication_is_unsealed after insert on tracker.publication_trace referencing new table as added
  for each statement execute function tracker.check_publication_unsealed('publication_number');
grant select on published.document, published.publication_document, published.stored_file to bohol_public;

-- Traces are for the secretariat, as figure_source was.
alter table tracker.figure_trace enable row level security;
alter table tracker.publication_trace enable row level security;
create policy figure_trace_secretariat on tracker.figure_trace for all to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check ((select tracker.viewer_is_secretariat()));
create policy publication_trace_secretariat on tracker.publication_trace for all to bohol_app
  using ((select tracker.viewer_is_secretariat())) with check ((select tracker.viewer_is_secretariat()));

-- What the checksum `content_sha256` covers: of publications from before this, figures, rounds and statuses that the
-- public sees; of those after it, every document but the one that says number, day and title.
alter table published.publication add column content_covers text not null default 'figures'
  check (content_covers in ('figures', 'documents'));
alter table published.publication alter column content_covers set default 'documents';

-- A seal is the signed list of all parts of a publication with their checksums, its documents and files. The approved
-- report may come after the publication: then the publication is sealed once more, and the earlier seal stays.
create table published.signing_key (
  id text primary key check (id ~ '^[0-9a-f]{16}$'),
  public_key text not null,
  since timestamptz not null
);

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
  primary key (publication, number),
  check (root_sha256 = encode(sha256(convert_to(manifest, 'UTF8')), 'hex'))
);

do $$
declare
  t text;
begin
  foreach t in array array['published.signing_key', 'published.seal']
  loop
    execute format('create trigger history_is_kept before update or delete or truncate on %s
      for each statement execute function tracker.refuse_change()', t);
    execute format('grant select on %s to bohol_app, bohol_public', t);
  end loop;
end
$$;
grant insert on published.seal to bohol_app;
create trigger secretariat_publishes after insert on published.seal
  for each statement execute function tracker.check_secretariat_publishes();
