import { boolean, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { disclosures } from '#server/domain/evidence/evidence.rules.ts';
import type { EditionRule } from '#server/domain/publication/edition-rule.rules.ts';
import { submissionStatuses, transitions } from '#server/domain/submission/submission.workflow.ts';
import { releases, valueStates } from '#server/domain/value/indicator-definition.ts';
import { measures } from '#server/domain/value/measures.ts';
import type { SnapshotContent } from '#server/domain/submission/snapshot-content.ts';
import { at, big, bigId, id, json, on, quantity, tracker } from './columns.ts';

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
  state: text('state', { enum: ['planned', 'open', 'closed'] })
    .notNull()
    .default('planned'),
  editionRule: integer('edition_rule').$type<EditionRule>().notNull().default(4),
});

export const submission = tracker.table('submission', {
  id: id(),
  roundId: integer('round_id').notNull(),
  reporterId: integer('reporter_id').notNull(),
  status: text('status', { enum: submissionStatuses }).notNull().default('draft'),
  returnScope: text('return_scope', { enum: ['all', 'queried'] }),
  version: integer('version').notNull().default(1),
  dueOn: on('due_on').notNull(),
  openedAt: at('opened_at').notNull(),
  clearedAt: at('cleared_at'),
  clearedBy: text('cleared_by'),
  submittedAt: at('submitted_at'),
  firstSubmittedAt: at('first_submitted_at'),
  reviewStartedAt: at('review_started_at'),
  acceptedAt: at('accepted_at'),
  timesSubmitted: integer('times_submitted').notNull().default(0),
  extendedUntil: on('extended_until'),
});

export const activityReport = tracker.table(
  'activity_report',
  {
    submissionId: integer('submission_id').notNull(),
    activityId: integer('activity_id').notNull(),
    statusCode: text('status_code'),
    achievements: text('achievements').notNull().default(''),
    challenges: text('challenges').notNull().default(''),
    obstacles: text('obstacles').array().notNull().default([]),
    helpWanted: text('help_wanted').array().notNull().default([]),
    nextSteps: text('next_steps').notNull().default(''),
    narrativeReleased: boolean('narrative_released').notNull().default(false),
    version: integer('version').notNull().default(0),
    updatedBy: text('updated_by'),
    updatedAt: at('updated_at'),
    copiedFrom: integer('copied_from'),
  },
  (table) => [primaryKey({ columns: [table.submissionId, table.activityId] })],
);

export const indicatorReport = tracker.table(
  'indicator_report',
  {
    submissionId: integer('submission_id').notNull(),
    indicatorId: integer('indicator_id').notNull(),
    measure: text('measure', { enum: measures }).notNull(),
    note: text('note').notNull().default(''),
    release: text('release', { enum: releases }).notNull().default('regional'),
    version: integer('version').notNull().default(0),
    updatedBy: text('updated_by'),
    updatedAt: at('updated_at'),
    copiedFrom: integer('copied_from'),
  },
  (table) => [primaryKey({ columns: [table.submissionId, table.indicatorId] })],
);

export const indicatorValue = tracker.table('indicator_value', {
  id: id(),
  submissionId: integer('submission_id').notNull(),
  indicatorId: integer('indicator_id').notNull(),
  measure: text('measure', { enum: measures }).notNull(),
  dimensionCode: text('dimension_code'),
  categoryCode: text('category_code'),
  state: text('state', { enum: valueStates }).notNull(),
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
  disclosure: text('disclosure', { enum: disclosures }).notNull().default('private'),
  addedBy: text('added_by').notNull(),
  addedAt: at('added_at').notNull(),
  removedAt: at('removed_at'),
  purpose: text('purpose', { enum: ['support', 'clearance'] })
    .notNull()
    .default('support'),
  cell: text('cell'),
  fileName: text('file_name'),
  contentType: text('content_type'),
  sizeBytes: big('size_bytes'),
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
  version: integer('version').notNull().default(1),
});

export const submissionSnapshot = tracker.table(
  'submission_snapshot',
  {
    submissionId: integer('submission_id').notNull(),
    number: integer('number').notNull(),
    takenAt: at('taken_at').notNull(),
    content: json('content').$type<SnapshotContent>().notNull(),
    sha256: text('sha256').notNull(),
  },
  (table) => [primaryKey({ columns: [table.submissionId, table.number] })],
);

export const decision = tracker.table('decision', {
  id: id(),
  submissionId: integer('submission_id').notNull(),
  transition: text('transition', { enum: transitions }).notNull(),
  fromStatus: text('from_status', { enum: submissionStatuses }).notNull(),
  toStatus: text('to_status', { enum: submissionStatuses }).notNull(),
  reason: text('reason').notNull().default(''),
  decidedBy: text('decided_by').notNull(),
  decidedAt: at('decided_at').notNull(),
  submissionVersion: integer('submission_version').notNull(),
});

export const revision = tracker.table('revision', {
  id: bigId(),
  submissionId: integer('submission_id'),
  subject: text('subject').notNull(),
  subjectKey: text('subject_key').notNull(),
  before: json('before'),
  after: json('after'),
  changedBy: text('changed_by').notNull(),
  changedAt: at('changed_at').notNull(),
  requestId: uuid('request_id'),
});

export const requestLog = tracker.table(
  'request_log',
  {
    personId: text('person_id').notNull(),
    requestId: uuid('request_id').notNull(),
    procedure: text('procedure').notNull(),
    response: json('response').notNull(),
    answeredAt: at('answered_at').notNull(),
    inputSha256: text('input_sha256').notNull().default(''),
  },
  (table) => [primaryKey({ columns: [table.personId, table.requestId] })],
);

export const submissionProgress = tracker.table('submission_progress', {
  submissionId: integer('submission_id').primaryKey(),
  due: integer('due').notNull(),
  touched: integer('touched').notNull(),
});

/** Which step of the workflow leads where, and who makes it; filled by the baseline and held against submission.workflow.ts by a test. */
export const submissionTransition = tracker.table(
  'submission_transition',
  {
    fromStatus: text('from_status', { enum: submissionStatuses }).notNull(),
    toStatus: text('to_status', { enum: submissionStatuses }).notNull(),
    madeBy: text('made_by').array().notNull().default([]),
  },
  (table) => [primaryKey({ columns: [table.fromStatus, table.toStatus] })],
);
