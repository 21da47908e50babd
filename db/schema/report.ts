import { bigint, integer, jsonb, text, timestamp } from 'drizzle-orm/pg-core';
import { tracker } from './participants.ts';

/** The words of one section of a round's report; references stand in them for numbers. */
export const reportSection = tracker.table('report_section', {
  roundId: integer('round_id').notNull(),
  key: text('key').notNull(),
  text: text('text').notNull(),
  /** What each reference stood for when the text was saved. */
  facts: jsonb('facts').notNull(),
  version: integer('version').notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: timestamp('changed_at', { withTimezone: true, mode: 'string' }).notNull(),
});

/** Every state of a section; written by a trigger. */
export const reportSectionRevision = tracker.table('report_section_revision', {
  id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  roundId: integer('round_id').notNull(),
  key: text('key').notNull(),
  version: integer('version').notNull(),
  text: text('text').notNull(),
  facts: jsonb('facts').notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: timestamp('changed_at', { withTimezone: true, mode: 'string' }).notNull(),
});

/** What was said about a section. Answers hang on the first comment of their thread. */
export const reportComment = tracker.table('report_comment', {
  id: integer('id').generatedAlwaysAsIdentity().primaryKey(),
  roundId: integer('round_id').notNull(),
  key: text('key').notNull(),
  answersId: integer('answers_id'),
  text: text('text').notNull(),
  writtenBy: text('written_by').notNull(),
  writtenAt: timestamp('written_at', { withTimezone: true, mode: 'string' }).notNull(),
  resolvedBy: text('resolved_by'),
  resolvedAt: timestamp('resolved_at', { withTimezone: true, mode: 'string' }),
});

/** Every state of a note on comparability; written by a trigger. */
export const comparabilityRevision = tracker.table('comparability_revision', {
  id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  noteId: integer('note_id').notNull(),
  version: integer('version').notNull(),
  content: jsonb('content').notNull(),
  changedBy: text('changed_by'),
  changedAt: timestamp('changed_at', { withTimezone: true, mode: 'string' }).notNull(),
});
