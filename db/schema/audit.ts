import { integer, text, uuid } from 'drizzle-orm/pg-core';
import { accessDecisions } from '#server/domain/access/access-review.rules.ts';
import { roleVerdicts } from '#server/domain/person/roles.rules.ts';
import type { PeopleOutcome, PeopleUpload } from '#server/domain/person/people-file.schema.ts';
import { at, big, bigId, id, json, tracker } from './columns.ts';

/** Who did what, and who looks after whom. */

export const auditEntry = tracker.table('audit_entry', {
  sequence: big('sequence').primaryKey(),
  at: at('at').notNull(),
  personId: text('person_id'),
  kind: text('kind').notNull(),
  event: text('event').notNull(),
  roundCode: text('round_code'),
  reporterCode: text('reporter_code'),
  subject: text('subject'),
  detail: json('detail').notNull(),
  source: text('source'),
  rowHashes: json('row_hashes'),
  previousHash: text('previous_hash').notNull(),
  hash: text('hash').notNull(),
});

export const accessReview = tracker.table('access_review', {
  id: id(),
  roundId: integer('round_id').notNull(),
  assignmentId: integer('assignment_id').notNull(),
  decision: text('decision', { enum: accessDecisions }).notNull(),
  decidedBy: text('decided_by').notNull(),
  decidedAt: at('decided_at').notNull(),
});

export const peopleUpload = tracker.table('people_upload', {
  id: uuid('id').primaryKey(),
  uploadedBy: text('uploaded_by').notNull(),
  uploadedAt: at('uploaded_at').notNull(),
  fileName: text('file_name').notNull(),
  content: json('content').$type<PeopleUpload>().notNull(),
  appliedAt: at('applied_at'),
  outcome: json('outcome').$type<PeopleOutcome>(),
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
  decision: text('decision', { enum: roleVerdicts }),
  decidedBy: text('decided_by'),
  decidedAt: at('decided_at'),
  assignmentId: integer('assignment_id'),
});

/** Audit entries of a transaction that is not over yet; they join the chain when it commits. */
export const auditPending = tracker.table('audit_pending', {
  id: bigId(),
  at: at('at').notNull(),
  personId: text('person_id'),
  kind: text('kind').notNull(),
  event: text('event').notNull(),
  roundCode: text('round_code'),
  reporterCode: text('reporter_code'),
  subject: text('subject'),
  detail: json('detail').notNull(),
  source: text('source'),
  rowHashes: json('row_hashes'),
});
