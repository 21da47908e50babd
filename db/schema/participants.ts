import { boolean, date, integer, pgSchema, text, timestamp } from 'drizzle-orm/pg-core';

/** The working schema. Only the runtime role reads it, and row-level security decides which rows. */
export const tracker = pgSchema('tracker');

export const id = () => integer('id').generatedAlwaysAsIdentity().primaryKey();
/** A moment, as an ISO-like string from Postgres: dates never become local Date objects on the way. */
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });
export const on = (name: string) => date(name, { mode: 'string' });

export const memberState = tracker.table('member_state', {
  id: id(),
  iso2: text('iso2').notNull(),
  iso3: text('iso3').notNull(),
  m49: text('m49').notNull(),
  name: text('name').notNull(),
  actipStatus: text('actip_status').notNull(),
  timeZone: text('time_zone').notNull(),
  tileRow: integer('tile_row'),
  tileColumn: integer('tile_column'),
});

export const membership = tracker.table('membership', {
  stateId: integer('state_id').notNull(),
  joinedOn: on('joined_on').notNull(),
  leftOn: on('left_on'),
});

export const sectoralBody = tracker.table('sectoral_body', {
  id: id(),
  acronym: text('acronym').notNull(),
  name: text('name').notNull(),
  pillar: text('pillar').notNull(),
});

export const mandate = tracker.table('mandate', {
  bodyId: integer('body_id').notNull(),
  startsOn: on('starts_on').notNull(),
  endsOn: on('ends_on'),
});

export const agency = tracker.table('agency', {
  id: id(),
  stateId: integer('state_id').notNull(),
  acronym: text('acronym').notNull(),
  name: text('name').notNull(),
  isClearingAuthority: boolean('is_clearing_authority').notNull(),
  fromOn: on('from_on').notNull(),
  toOn: on('to_on'),
});

export const reporter = tracker.table('reporter', {
  id: id(),
  code: text('code').notNull(),
  kind: text('kind', { enum: ['state', 'body'] }).notNull(),
  stateId: integer('state_id'),
  bodyId: integer('body_id'),
});

export const partner = tracker.table('partner', {
  id: id(),
  slug: text('slug').notNull(),
  name: text('name').notNull(),
  kind: text('kind').notNull(),
  url: text('url'),
});

export const assignment = tracker.table('assignment', {
  id: id(),
  personId: text('person_id').notNull(),
  role: text('role', {
    enum: ['contributor', 'focal_point', 'clearing_officer', 'secretariat_officer', 'administrator'],
  }).notNull(),
  reporterId: integer('reporter_id'),
  agencyId: integer('agency_id'),
  assignedBy: text('assigned_by'),
  assignedAt: at('assigned_at').notNull(),
  revokedAt: at('revoked_at'),
  startsOn: on('starts_on'),
  endsOn: on('ends_on'),
  covers: integer('covers'),
});

export const invitation = tracker.table('invitation', {
  id: id(),
  tokenHash: text('token_hash').notNull(),
  email: text('email').notNull(),
  name: text('name').notNull(),
  role: text('role').notNull(),
  reporterId: integer('reporter_id'),
  agencyId: integer('agency_id'),
  invitedBy: text('invited_by').notNull(),
  invitedAt: at('invited_at').notNull(),
  expiresAt: at('expires_at').notNull(),
  acceptedAt: at('accepted_at'),
  revokedAt: at('revoked_at'),
});
