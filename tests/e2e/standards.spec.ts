import { expect, test } from '@playwright/test';
import { at } from '#tests/support/people.ts';
import { lintAtom, lintIati, lintSitemap } from '#tests/support/standards/validate.ts';

const files: [path: string, type: string, begins: RegExp][] = [
  ['/data/v1/iati-activities.xml', 'application/xml; charset=utf-8', /^<\?xml .*\n<!-- Publication 3 /],
  [
    '/data/v1/values.sdmx.csv',
    'application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8',
    /^STRUCTURE,STRUCTURE_ID,ACTION,FREQ,/,
  ],
  [
    '/data/v1/sdmx/structure.json',
    'application/vnd.sdmx.structure+json; version=2.0.0; charset=utf-8',
    /^\{"meta":\{"schema":/,
  ],
  [
    '/data/v1/values.hxl.csv',
    'text/csv; charset=utf-8; header=present',
    /^indicator_code,.*\r\n#indicator\+code,/,
  ],
  [
    '/data/v1/activities.hxl.csv',
    'text/csv; charset=utf-8; header=present',
    /^activity_code,.*\r\n#activity\+code,/,
  ],
  ['/data/v1/catalog.jsonld', 'application/ld+json; charset=utf-8', /^\{"@context":/],
  [
    '/feed.xml',
    'application/atom+xml; charset=utf-8',
    /^<\?xml .*\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom"/,
  ],
  ['/sitemap.xml', 'application/xml; charset=utf-8', /^<\?xml .*\n<urlset /],
  ['/robots.txt', 'text/plain; charset=utf-8', /^User-agent: \*\n/],
];

for (const [path, type, begins] of files) {
  test(`${path} answers whole, by its head alone, and not again when nothing has changed`, async ({
    request,
  }) => {
    const answer = await request.get(at(path));
    expect(answer.status()).toBe(200);
    const headers = answer.headers();
    expect(headers['content-type']).toBe(type);
    expect(headers['cache-control']).toContain('public');
    expect(headers['set-cookie']).toBeUndefined();
    const body = await answer.text();
    expect(body.slice(0, 2000)).toMatch(begins);
    const etag = headers.etag ?? '';
    expect(etag).toMatch(/^"[\w-]+"$/);
    const again = await request.get(at(path), { headers: { 'if-none-match': etag } });
    expect(again.status()).toBe(304);
    const head = await request.head(at(path));
    expect(head.status()).toBe(200);
    expect(head.headers()['content-type']).toBe(type);
    expect(await head.text()).toBe('');
    if (/^\/data|^\/feed/.test(path)) expect(headers['access-control-allow-origin']).toBe('*');
  });
}

test('what the server gives is valid', async ({ request }) => {
  const read = async (path: string) => (await request.get(at(path))).text();
  expect(await lintIati(await read('/data/v1/iati-activities.xml'))).toEqual([]);
  expect(await lintIati(await read('/data/v1/iati-activities.xml?publication=1'))).toEqual([]);
  const feed = await read('/feed.xml');
  expect(await lintAtom(feed)).toEqual([]);
  const ids = [...feed.matchAll(/<id>([^<]+)<\/id>/g)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(2);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, href] of feed.matchAll(/ href="([^"]+)"/g)) expect(href).toMatch(/^https?:\/\//);
  expect(await lintSitemap(await read('/sitemap.xml'))).toEqual([]);
});

test('the pages of the sitemap are there, one of each kind', async ({ request }) => {
  const sitemap = await (await request.get(at('/sitemap.xml'))).text();
  const kinds = new Map<string, string>();
  for (const [, url = ''] of sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)) {
    const { pathname } = new URL(url);
    // Languages are tried elsewhere.
    if (/^\/(id|th|vi|km)(\/|$)/.test(pathname)) continue;
    const [, kind = '', code] = pathname.split('/');
    kinds.set(code === undefined ? `/${kind}` : `/${kind}/…`, pathname);
  }
  expect(kinds.size).toBeGreaterThan(15);
  for (const path of kinds.values()) {
    expect([path, (await request.get(at(path))).status()]).toEqual([path, 200]);
  }
});

test('a publication is described to search engines of data sets; nothing of it runs', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  for (const path of ['/publications/2', '/data']) {
    await page.goto(at(path));
    const text = await page.locator('script[type="application/ld+json"]').textContent();
    const facts = JSON.parse(text ?? '') as { '@type': string; distribution: { contentUrl: string }[] };
    expect(facts['@type']).toBe('Dataset');
    expect(facts.distribution.length).toBeGreaterThan(10);
  }
  expect(complaints).toEqual([]);
  await expect(page.locator('link[type="application/atom+xml"]')).toHaveAttribute('href', /\/feed\.xml$/);
});
