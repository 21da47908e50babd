import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sql } from '#db/sql.ts';
import { identifier, part } from '#db/statement.ts';
import { connectAs, listFunctions, listRelations, refusalOf, tryWith } from '#tests/support/raw-roles.ts';
import { bringReportTo, createTeam } from '#tests/support/reports.ts';
import { createWorld, type World } from '#tests/support/world.ts';

let world: World;
let sql: Sql;
beforeAll(async () => {
  world = await createWorld();
  const secretariat = await world.openRound();
  const team = await createTeam(world, 'TH');
  await bringReportTo(secretariat, team, { round: '2024-H2', reporter: 'TH' }, 'accepted');
  await secretariat.caller.compilation.create({ round: '2024-H2' });
  await secretariat.caller.publication.publish({ round: '2024-H2' });
  sql = connectAs(world, 'bohol_public');
});
afterAll(async () => {
  await sql?.end();
  await world?.close();
});

const refused = ['42501', '25006'];

test('the public role reads schema published and nothing else', async () => {
  const outcomes: string[] = [];
  const expected: string[] = [];
  for (const { schema, name, kind } of await listRelations(world.owner)) {
    const outcome = await refusalOf(sql`select * from ${identifier(schema)}.${identifier(name)} limit 1`);
    outcomes.push(`${schema}.${name}: ${outcome}`);
    expected.push(`${schema}.${name}: ${isPublic(schema, name, kind) ? 'allowed' : '42501'}`);
  }
  expect(outcomes).toEqual(expected);
  expect(outcomes.filter((line) => line.endsWith('allowed')).length).toBeGreaterThan(10);
  const [figure] = await sql`select count(*)::integer as n from published.publication_document`;
  expect(figure?.n).toBeGreaterThan(0);
});

/** Tables of what is published, and the view of the rounds that come next. */
const isPublic = (schema: string, name: string, kind: string) =>
  schema === 'published' && (kind === 'r' || name === 'due_round');

test('the public role calls no function of ours', async () => {
  const functions = await listFunctions(world.owner);
  expect(functions.length).toBeGreaterThan(5);
  for (const { schema } of functions) {
    const [row] = await world.owner`select has_schema_privilege('bohol_public', ${schema}, 'usage') as usage`;
    expect([schema, row?.usage]).toEqual([schema, schema === 'published' || schema === 'public']);
  }
  expect(functions.filter(({ schema }) => schema === 'published' || schema === 'public')).toEqual([]);
  await expect(refusalOf(sql`select tracker.viewer_id()`)).resolves.toBe('42501');
  await expect(refusalOf(sql`select tracker.viewer_signature('a', 'b')`)).resolves.toBe('42501');
});

test('the public role writes nothing, whatever it says about being read only', async () => {
  await sql`set default_transaction_read_only = off`;
  const outcomes: string[] = [];
  for (const { schema, name, kind } of await listRelations(world.owner)) {
    if (kind !== 'r') continue;
    const table = part`${identifier(schema)}.${identifier(name)}`;
    for (const [verb, statement] of [
      ['insert', () => part`insert into ${table} default values`],
      ['delete', () => part`delete from ${table}`],
      ['truncate', () => part`truncate ${table}`],
      ['lock', () => part`lock table ${table} in exclusive mode`],
    ] as const) {
      const outcome = await refusalOf(tryWith(sql, null, async (tx) => void (await tx`${statement()}`)));
      if (!refused.includes(outcome)) outcomes.push(`${verb} ${schema}.${name}: ${outcome}`);
    }
  }
  expect(outcomes).toEqual([]);
  await expect(refusalOf(sql`update published.document set body = ''`)).resolves.toBe('42501');
});

test('the public role becomes nobody else and leaves nothing behind', async () => {
  const [database] = await sql`select current_database() as name`;
  const attempts: Record<string, string> = {
    'set role app': 'set role bohol_app',
    'set role owner': 'set role postgres',
    'set authorization': "set session authorization 'bohol_app'",
    'create schema': 'create schema mine',
    'create table': 'create table public.mine (n integer)',
    'create function': 'create function public.mine() returns integer language sql as $$ select 1 $$',
    'run a program': "copy published.document to program 'cat'",
    'read a file': "select pg_read_file('PG_VERSION')",
    'write a file': "copy (select 1) to '/tmp/bohol-public-was-here'",
    'trust another database': 'create extension dblink',
    'skip triggers': 'set session_replication_role = replica',
    'change its password': "alter role bohol_auth password 'known'",
    'connect limit': `alter database ${String(database?.name)} connection limit 1`,
  };
  const outcomes = await Promise.all(
    Object.entries(attempts).map(async ([name, statement]) => [name, await refusalOf(sql.script(statement))]),
  );
  expect(Object.fromEntries(outcomes)).toEqual(
    Object.fromEntries(
      // An extension that the server does not have is refused for that.
      Object.keys(attempts).map((name) => [
        name,
        name === 'trust another database' ? expect.stringMatching(/^(42501|0A000|58P01)$/) : '42501',
      ]),
    ),
  );
  const roles = await world.owner`
    select r.rolname as role, r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolbypassrls or r.rolreplication
      or r.rolinherit as strong,
      exists (select from pg_auth_members m where m.member = r.oid) as member
    from pg_roles r where r.rolname like 'bohol%' order by 1`;
  expect([...roles]).toEqual(
    ['bohol_app', 'bohol_auth', 'bohol_jobs', 'bohol_public'].map((role) => ({
      role,
      strong: false,
      member: false,
    })),
  );
});

test('the public site sees no more than its publications, even of the running server', async () => {
  const others = await sql`select query from pg_stat_activity where usename <> 'bohol_public'`;
  for (const { query } of others) expect([null, '', '<insufficient privilege>']).toContain(query);
});

test('the role for accounts reads accounts and nothing of what is reported', async () => {
  const accounts = connectAs(world, 'bohol_auth');
  try {
    const outcomes: string[] = [];
    for (const { schema, name, kind } of await listRelations(world.owner)) {
      const outcome = await refusalOf(
        accounts`select * from ${identifier(schema)}.${identifier(name)} limit 1`,
      );
      const expected = schema === 'auth' && kind === 'r' ? 'allowed' : '42501';
      if (outcome !== expected) outcomes.push(`${schema}.${name}: ${outcome}`);
    }
    expect(outcomes).toEqual([]);
    // With a pass it is still not a viewer: no table answers to it.
    await expect(refusalOf(accounts`select tracker.viewer_signature('a', 'b')`)).resolves.toBe('42501');
    await expect(refusalOf(accounts`select * from tracker.list_due_items(1)`)).resolves.toBe('42501');
    await expect(
      refusalOf(accounts`select tracker.set_person_disabled('person-1', true, now())`),
    ).resolves.toBe('42501');
    await expect(refusalOf(accounts`set role bohol_app`)).resolves.toBe('42501');
    await expect(refusalOf(accounts`create table auth.mine (n integer)`)).resolves.toBe('42501');
  } finally {
    await accounts.end();
  }
});

test('functions that act for their owner fix where they look things up', async () => {
  for (const { signature, definer, settings } of await listFunctions(world.owner)) {
    if (definer)
      expect([signature, settings]).toEqual([signature, expect.stringMatching(/^search_path=pg_catalog/)]);
  }
});
