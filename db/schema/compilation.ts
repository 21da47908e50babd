import { boolean, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { submissionStatuses } from '#server/domain/submission/submission.workflow.ts';
import { releases, valueStates } from '#server/domain/value/indicator-definition.ts';
import { at, big, id, on, quantity, tracker } from './columns.ts';

export const compilation = tracker.table('compilation', {
  id: id(),
  roundId: integer('round_id').notNull(),
  number: integer('number').notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: at('created_at').notNull(),
  sha256: text('sha256').notNull(),
});

export const compiledSubmission = tracker.table(
  'compiled_submission',
  {
    compilationId: integer('compilation_id').notNull(),
    submissionId: integer('submission_id').notNull(),
    reporterId: integer('reporter_id').notNull(),
    status: text('status', { enum: submissionStatuses }).notNull(),
    included: boolean('included').notNull(),
    dueOn: on('due_on').notNull(),
    firstSubmittedAt: at('first_submitted_at'),
    snapshotNumber: integer('snapshot_number'),
    dueActivities: integer('due_activities').array().notNull(),
    dueIndicators: integer('due_indicators').array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.compilationId, table.submissionId] })],
);

export const compiledActivityReport = tracker.table(
  'compiled_activity_report',
  {
    compilationId: integer('compilation_id').notNull(),
    submissionId: integer('submission_id').notNull(),
    reporterId: integer('reporter_id').notNull(),
    activityId: integer('activity_id').notNull(),
    statusCode: text('status_code'),
    achievements: text('achievements').notNull(),
    challenges: text('challenges').notNull(),
    obstacles: text('obstacles').array().notNull().default([]),
    helpWanted: text('help_wanted').array().notNull().default([]),
    nextSteps: text('next_steps').notNull(),
    narrativeReleased: boolean('narrative_released').notNull(),
  },
  (table) => [primaryKey({ columns: [table.compilationId, table.submissionId, table.activityId] })],
);

export const compiledIndicatorReport = tracker.table(
  'compiled_indicator_report',
  {
    compilationId: integer('compilation_id').notNull(),
    submissionId: integer('submission_id').notNull(),
    reporterId: integer('reporter_id').notNull(),
    indicatorId: integer('indicator_id').notNull(),
    note: text('note').notNull(),
    release: text('release', { enum: releases }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.compilationId, table.submissionId, table.indicatorId] })],
);

export const compiledValue = tracker.table('compiled_value', {
  compilationId: integer('compilation_id').notNull(),
  submissionId: integer('submission_id').notNull(),
  indicatorId: integer('indicator_id').notNull(),
  valueId: integer('value_id').notNull(),
  reporterId: integer('reporter_id').notNull(),
  dimensionCode: text('dimension_code'),
  categoryCode: text('category_code'),
  state: text('state', { enum: valueStates }).notNull(),
  value: quantity('value'),
  numerator: quantity('numerator'),
  denominator: quantity('denominator'),
  choiceCode: text('choice_code'),
  textValue: text('text_value'),
});

/** What stands behind the figures of an indicator in a round, by the checksum of its text. */
export const figureTrace = tracker.table('figure_trace', {
  sha256: text('sha256').primaryKey(),
  body: text('body').notNull(),
});

export const publicationTrace = tracker.table(
  'publication_trace',
  {
    publicationNumber: integer('publication_number').notNull(),
    indicatorCode: text('indicator_code').notNull(),
    roundCode: text('round_code').notNull(),
    valuesSha256: text('values_sha256'),
    traceSha256: text('trace_sha256').notNull(),
  },
  (table) => [primaryKey({ columns: [table.publicationNumber, table.indicatorCode, table.roundCode] })],
);

export const publicationEvent = tracker.table('publication_event', {
  publicationNumber: integer('publication_number').primaryKey(),
  compilationId: integer('compilation_id').notNull(),
  publishedBy: text('published_by').notNull(),
  publishedAt: at('published_at').notNull(),
  /** Who had set the minute, where the calendar published. */
  scheduledBy: text('scheduled_by'),
  /** The checksum of the code that built it; null for publications from before it was kept. */
  builtBy: text('built_by'),
});

export const publicationSource = tracker.table(
  'publication_source',
  {
    publicationNumber: integer('publication_number').notNull(),
    compilationId: integer('compilation_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.publicationNumber, table.compilationId] })],
);

/** Evidence that was marked public when a round was compiled. */
export const compiledEvidence = tracker.table(
  'compiled_evidence',
  {
    compilationId: integer('compilation_id').notNull(),
    submissionId: integer('submission_id').notNull(),
    evidenceId: integer('evidence_id').notNull(),
    reporterId: integer('reporter_id').notNull(),
    activityId: integer('activity_id'),
    indicatorId: integer('indicator_id'),
    kind: text('kind').notNull(),
    title: text('title').notNull(),
    url: text('url'),
    storageKey: text('storage_key'),
    fileName: text('file_name'),
    contentType: text('content_type'),
    sizeBytes: big('size_bytes'),
    sha256: text('sha256'),
  },
  (table) => [primaryKey({ columns: [table.compilationId, table.evidenceId] })],
);
