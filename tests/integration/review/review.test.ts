import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { bringReportTo, createTeam, startReport } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const round = '2024-H2';
let world: World;
let office: Person;

beforeAll(async () => {
  world = await createWorld();
  office = await world.openRound(round);
});
afterAll(() => world.close());

const get = (reporter: string, item?: string) => office.caller.review.get({ round, reporter, item });
const boardRow = async (reporter: string) =>
  (await office.caller.review.board({ round })).rows.find((row) => row.reporter.code === reporter);

describe('what the reviewer is shown', () => {
  test('nothing of a draft, though the board counts it', async () => {
    const team = await createTeam(world, 'BN');
    await startReport(team, { round, reporter: 'BN' });
    expect(await get('BN')).toMatchObject({ shown: 'nothing', areas: [], current: null, status: 'draft' });
    expect(await boardRow('BN')).toMatchObject({ status: 'draft', touched: 1, firstSubmittedAt: null });
  });

  test('nothing of a report that was withdrawn before anybody looked', async () => {
    const key = { round, reporter: 'ID' };
    const team = await createTeam(world, 'ID');
    const { version } = await bringReportTo(office, team, key, 'submitted');
    expect(await get('ID')).toMatchObject({ shown: 'current', resubmission: false });
    await team.focal.caller.submission.withdraw({ ...key, version });
    expect(await get('ID')).toMatchObject({ shown: 'nothing', areas: [], current: null });
  });

  test('a returned report as it was received, while its writers change it, and both sides when it is back', async () => {
    const key = { round, reporter: 'KH' };
    const team = await createTeam(world, 'KH');
    const { activity, indicator } = await bringReportTo(office, team, key, 'returned');
    const entry = await team.focal.caller.submission.activity({ ...key, activity });
    await team.focal.caller.submission.saveActivityReport({
      ...key,
      activity,
      status: 'completed',
      achievements: 'Corrected in secret.',
      version: entry.answer.version,
    });
    const away = await get('KH', activity);
    expect(away).toMatchObject({
      shown: 'asReceived',
      permissions: { query: false, accept: false, return: false },
    });
    const whole = await office.caller.review.whole({ round, reporter: 'KH' });
    expect(whole.content?.activities.find((one) => one.activity === activity)?.achievements).toBe(
      'What KH achieved.',
    );
    expect(JSON.stringify([away, whole])).not.toContain('Corrected in secret.');

    const questions = [
      ...(await team.focal.caller.submission.activity({ ...key, activity })).queries,
      ...(await team.focal.caller.submission.indicator({ ...key, indicator })).queries,
    ];
    for (const { id, version } of questions) {
      await team.focal.caller.submission.answerQuery({ ...key, query: id, answer: 'Done.', version });
    }
    const version = async () => (await team.focal.caller.submission.get(key)).header.version;
    await team.clearing.caller.submission.clear({ ...key, version: await version() });
    await team.focal.caller.submission.submit({ ...key, version: await version() });

    const back = await get('KH');
    expect(back).toMatchObject({ shown: 'current', resubmission: true, timesSubmitted: 2 });
    expect(back.counts).toMatchObject({ changed: 1, asked: 2, looked: 0 });
    // A report that came back opens at what changed, of which nothing counts as looked at.
    expect(back.current).toMatchObject({ line: { name: activity, looked: false, asked: 'answered' } });
    expect(back.current?.item).toMatchObject({
      code: activity,
      changedSinceBefore: ['status', 'achievements'],
      before: { achievements: 'What KH achieved.', status: 'on_track' },
      now: { achievements: 'Corrected in secret.', status: 'completed' },
      queries: [{ question: 'Which one?', answer: 'Done.' }],
    });
    expect(
      (await office.caller.review.decision({ round, reporter: 'KH' })).decisions.map(
        ({ transition }) => transition,
      ),
    ).toEqual(['submit', 'clear', 'return', 'submit', 'clear']);
  });

  test('the queue holds what waits, the oldest first, and nothing else', async () => {
    const key = { round, reporter: 'LA' };
    world.setTime('2025-04-20T08:00:00Z');
    await bringReportTo(office, await createTeam(world, 'LA'), key, 'submitted');
    const queue = await office.caller.review.queue();
    expect(queue.map(({ reporter }) => reporter.code)).toEqual(['KH', 'LA']);
    expect(queue[0]).toMatchObject({ resubmission: true, timing: { state: 'onTime' }, daysWaiting: 90 });
    expect(queue[1]).toMatchObject({
      resubmission: false,
      timing: { state: 'late', days: 5 },
      openQueries: 1,
    });
    const { counts } = await office.caller.review.board({ round });
    // The one that was withdrawn is as overdue as those that never came.
    expect(counts).toMatchObject({ submitted: 2, late: 1, overdue: counts.due - 2 });
    expect(await boardRow('ID')).toMatchObject({
      timing: { state: 'overdue', days: 5 },
      firstSubmittedAt: null,
    });
  });

  test('an unknown report is not found, and others do not ask', async () => {
    expect((await refusalOfCall(get('ZZ'))).code).toBe('NOT_FOUND');
    expect((await refusalOfCall(office.caller.review.board({ round: '1999-H1' }))).code).toBe('NOT_FOUND');
    const focal = await world.createPerson([{ role: 'focal_point', reporter: 'KH' }]);
    expect((await refusalOfCall(focal.caller.review.get({ round, reporter: 'KH' }))).code).toBe('FORBIDDEN');
  });
});

describe('the audit', () => {
  test('tells the secretariat the reason of a decision, an administrator only that it was made', async () => {
    const key = { round, reporter: 'MM' };
    const { version } = await bringReportTo(office, await createTeam(world, 'MM'), key, 'submitted');
    await office.caller.review.return({ ...key, version, scope: 'all', reason: 'The total is for a year.' });
    const administrator = await world.createPerson([{ role: 'administrator' }]);
    const newest = async (person: Person) =>
      (await person.caller.audit.list({ kind: 'decision' })).entries[0];
    expect(await newest(office)).toMatchObject({
      event: 'return',
      reporter: 'MM',
      detail: { reason: 'The total is for a year.' },
    });
    expect(await newest(administrator)).toMatchObject({
      event: 'return',
      reporter: 'MM',
      detail: { reason: '' },
    });
  });

  test('is paged without a gap or a repeat', async () => {
    const first = await office.caller.audit.list({ page: 1 });
    const keys: number[] = [];
    for (let page = 1; page <= first.pages; page += 1) {
      keys.push(...(await office.caller.audit.list({ page })).entries.map(({ sequence }) => sequence));
    }
    expect(keys).toHaveLength(first.total);
    expect(new Set(keys).size).toBe(first.total);
    expect((await office.caller.audit.list({ page: 99_999 })).page).toBe(first.pages);
  });
});
