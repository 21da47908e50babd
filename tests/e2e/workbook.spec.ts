import { type Browser, expect, type Page, test } from '@playwright/test';
import { enter, type OpenWorkbook, openWorkbook, saveWorkbook } from '#tests/support/edit-workbook.ts';
import { lookHere } from '#tests/support/look-at-page.ts';
import { at, openAs } from '#tests/support/people.ts';

/** A focal point fetches the workbook, fills it elsewhere, sends it back, looks, and takes it. */
const address = '/workspace/2026-H1/workbook';

async function fetchWorkbook(page: Page): Promise<OpenWorkbook> {
  await page.goto(at(`${address}/upload`));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the workbook' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^bohol-2026-H1-[A-Z]{2}\.xlsx$/);
  const pieces: Buffer[] = [];
  for await (const piece of await download.createReadStream()) pieces.push(piece as Buffer);
  return openWorkbook(new Uint8Array(Buffer.concat(pieces)));
}

async function send(page: Page, name: string, bytes: Uint8Array) {
  await page.goto(at(`${address}/upload`));
  await page.getByLabel('The filled workbook').setInputFiles({
    name,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(bytes),
  });
  await page.getByRole('button', { name: 'Upload and preview' }).click();
}

async function journey(
  browser: Browser,
  person: string,
  options: { javaScriptEnabled: boolean; viewport: { width: number; height: number } },
) {
  const { context, page } = await openAs(browser, person, options);
  const workbook = await fetchWorkbook(page);
  const words = `Filled without a line, ${person}, ${Date.now()}.\n=1+1 is words.`;
  const next = `First the statusesByRound, then the report, ${words.length + Date.now()}.`;
  enter(workbook, 'activity/D2.1', 'words', words);
  enter(workbook, 'activity/D2.2', 'answer', 'On trak');
  enter(workbook, 'activity/D3.3', 'nextSteps', next);
  await send(page, 'filled.xlsx', await saveWorkbook(workbook));
  await expect(page).toHaveURL(/workbook\/[0-9a-f-]{36}/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Changes in the workbook');
  await expect(page.getByText('"On trak" is not in the list. Did you mean "On track"?')).toBeVisible();
  await expect(page.getByText(words.split('\n')[0] ?? '')).toBeVisible();
  // With scripts off axe cannot run: it is a script itself.
  if (options.javaScriptEnabled) {
    await lookHere(page, 'workbook');
    await page.setViewportSize({ width: 360, height: 800 });
    await lookHere(page, 'workbook');
    await page.setViewportSize(options.viewport);
  }

  await page.getByRole('checkbox', { name: /^D3\.3 / }).uncheck();
  await page.getByRole('button', { name: 'Accept the ticked' }).click();
  await expect(page.getByText('1 answer is in the report')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: /^D3\.3 / })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: /^D2\.1 / })).toHaveCount(0);
  await page.getByRole('button', { name: 'Accept all that are new or changed (1)' }).first().click();
  await expect(page.getByText('There is nothing else to take from the workbook.')).toBeVisible();

  await page.goto(at('/workspace/2026-H1/activities/D2.1'));
  await expect(page.getByLabel('Achievements')).toHaveValue(words);
  await page.goto(at('/workspace/2026-H1/activities/D3.3'));
  await expect(page.getByLabel('Next steps')).toHaveValue(next);
  await context.close();
}

test('a workbook there and back, wide', async ({ browser }) => {
  test.setTimeout(120_000);
  await journey(browser, 'focal.mm@demo.test', {
    javaScriptEnabled: true,
    viewport: { width: 1280, height: 900 },
  });
});

test('a workbook there and back, on a phone without scripts', async ({ browser }) => {
  test.setTimeout(120_000);
  await journey(browser, 'focal.la@demo.test', {
    javaScriptEnabled: false,
    viewport: { width: 360, height: 800 },
  });
});

test('what is no workbook is told so, however large', async ({ browser }) => {
  test.setTimeout(120_000);
  const { context, page } = await openAs(browser, 'focal.mm@demo.test', {
    viewport: { width: 360, height: 800 },
  });
  await send(page, 'figures.xlsx', new TextEncoder().encode('code,status\nA1.1,planned\n'));
  await expect(page.getByRole('alert')).toContainText('This is a text file, such as CSV.');
  await lookHere(page, 'workbook');
  await page.setViewportSize({ width: 1280, height: 900 });
  await send(page, 'large.xlsx', new Uint8Array(20 * 1024 * 1024));
  await expect(page.getByRole('alert')).toContainText('The file has 20.0 MB, and at most 10 MB are taken.');
  // Fifty megabytes go past what a test can put into a form; they are sent as they come.
  const answer = await page.request.post(at(address), {
    multipart: {
      file: {
        name: 'huge.xlsx',
        mimeType: 'application/octet-stream',
        buffer: Buffer.alloc(50 * 1024 * 1024),
      },
    },
    timeout: 90_000,
  });
  expect(answer.status()).toBe(400);
  expect(await answer.text()).toContain('The file has 50.0 MB, and at most 10 MB are taken.');
  await context.close();
});
