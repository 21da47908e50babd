import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSeason, type Season } from './season.ts';

/** Words of lists go with a publication, as they are when it is made; and how much of it disclosure control leaves. */
let season: Season;
beforeAll(async () => {
  season = await createSeason(4_917);
  await season.open('2024-H2');
  for (const reporter of ['TH', 'KH', 'VN', 'SOMTC']) await season.report('2024-H2', reporter);
  await season.compileAndPublish('2024-H2');
});
afterAll(() => season?.world.close());

test('a publication has the words of every list, and a correction reaches the next one only', async () => {
  const { world } = season;
  const { dashboard } = world.anonymous;
  const first = await dashboard.labels({ language: 'th' });
  expect(first['activity_status/completed']).toBe('เสร็จสิ้น');
  expect(first['state/KH']).toBe('กัมพูชา');
  const [stored] = await world.owner<{ count: number }[]>`
    select count(*)::integer from tracker.translation
    where language = 'th' and list not in ('lens_situation', 'lens_driver')`;
  expect(Object.keys(first)).toHaveLength(stored?.count ?? 0);
  expect(await dashboard.labels({ language: 'en' })).toEqual({});

  await world.owner`
    update tracker.translation set label = 'ทำเสร็จแล้ว'
    where language = 'th' and list = 'activity_status' and code = 'completed'`;
  await season.open('2025-H1');
  await season.report('2025-H1', 'TH');
  await season.compileAndPublish('2025-H1');
  const labelsOf = async (publication?: number) =>
    (await dashboard.labels({ language: 'th', publication }))['activity_status/completed'];
  expect(await labelsOf(1)).toBe('เสร็จสิ้น');
  expect(await labelsOf()).toBe('ทำเสร็จแล้ว');
});

test('the words of a publication cannot be changed any more', async () => {
  await expect(
    season.world.owner`update rows.translation set label = 'x' where publication = 1`,
  ).rejects.toThrow();
});

test('kept figures are counted as they stand in the publication, without what was not released', async () => {
  const { world } = season;
  const figures = await world.owner<{ scope: string; state: string; ranged: boolean }[]>`
    select scope, state, least is not null as ranged from rows.figure where publication = 1`;
  const count = (isRegion: boolean, state: string, ranged = false) =>
    figures.filter(
      (figure) =>
        (figure.scope === 'region') === isRegion && figure.state === state && figure.ranged === ranged,
    ).length;
  const countAll = (isRegion: boolean) => ({
    shown: count(isRegion, 'reported'),
    ranges: count(isRegion, 'suppressed', true),
    held: count(isRegion, 'suppressed'),
  });
  const kept = await world.anonymous.dashboard.keptFigures({ publication: 1 });
  expect(kept).toEqual({ region: countAll(true), reporters: countAll(false) });
  // Four reporters with random figures: something is shown and something is held.
  expect((kept?.region.shown ?? 0) + (kept?.reporters.shown ?? 0)).toBeGreaterThan(0);
  expect((kept?.region.held ?? 0) + (kept?.reporters.held ?? 0)).toBeGreaterThan(0);
  await expect(world.anonymous.dashboard.keptFigures({ publication: 99 })).rejects.toThrow();
});
