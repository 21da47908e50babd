import { bigint, boolean, integer, jsonb, numeric, text, uuid } from 'drizzle-orm/pg-core';
import { at, id, on, tracker } from './participants.ts';

const quantity = (name: string) => numeric(name, { precision: 20, scale: 4 });

export const round = tracker.table('round', {
  id: id(),
  code: text('code').notNull(),
  title: text('title').notNull(),
  planId: integer('plan_id').notNull(),
  periodStart: on('period_start').notNull(),
  periodEnd: on('period_end').notNull(),
  opensOn: on('opens_on').notNull(),
  dueOn: on('due_on').notNull(),
  closesOn: on('closes_on').notNull(),
  state: text('state', { enum: ['planned', 'open', 'closed'] }).notNull(),
});

const submissionStatus = ['draft', 'cleared', 'submitted', 'returned', 'accepted'] as const;

export const submission = tracker.table('submission', {
  id: id(),
  roundId: integer('round_id').notNull(),
  reporterId: integer('reporter_id').notNull(),
  status: text('status', { enum: submissionStatus }).notNull(),
  returnScope: text('return_scope', { enum: ['all', 'queried'] }),
  version: integer('version').notNull(),
  dueOn: on('due_on').notNull(),
  openedAt: at('opened_at').notNull(),
  clearedAt: at('cleared_at'),
  clearedBy: text('cleared_by'),
  submittedAt: at('submitted_at'),
  firstSubmittedAt: at('first_submitted_at'),
  reviewStartedAt: at('review_started_at'),
  acceptedAt: at('accepted_at'),
  timesSubmitted: integer('times_submitted').notNull(),
  extendedUntil: on('extended_until'),
});

export const activityReport = tracker.table('activity_report', {
  submissionId: integer('submission_id').notNull(),
  activityId: integer('activity_id').notNull(),
  statusCode: text('status_code'),
  achievements: text('achievements').notNull(),
  challenges: text('challenges').notNull(),
  nextSteps: text('next_steps').notNull(),
  narrativeReleased: boolean('narrative_released').notNull(),
  version: integer('version').notNull(),
  updatedBy: text('updated_by'),
  updatedAt: at('updated_at'),
  copiedFrom: integer('copied_from'),
});

export const indicatorReport = tracker.table('indicator_report', {
  submissionId: integer('submission_id').notNull(),
  indicatorId: integer('indicator_id').notNull(),
  measure: text('measure').notNull(),
  note: text('note').notNull(),
  release: text('release', { enum: ['regional', 'national', 'withheld'] }).notNull(),
  version: integer('version').notNull(),
  updatedBy: text('updated_by'),
  updatedAt: at('updated_at'),
  copiedFrom: integer('copied_from'),
});

export const indicatorValue = tracker.table('indicator_value', {
  id: id(),
  submissionId: integer('submission_id').notNull(),
  indicatorId: integer('indicator_id').notNull(),
  measure: text('measure').notNull(),
  dimensionCode: text('dimension_code'),
  categoryCode: text('category_code'),
  state: text('state', { enum: ['reported', 'not_available', 'not_applicable'] }).notNull(),
  value: quantity('value'),
  numerator: quantity('numerator'),
  denominator: quantity('denominator'),
  choiceList: text('choice_list'),
  choiceCode: text('choice_code'),
  textValue: text('text_value'),
});

export const evidence = tracker.table('evidence', {
  id: id(),
  submissionId: integer('submission_id').notNull(),
  activityId: integer('activity_id'),
  indicatorId: integer('indicator_id'),
  kind: text('kind', { enum: ['file', 'link'] }).notNull(),
  title: text('title').notNull(),
  url: text('url'),
  storageKey: text('storage_key'),
  disclosure: text('disclosure', { enum: ['private', 'asean', 'public'] }).notNull(),
  addedBy: text('added_by').notNull(),
  addedAt: at('added_at').notNull(),
  removedAt: at('removed_at'),
  purpose: text('purpose', { enum: ['support', 'clearance'] }).notNull(),
  cell: text('cell'),
  fileName: text('file_name'),
  contentType: text('content_type'),
  sizeBytes: bigint('size_bytes', { mode: 'number' }),
  sha256: text('sha256'),
  scan: text('scan', { enum: ['clean', 'not_scanned'] }),
  packReference: text('pack_reference'),
  removedBy: text('removed_by'),
  removedContents: text('removed_contents').array().notNull().default([]),
});

export const query = tracker.table('query', {
  id: id(),
  submissionId: integer('submission_id').notNull(),
  activityId: integer('activity_id'),
  indicatorId: integer('indicator_id'),
  field: text('field').notNull(),
  question: text('question').notNull(),
  raisedBy: text('raised_by').notNull(),
  raisedAt: at('raised_at').notNull(),
  timesSubmitted: integer('times_submitted').notNull(),
  sentAt: at('sent_at'),
  answer: text('answer'),
  answeredBy: text('answered_by'),
  answeredAt: at('answered_at'),
  resolvedBy: text('resolved_by'),
  resolvedAt: at('resolved_at'),
  version: integer('version').notNull(),
});

export const submissionSnapshot = tracker.table('submission_snapshot', {
  submissionId: integer('submission_id').notNull(),
  number: integer('number').notNull(),
  takenAt: at('taken_at').notNull(),
  content: jsonb('content').notNull(),
  sha256: text('sha256').notNull(),
});

export const decision = tracker.table('decision', {
  id: id(),
  submissionId: integer('submission_id').notNull(),
  transition: text('transition').notNull(),
  fromStatus: text('from_status', { enum: submissionStatus }).notNull(),
  toStatus: text('to_status', { enum: submissionStatus }).notNull(),
  reason: text('reason').notNull(),
  decidedBy: text('decided_by').notNull(),
  decidedAt: at('decided_at').notNull(),
  submissionVersion: integer('submission_version').notNull(),
});

export const revision = tracker.table('revision', {
  id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  submissionId: integer('submission_id'),
  subject: text('subject').notNull(),
  subjectKey: text('subject_key').notNull(),
  before: jsonb('before'),
  after: jsonb('after'),
  changedBy: text('changed_by').notNull(),
  changedAt: at('changed_at').notNull(),
  requestId: uuid('request_id'),
});

export const requestLog = tracker.table('request_log', {
  personId: text('person_id').notNull(),
  requestId: uuid('request_id').notNull(),
  procedure: text('procedure').notNull(),
  response: jsonb('response').notNull(),
  answeredAt: at('answered_at').notNull(),
  inputSha256: text('input_sha256').notNull(),
});

export const submissionProgress = tracker.table('submission_progress', {
  submissionId: integer('submission_id').primaryKey(),
  due: integer('due').notNull(),
  touched: integer('touched').notNull(),
});
