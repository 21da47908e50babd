import { bigint, integer, jsonb, pgSchema, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core';
import type { ReportDocument } from '#server/domain/report/document.types.ts';

const tracker = pgSchema('tracker');
const published = pgSchema('published');

const moment = () => timestamp({ withTimezone: true, mode: 'string' });
const formats = { enum: ['docx', 'pdf', 'xlsx'] } as const;

/** A numbered draft of a round's report. Append-only, as its editions, files and signatures are. */
export const reportDraft = tracker.table(
  'report_draft',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    roundId: integer().notNull(),
    compilationId: integer().notNull(),
    number: integer().notNull(),
    meeting: text().notNull().default(''),
    note: text().notNull().default(''),
    madeBy: text().notNull(),
    madeAt: moment().notNull(),
    sha256: text().notNull(),
    publicContentSha256: text().notNull(),
  },
  (table) => [unique().on(table.roundId, table.number)],
);

export const reportEdition = tracker.table(
  'report_edition',
  {
    draftId: integer().notNull(),
    edition: text().notNull(),
    scope: text().notNull().default(''),
    scopeName: text().notNull().default(''),
    position: integer().notNull(),
    document: jsonb().$type<ReportDocument>().notNull(),
    sha256: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.draftId, table.edition, table.scope] })],
);

export const reportFile = tracker.table(
  'report_file',
  {
    draftId: integer().notNull(),
    edition: text().notNull(),
    scope: text().notNull(),
    format: text(formats).notNull(),
    approvals: integer().notNull(),
    storageKey: text().notNull(),
    sizeBytes: bigint({ mode: 'number' }).notNull(),
    sha256: text().notNull(),
    madeAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.draftId, table.edition, table.scope, table.format, table.approvals] }),
  ],
);

export const reportApproval = tracker.table(
  'report_approval',
  {
    draftId: integer().notNull(),
    part: text({ enum: ['compiled', 'checked', 'approved'] }).notNull(),
    personId: text().notNull(),
    approvedAt: moment().notNull(),
    sha256: text().notNull(),
    note: text().notNull().default(''),
  },
  (table) => [primaryKey({ columns: [table.draftId, table.part] })],
);

/** How far the files are that somebody asked for. */
export const reportJob = tracker.table('report_job', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  draftId: integer().notNull(),
  editions: jsonb().$type<{ edition: string; scope: string }[]>().notNull(),
  state: text({ enum: ['waiting', 'running', 'done', 'failed'] })
    .notNull()
    .default('waiting'),
  done: integer().notNull().default(0),
  total: integer().notNull(),
  fault: text().notNull().default(''),
  askedBy: text().notNull(),
  askedAt: moment().notNull(),
  changedAt: moment().notNull(),
});

/** Files of approved public editions; seen by the public once a publication shows the same. */
export const publishedReportFile = published.table(
  'report_file',
  {
    compilationSha256: text().notNull(),
    contentSha256: text().notNull(),
    draftNumber: integer().notNull(),
    format: text(formats).notNull(),
    documentSha256: text().notNull(),
    storageKey: text().notNull(),
    sizeBytes: bigint({ mode: 'number' }).notNull(),
    sha256: text().notNull(),
    approvedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.compilationSha256, table.contentSha256, table.draftNumber, table.format] }),
  ],
);
