import { integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { at, bigId, id, json, tracker } from './columns.ts';

/** The words of one section of a round's report; references stand in them for numbers. */
export const reportSection = tracker.table(
  'report_section',
  {
    roundId: integer('round_id').notNull(),
    key: text('key').notNull(),
    text: text('text').notNull(),
    /** What each reference stood for when the text was saved. */
    facts: json('facts').notNull().default({}),
    version: integer('version').notNull().default(1),
    changedBy: text('changed_by').notNull(),
    changedAt: at('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.roundId, table.key] })],
);

/** Every state of a section; written by a trigger. */
export const reportSectionRevision = tracker.table('report_section_revision', {
  id: bigId(),
  roundId: integer('round_id').notNull(),
  key: text('key').notNull(),
  version: integer('version').notNull(),
  text: text('text').notNull(),
  facts: json('facts').notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: at('changed_at').notNull(),
});

/** What was said about a section. Answers hang on the first comment of their thread. */
export const reportComment = tracker.table('report_comment', {
  id: id(),
  roundId: integer('round_id').notNull(),
  key: text('key').notNull(),
  answersId: integer('answers_id'),
  text: text('text').notNull(),
  writtenBy: text('written_by').notNull(),
  writtenAt: at('written_at').notNull(),
  resolvedBy: text('resolved_by'),
  resolvedAt: at('resolved_at'),
});

/** Every state of a note on comparability; written by a trigger. */
export const comparabilityRevision = tracker.table('comparability_revision', {
  id: bigId(),
  noteId: integer('note_id').notNull(),
  version: integer('version').notNull(),
  content: json('content').notNull(),
  changedBy: text('changed_by'),
  changedAt: at('changed_at').notNull(),
});
