import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createSeason, type Season, states } from '../publication/season.ts';

let season: Season;
const round = '2024-H2';
beforeAll(async () => {
  season = await createSeason(5501);
});
afterAll(() => season?.world.close());

const caller = () => season.secretariat.caller.learning;
const question = {
  question: 'Are victims found earlier?',
  criterion: 'effectiveness',
  rating: 'in_part',
  judgement: 'In four states.',
  evidence: 'Victims identified | /indicators/I-B3',
};

test('a question is written, changed by whoever has read it, and its past is kept', async () => {
  const requestId = '33333333-3333-4333-8333-333333333333';
  const first = { kind: 'question', version: 0, fields: question, requestId } as const;
  const saved = await caller().save(first);
  expect(saved).toEqual({ code: 'Q1', version: 1, changed: true });
  await expect(caller().save(first)).resolves.toEqual(saved);
  const change = { kind: 'question', code: 'Q1', fields: { ...question, rating: 'reached' } } as const;
  await expect(caller().save({ ...change, version: 1 })).resolves.toMatchObject({ version: 2 });
  const late = await refusalOfCall(caller().save({ ...change, version: 1, fields: question }));
  expect([late.code, late.current]).toMatchObject([
    'CONFLICT',
    { version: 2, content: { rating: 'reached' } },
  ]);
  await expect(caller().save({ ...change, version: 2 })).resolves.toMatchObject({ changed: false });
  const { history, entry } = await caller().entry({ kind: 'question', code: 'Q1' });
  expect(entry?.version).toBe(2);
  expect(history.map(({ version, content }) => [version, 'rating' in content && content.rating])).toEqual([
    [2, 'reached'],
    [1, 'in_part'],
  ]);
  const wrong = await refusalOfCall(
    caller().save({
      kind: 'action',
      version: 0,
      fields: { action: 'Do it.', owner: 'XX', dueOn: 'soon', state: 'open' },
    }),
  );
  expect(wrong.fields.map(({ path }) => path)).toEqual(['owner', 'dueOn']);
  const gone = season.world.owner`delete from tracker.learning_revision`;
  await expect(gone).rejects.toThrow(/never change/);
});

test('a review holds targets against what is public, and names what is late or alone', async () => {
  await expect(caller().review({})).resolves.toMatchObject({ publication: null, targets: [], gaps: [] });
  await season.open(round);
  for (const reporter of [...states.slice(0, 5), 'SOMTC', 'ACWC']) await season.report(round, reporter);
  await season.compileAndPublish(round);
  const { indicators } = (await caller().entry({ kind: 'target' })).lists;
  const [first] = indicators;
  await caller().save({
    kind: 'target',
    version: 0,
    fields: { indicator: first!.code, rating: 'behind', judgement: 'Too few.', evidence: '' },
  });
  const review = await caller().review({});
  expect(review.publication).toBe(1);
  expect(review.targets.length).toBeGreaterThan(5);
  expect(review.targets.find(({ indicator }) => indicator === first!.code)).toMatchObject({
    rating: 'Behind',
  });
  // Every number in it is a public one, or a sum of such.
  const rows = await season.world.owner<{ code: string; value: string }[]>`
    select indicator_code as code, trim_scale(value)::text as value from rows.figure
    where publication = 1 and scope = 'region' and dimension_code is null and state = 'reported'`;
  const open = new Map(rows.map(({ code, value }) => [code, value]));
  for (const { indicator, actual } of review.targets) {
    if (actual !== null)
      expect([indicator, Number(actual)]).toEqual([indicator, Number(open.get(indicator))]);
  }
  expect(review.gaps.length).toBeGreaterThan(0);
  expect(review.questions[0]).toMatchObject({ rating: 'Reached', evidence: [{ path: '/indicators/I-B3' }] });
  await season.secretariat.caller.publication.withdraw({ number: 1, reason: 'A wrong total.' });
  await expect(caller().review({})).resolves.toMatchObject({ publication: null, targets: [] });
});
