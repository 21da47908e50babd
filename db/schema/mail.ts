import { sql } from 'drizzle-orm';
import { boolean, integer, text } from 'drizzle-orm/pg-core';
import { at, bigId, on, tracker } from './columns.ts';

/** Mail that waits, and the memory of what was sent. */
export const mail = tracker.table('mail', {
  id: bigId(),
  personId: text('person_id'),
  toAddress: text('to_address').notNull(),
  kind: text('kind').notNull(),
  subject: text('subject').notNull(),
  body: text('body').notNull(),
  isSecret: boolean('is_secret').notNull().default(false),
  submissionId: integer('submission_id'),
  memory: text('memory').notNull(),
  attachmentName: text('attachment_name'),
  attachment: text('attachment'),
  createdAt: at('created_at').notNull(),
  status: text('status', { enum: ['waiting', 'sending', 'sent', 'failed', 'dropped', 'unknown'] })
    .notNull()
    .default('waiting'),
  attempts: integer('attempts').notNull().default(0),
  triedAt: at('tried_at'),
  sentAt: at('sent_at'),
  /**
   * Set when the mail is first tried and the same whenever it is tried again, so that a server that had taken it
   * after all can tell. It says nothing about the mail.
   */
  messageId: text('message_id'),
  lastError: text('last_error').notNull().default(''),
});

/** What somebody with an account was told, in the application. */
export const notification = tracker.table('notification', {
  id: bigId(),
  personId: text('person_id').notNull(),
  kind: text('kind').notNull(),
  title: text('title').notNull(),
  /** Where in the application it leads. */
  path: text('path').notNull(),
  memory: text('memory').notNull(),
  createdAt: at('created_at').notNull(),
  readAt: at('read_at'),
});

/** Which notifications a person also wants as mail. */
export const mailChoice = tracker.table('mail_choice', {
  personId: text('person_id').primaryKey(),
  unwanted: text('unwanted').array().notNull().default(sql`'{}'`),
  pausedUntil: on('paused_until'),
  changedAt: at('changed_at').notNull(),
});
