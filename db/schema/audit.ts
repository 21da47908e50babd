import { bigint, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core';
import { at, id, tracker } from './participants.ts';

/** Who did what, and who looks after whom. */

export const auditEntry = tracker.table('audit_entry', {
  sequence: bigint('sequence', { mode: 'number' }).primaryKey(),
  at: at('at').notNull(),
  personId: text('person_id'),
  kind: text('kind').notNull(),
  event: text('event').notNull(),
  roundCode: text('round_code'),
  reporterCode: text('reporter_code'),
  subject: text('subject'),
  detail: jsonb('detail').notNull(),
  source: text('source'),
  rowHashes: jsonb('row_hashes'),
  previousHash: text('previous_hash').notNull(),
  hash: text('hash').notNull(),
});

export const accessReview = tracker.table('access_review', {
  id: id(),
  roundId: integer('round_id').notNull(),
  assignmentId: integer('assignment_id').notNull(),
  decision: text('decision', { enum: ['keep', 'end'] }).notNull(),
  decidedBy: text('decided_by').notNull(),
  decidedAt: at('decided_at').notNull(),
});

export const peopleUpload = tracker.table('people_upload', {
  id: uuid('id').primaryKey(),
  uploadedBy: text('uploaded_by').notNull(),
  uploadedAt: at('uploaded_at').notNull(),
  fileName: text('file_name').notNull(),
  content: jsonb('content').notNull(),
  appliedAt: at('applied_at'),
  outcome: jsonb('outcome'),
});

/** A role in a reporter that waits for a yes, or how that ended. It gives no right by itself. */
export const roleRequest = tracker.table('role_request', {
  id: id(),
  personId: text('person_id').notNull(),
  role: text('role', { enum: ['contributor', 'focal_point', 'clearing_officer'] }).notNull(),
  reporterId: integer('reporter_id').notNull(),
  askedBy: text('asked_by').notNull(),
  askedAt: at('asked_at').notNull(),
  invitationId: integer('invitation_id'),
  decision: text('decision', { enum: ['confirmed', 'declined', 'withdrawn'] }),
  decidedBy: text('decided_by'),
  decidedAt: at('decided_at'),
  assignmentId: integer('assignment_id'),
});
