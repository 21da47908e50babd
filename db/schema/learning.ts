import { integer, jsonb, text, timestamp } from 'drizzle-orm/pg-core';
import { tracker } from './participants.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

/** The words of a judgement. */
export const judgementRating = tracker.table('judgement_rating', {
  code: text('code').primaryKey(),
  label: text('label').notNull(),
  meaning: text('meaning').notNull(),
  position: integer('position').notNull(),
});

/** A question, a judged target, a lesson or a follow-up action of a plan. */
export const learningEntry = tracker.table('learning_entry', {
  id: integer('id').generatedAlwaysAsIdentity().primaryKey(),
  planId: integer('plan_id').notNull(),
  kind: text('kind').notNull(),
  code: text('code').notNull(),
  content: jsonb('content').notNull(),
  version: integer('version').notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: moment('changed_at').notNull(),
});

/** Every state of an entry; written by a trigger. */
export const learningRevision = tracker.table('learning_revision', {
  entryId: integer('entry_id').notNull(),
  version: integer('version').notNull(),
  content: jsonb('content').notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: moment('changed_at').notNull(),
});
