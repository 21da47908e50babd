import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSeason, type Season, states } from '../publication/season.ts';

const round = '2024-H2';
let season: Season;

beforeAll(async () => {
  season = await createSeason(31);
  await season.open(round);
  for (const reporter of states.slice(0, 5)) await season.report(round, reporter, { release: 'national' });
  await season.secretariat.caller.compilation.create({ round });
});
afterAll(() => season.world.close());

const preview = () => season.secretariat.caller.publication.preview({ round });
const sums = ({ figures }: Awaited<ReturnType<typeof preview>>) =>
  figures
    .filter(({ scope, dimension }) => scope === 'region' && dimension === null)
    .map(({ indicator, value }) => `${indicator} ${value}`);

test('a preview that nothing has changed says the same again', async () => {
  const first = await preview();
  expect(first.figures.length).toBeGreaterThan(0);
  expect(await preview()).toEqual(first);
});

test('a preview follows what the plan says of an indicator, though nothing is compiled anew', async () => {
  const before = await preview();
  const shown = before.figures.find(
    ({ scope, dimension, state, contributing }) =>
      scope === 'region' && dimension === null && state === 'reported' && contributing.length > 1,
  );
  const { owner } = season.world;
  const [was] = await owner<{ rule: string }[]>`
    select aggregation as rule from tracker.indicator where code = ${shown!.indicator}`;
  await owner`alter table tracker.indicator disable trigger user`;
  await owner`update tracker.indicator set aggregation = 'none' where code = ${shown!.indicator}`;
  const changed = await preview();
  await owner`update tracker.indicator set aggregation = ${was!.rule} where code = ${shown!.indicator}`;
  await owner`alter table tracker.indicator enable trigger user`;
  expect(sums(changed)).not.toEqual(sums(before));
  expect(sums(await preview())).toEqual(sums(before));
});

test('a preview after publishing knows what is public', async () => {
  const { caller } = season.secretariat;
  await season.report(round, states[5]!, { release: 'regional' });
  await caller.compilation.create({ round });
  const before = await preview();
  await caller.publication.publish({ round });
  const after = await preview();
  expect([before.current, after.current?.round]).toEqual([null, round]);
  await season.correct(round, states[5]!);
  await caller.compilation.create({ round });
  const corrected = await preview();
  // One report less: what was published of it counts from now on.
  expect(corrected.compilation.number).toBe(after.compilation.number + 1);
  expect(sums(corrected)).not.toEqual(sums(after));
});
