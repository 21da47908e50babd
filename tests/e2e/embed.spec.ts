import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { at, call } from '#tests/support/people.ts';
import { rounds } from '#tests/support/rounds.ts';

const figure = 'activities-by-area';
const embed = `/embed/figures/${figure}`;

/** A page of somebody else, on another host. */
let other: Server;
let otherOrigin: string;
test.beforeAll(async () => {
  other = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const frame = `<iframe title="A figure" src="${at(asked.get('show') ?? '/')}" width="100%" height="700" style="border:0"></iframe><img alt="Card" src="${at(`/og/figures/${figure}`)}" width="300">`;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>News</title><body style="margin:0"><h1>News</h1>${asked.get('code') ?? frame}`,
    );
  });
  await new Promise<void>((resolve) => other.listen(0, 'localhost', resolve));
  otherOrigin = `http://localhost:${(other.address() as AddressInfo).port}`;
});
test.afterAll(() => new Promise<void>((resolve) => void other.close(() => resolve())));

const showOnOtherSite = (page: Page, path: string) =>
  page.goto(`${otherOrigin}/?show=${encodeURIComponent(path)}`, { waitUntil: 'networkidle' });

test('a figure stands in a page of another site: no script, no cookie, nothing more to load', async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 320, height: 900 } });
  const page = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await showOnOtherSite(page, embed);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('heading', { level: 1 })).toContainText('delayed');
  await expect(frame.locator('svg[role=img]:visible')).toHaveCount(1);
  await expect(frame.getByText('illustrative and fictional')).toBeVisible();
  const inFrame = page.frames().find((each) => each.url().includes('/embed/'));
  expect(await inFrame?.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(asked.filter((url) => url.startsWith(at('/')) && !url.includes('/og/'))).toEqual([at(embed)]);
  // The picture of the card comes from here too, and other sites may show it.
  expect(await page.getByAltText('Card').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(
    1200,
  );
  expect(await context.cookies()).toEqual([]);
  expect(complaints).toEqual([]);

  // As wide as a page allows it is the other drawing, of the same numbers.
  await page.setViewportSize({ width: 1200, height: 900 });
  await expect(frame.locator('svg[role=img]:visible')).toHaveAttribute('width', '720');

  await frame.getByText('The same numbers as a table').click();
  await expect(frame.getByRole('table')).toBeVisible();
  const link = frame.getByRole('link', { name: 'This figure on the Bohol tracker' });
  await expect(link).toHaveAttribute('target', '_blank');
  const { violations } = await new AxeBuilder({ page }).include('iframe').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  const [opened] = await Promise.all([context.waitForEvent('page'), link.click()]);
  await expect(opened.getByRole('heading', { level: 1 })).toContainText('A figure of publication');
  expect(await opened.evaluate(() => opener)).toBeNull();
  await context.close();
});

test('a frame on another site is as high as its figure, with the code that the page gives', async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(at(`/figures/${figure}`));
  const code = await page.getByLabel('Code to copy').inputValue();
  const title = /title="([^"]+)"/.exec(code)?.[1] ?? '';
  // What it is named does not age with its numbers.
  expect(title).not.toMatch(/\d/);
  // Too low by far, as where a figure has grown since its code was copied.
  const tooLow = encodeURIComponent(code.replace(/height="\d+"/, 'height="80"'));
  for (const width of [700, 320, 1000]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${otherOrigin}/?code=${tooLow}`, { waitUntil: 'networkidle' });
    const outer = page.locator('iframe');
    const inner = page.frameLocator('iframe');
    await expect(outer).toHaveAttribute('title', title);
    await expect(inner.getByRole('heading', { level: 1 })).toBeVisible();
    const fits = async () => {
      const frame = await outer.boundingBox();
      const credit = await inner
        .getByRole('link', { name: 'This figure on the Bohol tracker' })
        .boundingBox();
      const notice = await inner.getByText('illustrative and fictional').boundingBox();
      const bottom = (frame?.y ?? 0) + (frame?.height ?? 0);
      return [credit, notice].every((box) => box !== null && box.y + box.height <= bottom);
    };
    await expect.poll(fits, { message: `the last lines at ${width} px` }).toBe(true);
    // Not higher than it needs to be, either.
    const frame = page.frames().find((each) => each.url().includes('/embed/'));
    const room = await frame?.evaluate(
      () => innerHeight - document.documentElement.getBoundingClientRect().height,
    );
    expect(room ?? Infinity).toBeLessThan(24);
  }
  await context.close();
});

test('a figure that is not there says so in the frame; pages of the site stay out of frames', async ({
  page,
}) => {
  await showOnOtherSite(page, '/embed/figures/no-such-figure');
  await expect(page.frameLocator('iframe').getByText('Figure not found')).toBeVisible();
  for (const path of ['/', '/sign-in', `/figures/${figure}`]) {
    await showOnOtherSite(page, path);
    await expect(page.frameLocator('iframe').getByRole('banner'), path).toHaveCount(0);
  }
});

test('every figure can be framed and taken away, and says the numbers of its rows', async ({
  page,
  request,
}) => {
  const figures = await call<FigureDefinition[]>(request, 'dashboard.figures', {}, 'query');
  expect(figures.length).toBeGreaterThan(20);
  await page.goto(at('/about'));
  const ids: string[] = [];
  const wrong: string[] = [];
  // The long suite asks for each; as frames they are all read without a browser by tests/integration/figures too.
  const oneIn = rounds(8, 1);
  for (const { id, title, rows, publication } of figures.filter((_, index) => index % oneIn === 0)) {
    const answer = await request.get(at(`/embed/figures/${id}?publication=${publication.number}`));
    const html = await answer.text();
    if (answer.status() !== 200) wrong.push(`${id}: ${answer.status()}`);
    const bytes = Number(answer.headers()['content-length']);
    if (!(bytes < 30 * 1024)) wrong.push(`${id}: ${bytes} bytes over the wire`);
    // Read as a browser reads it: each drawing by itself and the table.
    const read = await page.evaluate((text) => {
      const document = new DOMParser().parseFromString(text, 'text/html');
      const drawings = [...document.querySelectorAll('.picture > svg')].map((svg) =>
        new XMLSerializer().serializeToString(svg),
      );
      return {
        heading: document.querySelector('h1')?.textContent,
        rows: document.querySelectorAll('tbody tr').length,
        ids: [...document.querySelectorAll('[id]:not(h1)')].map((each) => each.id),
        broken: drawings.filter((svg) =>
          new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror'),
        ).length,
        drawings: drawings.length,
      };
    }, html);
    ids.push(...read.ids);
    if (read.heading !== title || read.rows !== rows.length) wrong.push(`${id}: other rows or words`);
    if (read.broken > 0 || read.drawings !== 2) wrong.push(`${id}: drawings`);
  }
  expect(wrong).toEqual([]);
  // On whatever page several of them stand, no two patterns are taken for each other.
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('pictures open in other programs, and keep to the publication asked for', async ({ request }) => {
  const png = await request.get(at(`/figures/${figure}/picture.png?publication=1`));
  expect(png.headers()['content-disposition']).toBe(`inline; filename="bohol-${figure}-publication-1.png"`);
  const { width, format } = await sharp(await png.body()).metadata();
  expect({ width, format }).toEqual({ width: 1536, format: 'png' });
  // For slides one of 16:9, at twice the size that it is drawn for.
  const slide = await request.get(at(`/figures/${figure}/slide.png?publication=1`));
  const size = await sharp(await slide.body()).metadata();
  expect({ width: size.width, height: size.height, format: size.format }).toEqual({
    width: 2 * 1280,
    height: 2 * 720,
    format: 'png',
  });
  const svg = await (await request.get(at(`/th/figures/${figure}/picture.svg?publication=1`))).text();
  expect(svg).toContain(`/th/figures/${figure}?publication=1`);
  expect(svg).toContain('illustrative and fictional');
  expect((await request.get(at('/figures/no-such-figure/picture.png'))).status()).toBe(404);
  const cards =
    'overview plan indicators states partners library data about methodology disclosure accessibility';
  const kinds = ['indicator/I-B3', 'publication/1', ...cards.split(' ')];
  for (const path of kinds
    .filter((_, index) => index % rounds(3, 1) === 0)
    .map((kind) => `/og/pages/${kind}`)) {
    const card = await sharp(await (await request.get(at(path))).body()).metadata();
    expect([card.width, card.height], path).toEqual([1200, 630]);
  }
  for (const path of ['/og/pages/indicator/I-Z9', '/og/pages/constructor', '/og/figures/no-such-figure']) {
    expect((await request.get(at(path))).status(), path).toBe(404);
  }
});

test('by keyboard a drawing says its numbers, and a chart in its place says the same', async ({ page }) => {
  await page.goto(at('/'));
  const block = page.locator(`figure[id="${figure}"]`);
  // The table by the names of its lines and columns, whichever way round it stands.
  const table = await block.locator('table').evaluate((element) => {
    const nameOf = (head: Element | undefined) =>
      (head?.querySelector('[title]')?.getAttribute('title') ?? head?.textContent ?? '').trim();
    const heads = [...element.querySelectorAll('thead th')].map(nameOf);
    return [...element.querySelectorAll('tbody tr')].flatMap((line) =>
      [...line.children].map((cell, at) => ({
        names: [nameOf(line.children[0]), heads[at] ?? ''],
        value: cell.querySelector('data')?.value ?? null,
      })),
    );
  });
  const inTable = (one: string, other: string) =>
    table.find(({ names }) => names.includes(one) && names.includes(other))?.value;

  const marks = block.locator('svg [data-say]:visible');
  await expect(marks.first()).toHaveAttribute('tabindex', '0');
  await marks.first().focus();
  await page.keyboard.press('End');
  const tip = block.locator('[data-tip]');
  const last = await marks.last().getAttribute('data-say');
  await expect(tip).toHaveText(last ?? '');
  // The number that is said is the one in the table.
  const [, name = '', number = '', word = ''] = /^(.*): (\d+) (.*)$/.exec(last ?? '') ?? [];
  expect(inTable(name, word)).toBe(number);
  await page.keyboard.press('Escape');
  await expect(tip).toHaveCount(0);
  await page.keyboard.press('Home');
  await expect(marks.first()).toBeFocused();

  // Nothing of the chart is fetched before it is asked for.
  const scripts: string[] = [];
  page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()));
  await page.evaluate(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        hadRecentInput: boolean;
        value: number;
      })[])
        if (!entry.hadRecentInput) Object.assign(window, { shifted: entry.value });
    }).observe({ type: 'layout-shift' });
  });
  const button = block.getByRole('button', { name: 'Interactive chart' });
  await button.click();
  const chart = block.locator('[data-chart]');
  await expect(chart.locator('svg.recharts-surface')).toBeVisible();
  await expect(block.locator('svg[role=group]:visible')).toHaveCount(0);
  expect(scripts.length).toBeGreaterThan(0);
  // A hair of a pixel, which no eye meets, is not a shift.
  expect(await page.evaluate(() => (window as { shifted?: number }).shifted ?? 0)).toBeLessThan(0.001);
  // Each bar says its number by arrow keys, as in the picture; and it is the number in the table.
  const inChart = chart.locator('[data-say]');
  const pictures = block.locator('[data-figure] > div:not([data-chart]) [data-say]');
  const inPicture = await pictures.evaluateAll((all) => [
    ...new Set(all.map((mark) => mark.getAttribute('data-say') ?? '')),
  ]);
  await chart.locator('[data-say][tabindex="0"]').focus();
  const told = new Set<string>();
  for (let bar = 0; bar < (await inChart.count()); bar += 1) {
    if (bar > 0) await page.keyboard.press('ArrowDown');
    const says = (await tip.textContent()) ?? '';
    const [, row = '', count = '', status = ''] = /^(.*): (\d+) (.*)$/.exec(says) ?? [];
    expect(inTable(row, status), says).toBe(count);
    told.add(says);
  }
  expect([...told].sort()).toEqual(inPicture.sort());
  await page.keyboard.press('Escape');
  await expect(tip).toHaveCount(0);

  // A series that is left out is gone, and comes back.
  const box = chart.getByRole('checkbox').first();
  const all = await inChart.count();
  await box.uncheck();
  await expect(inChart).not.toHaveCount(all);
  await expect(chart.locator('[data-say][tabindex="0"]')).toHaveCount(1);
  await box.check();
  await expect(inChart).toHaveCount(all);

  await button.click();
  await expect(chart).toHaveCount(0);
  await expect(marks.first()).toBeVisible();
});

test('when the chart cannot be had, the picture stays and the button says why', async ({ page }) => {
  await page.route('**/definition.json*', (route) => route.abort());
  await page.goto(at('/'));
  const block = page.locator(`figure[id="${figure}"]`);
  await block.locator('[data-explore]').click();
  await expect(block.locator('[data-explore]')).toContainText('could not be drawn');
  await expect(block.locator('svg [data-say]:visible').first()).toBeVisible();
});

test('the script of a public page is smaller than 4 KB, and its code can be copied', async ({ browser }) => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  const sizes: number[] = [];
  page.on('response', (response) => {
    if (response.headers()['content-type']?.startsWith('text/javascript'))
      sizes.push(Number(response.headers()['content-length']));
  });
  await page.goto(at(`/figures/${figure}`), { waitUntil: 'networkidle' });
  expect(sizes).toHaveLength(1);
  expect(sizes[0]).toBeLessThan(4096);
  await page.getByRole('button', { name: 'Copy the code' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  expect(code).toMatch(/^<iframe src="http[^"]+\/embed\/figures\/activities-by-area" title="[^"]+"/);
  expect(code).toBe(await page.getByLabel('Code to copy').inputValue());
  await context.close();
});
