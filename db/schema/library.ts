import { boolean, integer, text } from 'drizzle-orm/pg-core';
import { at, bigId, id, json, on, now, tracker } from './columns.ts';

/** Studies, roundtables and dialogues, tied to what they are about. */
export const libraryKind = tracker.table('library_kind', {
  code: text('code').primaryKey(),
  label: text('label').notNull(),
  /** Whether the states that an entry names work together by it: then they are pairs. */
  isCooperation: boolean('is_cooperation').notNull().default(false),
  position: integer('position').notNull(),
  endedOn: on('ended_on'),
});

export const libraryItem = tracker.table('library_item', {
  id: id(),
  code: text('code').notNull(),
  kindCode: text('kind_code').notNull(),
  title: text('title').notNull(),
  summary: text('summary').notNull(),
  happenedOn: on('happened_on'),
  year: integer('year'),
  endedOn: on('ended_on'),
  organisers: text('organisers').notNull().default(''),
  place: text('place').notNull().default(''),
  url: text('url'),
  basis: text('basis').notNull().default(''),
  states: text('states').array().notNull().default([]),
  bodies: text('bodies').array().notNull().default([]),
  partners: text('partners').array().notNull().default([]),
  activities: text('activities').array().notNull().default([]),
  lenses: text('lenses').array().notNull().default([]),
  released: boolean('released').notNull().default(false),
  /** Whether it is known that it has no published recommendations. */
  recommendationsNotPublished: boolean('recommendations_not_published').notNull().default(false),
  version: integer('version').notNull().default(1),
  changedBy: text('changed_by'),
  changedAt: at('changed_at').notNull().default(now),
});

/** Every state of an entry; written by a trigger. */
export const libraryRevision = tracker.table('library_revision', {
  id: bigId(),
  itemId: integer('item_id').notNull(),
  version: integer('version').notNull(),
  content: json('content').notNull(),
  changedBy: text('changed_by'),
  changedAt: at('changed_at').notNull(),
});
