import { sql } from 'drizzle-orm';
import { integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { at, id, on, published, searchVector } from './columns.ts';

export const publication = published.table('publication', {
  number: integer('number').primaryKey(),
  planCode: text('plan_code').notNull(),
  planTitle: text('plan_title').notNull(),
  planStartsOn: on('plan_starts_on').notNull(),
  planEndsOn: on('plan_ends_on').notNull(),
  notice: text('notice').notNull(),
  roundCode: text('round_code').notNull(),
  title: text('title').notNull(),
  meeting: text('meeting').notNull().default(''),
  note: text('note').notNull().default(''),
  publishedAt: at('published_at').notNull(),
  compilationSha256: text('compilation_sha256').notNull(),
  contentSha256: text('content_sha256').notNull(),
  /** What the checksum before it is of; publications from before there were documents have another one. */
  contentCovers: text('content_covers', { enum: ['figures', 'documents'] })
    .notNull()
    .default('documents'),
});

/** A document by the checksum of its text; see server/domain/publication/documents.ts. */
export const document = published.table('document', {
  sha256: text('sha256').primaryKey(),
  kind: text('kind').notNull(),
  version: integer('version').notNull(),
  body: text('body').notNull(),
});

/** Which document stands at which address of a publication. */
export const publicationDocument = published.table(
  'publication_document',
  {
    publication: integer('publication').notNull(),
    address: text('address').notNull(),
    sha256: text('sha256').notNull(),
  },
  (table) => [primaryKey({ columns: [table.publication, table.address] })],
);

/** Where files lie that publications name by their checksum. */
export const storedFile = published.table(
  'stored_file',
  { sha256: text('sha256').notNull(), storageKey: text('storage_key').notNull() },
  (table) => [primaryKey({ columns: [table.sha256, table.storageKey] })],
);

/** Public halves of the keys with which publications were sealed. */
export const signingKey = published.table('signing_key', {
  id: text('id').primaryKey(),
  publicKey: text('public_key').notNull(),
  since: at('since').notNull(),
});

/** The signed list of all parts of a publication. */
export const seal = published.table(
  'seal',
  {
    publication: integer('publication').notNull(),
    number: integer('number').notNull(),
    manifest: text('manifest').notNull(),
    rootSha256: text('root_sha256').notNull(),
    keyId: text('key_id').notNull(),
    signature: text('signature').notNull(),
    sealedAt: at('sealed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.publication, table.number] })],
);

/** Of a publication that was withdrawn: written later than the rest, and once. */
export const withdrawal = published.table('withdrawal', {
  publication: integer('publication').primaryKey(),
  reason: text('reason').notNull(),
  withdrawnAt: at('withdrawn_at').notNull(),
});

/** Which plan is shown where no publication is asked for: the newest row counts. */
export const leadingPlan = published.table('leading_plan', {
  id: id(),
  planCode: text('plan_code').notNull(),
  chosenAt: at('chosen_at').notNull(),
});

/** What is searched in a publication; made from its documents. */
export const searchEntry = published.table(
  'search_entry',
  {
    publication: integer('publication').notNull(),
    kind: text('kind').notNull(),
    code: text('code').notNull(),
    path: text('path').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    position: integer('position').notNull(),
    words: searchVector('words')
      .notNull()
      .generatedAlwaysAs(
        sql`((setweight(to_tsvector('english', code), 'A') || setweight(to_tsvector('english', title), 'A')) || setweight(to_tsvector('english', body), 'C'))`,
      ),
  },
  (table) => [primaryKey({ columns: [table.publication, table.kind, table.code] })],
);

export const searchWord = published.table(
  'search_word',
  {
    publication: integer('publication').notNull(),
    word: text('word').notNull(),
    entries: integer('entries').notNull(),
  },
  (table) => [primaryKey({ columns: [table.publication, table.word] })],
);

/** Rounds that come after the newest published one of their plan: all that is public of them. */
export const dueRound = published
  .view('due_round', {
    planCode: text('plan_code'),
    code: text('code'),
    title: text('title'),
    periodStart: on('period_start'),
    dueOn: on('due_on'),
  })
  .existing();
