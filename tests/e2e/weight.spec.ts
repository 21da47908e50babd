import { expect, type Page, test } from '@playwright/test';
import { at, openAs } from '#tests/support/people.ts';

/**
 * Script that a browser fetches to show a page of the workspace for the first time, as it goes over the wire: the
 * bodies of all scripts, compressed as the server sends them. The limit is 20 seconds on a line of 64 kbit/s, once; later
 * pages take what is new in them.
 */
const limit = 20 * (64_000 / 8);
const round = '2026-H1';

const pages = [
  { name: 'My reports', path: '/workspace' },
  { name: 'Task list', path: `/workspace/${round}` },
  { name: 'Activity', path: `/workspace/${round}/activities/A1.1` },
  { name: 'Indicator', path: `/workspace/${round}/indicators/I-B2` },
  { name: 'Grid of an area', path: `/workspace/${round}/grid/B` },
  { name: 'Agencies', path: `/workspace/${round}/agencies` },
  { name: 'Copied answers', path: `/workspace/${round}/copied` },
  { name: 'Questions', path: `/workspace/${round}/questions` },
  { name: 'Workbook', path: `/workspace/${round}/workbook/upload` },
  { name: 'Check and send', path: `/workspace/${round}/check` },
  { name: 'History', path: `/workspace/${round}/history` },
  { name: 'What waits on this device', path: '/workspace/unsent' },
  { name: 'On this device', path: '/workspace/on-this-device' },
];

type Weight = { bytes: number; files: number };

/** Everything that loads until the page has nothing more to load, in a browser that has nothing yet. */
async function weigh(page: Page, path: string): Promise<Weight> {
  const scripts: number[] = [];
  page.on('response', (response) => {
    const { 'content-type': type = '', 'content-length': length } = response.headers();
    if (type.startsWith('text/javascript')) scripts.push(Number(length));
  });
  // The worker fetches ahead for the time without a line; that is not this page's weight.
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'serviceWorker', { value: undefined });
  });
  await page.goto(at(path), { waitUntil: 'networkidle' });
  return { bytes: scripts.reduce((sum, bytes) => sum + bytes, 0), files: scripts.length };
}

test('no page of the workspace needs more script than a slow line brings in 20 seconds', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const signedIn = await openAs(browser, 'focal.th@demo.test');
  const storageState = await signedIn.context.storageState();
  await signedIn.context.close();
  const weights: (Weight & { name: string })[] = [];
  for (const { name, path } of pages) {
    const context = await browser.newContext({ storageState });
    const page = await context.newPage();
    weights.push({ name, ...(await weigh(page, path)) });
    await expect(page.getByRole('heading', { level: 1 }), name).toBeVisible();
    await context.close();
  }
  const lines = weights.map(
    ({ name, bytes, files }) => `${(bytes / 1024).toFixed(1)} KB in ${files} files: ${name}`,
  );
  process.stdout.write(`Script over the wire\n${lines.join('\n')}\n`);
  for (const { name, bytes, files } of weights) {
    expect(files, name).toBeGreaterThan(3);
    expect(bytes, `${name}\n${lines.join('\n')}`).toBeLessThanOrEqual(limit);
  }
});
