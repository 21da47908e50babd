import { afterAll, expect, inject, test } from 'vitest';
import { lastOfBaseline } from '#db/carry-over.ts';
import { listMigrations, MigrationError } from '#db/migrate.ts';
import { openSql, type Sql } from '#db/sql.ts';
import { createTestDatabase } from '#tests/support/test-postgres.ts';
import { describeCatalogue, describeRows } from './describe-catalogue.ts';
import { migrateBefore } from './migrate-before.ts';
import { migrateHere } from './migrate-here.ts';

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

async function makeDatabase(): Promise<{ url: string; owner: Sql }> {
  const database = await createTestDatabase(inject('adminUrl'));
  const owner = openSql(database.url);
  closing.push(async () => {
    await owner.end();
    await database.drop();
  });
  return { url: database.url, owner };
}

const listNames = async (owner: Sql) =>
  (await owner`select name from ops.migration order by name`).map(({ name }) => name);
const listFaults = (owner: Sql) =>
  owner`select source, row_key, fault from tracker.list_audit_row_faults()`.then((rows) => [...rows]);

test('a database of version 0.1.0 that is carried over is a database of the baseline', async () => {
  const [before, after] = [await makeDatabase(), await makeDatabase()];
  await migrateBefore(before.url);
  await migrateHere(before.url);
  await migrateHere(after.url);
  expect(await describeCatalogue(before.owner)).toEqual(await describeCatalogue(after.owner));
  expect(await describeRows(before.owner)).toEqual(await describeRows(after.owner));
  const names = (await listMigrations()).map(({ name }) => name);
  expect([await listNames(before.owner), await listNames(after.owner)]).toEqual([names, names]);
  expect(await migrateHere(before.url)).toEqual([]);
});

test('what the audit knew before, it knows after, and of what comes later too', async () => {
  const { url, owner } = await makeDatabase();
  await migrateBefore(url);
  await owner.script(`
    insert into auth.person (id, name, email) values ('ada', 'Ada', 'ada@example.test');
    insert into tracker.assignment (person_id, role, assigned_at) values ('ada', 'administrator', now());
    insert into published.leading_plan (plan_code, chosen_at)
      select plan_code, now() from published.publication`);
  await owner`update tracker.assignment set revoked_at = now()`;
  const told = await owner`select * from tracker.audit_entry order by sequence`;
  expect(told.length).toBe(2);

  const since = (await listMigrations()).map(({ name }) => name).filter((name) => name > lastOfBaseline);
  expect(await migrateHere(url)).toEqual(['0015-audit-entries.sql', ...since]);
  expect(await owner`select * from tracker.audit_entry order by sequence`).toEqual(told);
  expect(await listFaults(owner)).toEqual([]);

  await owner`insert into tracker.assignment (person_id, role, assigned_at) values ('ada', 'administrator', now())`;
  expect((await owner`select from tracker.audit_entry`).length).toBe(3);
  expect(await listFaults(owner)).toEqual([]);
  await owner.script(`alter table tracker.assignment disable trigger user;
    update tracker.assignment set role = 'secretariat_officer';
    alter table tracker.assignment enable trigger user`);
  expect(await listFaults(owner)).toEqual([
    { source: 'assignment', row_key: '1', fault: 'altered' },
    { source: 'assignment', row_key: '2', fault: 'altered' },
  ]);
});

test('one that stopped on the way is refused in a sentence, and nothing happens', async () => {
  const { url, owner } = await makeDatabase();
  await migrateBefore(url, 16);
  const before = await describeCatalogue(owner);
  const refusal = await migrateHere(url).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(MigrationError);
  expect((refusal as Error).message).toBe(
    'The database is too old for this version. It stopped in the middle of the migrations of before version 0.2.0, ' +
      'after 0016-rounds-and-review.sql. Start version 0.1.0 on it once, which does the rest of them; then this ' +
      'version carries it over.',
  );
  expect(await describeCatalogue(owner)).toEqual(before);
});

test('a difference between two databases is found, wherever it is', async () => {
  const { url, owner } = await makeDatabase();
  await migrateHere(url);
  const before = await describeCatalogue(owner);
  for (const change of [
    'alter table tracker.tag alter name set default 1',
    'alter table tracker.tag add check (name <> code)',
    'create index on tracker.tag (name)',
    'alter table tracker.tag disable trigger plan_changed',
    'alter policy round_read on tracker.round using (false)',
    'grant delete on tracker.tag to bohol_app',
    'grant update (name) on tracker.tag to bohol_jobs',
    'alter function tracker.viewer_id() security invoker',
    'revoke execute on function tracker.viewer_id() from public',
    'alter table tracker.tag enable row level security',
    "comment on table tracker.tag is 'a tag'",
    'alter view tracker.held_role rename column id to number',
  ]) {
    const undone = new Error('undone');
    let after: string[] = [];
    await owner
      .begin(async (tx) => {
        await tx.script(change);
        after = await describeCatalogue(tx);
        throw undone;
      })
      .catch((error: unknown) => expect(error).toBe(undone));
    expect([change, after]).not.toEqual([change, before]);
  }
});
