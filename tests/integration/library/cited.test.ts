import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadLibrary } from '#seeds/load-library.ts';
import { readText } from '#tests/support/figure-cells.ts';
import { type HttpServer, serveWorld } from '#tests/support/http-server.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import { createSeason, type Season, states } from '../publication/season.ts';

/** The library as readers meet it: on its own pages, and cited wherever one of its entries is tied to. */
let season: Season;
let server: HttpServer;
let items: Item[];

type Item = {
  code: string;
  title: string;
  kind: string;
  cooperation: boolean;
  year: number | null;
  states: string[];
  bodies: string[];
  partners: string[];
  activities: string[];
  lenses: string[];
};

beforeAll(async () => {
  season = await createSeason(77);
  const { owner } = season.world;
  await loadLibrary(owner, { demo: true });
  await season.open('2024-H2');
  for (const reporter of [...states.slice(0, 3), 'SOMTC']) await season.report('2024-H2', reporter);
  await season.compileAndPublish('2024-H2');
  items = await owner<Item[]>`
    select i.code, i.title, i.kind_code as kind, k.is_cooperation as cooperation, i.year, i.states, i.bodies,
      i.partners, i.activities, i.lenses
    from rows.library_item i
    join rows.library_kind k on k.publication = i.publication and k.code = i.kind_code
    order by i.code`;
  // Afterwards all of it is rewritten and taken back: none of that may be seen.
  await owner`update tracker.library_item set title = 'Rewritten ' || code, released = false, version = version + 1`;
  const pages = await loadPublicPages();
  server = await serveWorld(season.world, { loadBuild: () => Promise.resolve(pages) });
});
afterAll(async () => {
  await server?.stop();
  await season?.world.close();
});

async function get(path: string): Promise<string> {
  const { status, text } = await server.send({ path });
  expect([path, status]).toEqual([path, 200]);
  expect(text).not.toContain('Rewritten');
  return text;
}

/** Codes of the entries that a page leads to. */
const listCited = (html: string) =>
  [
    ...new Set(
      [...html.matchAll(/href="\/library\/([^"?#]+)/g)].map(([, code = '']) => decodeURIComponent(code)),
    ),
  ].sort();
const codesOf = (matching: (item: Item) => boolean) => items.filter(matching).map(({ code }) => code);

describe('every entry', () => {
  test('has a page that says its title and leads to everything that it is tied to', async () => {
    expect(items.length).toBeGreaterThan(20);
    for (const { code, title, ...ties } of items) {
      const html = await get(`/library/${code}`);
      expect(readText(html)).toContain(title);
      const paths = [
        ...ties.states.map((state) => `/states/${state}`),
        ...ties.bodies.map((body) => `/bodies/${encodeURIComponent(body)}`),
        ...ties.partners.map((partner) => `/partners/${partner}`),
        ...ties.activities.map((activity) => `/activities/${activity}`),
        ...ties.lenses.map((lens) => `/lens/${lens}`),
      ];
      const found = paths.filter((path) => html.toLowerCase().includes(`href="${path.toLowerCase()}`));
      expect([code, found]).toEqual([code, paths]);
    }
  });

  test.each([
    ['activities', 'activities'],
    ['states', 'states'],
    ['partners', 'partners'],
    ['lenses', 'lens'],
  ] as const)('is cited by its %s, and no other is', async (tie, folder) => {
    const things = [...new Set(items.flatMap((item) => item[tie]))];
    expect(things.length).toBeGreaterThan(0);
    for (const thing of things) {
      const cited = listCited(await get(`/${folder}/${thing}`));
      expect([thing, cited]).toEqual([thing, codesOf((item) => item[tie].includes(thing))]);
    }
  });
});

describe('the list', () => {
  test('narrows by each filter to the entries that it means, and says how many', async () => {
    const asked: [string, (item: Item) => boolean][] = [
      ['', () => true],
      ['?cooperation=yes', ({ cooperation }) => cooperation],
      ['?year=undated', ({ year }) => year === null],
      ['?state=TH&state=KH', (item) => item.states.includes('TH') && item.states.includes('KH')],
      ...[...new Set(items.map(({ kind }) => kind))].map(
        (kind) => [`?kind=${kind}`, (item: Item) => item.kind === kind] as [string, (item: Item) => boolean],
      ),
      [
        '?lens=online-scams&partner=asean-act',
        (item) => item.lenses.includes('online-scams') && item.partners.includes('asean-act'),
      ],
      ['?activity=D1.2', ({ activities }) => activities.includes('D1.2')],
    ];
    for (const [query, matching] of asked) {
      const html = await get(`/library${query}`);
      const codes = codesOf(matching);
      expect([query, listCited(html)]).toEqual([query, codes]);
      if (query !== '' && codes.length > 0)
        expect(readText(html)).toContain(`${codes.length} of ${items.length} entries`);
    }
  });

  test.each([
    '?state=XX',
    '?kind=%E2%80%AE',
    `?lens=${'x'.repeat(500)}&state=XX`,
    '?partner=%27%20or%201%3D1%20--',
  ])('says of %s that nothing matches, and how to see all', async (query) => {
    const html = await get(`/library${query}`);
    expect(listCited(html)).toEqual([]);
    expect(readText(html)).toContain(`None of ${items.length} entries matches`);
    expect(html).toMatch(/href="\/library"/);
  });
});

test('each square of the matrix leads to a list of as many entries as it says', async () => {
  const html = await get('/cooperation');
  const links = [...html.matchAll(/<a[^>]*title="([^"]*): (\d+) entr[^"]*"[^>]*>/g)].map(
    ([tag, , count]) => ({
      path: /href="([^"]*)"/.exec(tag)?.[1]?.replaceAll('&amp;', '&') ?? '',
      count: Number(count),
    }),
  );
  // Both halves of the square.
  expect(links.length).toBeGreaterThan(10);
  expect(links.length % 2).toBe(0);
  for (const { path, count } of links)
    expect([path, listCited(await get(path)).length]).toEqual([path, count]);
});

test.each([
  ['no-such-entry', 404],
  ['..%2f..', 404],
  ['x'.repeat(500), 404],
  ['%27%3B%20drop', 404],
  ['%00', 400],
])('an entry that is not there (%s) has a page that says so', async (code, expected) => {
  const { status, text } = await server.send({ path: `/library/${code}` });
  expect(status).toBe(expected);
  expect(text).toContain('<h1');
});
