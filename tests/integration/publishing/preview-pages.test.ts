import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCaller } from '#server/trpc/root.ts';
import { previewPages } from '#server/use-cases/publication/preview-pages.ts';
import { createSeason, type Season } from '#tests/integration/publication/season.ts';
import { type HttpServer, serveWorld } from '#tests/support/http-server.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import type { Person } from '#tests/support/world.ts';

/** StatusRows in words of the round that is previewed and nowhere else. */
const mark = 'Quetzalwort';
const round = '2025-H1';
let season: Season;
let server: HttpServer;
beforeAll(async () => {
  season = await createSeason(91);
  await season.open('2024-H2');
  for (const reporter of ['TH', 'SOMTC']) await season.report('2024-H2', reporter);
  await season.compileAndPublish('2024-H2');
  await season.open(round);
  for (const reporter of ['TH', 'KH', 'SOMTC', 'ACWC']) {
    await season.report(round, reporter, { mark: `${mark} of ${reporter}` });
  }
  await season.secretariat.caller.compilation.create({ round });
  server = await serveWorld(season.world, { loadBuild: loadPublicPages });
});
afterAll(async () => {
  await server?.stop();
  await season?.world.close();
});

const previewAs = ({ viewer }: Pick<Person, 'viewer'>) =>
  previewPages({ ...season.world.base, viewer }, { round });

/** What the public is answered by this reader, of pages of every kind. */
async function askAll(dashboard: typeof season.world.anonymous.dashboard) {
  return {
    scope: await dashboard.scope({}),
    overview: await dashboard.overview({}),
    plan: await dashboard.plan({ state: 'th' }),
    area: await dashboard.area({ code: 'A' }),
    objective: await dashboard.objective({ code: 'A1' }),
    activity: await dashboard.activity({ code: 'A1.1' }),
    kept: await dashboard.keptFigures({}),
    figure: await dashboard.figure({ id: 'coverage' }),
    labels: await dashboard.labels({ language: 'vi' }),
    found: await dashboard.search({ question: mark }),
    mistyped: await dashboard.search({ question: 'prosecutd', kind: 'indicator' }),
    publications: await dashboard.search({ question: 'progress', kind: 'publication' }),
    before: await dashboard.overview({ publication: 1 }),
  };
}

/** All rows that the tracker has, by table. */
async function countRows() {
  const tables = await season.world.owner<{ name: string }[]>`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_schema in ('tracker', 'published') and table_type = 'BASE TABLE' order by 1`;
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await season.world.owner.script<{ n: number }[]>(
      `select count(*)::integer as n from ${name}`,
    );
    counts[name] = row?.n ?? -1;
  }
  return counts;
}

test('only who may publish is given a preview', async () => {
  const focal = await season.world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  await expect(previewAs(focal)).rejects.toThrow('Your account does not allow this.');
  await expect(previewPages({ ...season.world.base, viewer: null }, { round })).rejects.toThrow('Sign in');
  await expect(
    previewPages({ ...season.world.base, viewer: season.secretariat.viewer }, { round: '2099-H1' }),
  ).rejects.toThrow('Compile 2099-H1 before publishing it.');
});

test('the pages of a preview are served to the secretariat and change nothing for anybody else', async () => {
  const before = await countRows();
  const cookie = await server.signIn(season.secretariat);
  const page = (path: string, headers = {}) =>
    server.send({ path: `/secretariat/preview/${round}${path}`, headers });
  for (const path of ['/', '/activities/A1.1', `/search?q=${mark}`, '/about/disclosure']) {
    const answer = await page(path, { cookie });
    expect([path, answer.status]).toEqual([path, 200]);
    expect(answer.text).toContain(`what would be public if ${round} were published now`);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['x-robots-tag']).toContain('noindex');
  }
  expect((await page(`/search?q=${mark}`, { cookie })).text).toContain(`${mark}</mark> of`);
  const stranger = await page('/');
  expect([stranger.status, stranger.text]).toEqual([303, '']);
  expect(stranger.headers['location']).toContain('/sign-in?next=');
  const shown = await season.world.anonymous.dashboard.search({ question: mark });
  expect(shown).toMatchObject({ publication: { number: 1 }, total: 0 });
  // Signing in is written down; a preview is not.
  const changed = Object.entries(await countRows()).filter(([name, count]) => before[name] !== count);
  expect(changed.filter(([name]) => name.startsWith('published.'))).toEqual([]);
  expect(changed.filter(([name]) => /publication|figure|compil/.test(name))).toEqual([]);
});

test('what is previewed is what is published then, to the last letter', async () => {
  const previewed = await previewAs(season.secretariat);
  if ('publication' in previewed) throw new Error('It is not published yet.');
  expect(previewed.leads).toBe(true);
  const { published } = previewed;
  expect([published.isStored(1), published.isStored(2)]).toEqual([true, false]);
  const before = await askAll(createCaller({ ...season.world.base, published, viewer: null }).dashboard);
  expect(before.found.total).toBeGreaterThan(1);
  expect(before.publications.hits.map(({ code }) => code)).toEqual(['2', '1']);

  expect(await season.secretariat.caller.publication.publish({ round })).toMatchObject({ number: 2 });
  expect(await askAll(season.world.anonymous.dashboard)).toEqual(before);
  expect(await previewAs(season.secretariat)).toEqual({ publication: 2 });
});
