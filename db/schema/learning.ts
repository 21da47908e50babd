import { integer, primaryKey, text } from 'drizzle-orm/pg-core';
import {
  learningKinds,
  type LearningContent,
  type LearningKind,
} from '#server/domain/learning/learning-entry.rules.ts';
import { at, id, json, tracker } from './columns.ts';

/** The words of a judgement. */
export const judgementRating = tracker.table('judgement_rating', {
  code: text('code').primaryKey(),
  label: text('label').notNull(),
  meaning: text('meaning').notNull(),
  position: integer('position').notNull(),
});

/** A question, a judged target, a lesson or a follow-up action of a plan. */
export const learningEntry = tracker.table('learning_entry', {
  id: id(),
  planId: integer('plan_id').notNull(),
  kind: text('kind', { enum: learningKinds }).notNull(),
  code: text('code').notNull(),
  content: json('content').$type<LearningContent[LearningKind]>().notNull(),
  version: integer('version').notNull().default(1),
  changedBy: text('changed_by').notNull(),
  changedAt: at('changed_at').notNull(),
});

/** Every state of an entry; written by a trigger. */
export const learningRevision = tracker.table(
  'learning_revision',
  {
    entryId: integer('entry_id').notNull(),
    version: integer('version').notNull(),
    content: json('content').$type<LearningContent[LearningKind]>().notNull(),
    changedBy: text('changed_by').notNull(),
    changedAt: at('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.entryId, table.version] })],
);
