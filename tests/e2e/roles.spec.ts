import { expect, test } from '@playwright/test';
import { openMail } from '#tests/support/outbox.ts';
import { at, demoPassword, openAs } from '#tests/support/people.ts';

test('a clearing officer is invited by mail, waits for the focal point, and works once confirmed', async ({
  browser,
}) => {
  test.slow();
  const email = `clears-${Date.now()}@demo.test`;
  const office = await openAs(browser, 'secretariat@demo.test', { javaScriptEnabled: false });
  await office.page.goto(at('/secretariat/people#invite'));
  await office.page.getByLabel('Name', { exact: true }).fill('Ms Chan');
  await office.page.getByLabel('E-mail address').fill(email);
  await office.page.getByRole('radio', { name: /^Clearing officer/ }).check();
  await office.page.getByLabel('State or body').selectOption('KH');
  await office.page.getByRole('button', { name: 'Invite', exact: true }).click();
  const sent = office.page.getByRole('status').filter({ hasText: `was sent to ${email}` });
  await expect(sent).toBeVisible();
  expect(await office.page.content()).not.toMatch(/\/invitation\/[\w-]{20,}/);
  await sent.getByRole('button', { name: 'Send again' }).click();
  await expect(office.page.getByRole('status').filter({ hasText: `was sent to ${email}` })).toBeVisible();

  const admin = await openAs(browser, 'admin@demo.test', { javaScriptEnabled: false });
  const guest = await browser.newContext({ javaScriptEnabled: false });
  const page = await guest.newPage();
  // The link that was sent again counts; until its mail has gone out the outbox shows the first, which no longer does.
  await expect(async () => {
    await openMail(admin.page, email, /Invitation/);
    const link = /\/invitation\/[\w-]+/.exec(await admin.page.locator('#mail-text').innerText())?.[0] ?? '';
    await page.goto(at(link));
    await expect(page.getByText(/A focal point of Cambodia has to confirm it/)).toBeVisible({
      timeout: 1000,
    });
  }).toPass({ timeout: 60_000 });
  await page.getByLabel('New password', { exact: true }).fill(demoPassword);
  await page.getByLabel('New password again').fill(demoPassword);
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByText('Your role waits: Clearing officer, Cambodia.')).toBeVisible();
  expect((await page.goto(at('/workspace/2026-H1?reporter=KH')))?.status()).toBe(403);

  // The administrator sees that it waits, and has no button for it.
  await admin.page.goto(at('/secretariat/people'));
  const row = admin.page
    .getByRole('table', { name: /^Roles that wait/ })
    .getByRole('row')
    .filter({ hasText: email });
  await expect(row).toContainText('A focal point of Cambodia confirms or declines it.');
  await expect(row.getByRole('button', { name: /^Confirm/ })).toHaveCount(0);

  const focal = await openAs(browser, 'focal.kh@demo.test', { javaScriptEnabled: false });
  await focal.page.goto(at('/workspace/2026-H1'));
  await expect(focal.page.getByText(/Ms Chan waits for your confirmation/)).toBeVisible();
  await focal.page.getByRole('link', { name: 'Look at the people of Cambodia' }).click();
  await focal.page.getByRole('button', { name: 'Confirm the role of Ms Chan' }).click();
  await expect(focal.page.getByRole('status').filter({ hasText: 'The role is confirmed.' })).toBeVisible();
  await expect(
    focal.page.getByRole('table', { name: 'People by name' }).getByRole('row').filter({ hasText: email }),
  ).toContainText('confirmed by Focal point, Cambodia (demo)');
  expect((await page.goto(at('/workspace/2026-H1?reporter=KH')))?.status()).toBe(200);
  for (const { context } of [office, admin, focal]) await context.close();
  await guest.close();
});

test('a role that waits is declined, and nobody but the people of the state sees the page', async ({
  browser,
}) => {
  const focal = await openAs(browser, 'focal.vn@demo.test');
  await focal.page.goto(at('/workspace'));
  await expect(focal.page.getByText(/waits for your confirmation/)).toBeVisible();
  await focal.page.getByRole('link', { name: 'Look at the people of Viet Nam' }).click();
  await focal.page.getByRole('button', { name: /^Decline/ }).click();
  await expect(focal.page.getByRole('status').filter({ hasText: 'The role is declined.' })).toBeVisible();
  await expect(focal.page.getByText('Nobody is waiting.')).toBeVisible();
  await focal.context.close();
  const other = await openAs(browser, 'focal.th@demo.test');
  expect((await other.page.goto(at('/workspace/people?reporter=VN')))?.status()).toBe(403);
  await other.context.close();
});
