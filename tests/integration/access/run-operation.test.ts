import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Run, runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

let world: World;
let officer: Person;
let writer: Person;
beforeAll(async () => {
  world = await createWorld();
  officer = await world.createPerson([{ role: 'secretariat_officer' }]);
  writer = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
});
afterAll(() => world?.close());

const contextOf = (person: Person | null) => ({ ...world.base, viewer: person?.viewer ?? null });
/** A context that has no database: whoever comes that far fails. */
const withoutDatabase = (person: Person | null) => ({ ...contextOf(person), database: null as never });
const reporterOf = (code: string) => () => Promise.resolve({ reporter: { code } });

test('refuses whoever may not do it before a transaction is opened', async () => {
  const nothing = () => Promise.resolve('done');
  await expect(
    runOperation(withoutDatabase(null), { permission: 'round.close' }, {}, nothing),
  ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await expect(
    runOperation(withoutDatabase(writer), { permission: 'round.close' }, {}, nothing),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const rules = { permission: 'report.write', resource: reporterOf('KH') } as const;
  await expect(
    runOperation(withoutDatabase(writer), rules, { reporter: 'KH' }, nothing),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('judges by what is stored, whatever the request names', async () => {
  const doing = (stored: string) =>
    runOperation(
      contextOf(writer),
      { permission: 'report.write', resource: reporterOf(stored) },
      { reporter: 'TH' },
      ({ resource }) => Promise.resolve(resource.reporter.code),
    );
  expect(await doing('TH')).toBe('TH');
  await expect(doing('KH')).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('what belongs to a reporter is nobody’s to do where nothing stored is looked at', async () => {
  await expect(
    runOperation(contextOf(writer), { permission: 'report.write' }, { reporter: 'TH' }, () =>
      Promise.resolve(),
    ),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('the permission may depend on what is stored', async () => {
  const doing = (person: Person) =>
    runOperation(
      contextOf(person),
      {
        permission: ({ reporter }) => (reporter.code === 'TH' ? 'report.write' : 'round.close'),
        resource: reporterOf('TH'),
      },
      {},
      () => Promise.resolve('done'),
    );
  expect(await doing(writer)).toBe('done');
  await expect(doing(officer)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('asks the database whether the role still stands, where it is told to', async () => {
  const left = await world.createPerson([{ role: 'secretariat_officer' }]);
  await world.owner`update tracker.assignment set revoked_at = now() where person_id = ${left.id}`;
  const doing = (asksDatabase: boolean) =>
    runOperation(contextOf(left), { permission: 'plan.import', asksDatabase }, {}, () =>
      Promise.resolve('done'),
    );
  expect(await doing(false)).toBe('done');
  await expect(doing(true)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('answers a request id once, and keeps it with the history', async () => {
  let count = 0;
  const requestId = randomUUID();
  const doing = (input: { words: string; requestId: string }) =>
    runOperation(
      contextOf(officer),
      { permission: 'round.close', once: 'test.once' },
      input,
      async (run: Run) => {
        count += 1;
        await recordRevision(run, run.now().toISOString(), {
          subject: 'round',
          key: 'test',
          before: { words: null },
          after: { words: input.words },
        });
        return { count };
      },
    );
  expect(await doing({ words: 'one', requestId })).toEqual({ count: 1 });
  expect(await doing({ words: 'one', requestId })).toEqual({ count: 1 });
  expect(count).toBe(1);
  await expect(doing({ words: 'other', requestId })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(doing({ words: 'one', requestId: 'x' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  const rows = await world.owner`
    select subject, before, after, changed_by, request_id from tracker.revision where subject_key = 'test'`;
  expect(rows).toEqual([
    {
      subject: 'round',
      before: { words: null },
      after: { words: 'one' },
      changed_by: officer.id,
      request_id: requestId,
    },
  ]);
});

test('what the work throws undoes everything', async () => {
  await expect(
    runOperation(contextOf(officer), { permission: 'round.close' }, {}, async ({ tx }) => {
      await tx.execute(sql`update tracker.round set state = 'closed'`);
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  const rows = await world.owner`select from tracker.round where state = 'closed'`;
  expect(rows.length).toBe(0);
});
