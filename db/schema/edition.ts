import { bigint, integer, jsonb, pgSchema, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core';
import type { ReportDocument } from '#server/domain/report/document.types.ts';

const tracker = pgSchema('tracker');
const published = pgSchema('published');

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });
const formats = { enum: ['docx', 'pdf', 'xlsx'] } as const;

/** A numbered draft of a round's report. Append-only, as its editions, files and signatures are. */
export const reportDraft = tracker.table(
  'report_draft',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    roundId: integer('round_id').notNull(),
    compilationId: integer('compilation_id').notNull(),
    number: integer('number').notNull(),
    meeting: text('meeting').notNull().default(''),
    note: text('note').notNull().default(''),
    madeBy: text('made_by').notNull(),
    madeAt: moment('made_at').notNull(),
    sha256: text('sha256').notNull(),
    publicContentSha256: text('public_content_sha256').notNull(),
    publicDocuments: jsonb('public_documents').$type<Record<string, string>>(),
  },
  (table) => [unique().on(table.roundId, table.number)],
);

export const reportEdition = tracker.table(
  'report_edition',
  {
    draftId: integer('draft_id').notNull(),
    edition: text('edition').notNull(),
    scope: text('scope').notNull().default(''),
    scopeName: text('scope_name').notNull().default(''),
    position: integer('position').notNull(),
    document: jsonb('document').$type<ReportDocument>().notNull(),
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
    format: text('format', formats).notNull(),
    approvals: integer('approvals').notNull(),
    storageKey: text('storage_key').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    madeAt: moment('made_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.draftId, table.edition, table.scope, table.format, table.approvals] }),
  ],
);

export const reportApproval = tracker.table(
  'report_approval',
  {
    draftId: integer('draft_id').notNull(),
    part: text('part', { enum: ['compiled', 'checked', 'approved'] }).notNull(),
    personId: text('person_id').notNull(),
    approvedAt: moment('approved_at').notNull(),
    sha256: text('sha256').notNull(),
    note: text('note').notNull().default(''),
  },
  (table) => [primaryKey({ columns: [table.draftId, table.part] })],
);

/** How far the files are that somebody asked for. */
export const reportJob = tracker.table('report_job', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  draftId: integer('draft_id').notNull(),
  editions: jsonb('editions').$type<{ edition: string; scope: string }[]>().notNull(),
  state: text('state', { enum: ['waiting', 'running', 'done', 'failed'] })
    .notNull()
    .default('waiting'),
  done: integer('done').notNull().default(0),
  total: integer('total').notNull(),
  fault: text('fault').notNull().default(''),
  askedBy: text('asked_by').notNull(),
  askedAt: moment('asked_at').notNull(),
  changedAt: moment('changed_at').notNull(),
});

/** What those files are drawn from, with its stamp. */
export const publishedReportDocument = published.table(
  'report_document',
  {
    compilationSha256: text('compilation_sha256').notNull(),
    contentSha256: text('content_sha256').notNull(),
    draftNumber: integer('draft_number').notNull(),
    document: jsonb('document').$type<ReportDocument>().notNull(),
    documentSha256: text('document_sha256').notNull(),
    roundCode: text('round_code').notNull(),
    madeAt: moment('made_at').notNull(),
    madeBy: text('made_by').notNull(),
    approvals: jsonb('approvals').$type<{ part: string; by: string; at: string }[]>().notNull(),
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
    format: text('format', formats).notNull(),
    documentSha256: text('document_sha256').notNull(),
    storageKey: text('storage_key').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    approvedAt: moment('approved_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.compilationSha256, table.contentSha256, table.draftNumber, table.format] }),
  ],
);
