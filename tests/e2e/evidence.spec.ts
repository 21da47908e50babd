import { writeFile } from 'node:fs/promises';
import { type Browser, expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { lookHere } from '#tests/support/look-at-page.ts';
import { at, openAs } from '#tests/support/people.ts';
import { makeDocx, makePhoto, maker } from '#tests/support/sample-files.ts';

/**
 * Evidence as a focal point attaches it on a phone, with and without scripts: files, links, refusals, downloads, and
 * who gets them. Each run has a state and an activity of its own.
 */
const phone = { width: 360, height: 740 };
const item = '/workspace/2026-H1/activities/A1.2';

const section = (page: Page) => page.locator('section[aria-labelledby=evidence]');
const photo = async (name: string) => ({ name, mimeType: 'application/pdf', buffer: await makePhoto() });
const program = (name: string) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]),
});

async function openForm(page: Page, words: 'Attach files' | 'Add a link') {
  await section(page).locator('summary', { hasText: words }).click();
}

async function statusOf(browser: Browser, email: string | null, path: string): Promise<number> {
  const { context, page } = email
    ? await openAs(browser, email)
    : await browser.newContext().then(async (made) => ({ context: made, page: await made.newPage() }));
  const response = await page.request.get(at(path), { maxRedirects: 0 });
  await context.close();
  return response.status();
}

test('with scripts: files go one by one while the page and what is typed in it stay', async ({ browser }) => {
  const { context, page } = await openAs(browser, 'focal.la@demo.test', { viewport: phone });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(at(item), { waitUntil: 'networkidle' });
  await openForm(page, 'Attach files');
  const typed = 'Typed and not yet saved.';
  await page.getByLabel('Next steps').fill(typed);
  await section(page)
    .getByLabel('Files')
    .setInputFiles([await photo('ຝຶກອົບຮົມ ມີນາ.jpg'), program('report.pdf'), await photo('Second page.jpg')]);
  await section(page).getByRole('radio', { name: 'ASEAN' }).check();
  await section(page).getByRole('button', { name: 'Attach files' }).click();
  await expect(section(page).getByRole('status')).toHaveText('Attached: ຝຶກອົບຮົມ ມີນາ.jpg, Second page.jpg.');
  const list = section(page).getByRole('list', { name: 'Evidence for A1.2' });
  await expect(list.getByRole('link', { name: 'ຝຶກອົບຮົມ ມີນາ', exact: true })).toBeVisible();
  await expect(section(page).getByText(/report\.pdf: This kind of file is not taken\./)).toBeVisible();
  await expect(section(page).getByLabel('Files')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Next steps')).toHaveValue(typed);
  await lookHere(page, 'evidence');

  // What is typed saves itself meanwhile, and the sentences that come with it move the list under the mouse.
  await expect(page.locator('[data-saved-line][data-state="saved"]')).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    list.getByRole('link', { name: 'ຝຶກອົບຮົມ ມີນາ', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('ຝຶກອົບຮົມ ມີນາ.jpg');
  const metadata = await sharp(await download.path()).metadata();
  expect(metadata).toMatchObject({ format: 'jpeg', width: 40, height: 60 });
  expect([metadata.exif, metadata.xmp]).toEqual([undefined, undefined]);
  expect(faults).toEqual([]);
  await context.close();
});

test('with scripts: a line that breaks says so, and the file can be sent again', async ({ browser }) => {
  const { context, page } = await openAs(browser, 'focal.la@demo.test', { viewport: phone });
  await page.goto(at('/workspace/2026-H1/activities/A1.3'), { waitUntil: 'networkidle' });
  await openForm(page, 'Attach files');
  await page.route('**/evidence/send**', (route) => route.abort('connectionreset'));
  await section(page)
    .getByLabel('Files')
    .setInputFiles([await photo('One.jpg')]);
  await section(page).getByRole('button', { name: 'Attach files' }).click();
  await expect(section(page).getByText(/One\.jpg: The connection was lost/)).toBeVisible();
  await page.unroute('**/evidence/send**');
  await section(page)
    .getByLabel('Files')
    .setInputFiles([await photo('One.jpg')]);
  await section(page).getByRole('button', { name: 'Attach files' }).click();
  await expect(section(page).getByRole('status')).toHaveText('Attached: One.jpg.');
  await expect(section(page).getByText(/The connection was lost/)).toBeHidden();
  await context.close();
});

test('without scripts: attach, be refused, change, download, remove, and find it in the history', async ({
  browser,
}) => {
  const { context, page } = await openAs(browser, 'focal.tl@demo.test', {
    viewport: phone,
    javaScriptEnabled: false,
  });
  await page.goto(at(item));
  await openForm(page, 'Attach files');
  const docx = { name: 'Survey of work.docx', mimeType: 'text/html', buffer: await makeDocx() };
  await section(page)
    .getByLabel('Files')
    .setInputFiles([docx, program('run.exe')]);
  await section(page).getByRole('radio', { name: 'Public' }).check();
  await section(page).getByRole('button', { name: 'Attach files' }).click();
  await expect(page.getByText('Attached: Survey of work.docx')).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('run.exe: This kind of file is not taken.');
  await expect(page.getByRole('radio', { name: 'Public' })).toBeChecked();
  await expect(page).toHaveTitle(/^Error: /);

  await page.getByRole('link', { name: 'Back to A1.2' }).click();
  await openForm(page, 'Add a link');
  await section(page).getByLabel('Address').fill('javascript:alert(1)');
  await section(page).locator('#link-title').fill('Labour report');
  await section(page).getByRole('button', { name: 'Add link' }).click();
  await expect(page.getByRole('alert')).toContainText('The address must begin with https://');
  await expect(page.getByLabel('Address')).toHaveValue('javascript:alert(1)');
  await expect(page.getByLabel('What it is')).toHaveValue('Labour report');
  await page.getByLabel('Address').fill('http://example.org/report');
  await page.getByRole('button', { name: 'Add link' }).click();
  await expect(page).toHaveURL(/activities\/A1\.2.*#evidence$/);
  await expect(section(page).getByText('not encrypted (http)')).toBeVisible();

  const file = section(page).getByRole('link', { name: 'Survey of work', exact: true });
  const path = (await file.getAttribute('href')) ?? '';
  const answer = await page.request.get(at(path));
  expect(answer.status()).toBe(200);
  expect(answer.headers()).toMatchObject({
    'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'content-disposition': `attachment; filename="Survey of work.docx"; filename*=UTF-8''Survey%20of%20work.docx`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  expect((await answer.body()).includes(maker)).toBe(false);
  const others = [
    'focal.th@demo.test',
    'agency2.tl@demo.test',
    'secretariat@demo.test',
    'admin@demo.test',
    'body.somtc@demo.test',
  ];
  for (const email of others) expect([email, await statusOf(browser, email, path)]).toEqual([email, 404]);
  expect(await statusOf(browser, 'clearing.tl@demo.test', path)).toBe(200);
  expect(await statusOf(browser, null, path)).toBe(302);
  expect((await page.request.get(at('/evidence/0'))).status()).toBe(404);
  expect((await page.request.get(at('/evidence/1%20or%201=1'))).status()).toBe(404);

  await section(page).getByRole('link', { name: 'Change or remove Survey of work' }).click();
  await page.getByLabel('What it is').fill('  ');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('Say what this is, in a few words.');
  await page.getByLabel('What it is').fill('Survey of 2026');
  await page.getByRole('radio', { name: 'Private' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await section(page).getByRole('link', { name: 'Change or remove Survey of 2026' }).click();
  await page.getByRole('link', { name: 'Remove it' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(section(page).getByText('Survey of 2026')).toBeHidden();
  expect((await page.request.get(at(path))).status()).toBe(404);

  await page.goto(at('/workspace/2026-H1/history?item=A1.2'));
  for (const label of ['Evidence removed', 'Evidence changed', 'Evidence added']) {
    await expect(page.getByText(label).first()).toBeVisible();
  }
  await context.close();
});

test('what is too large together gets a page with a sentence, and leads back', async ({ browser }) => {
  const { context, page } = await openAs(browser, 'focal.tl@demo.test', {
    viewport: phone,
    javaScriptEnabled: false,
  });
  await page.goto(at('/workspace/2026-H1/activities/A1.3'));
  await openForm(page, 'Attach files');
  const large = ['a.png', 'b.png', 'c.png'].map((name) => test.info().outputPath(name));
  for (const path of large) await writeFile(path, Buffer.alloc(17_000_000, 1));
  await section(page).getByLabel('Files').setInputFiles(large);
  await section(page).getByRole('button', { name: 'Attach files' }).click();
  await expect(page.getByRole('alert')).toContainText('This was 51 MB, which is too large to send at once.');
  await page.getByRole('link', { name: 'Back to A1.3' }).click();
  await expect(page).toHaveURL(/activities\/A1\.3/);
  await context.close();
});

test('the signed draft comes back on the page of the whole report, and stays in the country', async ({
  browser,
}) => {
  const { context, page } = await openAs(browser, 'clearing.la@demo.test', {
    viewport: phone,
    javaScriptEnabled: false,
  });
  await page.goto(at('/workspace/2026-H1/whole'));
  await page.getByRole('button', { name: 'Print the draft' }).click();
  await page.getByLabel('Scan of the signed draft').setInputFiles([program('signed.pdf')]);
  await page.getByRole('button', { name: 'Add signed draft' }).click();
  await expect(page.getByRole('alert')).toContainText('This kind of file is not taken.');
  await page
    .getByLabel('Scan of the signed draft')
    .setInputFiles([await photo('Signed by the minister.jpg')]);
  await page.getByRole('button', { name: 'Add signed draft' }).click();
  await expect(page).toHaveURL(/whole#signed$/);
  const link = page.getByRole('link', { name: 'Signed by the minister', exact: true });
  const path = (await link.getAttribute('href')) ?? '';
  expect((await page.request.get(at(path))).status()).toBe(200);
  expect(await statusOf(browser, 'secretariat@demo.test', path)).toBe(404);
  expect(await statusOf(browser, 'focal.th@demo.test', path)).toBe(404);
  await context.close();
});
