import { bigint, boolean, integer, text } from 'drizzle-orm/pg-core';
import { at, tracker } from './participants.ts';

/** Mail that waits, and the memory of what was sent. */
export const mail = tracker.table('mail', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  personId: text('person_id'),
  toAddress: text('to_address').notNull(),
  kind: text('kind').notNull(),
  subject: text('subject').notNull(),
  body: text('body').notNull(),
  isSecret: boolean('is_secret').notNull(),
  submissionId: integer('submission_id'),
  memory: text('memory').notNull(),
  attachmentName: text('attachment_name'),
  attachment: text('attachment'),
  createdAt: at('created_at').notNull(),
  status: text('status', {
    enum: ['waiting', 'sending', 'sent', 'failed', 'dropped', 'unknown'],
  }).notNull(),
  attempts: integer('attempts').notNull(),
  triedAt: at('tried_at'),
  sentAt: at('sent_at'),
  messageId: text('message_id'),
  lastError: text('last_error').notNull(),
});
