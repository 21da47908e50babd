import { expect, test } from '@playwright/test';
import { at, openAs } from '#tests/support/people.ts';

test('a partner sees its own support only, confirms an amount, and nothing else changes, without scripts', async ({
  browser,
}) => {
  const { context, page } = await openAs(browser, 'partner.asean-act@demo.test', {
    javaScriptEnabled: false,
  });
  await page.goto(at('/partner'));
  const rows = page.getByRole('table', { name: 'Your support' }).getByRole('row');
  // Three of its own, under the header; none of the other partners'.
  await expect(rows).toHaveCount(4);
  const before = await rows.allInnerTexts();
  await page.getByRole('link', { name: /case conferences/ }).click();
  await expect(page.getByRole('heading', { name: 'These amounts may not be published' })).toBeVisible();
  await page.getByRole('button', { name: 'Propose a correction' }).click();
  await expect(page.getByRole('alert')).toContainText('Say what is wrong');
  await page.getByRole('textbox', { name: 'What is wrong' }).fill('Ask Ms Somchai Jaidee, +66 81 234 5678.');
  await page.getByRole('button', { name: 'Propose a correction' }).click();
  await expect(page.getByRole('alert')).toContainText('seems to hold personal data');
  await page.getByRole('button', { name: 'Confirm that it is correct' }).click();
  await expect(page.getByText('Confirmed as correct.')).toBeVisible();
  await page.getByRole('link', { name: 'Your support' }).first().click();
  const after = await rows.allInnerTexts();
  expect(after.map((text, row) => text === before[row])).toEqual([true, true, true, false]);
  expect(after[3]).toBe(before[3]?.replace('Not confirmed yet', 'Confirmed'));
  for (const path of ['/partner/BOHOL-2/S5', '/workspace', '/secretariat', '/secretariat/support']) {
    const response = await page.goto(at(path));
    expect([path, response?.status()]).toEqual([path, path.startsWith('/partner') ? 404 : 403]);
  }
  await context.close();
});

test('from the home page: what a partner supports and with what, and which activities have no money', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(at('/'));
  await page.getByRole('link', { name: 'Without money' }).click();
  const alone = page.getByRole('region', { name: /without a partner and without money/ });
  await expect(alone.getByRole('link', { name: /^C2\.4 / })).toBeVisible();
  await expect(page.getByText('The amounts of 1 entry are not shown')).toBeVisible();
  await page.getByRole('link', { name: /\(ASEAN-ACT\)$/ }).click();
  const financed = page.getByRole('region', { name: 'Financed' });
  await expect(
    financed.getByRole('row', { name: /Committed, 2024.*AUD 400,000.*US\$ 248,000/ }),
  ).toBeVisible();
  await expect(page.getByRole('region', { name: 'Led' })).toContainText('Training');
  await context.close();
});
