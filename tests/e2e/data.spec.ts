import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { at } from '#tests/support/people.ts';

type Media = { schema: object; 'x-examples'?: Record<string, { url: string }> };
type Description = {
  paths: Record<string, { get: { responses: Record<string, { content?: Record<string, Media> }> } }>;
};

const pointer = (text: string) => encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));

test('every example of the description is answered as it promises, also those that pages make', async ({
  request,
}) => {
  const description = (await (await request.get(at('/data/v1/openapi.json'))).json()) as Description;
  const ajv = new Ajv2020({ strict: false, logger: false });
  addFormats.default(ajv);
  ajv.addSchema({ ...description, $id: 'https://description.test/' });
  const answered: string[] = [];
  for (const [path, { get }] of Object.entries(description.paths)) {
    for (const [status, { content = {} }] of Object.entries(get.responses)) {
      for (const [type, media] of Object.entries(content)) {
        // The filters of each table are asked for by the tests without a browser.
        for (const { url } of Object.values(media['x-examples'] ?? {}).slice(0, 1)) {
          const { pathname, search } = new URL(url);
          const answer = await request.get(at(`${pathname}${search}`));
          expect([path, answer.status()]).toEqual([path, Number(status)]);
          expect(answer.headers()['content-type'], path).toContain(type);
          expect(answer.headers()['access-control-allow-origin'], path).toBe('*');
          expect(answer.headers()['ratelimit'], path).toMatch(/"answers";r=\d+/);
          expect((await answer.body()).length, path).toBeGreaterThan(20);
          if (type.endsWith('json') && Object.keys(media.schema).join() === '$ref') {
            const schema = `https://description.test/#/paths/${pointer(path)}/get/responses/${status}/content/${pointer(type)}/schema`;
            const validate = ajv.compile({ $ref: schema });
            expect(validate(await answer.json()), `${path}: ${ajv.errorsText(validate.errors)}`).toBe(true);
          }
          answered.push(path);
        }
      }
    }
  }
  for (const path of ['/feed.xml', '/data/v1/iati-activities.xml', '/figures/{figure}/rows.json']) {
    expect(answered).toContain(path);
  }
  expect(answered.length).toBeGreaterThan(45);
});

test('what pages answer to a slip is a problem document too', async ({ request }) => {
  for (const path of ['/data/v1/nothing.json', '/figures/no-such-figure/rows.json']) {
    const answer = await request.get(at(path));
    expect(answer.status(), path).toBe(404);
    expect(answer.headers()['content-type'], path).toContain('application/problem+json');
    expect(((await answer.json()) as { status: number }).status).toBe(404);
  }
});

test('the page about open data leads to every file, and each is there', async ({ page, request }) => {
  await page.goto(at('/data'));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Every published figure');
  const links = await page.locator('main a[href*="/data/v1/"]').evaluateAll((elements) => [
    ...new Set(
      elements.map((element) => {
        const { pathname } = new URL((element as HTMLAnchorElement).href);
        return pathname;
      }),
    ),
  ]);
  expect(links.length).toBeGreaterThan(30);
  for (const path of links) expect((await request.head(at(path))).status(), path).toBe(200);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV of values' }).click();
  expect((await download).suggestedFilename()).toBe('bohol-values-publication-3.csv');
  await page.locator('#columns-values > summary').click();
  await expect(page.getByRole('rowheader', { name: 'receipt_url' })).toBeVisible();
  await page.getByRole('link', { name: 'List of changes' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Changes');
});
