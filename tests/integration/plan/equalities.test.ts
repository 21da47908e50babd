import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSeason, type Season, states } from '../publication/season.ts';

let season: Season;
const round = '2024-H2';

beforeAll(async () => {
  season = await createSeason(4711);
  await season.open(round);
  for (const reporter of states.slice(0, 4)) await season.report(round, reporter);
});
afterAll(() => season?.world.close());

const list = () => season.secretariat.caller.plan.equalities({ plan: 'BOHOL-2' });

test('the plan desk lists what is declared, with how often it holds in accepted reports', async () => {
  const { declared, rounds } = await list();
  expect(rounds).toEqual([round]);
  expect(declared.map(({ left, right }) => `${left} = ${right}`)).toEqual([
    '“Persons found” of I-B2 = I-B1',
    'I-B4 = I-B3 for “Forced criminality in online scams”',
    '“Victims identified” of I-B5 = I-B3',
    '“Investigations opened” of I-C5 = I-C2',
  ]);
  for (const { equal, answers } of declared) expect(equal).toBeLessThanOrEqual(answers);
});

test('what is not declared is a candidate, with the row that declares it', async () => {
  const { owner } = season.world;
  // The same number of investigations in both, another one in each report. Accepted reports are closed for changes.
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      update tracker.indicator_value v
      set state = 'reported', value = case when i.code = 'I-C2' then 100 + v.submission_id end,
        numerator = case when i.code = 'I-C5' then 1 end,
        denominator = case when i.code = 'I-C5' then 100 + v.submission_id end
      from tracker.indicator i
      where i.id = v.indicator_id and i.code in ('I-C2', 'I-C5') and v.dimension_code is null`;
  });
  const find = async () => (await list()).candidates.find(({ left }) => left.endsWith('of I-C5'));
  expect(await find()).toBeUndefined();
  await owner`
    delete from tracker.validation_rule v using tracker.indicator i
    where i.id = v.indicator_id and v.rule = 'unequal_to_other' and i.code = 'I-C5'`;
  const found = await find();
  expect(found).toMatchObject({
    left: '“Investigations opened” of I-C5',
    right: 'I-C2',
    rounds: 1,
    row: ['I-C5', 'unequal_to_other', 'warning', 'figure=denominator; other=I-C2'],
  });
  expect(found?.equal).toBe(found?.answers);
  expect(found?.equal).toBeGreaterThan(1);
});

test('a plan without reports has nothing to compare', async () => {
  expect(await season.secretariat.caller.plan.equalities({ plan: 'NONE' })).toEqual({
    declared: [],
    candidates: [],
    more: 0,
    rounds: [],
  });
});
