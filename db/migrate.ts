import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql as statement } from 'drizzle-orm';
import { z } from 'zod';
import { carryOver, findCarryOverProblem, isFromBefore } from './carry-over.ts';
import type { RoleName } from './client.ts';
import type { DatabaseSecrets } from './passwords.ts';
import { readRows } from './rows.ts';
import { openSql, type Sql, type Statements } from './sql.ts';
import { quoteName } from './statement.ts';

const ownFolder = join(import.meta.dirname, 'migrations');
/** Any number will do, as long as every start of the tracker uses the same. */
const migrationLock = 20_230_820;
const turnMs = 100;

/** A migration file changed after it ran, or is missing: a person has to look. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

export type Migration = { name: string; sql: string; sha256: string };

/** The migrations in order, as they stand in db/migrations. */
export async function listMigrations(folder = ownFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Brings a database to the newest schema: makes the runtime roles, runs what has not run yet (each file in a
 * transaction of its own, one starter at a time) and refreshes the derived secrets. A file that makes an index
 * concurrently runs outside of one. Returns the names of the files that ran.
 *
 * @param folder where the migrations are; another one only in tests
 * @throws MigrationError when an applied file has changed, or the database stopped before the baseline
 */
export async function migrate(
  ownerUrl: string,
  secrets: DatabaseSecrets,
  folder = ownFolder,
): Promise<string[]> {
  const sql = openSql(ownerUrl);
  try {
    await waitForTurn(sql);
    await ensureRoles(sql, secrets);
    await sql.script(`create schema if not exists ops;
      create table if not exists ops.migration (
        name text primary key, sha256 text not null, applied_at timestamptz not null default now());
      grant usage on schema ops to bohol_app;
      grant select on ops.migration to bohol_app`);
    const known = await listMigrations(folder);
    const ran: string[] = [];
    const before = await listApplied(sql);
    if (isFromBefore(before)) {
      const problem = findCarryOverProblem(before);
      if (problem) throw new MigrationError(`The database is too old for this version. ${problem}`);
      ran.push(...(await sql.begin((tx) => carryOver(tx, known))));
    }
    const applied = new Map((await listApplied(sql)).map(({ name, sha256 }) => [name, sha256]));
    for (const migration of known) {
      const { name, sha256 } = migration;
      const fingerprint = applied.get(name);
      if (fingerprint === undefined) {
        await runMigration(sql, migration);
        ran.push(name);
      } else if (fingerprint !== sha256) {
        throw new MigrationError(
          `The migration ${name} was changed after it ran. Put it back and write a new one.`,
        );
      }
    }
    await sql`insert into tracker.viewer_secret (secret) values (${secrets.viewerSecret})
      on conflict (only_row) do update set secret = excluded.secret
      where tracker.viewer_secret.secret <> excluded.secret`;
    return ran;
  } finally {
    await sql.end();
  }
}

/** Not a statement that waits: an index that is made concurrently would wait for it in turn. */
async function waitForTurn(sql: Sql): Promise<void> {
  for (;;) {
    const [lock] = await sql`select pg_try_advisory_lock(${migrationLock}) as taken`;
    if (lock?.['taken'] === true) return;
    await pause(turnMs);
  }
}

/** Names and fingerprints of the migrations that a database has, in order. */
export const listApplied = (sql: Statements) =>
  readRows(
    sql,
    { name: z.string(), sha256: z.string() },
    statement`select name, sha256 from ops.migration order by name`,
  );

async function runMigration(sql: Sql, { name, sql: text, sha256 }: Migration): Promise<void> {
  const index = readConcurrentIndex(name, text);
  if (index) await makeIndex(sql, index, text);
  await sql.begin(async (tx) => {
    if (!index) await tx.script(text);
    await tx`insert into ops.migration (name, sha256) values (${name}, ${sha256})`;
  });
}

const concurrentIndex =
  /^create (?:unique )?index concurrently if not exists ([a-z_0-9]+) on ([a-z_]+)\.[a-z_0-9]+ [^;]*;?$/;

/** The index that a migration makes while people write; null for every other migration. */
function readConcurrentIndex(name: string, text: string): string | null {
  const statement = text
    .replaceAll(/^--.*$/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (!/\bconcurrently\b/.test(statement)) return null;
  const [, index, schema] = concurrentIndex.exec(statement) ?? [];
  if (index && schema) return `${quoteName(schema)}.${quoteName(index)}`;
  throw new MigrationError(
    `The migration ${name} has to be one statement: create index concurrently if not exists … on schema.table ….`,
  );
}

/** Where an attempt breaks off, Postgres leaves an index that is not valid: it goes before and after. */
async function makeIndex(sql: Sql, index: string, text: string): Promise<void> {
  await dropInvalid(sql, index);
  try {
    await sql.script(text);
  } catch (error) {
    await dropInvalid(sql, index).catch(() => {});
    throw error;
  }
}

async function dropInvalid(sql: Sql, index: string): Promise<void> {
  const invalid = await sql`select from pg_index where indexrelid = to_regclass(${index}) and not indisvalid`;
  if (invalid.length > 0) await sql.script(`drop index concurrently ${index}`);
}

/** A migration as it runs in a transaction, in which an index cannot be made concurrently: on tables that nobody uses. */
export const inTransaction = ({ name, sql }: Migration): string =>
  readConcurrentIndex(name, sql) ? sql.replace(/\bindex concurrently\b/, 'index') : sql;

async function ensureRoles(sql: Sql, secrets: DatabaseSecrets) {
  const roles: RoleName[] = ['bohol_app', 'bohol_public', 'bohol_auth', 'bohol_jobs'];
  for (const role of roles) {
    // Names and hex only, so they can stand in the statement: CREATE ROLE takes no parameters.
    const password = secrets.passwordOf(role);
    const [known] = await readRows(
      sql,
      { strong: z.boolean() },
      statement`select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls as strong
        from pg_roles where rolname = ${role}`,
    );
    if (known?.strong) {
      throw new MigrationError(
        `The role ${role} may do more than the tracker wants it to. Take its attributes away, or remove it.`,
      );
    }
    // An owner that is no superuser may not even say "nosuperuser" of a role that is there.
    await sql.script(
      known
        ? `alter role ${role} login noinherit password '${password}'`
        : `create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls noinherit
           password '${password}'`,
    );
  }
  const [row] = await readRows(
    sql,
    { name: z.string() },
    statement`select quote_ident(current_database()) as name`,
  );
  await sql.script(`revoke all on database ${row?.name} from public;
    grant connect on database ${row?.name} to ${roles.join(', ')};
    revoke create on schema public from public;
    alter role bohol_public set default_transaction_read_only = on`);
}
