import { expect, test } from '@playwright/test';
import { at, openAs } from '#tests/support/people.ts';

const review = '/secretariat/review/2026-H1/SG';

test('a report is gone through by keys, and the marks are there when it is opened again', async ({
  browser,
}) => {
  const { context, page } = await openAs(browser, 'secretariat@demo.test');
  await page.goto(at('/secretariat/review'));
  await expect(page.getByRole('columnheader', { name: 'Why it is urgent' })).toBeVisible();
  await page.goto(at(review));
  const focused = page.locator('[data-field]:focus');
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(focused).toHaveCount(1, { timeout: 500 });
  }).toPass();
  const name = await focused.getAttribute('data-field');
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/marks'));
  await page.keyboard.press('a');
  expect((await kept).status()).toBe(204);
  await expect(focused).not.toHaveAttribute('data-field', name ?? '');
  await page.keyboard.press('k');
  await page.keyboard.press('q');
  await expect(page.getByRole('textbox', { name: /^Question on/ }).first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(focused).toHaveAttribute('data-field', name ?? '');
  await page.keyboard.press('?');
  await expect(page.getByText('next field not yet looked at')).toBeVisible();
  await page.reload();
  await expect(page.locator(`[data-field="${name}"]`)).toHaveAttribute('data-looked', '');
  await context.close();
});

test('without scripts a field is marked, a phrase is asked and a section is reminded', async ({
  browser,
}) => {
  const { context, page } = await openAs(browser, 'secretariat@demo.test', { javaScriptEnabled: false });
  await page.goto(at(review));
  await page
    .getByRole('button', { name: /^Look at/ })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`${review}#field-`));
  await expect(page.getByRole('button', { name: /Looked at/ }).first()).toBeVisible();

  const item = page.locator('article').first();
  await item.getByText('Ask a question').click();
  await item.getByLabel('Saved phrase').selectOption({ label: 'Source' });
  await item.getByRole('button', { name: 'Save question' }).click();
  await expect(page.getByText('Which office keeps this figure').first()).toBeVisible();

  await page.goto(at('/secretariat/rounds/2026-H1/completeness'));
  await page
    .getByRole('link', { name: /: not begun/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Send the reminder' }).click();
  await expect(page.getByText(/A reminder goes to/)).toBeVisible();
  await context.close();
});
