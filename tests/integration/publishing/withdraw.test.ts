import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerData } from '#server/data/answer-data.ts';
import { NewestPublication } from '#server/http/application.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createSeason, type Season, states } from '../publication/season.ts';

let season: Season;
const round = '2024-H2';
const reason = 'The total of I-B1 counted one report twice.';

beforeAll(async () => {
  season = await createSeason(172);
  await season.open(round);
  for (const reporter of states.slice(0, 5)) await season.report(round, reporter);
  await season.compileAndPublish(round);
  await season.correct(round, states[0]!);
  await season.compileAndPublish(round);
});
afterAll(() => season?.world.close());

const withdraw = (number: number, why = reason) =>
  season.secretariat.caller.publication.withdraw({ number, reason: why });
const overview = (publication?: number) => season.world.anonymous.dashboard.scope({ publication });
const ask = async (path: string) => {
  const { connections } = season.world;
  const answer = await answerData(
    { database: connections.public, origin: 'https://tracker.test' },
    new Request(`https://tracker.test/data/v1/${path}`),
  );
  if (!answer) throw new Error('The address is one of open data.');
  return answer;
};
const readRows = async (number: number) => {
  const rows = await season.world.owner<{ line: string }[]>`
    select to_jsonb(f)::text as line from published.figure f where publication = ${number} order by 1`;
  return createHash('sha256')
    .update(rows.map(({ line }) => line).join())
    .digest('hex');
};

test('a withdrawn publication stays under its number with the reason; what is shown is the newest that stands', async () => {
  const before = await readRows(2);
  const pages = new NewestPublication(season.world.connections, () => {});
  await pages.refresh();
  const stamp = pages.current;
  expect((await refusalOfCall(withdraw(2, '  '))).fields).toEqual([
    { path: 'reason', message: expect.stringContaining('Say why') },
  ]);
  expect((await refusalOfCall(withdraw(9))).code).toBe('NOT_FOUND');
  const done = await withdraw(2);
  await expect(withdraw(2)).resolves.toEqual(done);
  expect((await refusalOfCall(withdraw(2, 'Something else.'))).code).toBe('NOT_ALLOWED_NOW');
  expect(await readRows(2)).toBe(before);

  const notice = { number: 2, reason, at: done.at };
  await expect(overview()).resolves.toMatchObject({
    publication: { number: 1, newest: 1, withdrawals: [notice] },
  });
  await expect(overview(2)).resolves.toMatchObject({
    publication: { number: 2, newest: 1, withdrawals: [notice] },
  });
  await expect(overview(1)).resolves.toMatchObject({ publication: { number: 1, withdrawals: [notice] } });
  await expect(season.world.anonymous.dashboard.publication({ number: 2 })).resolves.toMatchObject({
    details: { withdrawn: { reason } },
  });
  await pages.refresh();
  expect(pages.current).not.toBe(stamp);
});

test('open data says so', async () => {
  const pinned = (await (await ask('values.json?publication=2&limit=1')).json()) as {
    meta: Record<string, unknown>;
  };
  expect(pinned.meta).toMatchObject({
    publication: { number: 2, withdrawn: { reason } },
    notice: expect.stringContaining('Publication 2 was withdrawn'),
  });
  const current = (await (await ask('values.json?limit=1')).json()) as { meta: Record<string, unknown> };
  expect(current.meta).toMatchObject({ publication: { number: 1, withdrawn: null } });
  const csv = await ask('values.csv?publication=2');
  expect(csv.headers.get('publication-withdrawn')).toMatch(/^\d{4}-/);
  await csv.body?.cancel();
  const listed = (await (await ask('publications.json?publication=2')).json()) as {
    data: Record<string, unknown>[];
  };
  expect(listed.data.map((row) => [row.publication, row.withdrawal_reason])).toEqual([
    [2, reason],
    [1, null],
  ]);
});

test('the next publication is a new number, and is judged by what the withdrawn one had shown', async () => {
  await season.correct(round, states[1]!, { versions: 1 });
  await expect(season.compileAndPublish(round)).resolves.toBe(3);
  await expect(overview()).resolves.toMatchObject({ publication: { number: 3, newest: 3, withdrawals: [] } });
});

test('where all are withdrawn the newest goes on being shown, under its notice', async () => {
  await withdraw(1);
  await withdraw(3);
  const { publication } = await overview();
  expect(publication).toMatchObject({ number: 3, newest: 3, withdrawals: [{ number: 3 }] });
});

test('the public role reads withdrawals and writes none; nobody changes one', async () => {
  const { connections, owner } = season.world;
  const read = await connections.public.$client`select publication from published.withdrawal`;
  expect(read).toHaveLength(3);
  await expect(
    connections.public.$client`insert into published.withdrawal values (1, 'x', now())`.execute(),
  ).rejects.toThrow();
  await expect(owner`delete from published.withdrawal`.execute()).rejects.toThrow(/never change/);
});
