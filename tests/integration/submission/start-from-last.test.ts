import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fingerprintReports } from '#tests/support/fingerprint.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createTeam, type Team } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const last = '2024-H2';
const round = '2025-H1';
let world: World;
let secretariat: Person;
beforeAll(async () => {
  world = await createWorld();
  secretariat = await world.openRound(last);
});
afterAll(() => world?.close());

const lastKey = (reporter: string) => ({ round: last, reporter });
const key = (reporter: string) => ({ round, reporter });

/** Writes in the last round: two activities, a choice, and a count with a part. */
async function reportLastRound(team: Team, reporter: string) {
  const { caller } = team.focal;
  const sheet = await caller.submission.get(lastKey(reporter));
  const [first, second, third] = sheet.activities.map(({ code }) => code) as [string, string, string];
  await caller.submission.saveReport({
    ...lastKey(reporter),
    activities: [
      {
        activity: first,
        status: 'delayed',
        achievements: 'A course was held.',
        challenges: 'The venue was not free.',
        nextSteps: 'A second course.',
        narrativeReleased: true,
        version: 0,
      },
      { activity: second, status: 'on_track', achievements: 'A manual was written.', version: 0 },
    ],
    indicators: [
      {
        indicator: 'I-C1',
        cells: [{ by: {}, state: 'reported', choice: 'partly' }],
        note: 'Act 12, section 3.',
        release: 'national',
        version: 0,
      },
      {
        indicator: 'I-C2',
        cells: [
          { by: {}, state: 'reported', value: 40 },
          { by: { online_recruited: 'yes' }, state: 'reported', value: 12 },
        ],
        version: 0,
      },
    ],
  });
  return { first, second, third };
}

async function copiedOf(reporter: string) {
  const rows = await world.owner<{ code: string; copied: string | null; version: number }[]>`
    select coalesce(a.code, i.code) as code, r.code as copied, x.version from (
      select submission_id, activity_id, null::integer as indicator_id, copied_from, version from tracker.activity_report
      union all select submission_id, null, indicator_id, copied_from, version from tracker.indicator_report) x
    join tracker.submission s on s.id = x.submission_id
    join tracker.round sr on sr.id = s.round_id and sr.code = ${round}
    join tracker.reporter p on p.id = s.reporter_id and p.code = ${reporter}
    left join tracker.activity a on a.id = x.activity_id
    left join tracker.indicator i on i.id = x.indicator_id
    left join tracker.round r on r.id = x.copied_from
    where x.version > 0 or x.copied_from is not null order by 1`;
  return Object.fromEntries(rows.map(({ code, copied, version }) => [code, { copied, version }]));
}

async function openNextRound() {
  await secretariat.caller.round.open({ round });
}

test('words, statuses and choices are copied and marked; figures and consent are not; nothing is written over', async () => {
  const team = await createTeam(world, 'TH');
  const { first, second, third } = await reportLastRound(team, 'TH');
  await openNextRound();
  const { caller } = team.focal;
  await caller.submission.saveActivityReport({
    ...key('TH'),
    activity: second,
    status: 'on_track',
    achievements: 'Written in this round.',
    version: 0,
  });
  const offered = await caller.submission.copyable(key('TH'));
  expect(offered).toEqual({ from: last, activities: [first], indicators: ['I-C1'] });

  const requestId = randomUUID();
  const started = await caller.submission.startFromLast({ ...key('TH'), requestId });
  expect(started.from).toBe(last);
  expect(started.activities.map(({ code }) => code)).toEqual([first]);
  expect(started.indicators.map(({ code }) => code)).toEqual(['I-C1']);
  expect(started.left).toEqual(
    expect.arrayContaining([
      { code: second, reason: 'touched' },
      { code: third, reason: 'nothing' },
      { code: 'I-C2', reason: 'figure' },
    ]),
  );
  expect(await copiedOf('TH')).toEqual({
    [first]: { copied: last, version: 1 },
    [second]: { copied: null, version: 1 },
    'I-C1': { copied: last, version: 1 },
  });
  const entry = await caller.submission.activity({ ...key('TH'), activity: first });
  expect(entry.answer).toMatchObject({
    status: 'delayed',
    achievements: 'A course was held.',
    nextSteps: 'A second course.',
    narrativeReleased: false,
    copiedFrom: last,
  });
  const choice = await caller.submission.indicator({ ...key('TH'), indicator: 'I-C1' });
  expect(choice.answer).toMatchObject({ note: 'Act 12, section 3.', release: 'regional', copiedFrom: last });
  expect(choice.answer.cells).toMatchObject([{ choice: 'partly' }]);
  const untouched = await caller.submission.activity({ ...key('TH'), activity: second });
  expect(untouched.answer.achievements).toBe('Written in this round.');

  // A repetition answers the same and changes nothing; a fresh call finds nothing left to copy.
  const before = await fingerprintReports(world.owner);
  expect(await caller.submission.startFromLast({ ...key('TH'), requestId })).toEqual(started);
  const again = await caller.submission.startFromLast(key('TH'));
  expect([again.activities, again.indicators]).toEqual([[], []]);
  expect(await fingerprintReports(world.owner)).toBe(before);

  // It stands in the history like any other save.
  const { revisions } = await caller.submission.history({ ...key('TH'), code: first, limit: 5 });
  expect(revisions).toHaveLength(1);
  expect(revisions[0]?.after).toMatchObject({ achievements: 'A course was held.', version: 1 });
});

test('a copy is not counted as an answer and stands in the way of clearing until it is confirmed or changed', async () => {
  const team = await createTeam(world, 'KH');
  const { first, second } = await reportLastRound(team, 'KH');
  const { caller } = team.focal;
  await caller.submission.startFromLast(key('KH'));
  const progress = async () => {
    const [row] = await world.owner<{ touched: number }[]>`
      select p.touched from tracker.submission_progress p join tracker.submission s on s.id = p.submission_id
      join tracker.round r on r.id = s.round_id and r.code = ${round}
      join tracker.reporter t on t.id = s.reporter_id and t.code = 'KH'`;
    return row?.touched;
  };
  expect(await progress()).toBe(0);
  const clear = () => team.clearing.caller.submission.clear({ ...key('KH'), version: 1 });
  expect((await refusalOfCall(clear())).code).toBe('NOT_ALLOWED_NOW');
  const { findings } = await caller.submission.check(key('KH'));
  expect(findings.filter(({ kind }) => kind === 'error').map(({ code }) => code)).toEqual([
    first,
    second,
    'I-C1',
  ]);

  const version = 1;
  const requestId = randomUUID();
  const confirm = () =>
    caller.submission.confirmCopied({
      ...key('KH'),
      requestId,
      activities: [
        { activity: first, version },
        { activity: second, version },
      ],
      indicators: [{ indicator: 'I-C1', version }],
    });
  const confirmed = await confirm();
  expect(confirmed.activities).toMatchObject([
    { code: first, version: 2 },
    { code: second, version: 2 },
  ]);
  expect(confirmed.indicators).toMatchObject([{ code: 'I-C1', version: 2 }]);
  expect(await confirm()).toEqual(confirmed);
  expect(await copiedOf('KH')).toMatchObject({
    [first]: { copied: null, version: 2 },
    'I-C1': { copied: null, version: 2 },
  });
  expect(await progress()).toBe(3);
  const { answer } = await caller.submission.activity({ ...key('KH'), activity: first });
  expect(answer).toMatchObject({ status: 'delayed', achievements: 'A course was held.' });
  const { answer: choice } = await caller.submission.indicator({ ...key('KH'), indicator: 'I-C1' });
  expect(choice.cells).toMatchObject([{ choice: 'partly' }]);
  // Confirmed twice is confirmed once.
  await caller.submission.confirmCopied({ ...key('KH'), activities: [{ activity: first, version: 2 }] });
  expect((await copiedOf('KH'))[first]).toEqual({ copied: null, version: 2 });
  expect((await clear()).status).toBe('cleared');
});

test('confirming is all or nothing: a copy that somebody changed meanwhile stops it', async () => {
  const team = await createTeam(world, 'LA');
  const { first } = await reportLastRound(team, 'LA');
  const { caller } = team.focal;
  await caller.submission.startFromLast(key('LA'));
  await caller.submission.saveIndicatorValues({
    ...key('LA'),
    indicator: 'I-C1',
    cells: [{ by: {}, state: 'reported', choice: 'yes' }],
    version: 1,
  });
  const before = await fingerprintReports(world.owner);
  const refusal = await refusalOfCall(
    caller.submission.confirmCopied({
      ...key('LA'),
      activities: [{ activity: first, version: 1 }],
      indicators: [{ indicator: 'I-C1', version: 1 }],
    }),
  );
  expect(refusal.code).toBe('CONFLICT');
  const unknown = await refusalOfCall(
    caller.submission.confirmCopied({ ...key('LA'), activities: [{ activity: 'Z9.9', version: 1 }] }),
  );
  expect([unknown.code, unknown.fields[0]?.path]).toEqual(['BAD_INPUT', 'activities.0']);
  expect(await fingerprintReports(world.owner)).toBe(before);
  // The change itself confirmed the answer that it changed.
  expect(await copiedOf('LA')).toMatchObject({ [first]: { copied: last }, 'I-C1': { copied: null } });
});

test('a figure is copied only when its indicator is asked for by code', async () => {
  const team = await createTeam(world, 'MY');
  await reportLastRound(team, 'MY');
  const { caller } = team.focal;
  const one = await caller.submission.startFromLast({ ...key('MY'), indicators: ['I-C2'] });
  expect([one.activities, one.indicators.map(({ code }) => code)]).toEqual([[], ['I-C2']]);
  const { answer } = await caller.submission.indicator({ ...key('MY'), indicator: 'I-C2' });
  expect(answer.cells.map(({ value }) => value)).toEqual(['40', '12']);
  expect(answer.copiedFrom).toBe(last);
  const refusal = await refusalOfCall(
    caller.submission.startFromLast({ ...key('MY'), activities: ['A1.1', 'nonsense'] }),
  );
  expect([refusal.code, refusal.fields.at(-1)?.path]).toEqual(['BAD_INPUT', 'activities.1']);
});

test('somebody who saves at the same moment is never written over', async () => {
  const team = await createTeam(world, 'SG');
  const { first } = await reportLastRound(team, 'SG');
  const { caller } = team.focal;
  const [started, saved] = await Promise.allSettled([
    caller.submission.startFromLast(key('SG')),
    caller.submission.saveActivityReport({
      ...key('SG'),
      activity: first,
      status: 'on_track',
      achievements: 'Typed at that very moment.',
      version: 0,
    }),
  ]);
  expect(started.status).toBe('fulfilled');
  const { answer } = await caller.submission.activity({ ...key('SG'), activity: first });
  if (saved.status === 'fulfilled') expect(answer.achievements).toBe('Typed at that very moment.');
  else expect(answer).toMatchObject({ achievements: 'A course was held.', copiedFrom: last });
});

test('a first round, and a report that is not with its writers, have nothing to start from', async () => {
  const team = await createTeam(world, 'VN');
  await reportLastRound(team, 'VN');
  const first = await team.focal.caller.submission.startFromLast(lastKey('VN'));
  expect(first).toMatchObject({ from: null, activities: [], indicators: [] });
  await team.clearing.caller.submission.clear({ ...lastKey('VN'), version: 1 });
  const refusal = await refusalOfCall(team.focal.caller.submission.startFromLast(lastKey('VN')));
  expect(refusal.code).toBe('NOT_OPEN');
});
