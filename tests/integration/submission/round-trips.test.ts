import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTeam } from '#tests/support/reports.ts';
import { createWorld, type World } from '#tests/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.openRound();
});
afterAll(() => world?.close());

type Client = { query: (query: unknown, ...rest: unknown[]) => unknown };

/**
 * What a piece of work asks of the database: how many statements, in how many round trips. One begins with a statement
 * that is sent while the connection waits for no answer.
 */
async function countRoundTrips(work: () => Promise<unknown>) {
  const clients = pg.Client.prototype as unknown as Client;
  const query = clients.query;
  const waiting = new Map<Client, number>();
  const counted = { statements: 0, roundTrips: 0 };
  clients.query = function (this: Client, ...given) {
    const answer = query.apply(this, given) as Promise<unknown>;
    const under = waiting.get(this) ?? 0;
    counted.statements += 1;
    if (under === 0) counted.roundTrips += 1;
    waiting.set(this, under + 1);
    const answered = () => void waiting.set(this, (waiting.get(this) ?? 1) - 1);
    void answer.catch(() => {}).then(answered);
    return answer;
  };
  try {
    await work();
  } finally {
    clients.query = query;
  }
  return counted;
}

test('a save is two round trips to the database, however many items it has', async () => {
  const { focal } = await createTeam(world, 'TH');
  const key = { round: '2024-H2', reporter: 'TH' };
  const sheet = await focal.caller.submission.get(key);
  const activities = sheet.activities.slice(0, 5).map(({ code }) => code);
  const indicators = sheet.indicators.filter(({ measure }) => measure === 'count').map(({ code }) => code);
  expect(indicators.length).toBeGreaterThan(5);
  const save = (version: number, count: number) =>
    focal.caller.submission.saveReport({
      ...key,
      requestId: randomUUID(),
      activities: activities
        .slice(0, count)
        .map((activity) => ({ activity, status: 'on_track', achievements: `Done ${version}.`, version })),
      indicators: indicators.slice(0, count).map((indicator) => ({
        indicator,
        cells: [{ by: {}, state: 'reported', value: version }],
        version,
      })),
    });
  // The definitions of the indicators are kept from the first save on.
  await save(0, 5);
  const five = await countRoundTrips(() => save(1, 5));
  const one = await countRoundTrips(() => save(2, 1));
  // Beginning, viewer, request id (lock, answer), report, activities, indicators, statuses; activities, indicators,
  // answer, end.
  expect([five, one]).toEqual([
    { statements: 12, roundTrips: 2 },
    { statements: 12, roundTrips: 2 },
  ]);
});
