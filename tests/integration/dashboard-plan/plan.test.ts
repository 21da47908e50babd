import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSeason, type Season } from '#tests/integration/publication/season.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';

/** The plan as the public reads it, over two rounds: the lead of A1.1 reports in the first and is silent after. */
let season: Season;
beforeAll(async () => {
  season = await createSeason(4_301);
});
afterAll(() => season?.world.close());

const ask = () => season.world.anonymous.dashboard;
const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0);

async function overview(publication?: number) {
  const answer = await ask().overview({ publication });
  if (!('counts' in answer)) throw new Error('Nothing is published.');
  return answer;
}

test('before the first publication there is nothing, and a number asked for is not there', async () => {
  expect(await ask().scope({})).toMatchObject({ publication: null });
  expect(await ask().overview({})).toEqual({ publication: null });
  expect(await ask().plan({})).toEqual({ publication: null });
  for (const call of [
    () => ask().overview({ publication: 1 }),
    () => ask().area({ code: 'A' }),
    () => ask().objective({ code: 'A1' }),
    () => ask().activity({ code: 'A1.1' }),
  ]) {
    expect((await refusalOfCall(call())).code).toBe('NOT_FOUND');
  }
});

test('the first publication shows the plan as its lead bodies have reported it', async () => {
  await season.open('2024-H2');
  for (const reporter of ['TH', 'VN', 'SOMRI']) await season.report('2024-H2', reporter);
  await season.report('2024-H2', 'ACWC', { until: 'submitted' });
  expect(await season.compileAndPublish('2024-H2')).toBe(1);

  const answer = await overview();
  expect(answer.publication).toMatchObject({ number: 1, newest: 1, round: { code: '2024-H2' } });
  expect(answer.changes).toBeNull();
  expect(answer.counts.total).toBe(answer.activities.length);
  expect(sum(answer.areas.map(({ counts }) => counts.total))).toBe(answer.counts.total);
  for (const activity of answer.activities) {
    const { activity: detail, lead, rounds } = await ask().activity({ code: activity.code });
    expect(activity.status !== null).toBe(lead === 'SOMRI' && detail.years.includes(2024));
    expect(activity.due).toBe(activity.status !== null || Math.min(...detail.years) <= 2024);
    expect(rounds).toEqual([
      expect.objectContaining({ code: '2024-H2', status: activity.status, due: activity.due }),
    ]);
  }
  const states = Object.fromEntries(answer.coverage.map(({ code, states: of }) => [code, of]));
  expect(states).toMatchObject({
    TH: ['reported'],
    VN: ['reported'],
    MY: ['not_reported'],
    SOMRI: ['reported'],
    ACWC: ['not_reported'],
  });
  // Not yet a member then: never asked, so not in the list at all.
  expect(states).not.toHaveProperty('TL');
});

test('a status still stands where the lead body is silent in the next round, and says of when it is', async () => {
  const before = await overview(1);
  await season.open('2025-H1');
  for (const reporter of ['TH', 'SOMTC']) await season.report('2025-H1', reporter);
  expect(await season.compileAndPublish('2025-H1')).toBe(2);

  const now = await overview();
  const { activity, rounds } = await ask().activity({ code: 'A1.1' });
  expect(activity.code).toBe('A1.1');
  expect(rounds[0]).toMatchObject({ code: '2024-H2', carriedFrom: null });
  expect(rounds[1]).toMatchObject({ code: '2025-H1', status: rounds[0]!.status, carriedFrom: '2024-H2' });
  expect(now.counts.carried).toBe(now.activities.filter(({ carriedFrom }) => carriedFrom).length);
  expect(now.counts.carried).toBeGreaterThan(0);

  // What changed is what is different, each with its words of then and its status of now.
  const labels = new Map(before.statuses.map(({ code, label }) => [code, label]));
  const different = now.activities.filter(
    ({ code, status }) => before.activities.find((each) => each.code === code)!.status !== status,
  );
  expect(now.changes?.since).toMatchObject({ number: 1, round: '2024-H2' });
  expect(now.changes?.activities.map(({ code, from, to }) => [code, from?.label ?? null, to])).toEqual(
    different.map(({ code, status }) => {
      const then = before.activities.find((each) => each.code === code)!.status;
      return [code, then === null ? null : labels.get(then), status];
    }),
  );
  expect(different.length).toBeGreaterThan(0);

  // And the first publication still says what it said.
  expect(await overview(1)).toEqual({
    ...before,
    publication: { ...before.publication, newest: 2 },
    // Only the newest one says what comes next.
    freshness: { ...before.freshness, next: null },
  });
});

test('words stand on an activity only as far as they are released', async () => {
  const { owner } = season.world;
  const released = await owner<{ activity: string; n: number }[]>`
    select activity_code as activity, count(*)::integer as n from rows.activity_narrative
    where publication = 2 group by 1`;
  expect(released.length).toBeGreaterThan(0);
  const counts = new Map(released.map(({ activity, n }) => [activity, n]));
  for (const { code } of (await overview()).activities) {
    const { narratives, reporters } = await ask().activity({ code });
    expect(narratives).toHaveLength(counts.get(code) ?? 0);
    const known = new Set(reporters.map((each) => each.code));
    expect(narratives.every(({ reporter }) => known.has(reporter))).toBe(true);
  }
});

test('late activities come with released words: those of the lead body, or else of somebody who is named', async () => {
  const { statuses, late: ofAll, activities } = await overview();
  const late = new Set(statuses.filter(({ isLate }) => isLate).map(({ code }) => code));
  expect(ofAll.map(({ code }) => code)).toEqual(
    activities.filter(({ status }) => late.has(status ?? '')).map(({ code }) => code),
  );
  const byArea = await Promise.all(['A', 'B', 'C', 'D'].map((code) => ask().area({ code })));
  expect(byArea.flatMap((answer) => answer.late)).toEqual(ofAll);
  expect(ofAll.some(({ reason }) => reason !== null)).toBe(true);
  for (const { code, lead, carriedFrom, reason } of ofAll) {
    const { narratives } = await ask().activity({ code });
    const said = narratives.filter(
      ({ round, challenges }) => round === (carriedFrom ?? '2025-H1') && challenges !== '',
    );
    const own = said.find(({ reporter }) => reporter === lead);
    if (own) expect(reason).toMatchObject({ words: own.challenges, isLead: true });
    else if (said.length === 0) expect(reason).toBeNull();
    else {
      expect(reason?.isLead).toBe(false);
      expect(said).toContainEqual(
        expect.objectContaining({ reporter: reason?.reporter.code, challenges: reason?.words }),
      );
    }
    expect(reason?.others ?? 0).toBe(Math.max(0, said.length - 1));
  }
});

test('what is not there and what is no number are told apart', async () => {
  const refusal = async (call: Promise<unknown>) => (await refusalOfCall(call)).code;
  expect(await refusal(ask().area({ code: 'Z' }))).toBe('NOT_FOUND');
  expect(await refusal(ask().objective({ code: 'A' }))).toBe('NOT_FOUND');
  expect(await refusal(ask().plan({ tag: 'x'.repeat(61) }))).toBe('BAD_INPUT');
  expect(await refusal(ask().activity({ code: "A1.1' or true --" }))).toBe('NOT_FOUND');
  expect(await refusal(ask().activity({ code: 'x'.repeat(61) }))).toBe('BAD_INPUT');
  expect(await refusal(ask().overview({ publication: 3 }))).toBe('NOT_FOUND');
  for (const publication of [0, -1, 1.5, 1e12, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(await refusal(ask().overview({ publication }))).toBe('BAD_INPUT');
  }
});
