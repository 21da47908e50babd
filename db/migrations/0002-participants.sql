-- Who takes part: member states, sectoral bodies with their mandates, agencies, partners, and the reporters that they
-- are.

create table tracker.member_state (
  id integer generated always as identity primary key,
  iso2 text not null check (iso2 ~ '^[A-Z]{2}$') unique,
  iso3 text not null check (iso3 ~ '^[A-Z]{3}$') unique,
  m49 text not null check (m49 ~ '^[0-9]{3}$') unique,
  name text not null unique,
  actip_status text not null default 'unknown',
  time_zone text not null default 'Asia/Jakarta' check (length(time_zone) >= 3 and length(time_zone) <= 60),
  tile_row integer check (tile_row >= 1 and tile_row <= 12),
  tile_column integer check (tile_column >= 1 and tile_column <= 12),
  constraint member_state_tile_is_its_own unique (tile_row, tile_column) deferrable,
  constraint member_state_tile_is_whole check ((tile_row is null) = (tile_column is null))
);

-- Dated, because a state that joined midway is not "missing" from the rounds before.
create table tracker.membership (
  state_id integer not null references tracker.member_state (id),
  joined_on date not null,
  left_on date,
  check (left_on is null or left_on > joined_on),
  primary key (state_id, joined_on)
);

create table tracker.sectoral_body (
  id integer generated always as identity primary key,
  acronym text not null check (acronym ~ '^[A-Z][A-Z0-9-]{1,11}$') unique,
  name text not null,
  pillar text not null check (pillar in ('APSC', 'AEC', 'ASCC', 'associated'))
);

create table tracker.mandate (
  body_id integer not null references tracker.sectoral_body (id),
  starts_on date not null,
  ends_on date,
  check (ends_on is null or ends_on > starts_on),
  primary key (body_id, starts_on)
);

create table tracker.agency (
  id integer generated always as identity primary key,
  state_id integer not null references tracker.member_state (id),
  acronym text not null,
  name text not null,
  is_clearing_authority boolean not null default false,
  from_on date not null,
  to_on date,
  check (to_on is null or to_on > from_on),
  unique (state_id, acronym, from_on)
);
create unique index agency_one_clearing_authority on tracker.agency (state_id) where (is_clearing_authority and
  (to_on is null));

-- Who reports: a member state or a sectoral body.
create table tracker.reporter (
  id integer generated always as identity primary key,
  code text not null unique,
  kind text not null check (kind in ('state', 'body')),
  state_id integer unique references tracker.member_state (id),
  body_id integer unique references tracker.sectoral_body (id),
  check ((kind = 'state') = (state_id is not null)),
  constraint reporter_check1 check ((kind = 'body') = (body_id is not null))
);

create table tracker.partner (
  id integer generated always as identity primary key,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$') unique,
  name text not null,
  kind text not null,
  url text,
  constraint partner_url_is_a_web_address check (url ~* '^https?://[^[:space:][:cntrl:]]+$' and length(url) <= 2000)
);
