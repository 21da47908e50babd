import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { FigureCell, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { prepareDemo } from '#tests/support/demo-database.ts';
import { readText } from '#tests/support/figure-cells.ts';
import { type HttpServer, serveWorld } from '#tests/support/http-server.ts';
import { publicPages, publicPagesOtherwise } from '#tests/support/pages.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import { createWorld, type World } from '#tests/support/world.ts';
import { cutFigure } from './serve-figures.ts';

/** The pages of the demo's publications: each question has one answer, whichever page is asked. */
let world: World;
let server: HttpServer;
const publications = [1, 2, 3];

beforeAll(async () => {
  const place = { adminUrl: inject('adminUrl'), template: inject('template') };
  const { template, files } = await prepareDemo(place);
  world = await createWorld({ ...place, template }, files);
  const source = await loadPublicPages();
  server = await serveWorld(world, { loadBuild: () => Promise.resolve(source) });
  await server.refresh();
});
afterAll(async () => {
  await server?.stop();
  await world?.close();
});

const listFigures = async (publication: number): Promise<FigureDefinition[]> =>
  world.anonymous.dashboard.figures({ publication });
const get = async (path: string) => (await server.send({ path, headers: { accept: 'text/html' } })).text;

/** Something to read: a number, an answer or a range. */
const isShown = (cell: FigureCell | undefined) =>
  cell?.kind === 'number' || cell?.kind === 'text' || (cell?.kind === 'none' && cell.least != null);

test('whose own figures are counted are those whose figures the page shows', async () => {
  let marked = 0;
  for (const publication of publications) {
    const { participants } = await world.anonymous.dashboard.participants({ publication });
    const listed = new Map(participants.map(({ code, released }) => [`${code}.figures`, released]));
    for (const { id, path, title, coverage, rows, columns } of await listFigures(publication)) {
      if (!/\.(by-state|figures)$/.test(id)) continue;
      const rounds = columns.map(({ key }) => key).filter((key) => /^\d{4}-H\d$/.test(key));
      const shown = rows.filter(({ cells }) => rounds.some((round) => isShown(cells[round]))).length;
      marked += rows.length - shown;
      const name = `${publication} ${id}: ${title}`;
      const said = /(\d+) (?:states?|reporters?) ha(?:s|ve) released|released (\d+) figures?/.exec(title);
      expect([name, Number(said?.[1] ?? said?.[2] ?? 0)]).toEqual([name, shown]);
      if (id.endsWith('.by-state')) expect([name, Number.parseInt(coverage)]).toEqual([name, shown]);
      if (listed.has(id)) expect([name, listed.get(id)]).toEqual([name, shown]);
      if (publication < 3) continue;
      const html = cutFigure(await get(path), id);
      expect([name, readText(html).includes(title.split(': ').at(-1)!)]).toEqual([name, true]);
      // The table of the figure has a line for each, those with marks alone too, and its notes count these.
      if (rows.length > shown) expect(readText(html)).toContain(`${rows.length - shown} `);
    }
  }
  expect(marked).toBeGreaterThan(10);
});

test('a step is called by what it counts, not by what it is a part of', async () => {
  const asWords = (text: string) => text.toLowerCase().match(/\p{L}+/gu) ?? [];
  for (const publication of publications) {
    const { indicators } = await world.anonymous.dashboard.lens({ publication, code: 'online-scams' });
    const parts = indicators.filter(({ funnel, denominatorLabel }) => funnel && denominatorLabel);
    expect(parts.length).toBeGreaterThan(2);
    for (const { code, funnel, denominatorLabel } of parts) {
      const base = new Set(asWords(denominatorLabel!));
      const isBase = asWords(funnel!.label).every((word) => base.has(word));
      expect([code, funnel!.label, denominatorLabel, isBase]).toEqual([
        code,
        funnel!.label,
        denominatorLabel,
        false,
      ]);
    }
    // Its number is the part, beside the number of which it is one.
    const steps = (await listFigures(publication)).filter(({ id }) => id.startsWith('online-scams.steps'));
    const [{ count } = { count: 0 }] = await world.owner<{ count: number }[]>`
      select count(*)::integer from rows.figure where publication = ${publication} and indicator_code = 'I-B10'
        and scope = 'region' and dimension_code = 'form' and state = 'reported'`;
    expect(count).toBeGreaterThan(0);
    for (const { rows } of steps) {
      const cells = rows.find(({ key }) => key === 'I-B10')?.cells;
      const round = /\/values\/I-B10\/([^/]+)\//.exec(JSON.stringify(cells))?.[1] ?? '';
      const [figure] = await world.owner<{ numerator: string; denominator: string }[]>`
        select f.numerator::integer::text, f.denominator::integer::text from rows.figure f
        join rows.lens_indicator i on i.publication = f.publication and i.indicator_code = f.indicator_code
          and i.slice_dimension = f.dimension_code and i.slice_category = f.category_code
        where f.publication = ${publication} and f.indicator_code = 'I-B10' and f.round_code = ${round} and f.scope = 'region'`;
      expect(cells).toMatchObject({
        step: { text: 'Returned after assessment' },
        count: { value: figure?.numerator },
        base: { value: figure?.denominator },
      });
    }
  }
  const html = readText(cutFigure(await get('/lens/online-scams'), 'online-scams.steps'));
  expect(html).toContain('returned after assessment');
});

test('the share of activities completed or on track is the indicator’s, or the page says why it is not', async () => {
  for (const publication of publications) {
    const glance = (await listFigures(publication)).find(({ id }) => id === 'plan-at-a-glance')!;
    const [said] = /^\d+ of \d+ activities/.exec(glance.title) ?? [''];
    const [done, total] = said.match(/\d+/g) ?? [];
    const [figure] = await world.owner<{ numerator: string; denominator: string }[]>`
      select numerator::integer::text, denominator::integer::text from rows.figure where publication = ${publication}
        and indicator_code = 'I-D6' and round_code = ${glance.publication.round} and scope = 'region'
        and dimension_code is null`;
    // Both are of the same statuses: the indicator leaves out what does not run, is cancelled, or is carried over.
    const [own] = await world.owner<{ all: string; total: string; good: string; base: string }[]>`
      select count(*) filter (where is_done or is_on_track)::text as all, count(*)::text as total,
        count(*) filter (where (is_done or is_on_track) and runs and carried_from is null)::text as good,
        count(*) filter (where runs and (status_code is distinct from 'cancelled' or carried_from is not null))::text as base
      from (
        select s.*, w.is_done, w.is_on_track, ${Number(glance.publication.round.slice(0, 4))}::integer = any (a.active_years) as runs
        from rows.activity a
        left join rows.activity_status s on s.publication = a.publication and s.activity_code = a.code
          and s.round_code = ${glance.publication.round}
        left join rows.activity_status_word w on w.publication = a.publication and w.code = s.status_code
        where a.publication = ${publication}
      ) each`;
    expect([publication, done, total]).toEqual([publication, own?.all, own?.total]);
    expect([publication, figure?.numerator, figure?.denominator]).toEqual([
      publication,
      own?.good,
      own?.base,
    ]);
    if (figure?.numerator === done && figure?.denominator === total) continue;
    const page = readText(await get(`/plan?publication=${publication}`));
    expect(page).toContain(said);
    expect(page).toContain('counts only those that run in that year and are reported for the round');
    const indicator = readText(await get(`/indicators/I-D6?publication=${publication}`));
    expect(indicator).toContain('activities of the plan that are active in the year of the round');
  }
  // Home gives no share in the indicator’s words.
  expect(readText(await get('/'))).not.toMatch(/[\d.]+% (are )?(completed or on track)/i);
});

test('home has five numbers, what was missed, how fresh they are, and two figures; its navigation leads on', async () => {
  const html = await get('/');
  const text = readText(html);
  expect([...html.matchAll(/data-key-figure="(\w+)"/g)].map(([, key]) => key)).toEqual([
    'completed',
    'delayed',
    'targets',
    'money',
    'reported',
  ]);
  const targets = await world.anonymous.dashboard.targets({});
  expect(JSON.stringify(targets)).toContain('"missed"');
  expect(text).toMatch(/Missed: /);
  expect(text).toMatch(/Data to \w+ \d{4}\./);
  expect(text).toMatch(/Next: .+?, reports due \d{1,2} \w+ \d{4}/);
  for (const id of ['activities-by-area', 'reporting']) {
    expect([id, cutFigure(html, id).includes('<svg')]).toEqual([id, true]);
  }
  const menu = html.slice(html.indexOf('<nav'), html.indexOf('<main'));
  for (const path of ['/targets', '/partners', '/cooperation']) {
    expect([path, menu.includes(`href="${path}"`)]).toEqual([path, true]);
  }
  expect((await server.send({ path: '/bodies' })).status).toBe(200);
});

test('the page on online scams tells the situation, what drives it, both strands of the response and the three aims', async () => {
  const page = readText(await get('/lens/online-scams'));
  const { told, activities, aims, library } = await world.anonymous.dashboard.lens({ code: 'online-scams' });
  expect(told?.paragraphs[0]).toMatch(/^Since 2021 /);
  for (const paragraph of told?.paragraphs ?? []) expect(page).toContain(paragraph.slice(0, 60));
  expect(told?.drivers.map(({ tag }) => tag)).toEqual([
    'technology',
    'crypto',
    'networks',
    'migrant_workers',
    'psychology',
  ]);
  const tagged = (told?.drivers ?? []).filter(({ tag }) => activities.some(({ tags }) => tags.includes(tag)));
  expect(tagged.length).toBeGreaterThan(2);
  // A driver names its activities and its studies; both bear it on their own pages.
  const studied = tagged.flatMap(({ tag, name }) => {
    const own = activities.filter(({ tags }) => tags.includes(tag));
    const studies = library.filter(
      (entry) => entry.kind === 'study' && own.some(({ code }) => entry.activities.includes(code)),
    );
    return [{ tag, name, own, studies }];
  });
  expect(studied.filter(({ studies }) => studies.length > 0).length).toBeGreaterThan(2);
  const drivers = (await get('/lens/online-scams')).split('id="drivers"')[1]?.split('</details>')[0] ?? '';
  for (const { tag, name, own, studies } of studied) {
    for (const { code } of studies) {
      expect(drivers).toContain(`href="/library/${code}"`);
      expect(readText(await get(`/library/${code}`))).toMatch(new RegExp(`What drives it.*${name}`, 's'));
    }
    expect(await get(`/activities/${own[0]?.code}`)).toContain(`href="/plan?tag=${tag}"`);
  }
  expect(page).toMatch(/Building the evidence: \d+ entr/);
  expect(page).toMatch(/Dialogue, cooperation and policy: \d+ entr/);
  expect(aims.map(({ aim }) => aim)).toHaveLength(3);
  for (const aim of ['Sharing intelligence', 'Helping investigations', 'Pursuing justice']) {
    expect(page).toContain(aim);
  }
  expect(page).toContain('Last step');
  // Who financed, led, facilitated or took part in an entry, and that no link to one is known.
  expect(library.length).toBeGreaterThan(3);
  const list = readText(await get('/library'));
  const [unknown] = await world.owner<{ count: number }[]>`
    select count(*)::integer from rows.library_item where publication = 3 and url is null`;
  expect(unknown?.count).toBeGreaterThan(0);
  expect(list).toContain('No link to it is known.');
});

test.each([
  ['financed', 'Financed', 'asean-act', 'A1.1'],
  ['led', 'Led', 'asean-act', 'B1.4'],
  ['took_part', 'Took part', 'unodc', 'C1.1'],
])(
  'who %s stands on the page of the partner and of the activity',
  async (part, heading, partner, activity) => {
    const sectionOf = async (path: string) => {
      const html = await get(path);
      const start = html.indexOf(`id="support-${part.replace('_', '-')}"`);
      return start < 0 ? '' : html.slice(start, html.indexOf('</section>', start));
    };
    const given = await sectionOf(`/partners/${partner}`);
    expect(readText(given)).toMatch(new RegExp(`^[^>]*>?\\s*${heading}`));
    expect(given).toContain(`href="/activities/${activity}`);
    const got = await sectionOf(`/activities/${activity}`);
    expect(readText(got)).toContain(heading);
    expect(got).toContain(`href="/partners/${partner}`);
  },
);

test('each study and dialogue of the lens says who organised it, which partners it has and who took part', async () => {
  const html = await get('/lens/online-scams');
  const page = html.slice(html.indexOf('id="response"'));
  const { library } = await world.anonymous.dashboard.lens({ code: 'online-scams' });
  const told = { partners: 0, bodies: 0, organisers: 0 };
  for (const { code, partners, bodies, organisers, url } of library) {
    const start = page.indexOf(`href="/library/${code}"`);
    expect([code, start > 0]).toEqual([code, true]);
    const item = page.slice(start, page.indexOf('</li>', start));
    for (const slug of partners)
      expect([code, item]).toEqual([code, expect.stringContaining(`/partners/${slug}"`)]);
    for (const body of bodies)
      expect([code, item]).toEqual([code, expect.stringContaining(`/bodies/${body}"`)]);
    const text = readText(item);
    if (partners.length > 0) expect(text).toContain('Partners: ');
    if (bodies.length > 0) expect(text).toContain('Took part: ');
    if (organisers) expect(text).toContain(`Organised by ${organisers}`);
    expect([code, text.includes('No link to it is known.')]).toEqual([code, url === null]);
    told.partners += partners.length;
    told.bodies += bodies.length;
    told.organisers += organisers ? 1 : 0;
  }
  expect(told.partners).toBeGreaterThan(5);
  expect(told.bodies).toBeGreaterThan(1);
});

test('every public page tells where the feed is, also one that is not there', async () => {
  const notThere = [
    '/no-such/page',
    '/th/no-such-page',
    '/activities/Z9.9',
    '/indicators/I-Z9',
    '/states/ZZ',
    '/publications/99',
    '/publications/99/report.pdf',
    '/?publication=99',
    '/library/no-such',
  ];
  let asked = 0;
  for (const path of [...publicPages, ...publicPagesOtherwise, ...notThere]) {
    // A frame in somebody else’s page leads to the page of its figure.
    if (path.startsWith('/embed/')) continue;
    const answer = await server.send({ path, headers: { accept: 'text/html' } });
    if (answer.status >= 300 && answer.status < 400) continue;
    if (notThere.includes(path)) expect([path, answer.status >= 400]).toEqual([path, true]);
    const head = answer.text.slice(0, answer.text.indexOf('</head>'));
    const links = head.match(/<link[^>]*application\/atom\+xml[^>]*>/g) ?? [];
    expect([path, links.length]).toEqual([path, 1]);
    expect(links[0]).toMatch(/rel="alternate"/);
    expect(links[0]).toMatch(/href="\/feed\.xml"/);
    asked += 1;
  }
  expect(asked).toBeGreaterThan(50);
  const feed = await server.send({ path: '/feed.xml' });
  expect([feed.status, feed.headers['content-type']]).toEqual([200, 'application/atom+xml; charset=utf-8']);
});
