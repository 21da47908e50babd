import { integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, id, json, tracker } from './columns.ts';

/** How plans are brought in and amended. */

/** The statuses that an activity of a plan can have; a plan without rows takes them all. */
export const planStatus = tracker.table(
  'plan_status',
  {
    planId: integer('plan_id').notNull(),
    statusCode: text('status_code').notNull(),
    position: integer('position').notNull(),
  },
  (table) => [primaryKey({ columns: [table.planId, table.statusCode] })],
);

export const planAmendment = tracker.table('plan_amendment', {
  id: id(),
  planId: integer('plan_id').notNull(),
  number: integer('number').notNull(),
  title: text('title').notNull(),
  reason: text('reason').notNull(),
  effectiveRoundId: integer('effective_round_id').notNull(),
  changes: json('changes').notNull(),
  madeBy: text('made_by').notNull(),
  madeAt: at('made_at').notNull(),
});

/** How an activity read in the rounds before the one that is named. */
export const activityVersion = tracker.table('activity_version', {
  id: id(),
  activityId: integer('activity_id').notNull(),
  amendmentId: integer('amendment_id').notNull(),
  untilRoundId: integer('until_round_id').notNull(),
  content: json('content').notNull(),
});

export const indicatorVersion = tracker.table('indicator_version', {
  id: id(),
  indicatorId: integer('indicator_id').notNull(),
  amendmentId: integer('amendment_id').notNull(),
  untilRoundId: integer('until_round_id').notNull(),
  content: json('content').notNull(),
});

export const planUpload = tracker.table('plan_upload', {
  id: uuid('id').primaryKey(),
  uploadedBy: text('uploaded_by').notNull(),
  uploadedAt: at('uploaded_at').notNull(),
  fileName: text('file_name').notNull(),
  sha256: text('sha256').notNull(),
  content: json('content').notNull(),
  appliedAt: at('applied_at'),
});
