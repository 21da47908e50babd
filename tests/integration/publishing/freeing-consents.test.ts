import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSeason, type Season, states } from '../publication/season.ts';

const round = '2024-H2';
let season: Season;

beforeAll(async () => {
  season = await createSeason(15);
  await season.open(round);
  for (const reporter of states.slice(0, 4)) await season.report(round, reporter, { release: 'national' });
  await season.report(round, states[4]!, { release: 'regional' });
  await season.secretariat.caller.compilation.create({ round });
});
afterAll(() => season.world.close());

async function countRegional(): Promise<number> {
  const { figures } = await season.secretariat.caller.publication.preview({ round });
  return figures.filter(({ scope, state }) => scope === 'region' && state === 'reported').length;
}

test('a consent frees as many figures as was said before it was given', async () => {
  const { caller } = season.secretariat;
  const before = await countRegional();
  const { consents } = await caller.publication.freeingConsents({ round });
  expect(consents.length).toBeGreaterThan(0);
  expect(consents.length).toBeLessThanOrEqual(5);
  const [best] = consents;
  expect(best).toMatchObject({ reporter: states[4] });
  const { owner } = season.world;
  await owner`alter table tracker.indicator_report disable trigger user`;
  await owner`
    update tracker.indicator_report r set release = 'national'
    from tracker.submission s, tracker.reporter p, tracker.indicator i
    where s.id = r.submission_id and p.id = s.reporter_id and i.id = r.indicator_id
      and p.code = ${best!.reporter} and i.code = ${best!.indicator}`;
  await owner`alter table tracker.indicator_report enable trigger user`;
  await caller.compilation.create({ round });
  expect(await countRegional()).toBe(before + best!.gained - best!.lost);
});
