import { bigint, boolean, date, integer, jsonb, text, timestamp } from 'drizzle-orm/pg-core';
import { tracker } from './participants.ts';

/** Studies, roundtables and dialogues, tied to what they are about. */
export const libraryKind = tracker.table('library_kind', {
  code: text('code').primaryKey(),
  label: text('label').notNull(),
  /** Whether the states that an entry names work together by it: then they are pairs. */
  isCooperation: boolean('is_cooperation').notNull(),
  position: integer('position').notNull(),
});

export const libraryItem = tracker.table('library_item', {
  id: integer('id').generatedAlwaysAsIdentity().primaryKey(),
  code: text('code').notNull(),
  kindCode: text('kind_code').notNull(),
  title: text('title').notNull(),
  summary: text('summary').notNull(),
  happenedOn: date('happened_on', { mode: 'string' }),
  year: integer('year'),
  endedOn: date('ended_on', { mode: 'string' }),
  organisers: text('organisers').notNull(),
  place: text('place').notNull(),
  url: text('url'),
  basis: text('basis').notNull(),
  states: text('states').array().notNull(),
  bodies: text('bodies').array().notNull(),
  partners: text('partners').array().notNull(),
  activities: text('activities').array().notNull(),
  lenses: text('lenses').array().notNull(),
  released: boolean('released').notNull(),
  version: integer('version').notNull(),
  changedBy: text('changed_by'),
  changedAt: timestamp('changed_at', { withTimezone: true, mode: 'string' }).notNull(),
});

/** Every state of an entry; written by a trigger. */
export const libraryRevision = tracker.table('library_revision', {
  id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  itemId: integer('item_id').notNull(),
  version: integer('version').notNull(),
  content: jsonb('content').notNull(),
  changedBy: text('changed_by'),
  changedAt: timestamp('changed_at', { withTimezone: true, mode: 'string' }).notNull(),
});
