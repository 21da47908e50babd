import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCalendar } from '#seeds/load-calendar.ts';
import { buildCalendarContext } from '#server/jobs/run-calendar.ts';
import { publishScheduled } from '#server/use-cases/publication/publish-scheduled.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createTestLog } from '#tests/support/test-log.ts';
import { createSeason, type Season, states } from '../publication/season.ts';

let season: Season;
const round = '2024-H2';
const log = createTestLog();

beforeAll(async () => {
  season = await createSeason(171);
  season.world.setTime('2025-02-20T02:00:00Z');
  await loadCalendar(season.world.owner);
  await season.open(round);
  for (const reporter of states.slice(0, 4)) await season.report(round, reporter);
  await season.secretariat.caller.compilation.create({ round });
});
afterAll(() => season?.world.close());

const run = () => publishScheduled(buildCalendarContext(season.world.base), log);
const caller = () => season.secretariat.caller.publication;
const minute = { round, date: '2025-02-21', time: '09:30', meeting: 'The 25th SOMTC' };
const countPublications = async () => {
  const [row] = await season.world.owner<
    { n: number }[]
  >`select count(*)::integer as n from published.publication`;
  return row?.n;
};
const listMails = (kind: string) =>
  season.world.owner<{ subject: string; body: string }[]>`
    select subject, body from tracker.mail where kind = ${kind} order by id`;

test('a minute is set, changed by whoever has read it, and cancelled', async () => {
  const past = await refusalOfCall(caller().schedule({ ...minute, date: '2025-02-19', version: 0 }));
  expect([past.code, past.fields.map(({ path }) => path)]).toEqual(['BAD_INPUT', ['time']]);
  const requestId = '11111111-1111-4111-8111-111111111111';
  const set = await caller().schedule({ ...minute, version: 0, requestId });
  expect(set).toEqual({ version: 1, publishAt: '2025-02-21T02:30:00.000Z' });
  // The same form twice sets it once.
  await expect(caller().schedule({ ...minute, version: 0, requestId })).resolves.toEqual(set);
  const late = await refusalOfCall(caller().schedule({ ...minute, time: '10:00', version: 0 }));
  expect(late.code).toBe('CONFLICT');
  expect(late.current).toMatchObject({ state: 'waiting', version: 1 });
  await expect(caller().schedule({ ...minute, time: '10:00', version: 1 })).resolves.toMatchObject({
    version: 2,
  });
  await caller().cancelSchedule({ round, version: 2 });
  await expect(caller().getSchedule({ round })).resolves.toBeNull();
  season.world.setTime('2025-02-21T03:05:00Z');
  await expect(run()).resolves.toEqual({ published: [], failed: [] });
  expect(await countPublications()).toBe(0);
});

test('a compilation that has moved is not published; every officer is told by mail, once', async () => {
  season.world.setTime('2025-02-20T02:00:00Z');
  await caller().schedule({ ...minute, version: 0 });
  await season.report(round, states[4]!);
  await season.secretariat.caller.compilation.create({ round });
  season.world.setTime('2025-02-21T02:30:20Z');
  await expect(run()).resolves.toEqual({ published: [], failed: [round] });
  await expect(run()).resolves.toEqual({ published: [], failed: [] });
  expect(await countPublications()).toBe(0);
  await expect(caller().getSchedule({ round })).resolves.toMatchObject({
    state: 'failed',
    failure: expect.stringContaining('2024-H2 has been compiled again'),
  });
  const mails = await listMails('schedule_failed');
  expect(mails).toHaveLength(1);
  expect(mails[0]?.subject).toContain('NOT published');
});

test('at its minute it is published once, also by two processes at once, and says who set it', async () => {
  season.world.setTime('2025-02-21T02:40:00Z');
  await caller().schedule({ ...minute, date: '2025-02-21', time: '10:00', version: 0 });
  await expect(run()).resolves.toEqual({ published: [], failed: [] });
  season.world.setTime('2025-02-21T03:00:10Z');
  const runs = await Promise.all([run(), run(), run()]);
  expect(runs.flatMap(({ published }) => published)).toEqual([1]);
  expect(await countPublications()).toBe(1);
  await expect(run()).resolves.toEqual({ published: [], failed: [] });
  const [entry] = await caller().list();
  expect(entry).toMatchObject({
    number: 1,
    publishedBy: 'The calendar of the tracker',
    scheduledBy: season.secretariat.viewer.name,
    withdrawn: null,
  });
  expect(await listMails('schedule_published')).toHaveLength(1);
  await expect(season.world.anonymous.dashboard.publication({ number: 1 })).resolves.toMatchObject({
    publication: { meeting: 'The 25th SOMTC' },
  });
});

test('what could not run for an hour, or was set by somebody who has left, does not go out', async () => {
  season.world.setTime('2025-02-22T02:00:00Z');
  await season.report(round, states[5]!);
  await season.secretariat.caller.compilation.create({ round });
  await caller().schedule({ ...minute, date: '2025-02-22', time: '10:00', version: 0 });
  season.world.setTime('2025-02-22T04:01:00Z');
  await expect(run()).resolves.toEqual({ published: [], failed: [round] });
  const other = await season.world.createPerson([{ role: 'secretariat_officer' }]);
  await other.caller.publication.schedule({ ...minute, date: '2025-02-22', time: '12:00', version: 0 });
  await season.world.owner`update tracker.assignment set revoked_at = now() where person_id = ${other.id}`;
  season.world.setTime('2025-02-22T05:00:30Z');
  await expect(run()).resolves.toEqual({ published: [], failed: [round] });
  await expect(caller().getSchedule({ round })).resolves.toMatchObject({
    failure: 'Whoever scheduled it no longer works for the secretariat.',
  });
  expect(await countPublications()).toBe(1);
});
