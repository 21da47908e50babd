import { boolean, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { roles } from '#server/domain/access/can.rules.ts';
import { at, id, on, tracker } from './columns.ts';

export const memberState = tracker.table('member_state', {
  id: id(),
  iso2: text('iso2').notNull(),
  iso3: text('iso3').notNull(),
  m49: text('m49').notNull(),
  name: text('name').notNull(),
  actipStatus: text('actip_status').notNull().default('unknown'),
  timeZone: text('time_zone').notNull().default('Asia/Jakarta'),
  tileRow: integer('tile_row'),
  tileColumn: integer('tile_column'),
});

export const membership = tracker.table(
  'membership',
  { stateId: integer('state_id').notNull(), joinedOn: on('joined_on').notNull(), leftOn: on('left_on') },
  (table) => [primaryKey({ columns: [table.stateId, table.joinedOn] })],
);

export const sectoralBody = tracker.table('sectoral_body', {
  id: id(),
  acronym: text('acronym').notNull(),
  name: text('name').notNull(),
  pillar: text('pillar', { enum: ['APSC', 'AEC', 'ASCC', 'associated'] }).notNull(),
});

export const mandate = tracker.table(
  'mandate',
  { bodyId: integer('body_id').notNull(), startsOn: on('starts_on').notNull(), endsOn: on('ends_on') },
  (table) => [primaryKey({ columns: [table.bodyId, table.startsOn] })],
);

export const agency = tracker.table('agency', {
  id: id(),
  stateId: integer('state_id').notNull(),
  acronym: text('acronym').notNull(),
  name: text('name').notNull(),
  isClearingAuthority: boolean('is_clearing_authority').notNull().default(false),
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
  endedOn: on('ended_on'),
});

export const assignment = tracker.table('assignment', {
  id: id(),
  personId: text('person_id').notNull(),
  role: text('role', { enum: roles }).notNull(),
  reporterId: integer('reporter_id'),
  agencyId: integer('agency_id'),
  assignedBy: text('assigned_by'),
  assignedAt: at('assigned_at').notNull(),
  revokedAt: at('revoked_at'),
  startsOn: on('starts_on'),
  endsOn: on('ends_on'),
  covers: integer('covers'),
  partnerId: integer('partner_id'),
});

export const invitation = tracker.table('invitation', {
  id: id(),
  tokenHash: text('token_hash').notNull(),
  email: text('email').notNull(),
  name: text('name').notNull(),
  role: text('role', { enum: roles }).notNull(),
  reporterId: integer('reporter_id'),
  agencyId: integer('agency_id'),
  invitedBy: text('invited_by').notNull(),
  invitedAt: at('invited_at').notNull(),
  expiresAt: at('expires_at').notNull(),
  acceptedAt: at('accepted_at'),
  revokedAt: at('revoked_at'),
  partnerId: integer('partner_id'),
});

/** What signs the pass of whoever asks; see db/as-viewer.ts. Only the functions of the policies read it. */
export const viewerSecret = tracker.table('viewer_secret', {
  onlyRow: boolean('only_row').primaryKey().default(true),
  secret: text('secret').notNull(),
});

/** The roles that people hold now: not revoked, within their days, of accounts that are not disabled. */
export const heldRole = tracker
  .view('held_role', {
    id: integer('id').notNull(),
    personId: text('person_id').notNull(),
    role: text('role', { enum: roles }).notNull(),
    reporterId: integer('reporter_id'),
    agencyId: integer('agency_id'),
    covers: integer('covers'),
    partnerId: integer('partner_id'),
  })
  .existing();
