import { expect, test } from '@playwright/test';
import { openMail } from '#tests/support/outbox.ts';
import { at, openAs } from '#tests/support/people.ts';

test('no page of the workspace leaves a word in the console, with the service worker at work', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const { context, page } = await openAs(browser, 'focal.th@demo.test', { serviceWorkers: 'allow' });
  const said: string[] = [];
  page.on('pageerror', (error) => said.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
  });
  await page.goto(at('/workspace'));
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => page.evaluate(() => document.cookie)).toContain('worker=1');
  for (const path of ['', '/check', '/whole', '/agencies', '/questions', '/activities/A1.1', '/grid/B']) {
    await page.goto(at(`/workspace/2026-H1${path}`), { waitUntil: 'networkidle' });
  }
  expect(said).toEqual([]);
  await context.close();
});

test('without scripts a colleague is mentioned, finds it in the list, and asks for a new password', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const options = { javaScriptEnabled: false };
  const talk = '/workspace/2026-H1/colleagues/activity/A1.1';
  const focal = await openAs(browser, 'focal.my@demo.test', options);
  await focal.page.goto(at(talk));
  const hint = await focal.page.locator('#text-hint').innerText();
  expect(hint).toContain('@Clearing officer, Malaysia (demo)');
  await focal.page.getByRole('button', { name: 'Add comment' }).click();
  await expect(focal.page.getByRole('alert')).toContainText('Write a comment first.');
  await focal.page
    .getByRole('textbox', { name: 'Comment' })
    .fill('Is this right, @Clearing officer, Malaysia (demo)?');
  await focal.page.getByRole('button', { name: 'Add comment' }).click();
  await expect(focal.page.getByRole('status').filter({ hasText: 'One colleague' })).toBeVisible();
  await focal.context.close();

  const clearing = await openAs(browser, 'clearing.my@demo.test', options);
  await clearing.page.goto(at('/workspace'));
  await clearing.page.getByRole('link', { name: /^Notifications \(\d+ new\)$/ }).click();
  await clearing.page
    .getByRole('button', { name: /mentioned you in a comment/ })
    .first()
    .click();
  await expect(clearing.page).toHaveURL(new RegExp(talk));
  await expect(clearing.page.getByText('Is this right, @Clearing officer')).toBeVisible();
  await clearing.page.goto(at('/account'));
  await clearing.page.getByLabel('Comments that mention you').uncheck();
  await clearing.page.getByRole('button', { name: 'Save choice of mails' }).click();
  await expect(clearing.page.getByLabel('Comments that mention you')).not.toBeChecked();
  await clearing.page.getByLabel('Comments that mention you').check();
  await clearing.page.getByRole('button', { name: 'Save choice of mails' }).click();
  await clearing.context.close();

  const stranger = await browser.newContext(options);
  const page = await stranger.newPage();
  await page.goto(at('/sign-in'));
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  await page.getByLabel('E-mail address').fill('focal.bn@demo.test');
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  await expect(page.locator('main')).not.toContainText('focal.bn');
  await stranger.close();
  const admin = await openAs(browser, 'admin@demo.test', options);
  await openMail(admin.page, 'focal.bn@demo.test', 'A new password for the Bohol tracker');
  await admin.context.close();
});
