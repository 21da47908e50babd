import { integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { SnapshotContent } from '#server/domain/submission/snapshot-content.ts';
import type { PackContent } from '#server/domain/clearance/clearance-pack.rules.ts';
import type { WorkbookContent } from '#server/domain/workbook/workbook-report.ts';
import { at, bigId, id, json, on, tracker } from './columns.ts';

/** What happens inside a country or body before its report leaves: parts, deliveries, clearance, comments. */

export const responsibility = tracker.table('responsibility', {
  id: id(),
  reporterId: integer('reporter_id').notNull(),
  agencyId: integer('agency_id').notNull(),
  activityId: integer('activity_id'),
  indicatorId: integer('indicator_id'),
  dimensionCode: text('dimension_code'),
  categoryCode: text('category_code'),
  assignedBy: text('assigned_by').notNull(),
  assignedAt: at('assigned_at').notNull(),
  endedBy: text('ended_by'),
  endedAt: at('ended_at'),
});

export const delivery = tracker.table('delivery', {
  id: id(),
  submissionId: integer('submission_id').notNull(),
  agencyId: integer('agency_id').notNull(),
  note: text('note').notNull().default(''),
  deliveredBy: text('delivered_by').notNull(),
  deliveredAt: at('delivered_at').notNull(),
  takenBackBy: text('taken_back_by'),
  takenBackAt: at('taken_back_at'),
});

export const readiness = tracker.table('readiness', {
  submissionId: integer('submission_id').primaryKey(),
  note: text('note').notNull().default(''),
  markedBy: text('marked_by').notNull(),
  markedAt: at('marked_at').notNull(),
});

export const clearance = tracker.table(
  'clearance',
  {
    submissionId: integer('submission_id').notNull(),
    number: integer('number').notNull(),
    clearedBy: text('cleared_by').notNull(),
    clearedAt: at('cleared_at').notNull(),
    content: json('content').$type<SnapshotContent>().notNull(),
    sha256: text('sha256').notNull(),
    packReference: text('pack_reference'),
  },
  (table) => [primaryKey({ columns: [table.submissionId, table.number] })],
);

export const clearancePack = tracker.table('clearance_pack', {
  reference: text('reference').primaryKey(),
  submissionId: integer('submission_id').notNull(),
  number: integer('number').notNull(),
  madeBy: text('made_by').notNull(),
  madeAt: at('made_at').notNull(),
  content: json('content').$type<PackContent>().notNull(),
  sha256: text('sha256').notNull(),
});

export const cooperationComment = tracker.table('cooperation_comment', {
  id: id(),
  submissionId: integer('submission_id').notNull(),
  activityId: integer('activity_id').notNull(),
  bodyReporterId: integer('body_reporter_id').notNull(),
  comment: text('comment').notNull(),
  writtenBy: text('written_by').notNull(),
  writtenAt: at('written_at').notNull(),
  withdrawnAt: at('withdrawn_at'),
});

export const warningReason = tracker.table('warning_reason', {
  id: id(),
  submissionId: integer('submission_id').notNull(),
  activityId: integer('activity_id'),
  indicatorId: integer('indicator_id'),
  rule: text('rule').notNull(),
  field: text('field').notNull(),
  warning: text('warning').notNull(),
  reason: text('reason').notNull(),
  givenBy: text('given_by').notNull(),
  givenAt: at('given_at').notNull(),
});

export const workbookUpload = tracker.table('workbook_upload', {
  id: uuid('id').primaryKey(),
  submissionId: integer('submission_id').notNull(),
  uploadedBy: text('uploaded_by').notNull(),
  uploadedAt: at('uploaded_at').notNull(),
  fileName: text('file_name').notNull(),
  sha256: text('sha256').notNull(),
  content: json('content').$type<WorkbookContent>().notNull(),
  appliedAt: at('applied_at'),
  applied: json('applied'),
});

export const extension = tracker.table('extension', {
  id: id(),
  submissionId: integer('submission_id').notNull(),
  dueOn: on('due_on').notNull(),
  reason: text('reason').notNull(),
  givenBy: text('given_by').notNull(),
  givenAt: at('given_at').notNull(),
});

/** What the people of one reporter say to each other about an item. The secretariat sees no row of it. */
export const colleagueComment = tracker.table('colleague_comment', {
  id: bigId(),
  submissionId: integer('submission_id').notNull(),
  activityId: integer('activity_id'),
  indicatorId: integer('indicator_id'),
  text: text('text').notNull(),
  writtenBy: text('written_by').notNull(),
  writtenAt: at('written_at').notNull(),
});
