import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createTeam } from '#tests/support/reports.ts';
import { createWorld, type World } from '#tests/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.openRound();
});
afterAll(() => world?.close());

const keyOf = (reporter: string) => ({ round: '2024-H2', reporter });

test('an activity goes back to before its last change, as a new save that can be taken back too', async () => {
  const key = keyOf('TH');
  const { focal } = await createTeam(world, 'TH');
  const { submission } = focal.caller;
  const activity = (await submission.get(key)).activities[0]?.code ?? '';
  const save = (achievements: string, version: number) =>
    submission.saveActivityReport({ ...key, activity, status: 'on_track', achievements, version });
  await save('First.', 0);
  await save('Second.', 1);
  await submission.saveActivityReport({
    ...key,
    activity,
    status: 'delayed',
    achievements: '',
    narrativeReleased: true,
    version: 2,
  });
  const changesOf = async () => (await submission.history({ ...key, code: activity, limit: 50 })).revisions;
  const [newest, second] = await changesOf();
  const requestId = randomUUID();
  const undo = () =>
    submission.restore({
      ...key,
      requestId,
      kind: 'activity',
      code: activity,
      revision: newest?.id ?? 0,
      version: 3,
    });
  const saved = await undo();
  expect(saved).toMatchObject({ code: activity, version: 4 });
  expect(await undo()).toEqual(saved);
  const read = async () => (await submission.activity({ ...key, activity })).answer;
  expect(await read()).toMatchObject({
    status: 'on_track',
    achievements: 'Second.',
    narrativeReleased: false,
    version: 4,
  });
  expect(await changesOf()).toHaveLength(4);
  // Further back: everything since goes with it.
  await submission.restore({
    ...key,
    kind: 'activity',
    code: activity,
    revision: second?.id ?? 0,
    version: 4,
  });
  expect(await read()).toMatchObject({ achievements: 'First.', version: 5 });
  const stale = await refusalOfCall(
    submission.restore({ ...key, kind: 'activity', code: activity, revision: newest?.id ?? 0, version: 4 }),
  );
  expect(stale.code).toBe('CONFLICT');
  const other = await refusalOfCall(
    submission.restore({ ...key, kind: 'indicator', code: 'I-C2', revision: newest?.id ?? 0, version: 0 }),
  );
  expect(other.code).toBe('NOT_FOUND');
});

test('an indicator goes back cell by cell, with its note and consent', async () => {
  const key = keyOf('KH');
  const { focal } = await createTeam(world, 'KH');
  const { submission } = focal.caller;
  const save = (cells: { by?: Record<string, string>; value: number }[], note: string, version: number) =>
    submission.saveIndicatorValues({
      ...key,
      indicator: 'I-C2',
      cells: cells.map(({ by = {}, value }) => ({ by, state: 'reported' as const, value })),
      note,
      release: version === 0 ? 'national' : 'withheld',
      version,
    });
  await save([{ value: 40 }, { by: { online_recruited: 'yes' }, value: 12 }], 'From the register.', 0);
  await save([{ value: 7 }], '', 1);
  const { revisions } = await submission.history({ ...key, code: 'I-C2', limit: 50 });
  await submission.restore({
    ...key,
    kind: 'indicator',
    code: 'I-C2',
    revision: revisions[0]?.id ?? 0,
    version: 2,
  });
  const { answer } = await submission.indicator({ ...key, indicator: 'I-C2' });
  expect(answer).toMatchObject({ note: 'From the register.', release: 'national', version: 3 });
  expect(answer.cells.map(({ category, value }) => [category, value])).toEqual([
    [null, '40'],
    ['yes', '12'],
  ]);
  // To the very beginning: nothing is written.
  await submission.restore({
    ...key,
    kind: 'indicator',
    code: 'I-C2',
    revision: revisions[1]?.id ?? 0,
    version: 3,
  });
  const empty = await submission.indicator({ ...key, indicator: 'I-C2' });
  expect(empty.answer).toMatchObject({ cells: [], note: '', version: 4 });
});

test('undoing a confirmation makes the answer an unconfirmed copy again', async () => {
  await using other = await createWorld();
  const secretariat = await other.openRound('2024-H2');
  const { focal } = await createTeam(other, 'LA');
  const { submission } = focal.caller;
  await submission.saveIndicatorValues({
    ...keyOf('LA'),
    indicator: 'I-C1',
    cells: [{ by: {}, state: 'reported', choice: 'yes' }],
    version: 0,
  });
  await secretariat.caller.round.open({ round: '2025-H1' });
  const key = { round: '2025-H1', reporter: 'LA' };
  await submission.startFromLast(key);
  await submission.confirmCopied({ ...key, indicators: [{ indicator: 'I-C1', version: 1 }] });
  const { revisions } = await submission.history({ ...key, code: 'I-C1', limit: 5 });
  await submission.restore({
    ...key,
    kind: 'indicator',
    code: 'I-C1',
    revision: revisions[0]?.id ?? 0,
    version: 2,
  });
  const { answer } = await submission.indicator({ ...key, indicator: 'I-C1' });
  expect(answer).toMatchObject({ copiedFrom: '2024-H2', version: 3 });
  expect(answer.cells).toMatchObject([{ choice: 'yes' }]);
});
