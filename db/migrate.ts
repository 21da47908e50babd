import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSql, type Sql, type SqlTransaction } from './sql.ts';
import type { RoleName } from './client.ts';
import type { DatabaseSecrets } from './passwords.ts';

const folder = join(import.meta.dirname, 'migrations');
/** Any number will do, as long as every start of the tracker uses the same. */
const migrationLock = 20_230_820;

/** A migration file changed after it ran, or is missing: a person has to look. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/** The migrations in order, as they stand in db/migrations. */
export async function listMigrations(): Promise<{ name: string; sql: string; sha256: string }[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * What a migration cannot say in SQL: runs just before the file of that name, in the same transaction. A migration that
 * needs it refuses to run without.
 */
export type DataSteps = Readonly<Record<string, (tx: SqlTransaction) => Promise<void>>>;

/**
 * Brings a database to the newest schema: makes the runtime roles, runs what has not run yet (each file in a
 * transaction of its own, one starter at a time) and refreshes the derived secrets.
 * Returns the names of the files that ran. Throws MigrationError when an applied file has changed.
 */
export async function migrate(
  ownerUrl: string,
  secrets: DatabaseSecrets,
  steps: DataSteps = {},
): Promise<string[]> {
  const sql = openSql(ownerUrl);
  try {
    await sql`select pg_advisory_lock(${migrationLock})`;
    await ensureRoles(sql, secrets);
    await sql.script(`create schema if not exists ops;
      create table if not exists ops.migration (
        name text primary key, sha256 text not null, applied_at timestamptz not null default now());
      grant usage on schema ops to bohol_app;
      grant select on ops.migration to bohol_app`);
    const applied = new Map(
      (await sql<{ name: string; sha256: string }[]>`select name, sha256 from ops.migration`).map((row) => [
        row.name,
        row.sha256,
      ]),
    );
    const ran: string[] = [];
    for (const migration of await listMigrations()) {
      const before = applied.get(migration.name);
      if (before === undefined) {
        await sql.begin(async (tx) => {
          await steps[migration.name]?.(tx);
          await tx.script(migration.sql);
          await tx`insert into ops.migration (name, sha256) values (${migration.name}, ${migration.sha256})`;
        });
        ran.push(migration.name);
      } else if (before !== migration.sha256) {
        throw new MigrationError(
          `The migration ${migration.name} was changed after it ran. Put it back and write a new one.`,
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

async function ensureRoles(sql: Sql, secrets: DatabaseSecrets) {
  const roles: RoleName[] = ['bohol_app', 'bohol_public', 'bohol_auth', 'bohol_jobs'];
  for (const role of roles) {
    // Names and hex only, so they can stand in the statement: CREATE ROLE takes no parameters.
    const password = secrets.passwordOf(role);
    const [known] = await sql<{ strong: boolean }[]>`
      select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls as strong
      from pg_roles where rolname = ${role}`;
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
  const [row] = await sql<{ name: string }[]>`select quote_ident(current_database()) as name`;
  await sql.script(`revoke all on database ${row?.name} from public;
    grant connect on database ${row?.name} to ${roles.join(', ')};
    revoke create on schema public from public;
    alter role bohol_public set default_transaction_read_only = on`);
}
