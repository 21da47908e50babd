import { z } from 'zod';

/**
 * What a copy of the database looks like; docs/operations/backup.md tells it to people. A gzip file of lines: one of
 * JSON that begins it, for every table one of JSON and its rows as Postgres writes them by COPY, one of JSON with the
 * sequences, one of JSON that ends it and by which a file that was cut off or changed is known.
 */
export const formatName = 'bohol-tracker-backup';
export const formatVersion = 1;

/** The line after the rows of a table. No row looks like it, since COPY writes a backslash as two. */
export const endOfRows = '\\.\n';

/**
 * Left out: derived from SECRET, which is kept apart from the copy, and set anew by whoever restores. Everything else
 * of these schemas is in the copy.
 */
export const derivedTables: readonly string[] = ['tracker.viewer_secret'];
export const schemas = ['auth', 'ops', 'published', 'tracker'] as const;

/**
 * Settings by which values are written the same way everywhere. Row-level security must not thin out a copy in
 * silence: with it off, the database refuses where a policy would.
 */
export const sessionSettings = {
  client_encoding: 'UTF8',
  DateStyle: 'ISO',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  extra_float_digits: '3',
  bytea_output: 'hex',
  row_security: 'off',
  statement_timeout: 0,
  idle_in_transaction_session_timeout: 0,
} as const;

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const nameSchema = z.string().regex(/^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/);

export const headerSchema = z.object({
  format: z.literal(formatName),
  version: z.number(),
  /** When the copy shows the database, as an ISO string. */
  made_at: z.iso.datetime(),
  /** Version of the Postgres that it comes from. */
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: sha256Schema })).min(1),
});

export const tableSchema = z.object({ table: nameSchema, columns: z.array(z.string()).min(1) });

/** The last value that a sequence gave, as decimal text; null when it gave none. */
export const sequencesSchema = z.object({
  sequences: z.record(
    nameSchema,
    z
      .string()
      .regex(/^-?\d+$/)
      .nullable(),
  ),
});

export const trailerSchema = z.object({
  end: z.literal(true),
  /** How many rows each table has. */
  rows: z.record(nameSchema, z.number().int().nonnegative()),
  /** Of all bytes before this line, uncompressed. */
  sha256: sha256Schema,
});

export type BackupHeader = z.output<typeof headerSchema>;
export type BackupSequences = z.output<typeof sequencesSchema>['sequences'];
export type BackupTrailer = z.output<typeof trailerSchema>;
