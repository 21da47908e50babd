import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createTeam } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const round = '2024-H2';
let world: World;
let secretariat: Person;
beforeAll(async () => {
  world = await createWorld();
  secretariat = await world.openRound(round);
});
afterAll(() => world?.close());

const keyOf = (reporter: string) => ({ round, reporter });
const words = { status: 'delayed', achievements: '', challenges: 'The venue was not free.' };

test('kinds are saved with the words; a save without them leaves them; undoing puts them back', async () => {
  const key = keyOf('TH');
  const { focal } = await createTeam(world, 'TH');
  const { submission } = focal.caller;
  const item = { ...key, activity: 'A1.1', ...words };
  const read = async () => (await submission.activity({ ...key, activity: 'A1.1' })).answer;
  await submission.saveActivityReport({
    ...item,
    obstacles: ['staff', 'money', 'money'],
    helpWanted: ['training'],
    version: 0,
  });
  expect(await read()).toMatchObject({ obstacles: ['money', 'staff'], helpWanted: ['training'] });

  // A page from before there were kinds saves without them.
  await submission.saveActivityReport({ ...item, challenges: 'Other words.', version: 1 });
  expect(await read()).toMatchObject({
    challenges: 'Other words.',
    obstacles: ['money', 'staff'],
    helpWanted: ['training'],
  });
  await submission.saveActivityReport({ ...item, obstacles: [], helpWanted: ['research'], version: 2 });
  const { revisions } = await submission.history({ ...key, code: 'A1.1', limit: 10 });
  expect(revisions[0]).toMatchObject({
    before: { obstacles: ['money', 'staff'], help_wanted: ['training'] },
    after: { obstacles: [], help_wanted: ['research'] },
  });
  await submission.restore({
    ...key,
    kind: 'activity',
    code: 'A1.1',
    revision: revisions[0]?.id ?? 0,
    version: 3,
  });
  expect(await read()).toMatchObject({ obstacles: ['money', 'staff'], helpWanted: ['training'], version: 4 });
});

test('a kind that is none of the list is refused with a sentence, and a second save in the same version too', async () => {
  const key = keyOf('KH');
  const { focal } = await createTeam(world, 'KH');
  const item = { ...key, activity: 'A1.1', ...words };
  const refused = await refusalOfCall(
    focal.caller.submission.saveActivityReport({ ...item, obstacles: ['luck'], version: 0 }),
  );
  expect(refused.fields).toEqual([{ path: 'obstacles', message: 'Choose from the kinds in the list.' }]);
  await focal.caller.submission.saveActivityReport({ ...item, obstacles: ['law'], version: 0 });
  const late = await refusalOfCall(
    focal.caller.submission.saveActivityReport({ ...item, helpWanted: ['research'], version: 0 }),
  );
  expect([late.code, late.current]).toMatchObject([
    'CONFLICT',
    { activities: [{ obstacles: ['law'], helpWanted: [] }] },
  ]);
});

test('the database takes nothing else: no other code, none twice, none where nobody has written', async () => {
  const set = (column: string, value: string, where: string) =>
    world.owner.script(`update tracker.activity_report set ${column} = '${value}' where ${where}`);
  for (const [column, value] of [
    ['obstacles', '{luck}'],
    ['obstacles', '{finance}'],
    ['obstacles', '{money,money}'],
    ['obstacles', '{NULL}'],
    ['obstacles', '{{money},{staff}}'],
    ['help_wanted', '{money}'],
  ] as const) {
    await expect(set(column, value, 'version > 0'), value).rejects.toThrow(/_check/);
  }
  await expect(set('obstacles', '{money}', 'version = 0')).rejects.toThrow(/kinds_are_written/);
});

test('kinds are in what is submitted, and at the desk beside the words', async () => {
  const key = keyOf('LA');
  const team = await createTeam(world, 'LA');
  await team.focal.caller.submission.saveActivityReport({
    ...key,
    activity: 'A1.1',
    ...words,
    obstacles: ['data'],
    helpWanted: ['equipment'],
    version: 0,
  });
  const { version } = await team.clearing.caller.submission.clear({ ...key, version: 1 });
  await team.focal.caller.submission.submit({ ...key, version });
  const [row] = await world.owner<{ content: { activities: { activity: string; obstacles: string[] }[] } }[]>`
    select n.content from tracker.submission_snapshot n join tracker.submission s on s.id = n.submission_id
    join tracker.reporter p on p.id = s.reporter_id where p.code = 'LA'`;
  expect(row?.content.activities.find(({ activity }) => activity === 'A1.1')).toMatchObject({
    obstacles: ['data'],
    helpWanted: ['equipment'],
  });
});

test('kinds are copied from the last round with the words', async () => {
  await secretariat.caller.round.open({ round: '2025-H1' });
  const { focal } = await createTeam(world, 'TH');
  const key = { round: '2025-H1', reporter: 'TH' };
  await focal.caller.submission.startFromLast(key);
  const { answer, last } = await focal.caller.submission.activity({ ...key, activity: 'A1.1' });
  expect(answer).toMatchObject({
    obstacles: ['money', 'staff'],
    helpWanted: ['training'],
    copiedFrom: round,
  });
  expect(last).toMatchObject({ obstacles: ['money', 'staff'] });
  await focal.caller.submission.confirmCopied({
    ...key,
    activities: [{ activity: 'A1.1', version: answer.version }],
    indicators: [],
  });
  const confirmed = await focal.caller.submission.activity({ ...key, activity: 'A1.1' });
  expect(confirmed.answer).toMatchObject({ obstacles: ['money', 'staff'], copiedFrom: null });
});
