import { expect, test } from '@playwright/test';
import { at } from '#tests/support/people.ts';

test('the overview is whole before any script runs, and light', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(at('/'));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('of 43 activities are completed');
  await expect(page.getByRole('link', { name: /A2\.2/ }).first()).toBeVisible();
  await expect(
    page.getByRole('list', { name: 'The plan in five numbers' }).getByRole('listitem'),
  ).toHaveCount(5);
  await context.close();

  const scripted = await browser.newContext();
  const session = await scripted.newPage();
  const client = await scripted.newCDPSession(session);
  await client.send('Network.enable');
  let bytes = 0;
  client.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await session.goto(at('/'), { waitUntil: 'networkidle' });
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThanOrEqual(200_000);
  await scripted.close();
});

test('an older publication stays as it was, and its links stay with it', async ({ page }) => {
  await page.goto(at('/?publication=1'));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('An older publication is shown')).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Plan' }).click();
  await expect(page).toHaveURL(/publication=1/);
});

test('public answers carry a strong tag and can be kept', async ({ request }) => {
  const first = await request.get(at('/plan'));
  const tag = first.headers()['etag'] ?? '';
  expect(tag).toMatch(/^"[\w-]+"$/);
  expect(first.headers()['cache-control']).toContain('public');
  expect(first.headers()['set-cookie']).toBeUndefined();
  const again = await request.get(at('/plan'), { headers: { 'if-none-match': tag } });
  expect(again.status()).toBe(304);
});

test('unknown things are not found, with a way on', async ({ page }) => {
  for (const path of ['/activities/Z9.9', '/indicators/I-Z9', '/states/XX', '/nothing', '/?publication=99']) {
    const response = await page.goto(at(path));
    expect(response?.status(), path).toBe(404);
    await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
  }
});

test('figures can be taken away as CSV that a spreadsheet reads', async ({ request }) => {
  const response = await request.get(at('/data/v1/values.csv'));
  expect(response.status()).toBe(200);
  expect(response.headers()['content-type']).toContain('text/csv');
  const lines = (await response.text()).trim().split(/\r?\n/);
  expect(lines.length).toBeGreaterThan(500);
  expect(lines[0]).toMatch(/indicator/);
  expect(lines.filter((line) => /^[=+@]/.test(line))).toEqual([]);
});
