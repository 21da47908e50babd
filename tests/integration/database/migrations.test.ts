import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openSql, type Sql } from '#db/sql.ts';
import { DatabaseError } from '#db/database-error.ts';
import { buildRoleUrl } from '#db/client.ts';
import { listMigrations, MigrationError, migrate } from '#db/migrate.ts';
import { refusalOf } from '#tests/support/raw-roles.ts';
import { testSecrets } from '#tests/support/template-database.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/test-postgres.ts';

let database: TestDatabase;
let owner: Sql;
let ran: string[];
beforeAll(async () => {
  database = await createTestDatabase(inject('adminUrl'));
  owner = openSql(database.url);
  ran = await migrateHere();
});
afterAll(async () => {
  await owner?.end();
  await database?.drop();
});

/**
 * The roles belong to the server, and another test may be setting them up for its own database at this moment; one
 * tracker has one database, so that does not happen outside tests.
 */
async function migrateHere(): Promise<string[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await migrate(database.url, testSecrets);
    } catch (error) {
      const isRace = error instanceof DatabaseError && error.message.includes('concurrently updated');
      if (!isRace || tries === 20) throw error;
    }
  }
}

test('an empty database gets every migration, in order', async () => {
  const names = (await listMigrations()).map(({ name }) => name);
  expect(names).toEqual([...names].sort());
  expect(ran).toEqual(names);
  const rows = await owner<{ name: string }[]>`select name from ops.migration order by name`;
  expect(rows.map(({ name }) => name)).toEqual(names);
});

test('migrations once more change nothing', async () => {
  const before = await owner`select oid, relname, relfilenode from pg_class order by oid`;
  await expect(migrateHere()).resolves.toEqual([]);
  await expect(owner`select oid, relname, relfilenode from pg_class order by oid`).resolves.toEqual(before);
});

test('two starts at once migrate once', async () => {
  const results = await Promise.all([migrateHere(), migrateHere(), migrateHere()]);
  expect(results.flat()).toEqual([]);
});

test('a migration that was changed after it ran stops the start, and nothing happens', async () => {
  const [first] = await listMigrations();
  await owner`update ops.migration set sha256 = ${'0'.repeat(64)} where name = ${first!.name}`;
  const refusal = await migrateHere().catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(MigrationError);
  expect((refusal as Error).message).toContain(first!.name);
  await owner`update ops.migration set sha256 = ${first!.sha256} where name = ${first!.name}`;
  await expect(migrateHere()).resolves.toEqual([]);
});

test('a new secret replaces the old one, so that old passes end', async () => {
  const [row] = await owner`select secret from tracker.viewer_secret`;
  expect(row?.secret).toBe(testSecrets.viewerSecret);
  await owner`update tracker.viewer_secret set secret = 'an older one'`;
  await migrateHere();
  const [again] = await owner`select secret from tracker.viewer_secret`;
  expect(again?.secret).toBe(testSecrets.viewerSecret);
});

test('the roles of the runtime own nothing and make nothing, not even for a moment', async () => {
  for (const role of ['bohol_app', 'bohol_public', 'bohol_auth'] as const) {
    const sql = openSql(buildRoleUrl(database.url, role, testSecrets.passwordOf(role)));
    try {
      await sql`set default_transaction_read_only = off`;
      for (const statement of [
        'create temporary table mine (n integer)',
        'create table public.mine (n integer)',
        'create schema mine',
        "create function public.mine() returns integer language sql as 'select 1'",
      ]) {
        await expect(refusalOf(sql.script(statement))).resolves.toBe('42501');
      }
    } finally {
      await sql.end();
    }
  }
  const owned = await owner`
    select c.relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like 'bohol%'`;
  expect([...owned]).toEqual([]);
  const acl = await owner`
    select has_database_privilege('public', current_database(), 'connect') as connect,
      has_database_privilege('public', current_database(), 'temporary') as temporary,
      has_schema_privilege('public', 'public', 'create') as "create"`;
  expect([...acl]).toEqual([{ connect: false, temporary: false, create: false }]);
});
