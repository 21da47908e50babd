import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportWithEvidence } from '#tests/golden/open-season.ts';
import { type HttpServer, serveWorld } from '#tests/support/http-server.ts';
import { loadAllPages } from '#tests/support/pages-from-source.ts';
import { createSeason, type Season, states } from '../publication/season.ts';

const round = '2024-H2';
const asBrowser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const noReport = 'Publication 1 has no report in this form.';

let season: Season;
let server: HttpServer;
let evidence: string;

beforeAll(async () => {
  season = await createSeason(175);
  const { world } = season;
  await season.open(round);
  for (const reporter of states.slice(0, 5)) await season.report(round, reporter);
  await reportWithEvidence(season, round, 'TH');
  await season.compileAndPublish(round);
  const [shown] = await world.owner<{ id: string; key: string }[]>`
    select id, storage_key as key from rows.evidence where publication = 1`;
  evidence = shown?.id ?? '';
  // Taken down since it was published.
  await world.base.files.remove(shown?.key ?? '');
  const pages = await loadAllPages();
  server = await serveWorld(world, { loadBuild: () => Promise.resolve(pages) });
  await server.refresh();
});
afterAll(async () => {
  await server?.stop();
  await season?.world.close();
});

/** An address of a file, its status, and what its page says. */
const files: [string, number, string][] = [
  ['/publications/1/report.pdf', 404, noReport],
  ['/publications/1/report.docx', 404, noReport],
  ['/th/publications/1/report.xlsx', 404, noReport],
  ['/publications/9/report.pdf', 404, 'Publication 9 has no report in this form.'],
  ['/publications/9/bundle.zip', 404, 'There is no publication 9.'],
  ['/publications/0/manifest.json', 404, 'The address may be mistyped'],
  ['/publications/1/documents/values/no-such.json', 404, 'Publication 1 has no document'],
  [`/evidence/1/${'0'.repeat(32)}`, 404, 'no such file'],
  ['/evidence/1/other', 404, 'The address may be mistyped'],
  ['/figures/no-such/picture.svg', 404, 'no-such'],
  ['/figures/no-such/picture.png', 404, 'no-such'],
  ['/figures/no-such/rows.csv', 404, 'no-such'],
  ['/figures/no-such/definition.json', 404, 'no-such'],
  ['/og/pages/no-such/x', 404, 'No card is drawn for pages of this kind.'],
];

test.each(files)('%s answers a browser with a page', async (path, status, sentence) => {
  const answer = await server.send({ path, headers: asBrowser });
  expect([answer.status, answer.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.headers['content-disposition']).toBeUndefined();
  expect(answer.headers['content-security-policy']).toContain('script-src');
  expect(answer.text).toContain(sentence);
  // The frame of the site, and the ways on from here.
  expect(answer.text).toMatch(/<a [^>]*href="(\/th)?\/publications"/);
  expect(answer.text.match(/<main/g)).toHaveLength(1);
  expect(answer.text).toMatch(/<meta name="robots" content="noindex"/);
});

test('what was taken down is gone, and its page leads to the publication', async () => {
  const path = `/evidence/1/${evidence}`;
  const answer = await server.send({ path, headers: asBrowser });
  expect([answer.status, answer.headers['content-type']]).toEqual([410, 'text/html; charset=utf-8']);
  expect(answer.text).toContain('This file is no longer available');
  expect(answer.text).toContain('This file was taken down.');
  expect(answer.text).toContain('href="/publications/1"');
  const program = await server.send({ path, headers: { accept: 'application/json' } });
  expect([program.status, JSON.parse(program.text)]).toEqual([
    410,
    { type: 'about:blank', title: 'Gone', status: 410, detail: 'This file was taken down.' },
  ]);
});

test('the page in place of a file leads to its publication, where there is one', async () => {
  const linkTo = async (number: number) => {
    const { text } = await server.send({ path: `/publications/${number}/report.pdf`, headers: asBrowser });
    return text.includes(`href="/publications/${number}"`);
  };
  expect([await linkTo(1), await linkTo(9)]).toEqual([true, false]);
});

test('a program is told the same as a problem document', async () => {
  for (const accept of ['application/json', '*/*']) {
    const answer = await server.send({ path: '/publications/1/report.pdf', headers: { accept } });
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
      'no-store',
    ]);
    expect(JSON.parse(answer.text)).toMatchObject({ status: 404, detail: noReport });
  }
  // Open data says so too, and stays open to pages of other sites.
  const rows = await server.send({ path: '/figures/no-such/rows.csv' });
  expect([rows.status, rows.headers['content-type'], rows.headers['access-control-allow-origin']]).toEqual([
    404,
    'application/problem+json; charset=utf-8',
    '*',
  ]);
});

test('a head is asked for without a page, and a file of the desk without a right to it gets one', async () => {
  const head = await server.send({
    method: 'HEAD',
    path: '/publications/1/report.pdf',
    headers: asBrowser,
  });
  expect([head.status, head.text]).toEqual([404, '']);
  const desk = await server.send({ path: `/secretariat/rounds/${round}/values.csv`, headers: asBrowser });
  expect(desk.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(desk.text).not.toContain('Unexpected Server Error');
});

test('files that are there are served as before', async () => {
  const manifest = await server.send({ path: '/publications/1/manifest.json', headers: asBrowser });
  expect([manifest.status, manifest.headers['content-type']]).toEqual([
    200,
    'application/json; charset=utf-8',
  ]);
});
