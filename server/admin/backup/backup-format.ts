import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows, type RowOf } from '#db/rows.ts';
import { openSql, type SqlTransaction, type Statements } from '#db/sql.ts';
import { quoteName } from '#db/statement.ts';

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
const derivedTables: readonly string[] = ['tracker.viewer_secret'];
/** The trigger that stands for the foreign keys of a table: see the migration references-in-bulk. */
export const referencesGuard = 'references_exist';
export const schemas = ['auth', 'ops', 'published', 'tracker'] as const;

/**
 * Settings by which values are written the same way everywhere. Row-level security must not thin out a copy in
 * silence: with it off, the database refuses where a policy would.
 */
const sessionSettings = {
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

/** One line is one row: COPY writes line breaks inside values as \n. */
export function countLines(block: Buffer): number {
  let count = 0;
  for (let at = block.indexOf(10); at >= 0; at = block.indexOf(10, at + 1)) count += 1;
  return count;
}

const tableShape = {
  /** As in tracker.round. */
  name: z.string(),
  /** In the order of the table. Columns that the database calculates are not among them. */
  columns: z.array(z.string()),
  /** Names of other tables that this one refers to. */
  refersTo: z.array(z.string()),
};
export type CopiedTable = RowOf<typeof tableShape>;

/** Every table that a copy holds; tables that others refer to come before those. */
export async function listTables(owner: Statements): Promise<CopiedTable[]> {
  const tables = await readRows(
    owner,
    tableShape,
    sql`select n.nspname || '.' || c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        order by a.attnum) as columns,
      array(select distinct m.nspname || '.' || d.relname from pg_constraint f
        join pg_class d on d.oid = f.confrelid join pg_namespace m on m.oid = d.relnamespace
        where f.contype = 'f' and f.conrelid = c.oid and f.confrelid <> c.oid
        union select u.argument from pg_trigger t
          cross join unnest(string_to_array(encode(t.tgargs, 'escape'), '\\000')) with ordinality u (argument, at)
        where t.tgrelid = c.oid and t.tgname = ${referencesGuard} and u.at % 3 = 2) as "refersTo"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = any (${sql.param([...schemas])}::text[])
    order by 1`,
  );
  return orderTables(tables.filter(({ name }) => !derivedTables.includes(name)));
}

function orderTables(tables: readonly CopiedTable[]): CopiedTable[] {
  const ordered: CopiedTable[] = [];
  const done = new Set<string>();
  let waiting = [...tables];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ refersTo }) => refersTo.every((name) => done.has(name)));
    if (ready.length === 0) {
      throw new Error(`These tables refer to each other: ${waiting.map(({ name }) => name).join(', ')}.`);
    }
    for (const table of ready) done.add(table.name);
    ordered.push(...ready);
    waiting = waiting.filter(({ name }) => !done.has(name));
  }
  return ordered;
}

/** "schema.table" as it stands in a statement. */
export const escapeTableName = (name: string): string => name.split('.').map(quoteName).join('.');

/**
 * Does a long piece of work in one transaction on a connection of its own. A failure, of a COPY too, closes the
 * connection, by which the server undoes everything.
 *
 * @param options.mode what follows `begin`, such as "read only"
 */
export async function runInOneTransaction<T>(
  url: string,
  options: { name: string; mode: string },
  work: (tx: SqlTransaction) => Promise<T>,
): Promise<T> {
  const sql = openSql(url, { name: options.name, settings: sessionSettings });
  try {
    return await sql.begin({ mode: options.mode }, work);
  } finally {
    await sql.end(0);
  }
}
