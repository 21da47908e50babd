import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openSql, type Sql } from '#db/sql.ts';
import { buildRoleUrl } from '#db/client.ts';
import { listMigrations, MigrationError } from '#db/migrate.ts';
import { refusalOf } from '#tests/support/raw-roles.ts';
import { testSecrets } from '#tests/support/template-database.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/test-postgres.ts';
import { migrateHere } from './migrate-here.ts';

let database: TestDatabase;
let owner: Sql;
let ran: string[];
beforeAll(async () => {
  database = await createTestDatabase(inject('adminUrl'));
  owner = openSql(database.url);
  ran = await migrateHere(database.url);
});
afterAll(async () => {
  await owner?.end();
  await database?.drop();
});

test('an empty database gets every migration, in order', async () => {
  const names = (await listMigrations()).map(({ name }) => name);
  expect(names).toEqual([...names].sort());
  expect(ran).toEqual(names);
  const rows = await owner<{ name: string }[]>`select name from ops.migration order by name`;
  expect(rows.map(({ name }) => name)).toEqual(names);
});

test('migrations once more change nothing', async () => {
  const before = await owner`select oid, relname, relfilenode from pg_class order by oid`;
  await expect(migrateHere(database.url)).resolves.toEqual([]);
  await expect(owner`select oid, relname, relfilenode from pg_class order by oid`).resolves.toEqual(before);
});

test('two starts at once migrate once', async () => {
  const results = await Promise.all([
    migrateHere(database.url),
    migrateHere(database.url),
    migrateHere(database.url),
  ]);
  expect(results.flat()).toEqual([]);
});

test('a migration that was changed after it ran stops the start, and nothing happens', async () => {
  const [first] = await listMigrations();
  await owner`update ops.migration set sha256 = ${'0'.repeat(64)} where name = ${first!.name}`;
  const refusal = await migrateHere(database.url).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(MigrationError);
  expect((refusal as Error).message).toContain(first!.name);
  await owner`update ops.migration set sha256 = ${first!.sha256} where name = ${first!.name}`;
  await expect(migrateHere(database.url)).resolves.toEqual([]);
});

test('a new secret replaces the old one, so that old passes end', async () => {
  const [row] = await owner`select secret from tracker.viewer_secret`;
  expect(row?.secret).toBe(testSecrets.viewerSecret);
  await owner`update tracker.viewer_secret set secret = 'an older one'`;
  await migrateHere(database.url);
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

describe('an index that is made while people write', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bohol-migrations-'));
    await cp(join(import.meta.dirname, '../../../db/migrations'), folder, { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  const findIndex = (name: string) => owner`
    select indisvalid as valid from pg_index where indexrelid = to_regclass(${`tracker.${name}`})`;

  test('is made once, by however many starts', async () => {
    await write(
      '9001-index-of-tags.sql',
      '-- Tags are looked up by name.\ncreate index concurrently if not exists tag_name\n  on tracker.tag (name);\n',
    );
    const results = await Promise.all([1, 2, 3].map(() => migrateHere(database.url, folder)));
    expect(results.flat()).toEqual(['9001-index-of-tags.sql']);
    expect([...(await findIndex('tag_name'))]).toEqual([{ valid: true }]);
    expect(await migrateHere(database.url, folder)).toEqual([]);
  });

  test('leaves nothing when it fails, and is made when the reason is gone', async () => {
    await owner`insert into tracker.tag (code, name) values ('a', 'twice'), ('b', 'twice')`;
    const name = '9002-names-of-tags-are-unique.sql';
    await write(name, 'create unique index concurrently if not exists tag_once on tracker.tag (name)');
    await expect(migrateHere(database.url, folder)).rejects.toMatchObject({ code: '23505' });
    expect((await findIndex('tag_once')).length).toBe(0);
    expect((await owner`select from ops.migration where name = ${name}`).length).toBe(0);
    await owner`delete from tracker.tag where code = 'b'`;
    expect(await migrateHere(database.url, folder)).toEqual([name]);
    expect([...(await findIndex('tag_once'))]).toEqual([{ valid: true }]);
  });

  test('takes the place of what a start left that was killed meanwhile', async () => {
    const name = '9003-codes-of-tags.sql';
    await write(name, 'create index concurrently if not exists tag_both on tracker.tag (code, name);');
    await owner.script(`create index tag_both on tracker.tag (code, name);
      update pg_index set indisvalid = false where indexrelid = 'tracker.tag_both'::regclass`);
    expect(await migrateHere(database.url, folder)).toEqual([name]);
    expect([...(await findIndex('tag_both'))]).toEqual([{ valid: true }]);
  });

  test('is the one statement of its migration', async () => {
    await write('9004-two.sql', 'create index concurrently tag_c on tracker.tag (code); select 1');
    await expect(migrateHere(database.url, folder)).rejects.toThrow(
      'The migration 9004-two.sql has to be one statement: create index concurrently if not exists',
    );
    await rm(join(folder, '9004-two.sql'));
  });
});
