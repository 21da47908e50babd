import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identifier } from '#db/statement.ts';
import { fingerprintReports } from '#tests/support/fingerprint.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createTeam, startReport } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

let world: World;
let secretariat: Person;
beforeAll(async () => {
  world = await createWorld();
  secretariat = await world.openRound();
});
afterAll(() => world?.close());

/** Each test has a reporter of its own. */
const keyOf = (reporter: string) => ({ round: '2024-H2', reporter });

async function countOf(table: 'revision' | 'decision' | 'query' | 'submission_snapshot', reporter: string) {
  const [row] = await world.owner<{ n: number }[]>`
    select count(*)::integer as n from tracker.${identifier(table)} t
    join tracker.submission s on s.id = t.submission_id
    join tracker.reporter p on p.id = s.reporter_id and p.code = ${reporter}`;
  return row!.n;
}

test('a save that is sent twenty times at once is done once, and answered the same each time', async () => {
  const key = keyOf('TH');
  const { focal } = await createTeam(world, key.reporter);
  const requestId = randomUUID();
  const save = () =>
    focal.caller.submission.saveIndicatorValues({
      ...key,
      indicator: 'I-C2',
      cells: [{ by: {}, state: 'reported', value: 7 }],
      version: 0,
      requestId,
    });
  const before = await countOf('revision', key.reporter);
  const answers = await Promise.all(Array.from({ length: 20 }, save));
  expect(answers).toEqual(Array.from({ length: 20 }, () => answers[0]));
  expect(answers[0]).toMatchObject({ code: 'I-C2', version: 1 });
  expect(await countOf('revision', key.reporter)).toBe(before + 1);
  const kept = await world.owner`select 1 from tracker.request_log where request_id = ${requestId}`;
  expect(kept).toHaveLength(1);
  // Long after, when the report has moved on, the answer is still the first one.
  await focal.caller.submission.saveIndicatorValues({ ...key, indicator: 'I-C2', cells: [], version: 1 });
  const after = await fingerprintReports(world.owner);
  await expect(save()).resolves.toEqual(answers[0]);
  expect(await fingerprintReports(world.owner)).toBe(after);
});

test('every move that is sent twice is made once', async () => {
  const key = keyOf('KH');
  const { focal, clearing } = await createTeam(world, key.reporter);
  const { activity } = await startReport({ focal, clearing }, key);
  let version = 1;
  const steps: [string, (id: string) => Promise<{ version: number; status: string }>][] = [
    ['cleared', (requestId) => clearing.caller.submission.clear({ ...key, version, requestId })],
    [
      'draft',
      (requestId) => focal.caller.submission.sendBack({ ...key, version, requestId, reason: 'Wait.' }),
    ],
    ['cleared', (requestId) => clearing.caller.submission.clear({ ...key, version, requestId })],
    ['submitted', (requestId) => focal.caller.submission.submit({ ...key, version, requestId })],
    ['draft', (requestId) => focal.caller.submission.withdraw({ ...key, version, requestId })],
    ['cleared', (requestId) => clearing.caller.submission.clear({ ...key, version, requestId })],
    ['submitted', (requestId) => clearing.caller.submission.submit({ ...key, version, requestId })],
    [
      'returned',
      (requestId) =>
        secretariat.caller.review.return({
          ...key,
          version,
          requestId,
          scope: 'all',
          queries: [{ subject: 'activity', code: activity, field: 'status', question: 'Why?' }],
        }),
    ],
  ];
  for (const [status, step] of steps) {
    const id = randomUUID();
    const before = await countOf('decision', key.reporter);
    const answers = await Promise.all([step(id), step(id), step(id)]);
    expect(answers.map((answer) => answer.status)).toEqual([status, status, status]);
    expect(new Set(answers.map((answer) => answer.version))).toEqual(new Set([version + 1]));
    expect(await countOf('decision', key.reporter)).toBe(before + 1);
    version = answers[0].version;
  }
  // One question, two snapshots: nothing was doubled.
  expect(await countOf('query', key.reporter)).toBe(1);
  expect(await countOf('submission_snapshot', key.reporter)).toBe(2);
});

test('the same id with other content, or for something else, is refused instead of answered', async () => {
  const key = keyOf('LA');
  const { focal } = await createTeam(world, key.reporter);
  const requestId = randomUUID();
  const save = (value: number, more: object = {}) =>
    focal.caller.submission.saveIndicatorValues({
      ...key,
      indicator: 'I-C2',
      cells: [{ by: {}, state: 'reported', value }],
      version: 0,
      requestId,
      ...more,
    });
  const { activity } = await (async () => {
    const sheet = await focal.caller.submission.get(key);
    return { activity: sheet.activities[0]!.code };
  })();
  await save(7);
  const before = await fingerprintReports(world.owner);
  for (const call of [
    () => save(8),
    () => save(7, { note: 'Changed after going back.' }),
    () => save(7, { version: 1 }),
    () => save(7, { indicator: 'I-B3' }),
    () =>
      focal.caller.submission.saveActivityReport({
        ...key,
        activity,
        status: 'on_track',
        version: 0,
        requestId,
      }),
    () => focal.caller.submission.submit({ ...key, version: 1, requestId }),
  ]) {
    const refusal = await refusalOfCall(call());
    expect([refusal.code, refusal.fields.map(({ path }) => path)]).toEqual(['BAD_INPUT', ['requestId']]);
  }
  expect(await fingerprintReports(world.owner)).toBe(before);
  await expect(save(7)).resolves.toMatchObject({ version: 1 });
});

test('an id belongs to one person: another one\u2019s is no secret and no obstacle', async () => {
  const key = keyOf('MY');
  const { focal } = await createTeam(world, key.reporter);
  const contributor = await world.createPerson([{ role: 'contributor', reporter: key.reporter }]);
  const requestId = randomUUID();
  const input = { ...key, indicator: 'I-C2', cells: [], requestId };
  await focal.caller.submission.saveIndicatorValues({ ...input, version: 0 });
  await expect(
    contributor.caller.submission.saveIndicatorValues({ ...input, version: 1 }),
  ).resolves.toMatchObject({
    version: 2,
  });
});

test('a refused call leaves its id free for the corrected one', async () => {
  const key = keyOf('SG');
  const { focal } = await createTeam(world, key.reporter);
  const requestId = randomUUID();
  const save = (value: number) =>
    focal.caller.submission.saveIndicatorValues({
      ...key,
      indicator: 'I-C2',
      cells: [{ by: {}, state: 'reported', value }],
      version: 0,
      requestId,
    });
  expect((await refusalOfCall(save(-1))).code).toBe('BAD_INPUT');
  await expect(save(1)).resolves.toMatchObject({ version: 1 });
});
