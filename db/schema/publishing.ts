import { bigint, boolean, integer, text, timestamp } from 'drizzle-orm/pg-core';
import { tracker } from './participants.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

/** A publication that waits for its minute, or how that ended. */
export const publicationSchedule = tracker.table('publication_schedule', {
  id: integer('id').generatedAlwaysAsIdentity().primaryKey(),
  roundId: integer('round_id').notNull(),
  compilationId: integer('compilation_id').notNull(),
  sources: integer('sources').array().notNull(),
  publishAt: moment('publish_at').notNull(),
  title: text('title').notNull(),
  meeting: text('meeting').notNull(),
  note: text('note').notNull(),
  state: text('state').notNull(),
  failure: text('failure').notNull(),
  attempts: integer('attempts').notNull(),
  publicationNumber: integer('publication_number'),
  version: integer('version').notNull(),
  scheduledBy: text('scheduled_by').notNull(),
  changedAt: moment('changed_at').notNull(),
  endedAt: moment('ended_at'),
  withoutReport: boolean('without_report').notNull().default(false),
});

/** A reporter is asked whether its own figures may be shown. */
export const consentRequest = tracker.table('consent_request', {
  id: integer('id').generatedAlwaysAsIdentity().primaryKey(),
  submissionId: integer('submission_id').notNull(),
  snapshotNumber: integer('snapshot_number').notNull(),
  indicators: integer('indicators').array().notNull(),
  message: text('message').notNull(),
  requestedBy: text('requested_by').notNull(),
  requestedAt: moment('requested_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
});

/** A link to a question, from the time when questions were answered by link. It names the question and gives no right. */
export const consentLink = tracker.table('consent_link', {
  tokenHash: text('token_hash').primaryKey(),
  requestId: integer('request_id').notNull(),
  personId: text('person_id').notNull(),
});

/** What was answered; the newest counts. */
export const consentAnswer = tracker.table('consent_answer', {
  id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  requestId: integer('request_id').notNull(),
  indicatorId: integer('indicator_id').notNull(),
  agreed: boolean('agreed').notNull(),
  answeredBy: text('answered_by').notNull(),
  answeredAt: moment('answered_at').notNull(),
});

/** An answer that took the place of an earlier one, and why. */
export const consentChange = tracker.table('consent_change', {
  answerId: bigint('answer_id', { mode: 'number' }).primaryKey(),
  replaces: bigint('replaces', { mode: 'number' }).notNull(),
  reason: text('reason').notNull(),
});
