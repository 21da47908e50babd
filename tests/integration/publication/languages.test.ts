import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFigureText } from '#app/features/figure/find-figure-text.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { languages } from '#server/domain/language/languages.ts';
import { type HttpServer, serveWorld } from '#tests/support/http-server.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import { calculateShare, listMisread, type PageText, readMainTexts } from '#tests/support/read-texts.ts';
import { createSeason, type Season } from './season.ts';

/** Words of lists go with a publication, as they are when it is made; and how much of it disclosure control leaves. */
let season: Season;
let server: HttpServer;
beforeAll(async () => {
  season = await createSeason(4_917);
  await season.open('2024-H2');
  for (const reporter of ['TH', 'KH', 'VN', 'SOMTC']) await season.report('2024-H2', reporter);
  await season.compileAndPublish('2024-H2');
  server = await serveWorld(season.world, { loadBuild: loadPublicPages });
});
afterAll(async () => {
  await server?.stop();
  await season?.world.close();
});

/**
 * Pages of each kind with the least part of their texts, in percent, that is in the language of the page. The rest is
 * what the plan, the reports and the library hold, and the findings of figures, which are sealed with their publication.
 */
const floors: Record<string, number> = {
  '/': 86,
  '/plan': 59,
  '/plan?area=A&status=delayed': 96,
  '/areas/A': 40,
  '/objectives/A1': 39,
  '/activities/A1.1': 73,
  '/targets': 84,
  '/indicators': 67,
  '/indicators/I-B3': 85,
  '/states': 88,
  '/states/th': 67,
  '/bodies': 82,
  '/bodies/SOMTC': 73,
  '/partners': 32,
  '/partners/iom': 67,
  '/cooperation': 96,
  '/library': 100,
  '/lens/online-scams': 77,
  '/about/methodology': 100,
  '/about': 92,
  '/about/accessibility': 100,
  '/about/disclosure': 96,
  '/search?q=shelter': 52,
  '/indicators?by=state': 79,
  '/support': 16,
  '/recommendations': 100,
  '/publications': 95,
  '/publications/1': 44,
  '/publications/1/seal': 96,
  '/figures/I-B3.course': 78,
  '/values/I-B3/2024-H2/region/total': 76,
  '/plans': 76,
  '/data': 7,
  '/nowhere': 100,
};

const otherLanguages = languages.filter(({ code }) => code !== 'en');

describe.each(otherLanguages)('pages in $code', ({ code, tag }) => {
  const texts = new Map<string, PageText[]>();
  beforeAll(async () => {
    for (const path of Object.keys(floors)) {
      const answer = await server.send({ path: `/${code}${path === '/' ? '' : path}` });
      expect([path, answer.status]).toEqual([path, path === '/nowhere' ? 404 : 200]);
      texts.set(path, readMainTexts(answer.text));
    }
  });

  test('are in it and not a few words of them', () => {
    const shares = [...texts].map(([path, own]) => [path, calculateShare(own, tag)] as const);
    expect(shares.filter(([path, share]) => share < (floors[path] ?? 100))).toEqual([]);
  });

  test('say which of their words are English', () => {
    const misread = [...texts].map(([path, own]) => [path, listMisread(own, tag).slice(0, 6)] as const);
    expect(misread.filter(([, own]) => own.length > 0)).toEqual([]);
  });
});

test('what the figures of a publication say of themselves is in the catalogue', async () => {
  const { text: page } = await server.send({ path: '/publications/1' });
  const ids = new Set(Array.from(page.matchAll(/\/figures\/([\w.-]+)\/picture\.svg/g), ([, id]) => id));
  expect(ids.size).toBeGreaterThan(100);
  const unknown = new Set<string>();
  for (const id of ids) {
    const answer = await server.send({ path: `/figures/${id}/definition.json` });
    const { definition } = JSON.parse(answer.text) as { definition: FigureDefinition };
    const { source, coverage, notes, summary, columns } = definition;
    const headings = columns.flatMap(({ label, list }) =>
      list || /^[\d-]+(-H\d)?$/.test(label) ? [] : [label],
    );
    for (const text of [source, coverage, summary, ...notes, ...headings]) {
      // A note on comparability is data: "From the first half of 2025, law changed: ...".
      const isData = text === '' || /^(\w: )?(From|Throughout)\b/.test(text);
      if (!isData && findFigureText(text) === null) unknown.add(text);
    }
  }
  expect([...unknown]).toEqual([]);
});

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
