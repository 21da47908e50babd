import { integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { reportFormats, type ReportDocument } from '#server/domain/report/document.types.ts';
import { approvalParts, type ApprovalPart } from '#server/domain/report/edition.rules.ts';
import type { ChosenParts } from '#server/domain/report/edition.rules.ts';
import type { DraftProblem } from '#server/domain/report/section-problems.rules.ts';
import { at, big, id, json, on, published, tracker } from './columns.ts';

/** A numbered draft of a round's report. Append-only, as its editions, files and signatures are. */
export const reportDraft = tracker.table('report_draft', {
  id: id(),
  roundId: integer('round_id').notNull(),
  compilationId: integer('compilation_id').notNull(),
  number: integer('number').notNull(),
  meeting: text('meeting').notNull().default(''),
  note: text('note').notNull().default(''),
  madeBy: text('made_by').notNull(),
  madeAt: at('made_at').notNull(),
  sha256: text('sha256').notNull(),
  publicContentSha256: text('public_content_sha256').notNull(),
  publicDocuments: json('public_documents').$type<Record<string, string>>(),
  meetingOn: on('meeting_on'),
  /** A PNG in base64. */
  emblem: text('emblem'),
  parts: json('parts').$type<ChosenParts>(),
  problems: json('problems').$type<DraftProblem[]>(),
});

export const reportEdition = tracker.table(
  'report_edition',
  {
    draftId: integer('draft_id').notNull(),
    edition: text('edition').notNull(),
    scope: text('scope').notNull().default(''),
    scopeName: text('scope_name').notNull().default(''),
    position: integer('position').notNull(),
    document: json('document').$type<ReportDocument>().notNull(),
    sha256: text('sha256').notNull(),
  },
  (table) => [primaryKey({ columns: [table.draftId, table.edition, table.scope] })],
);

export const reportFile = tracker.table(
  'report_file',
  {
    draftId: integer('draft_id').notNull(),
    edition: text('edition').notNull(),
    scope: text('scope').notNull(),
    format: text('format', { enum: reportFormats }).notNull(),
    approvals: integer('approvals').notNull(),
    storageKey: text('storage_key').notNull(),
    sizeBytes: big('size_bytes').notNull(),
    sha256: text('sha256').notNull(),
    madeAt: at('made_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.draftId, table.edition, table.scope, table.format, table.approvals] }),
  ],
);

export const reportApproval = tracker.table(
  'report_approval',
  {
    draftId: integer('draft_id').notNull(),
    part: text('part', { enum: approvalParts }).notNull(),
    personId: text('person_id').notNull(),
    approvedAt: at('approved_at').notNull(),
    sha256: text('sha256').notNull(),
    note: text('note').notNull().default(''),
  },
  (table) => [primaryKey({ columns: [table.draftId, table.part] })],
);

/** How far the files are that somebody asked for. */
export const reportJob = tracker.table('report_job', {
  id: id(),
  draftId: integer('draft_id').notNull(),
  editions: json('editions').$type<{ edition: string; scope: string }[]>().notNull(),
  state: text('state', { enum: ['waiting', 'running', 'done', 'failed'] })
    .notNull()
    .default('waiting'),
  done: integer('done').notNull().default(0),
  total: integer('total').notNull(),
  fault: text('fault').notNull().default(''),
  askedBy: text('asked_by').notNull(),
  askedAt: at('asked_at').notNull(),
  changedAt: at('changed_at').notNull(),
});

/** What those files are drawn from, with its stamp. */
export const publishedReportDocument = published.table(
  'report_document',
  {
    compilationSha256: text('compilation_sha256').notNull(),
    contentSha256: text('content_sha256').notNull(),
    draftNumber: integer('draft_number').notNull(),
    document: json('document').$type<ReportDocument>().notNull(),
    documentSha256: text('document_sha256').notNull(),
    roundCode: text('round_code').notNull(),
    madeAt: at('made_at').notNull(),
    madeBy: text('made_by').notNull(),
    approvals: json('approvals').$type<{ part: ApprovalPart; by: string; at: string }[]>().notNull(),
    emblem: text('emblem'),
  },
  (table) => [primaryKey({ columns: [table.compilationSha256, table.contentSha256, table.draftNumber] })],
);

/** Files of approved public editions; seen by the public once a publication shows the same. */
export const publishedReportFile = published.table(
  'report_file',
  {
    compilationSha256: text('compilation_sha256').notNull(),
    contentSha256: text('content_sha256').notNull(),
    draftNumber: integer('draft_number').notNull(),
    format: text('format', { enum: reportFormats }).notNull(),
    documentSha256: text('document_sha256').notNull(),
    storageKey: text('storage_key').notNull(),
    sizeBytes: big('size_bytes').notNull(),
    sha256: text('sha256').notNull(),
    approvedAt: at('approved_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.compilationSha256, table.contentSha256, table.draftNumber, table.format] }),
  ],
);
