import { boolean, integer, text } from 'drizzle-orm/pg-core';
import { at, big, bigId, id, tracker } from './columns.ts';

/** A publication that waits for its minute, or how that ended. */
export const publicationSchedule = tracker.table('publication_schedule', {
  id: id(),
  roundId: integer('round_id').notNull(),
  compilationId: integer('compilation_id').notNull(),
  sources: integer('sources').array().notNull(),
  publishAt: at('publish_at').notNull(),
  title: text('title').notNull().default(''),
  meeting: text('meeting').notNull().default(''),
  note: text('note').notNull().default(''),
  state: text('state', { enum: ['waiting', 'published', 'cancelled', 'failed'] })
    .notNull()
    .default('waiting'),
  failure: text('failure').notNull().default(''),
  attempts: integer('attempts').notNull().default(0),
  publicationNumber: integer('publication_number'),
  version: integer('version').notNull().default(1),
  scheduledBy: text('scheduled_by').notNull(),
  changedAt: at('changed_at').notNull(),
  endedAt: at('ended_at'),
  withoutReport: boolean('without_report').notNull().default(false),
});

/** A reporter is asked whether its own figures may be shown. */
export const consentRequest = tracker.table('consent_request', {
  id: id(),
  submissionId: integer('submission_id').notNull(),
  snapshotNumber: integer('snapshot_number').notNull(),
  indicators: integer('indicators').array().notNull(),
  message: text('message').notNull().default(''),
  requestedBy: text('requested_by').notNull(),
  requestedAt: at('requested_at').notNull(),
  expiresAt: at('expires_at').notNull(),
});

/** A link to a question, from the time when questions were answered by link. It names the question and gives no right. */
export const consentLink = tracker.table('consent_link', {
  tokenHash: text('token_hash').primaryKey(),
  requestId: integer('request_id').notNull(),
  personId: text('person_id').notNull(),
});

/** What was answered; the newest counts. */
export const consentAnswer = tracker.table('consent_answer', {
  id: bigId(),
  requestId: integer('request_id').notNull(),
  indicatorId: integer('indicator_id').notNull(),
  agreed: boolean('agreed').notNull(),
  answeredBy: text('answered_by').notNull(),
  answeredAt: at('answered_at').notNull(),
});

/** An answer that took the place of an earlier one, and why. */
export const consentChange = tracker.table('consent_change', {
  answerId: big('answer_id').primaryKey(),
  replaces: big('replaces').notNull(),
  reason: text('reason').notNull(),
});
