import { boolean, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { at, bigId, id, json, now, tracker } from './columns.ts';

/** What the secretariat keeps beside reports while it reviews them. Nothing of it changes a report. */

export const reviewMark = tracker.table('review_mark', {
  submissionId: integer('submission_id').notNull(),
  personId: text('person_id').notNull(),
  activityId: integer('activity_id'),
  indicatorId: integer('indicator_id'),
  field: text('field').notNull(),
  timesSubmitted: integer('times_submitted').notNull(),
  markedAt: at('marked_at').notNull(),
});

export const reviewPhrase = tracker.table('review_phrase', {
  id: id(),
  title: text('title').notNull(),
  words: text('words').notNull(),
  version: integer('version').notNull().default(1),
  changedBy: text('changed_by').notNull(),
  changedAt: at('changed_at').notNull(),
  endedAt: at('ended_at'),
});

export const compilerNote = tracker.table('compiler_note', {
  id: id(),
  submissionId: integer('submission_id').notNull(),
  activityId: integer('activity_id'),
  indicatorId: integer('indicator_id'),
  words: text('words').notNull(),
  version: integer('version').notNull().default(1),
  writtenBy: text('written_by').notNull(),
  writtenAt: at('written_at').notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: at('changed_at').notNull(),
  endedAt: at('ended_at'),
});

export const editorialText = tracker.table('editorial_text', {
  id: id(),
  submissionId: integer('submission_id').notNull(),
  activityId: integer('activity_id'),
  indicatorId: integer('indicator_id'),
  field: text('field', { enum: ['achievements', 'challenges', 'nextSteps', 'note'] }).notNull(),
  words: text('words').notNull(),
  timesSubmitted: integer('times_submitted').notNull(),
  version: integer('version').notNull().default(1),
  changedBy: text('changed_by').notNull(),
  changedAt: at('changed_at').notNull(),
  withdrawn: boolean('withdrawn').notNull().default(false),
});

export const reviewTextRevision = tracker.table('review_text_revision', {
  id: bigId(),
  kind: text('kind', { enum: ['review_phrase', 'compiler_note', 'editorial_text'] }).notNull(),
  rowId: integer('row_id').notNull(),
  version: integer('version').notNull(),
  content: json('content').notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: at('changed_at').notNull(),
});

export const deskSetting = tracker.table('desk_setting', {
  key: text('key').primaryKey(),
  isOn: boolean('is_on').notNull(),
  version: integer('version').notNull().default(1),
  changedBy: text('changed_by'),
  changedAt: at('changed_at').notNull().default(now),
});

export const reviewApproval = tracker.table('review_approval', {
  id: id(),
  submissionId: integer('submission_id').notNull(),
  submissionVersion: integer('submission_version').notNull(),
  approvedBy: text('approved_by').notNull(),
  approvedAt: at('approved_at').notNull(),
});

export const bulkAcceptance = tracker.table('bulk_acceptance', {
  id: id(),
  filter: json('filter').notNull(),
  madeBy: text('made_by').notNull(),
  madeAt: at('made_at').notNull(),
  sessionKey: text('session_key').notNull(),
  undoneBy: text('undone_by'),
  undoneAt: at('undone_at'),
});

export const bulkAcceptanceItem = tracker.table(
  'bulk_acceptance_item',
  {
    bulkAcceptanceId: integer('bulk_acceptance_id').notNull(),
    submissionId: integer('submission_id').notNull(),
    acceptedVersion: integer('accepted_version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.bulkAcceptanceId, table.submissionId] })],
);

export const reviewAssignment = tracker.table('review_assignment', {
  id: id(),
  submissionId: integer('submission_id').notNull(),
  reviewerId: text('reviewer_id'),
  assignedBy: text('assigned_by').notNull(),
  assignedAt: at('assigned_at').notNull(),
});

export const savedView = tracker.table('saved_view', {
  id: id(),
  personId: text('person_id').notNull(),
  title: text('title').notNull(),
  query: text('query').notNull(),
  savedAt: at('saved_at').notNull(),
});

export const deskVisit = tracker.table('desk_visit', {
  personId: text('person_id').primaryKey(),
  sinceAt: at('since_at').notNull(),
  lastAt: at('last_at').notNull(),
});
