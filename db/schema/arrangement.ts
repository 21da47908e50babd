import { integer, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ReleasePart } from '#server/domain/arrangement/arrangement-words.ts';
import type { AccountContent, ArrangementContent } from '#server/domain/arrangement/arrangement.schema.ts';
import { at, id, json, tracker } from './columns.ts';

/** What states have agreed between them: an entry of cooperation in the library. What it says is in its versions. */
export const arrangement = tracker.table('arrangement', {
  id: id(),
  itemId: integer('item_id').notNull(),
  /** The member states that take part. */
  partyIds: integer('party_ids').array().notNull(),
  version: integer('version').notNull().default(1),
});

/** Every state of an arrangement; rows never change. */
export const arrangementVersion = tracker.table(
  'arrangement_version',
  {
    arrangementId: integer('arrangement_id').notNull(),
    version: integer('version').notNull(),
    content: json('content').$type<ArrangementContent>().notNull(),
    changedBy: text('changed_by').notNull(),
    changedAt: at('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.arrangementId, table.version] })],
);

/** A state's own account of an arrangement; its newest row counts. Rows never change. */
export const arrangementAccount = tracker.table(
  'arrangement_account',
  {
    arrangementId: integer('arrangement_id').notNull(),
    reporterId: integer('reporter_id').notNull(),
    number: integer('number').notNull(),
    version: integer('version').notNull(),
    content: json('content').$type<AccountContent>().notNull(),
    saidBy: text('said_by').notNull(),
    saidAt: at('said_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.arrangementId, table.reporterId, table.number] })],
);

/** What a state has released of an arrangement and its account; its newest row counts. Rows never change. */
export const arrangementRelease = tracker.table('arrangement_release', {
  id: id(),
  arrangementId: integer('arrangement_id').notNull(),
  reporterId: integer('reporter_id').notNull(),
  number: integer('number').notNull(),
  version: integer('version').notNull(),
  parts: text('parts').array().$type<ReleasePart[]>().notNull(),
  saidBy: text('said_by').notNull(),
  saidAt: at('said_at').notNull(),
});
