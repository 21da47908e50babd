import { expect, test } from '@playwright/test';
import { at, openAs } from '#tests/support/people.ts';

test('the matrix of cooperation leads to just the entries that it counts, without scripts', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(at('/library'));
  await page.getByRole('link', { name: 'Which states work together' }).click();
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('pairs of states');
  const pair = page.getByRole('link', { name: 'Lao PDR and Thailand: 2 entries' });
  // Both halves of the matrix hold it.
  await expect(pair.or(page.getByRole('link', { name: 'Thailand and Lao PDR: 2 entries' }))).toHaveCount(2);
  await pair.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/^Library 2 of \d+ entries match$/);
  await expect(page.getByRole('heading', { level: 3 })).toHaveCount(2);
  await page.getByLabel('Topic').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/lens=online-scams/);
  await page.goBack();
  await expect(page.getByLabel('Topic')).toHaveValue('');
  await page.getByRole('link', { name: 'Cooperation between Thailand and Lao PDR' }).click();
  await page.getByRole('link', { name: /^D1\.2 / }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Activity D1.2');
  await context.close();
});

test('nothing of an entry covers anything else of it', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(at('/library'));
  const covered = await page.getByRole('main').evaluate((main) => {
    const entries = [...main.querySelectorAll('li:has(h3)')];
    const isOver = (a: DOMRect, b: DOMRect) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return {
      entries: entries.length,
      covered: entries.flatMap((entry) => {
        const boxes = [...entry.children].map((part) => part.getBoundingClientRect());
        const over = boxes.some((box, at) => boxes.slice(at + 1).some((other) => isOver(box, other)));
        return over ? [entry.querySelector('h3')?.textContent] : [];
      }),
    };
  });
  expect(covered.entries).toBeGreaterThan(10);
  expect(covered.covered).toEqual([]);
});

test('the secretariat adds an entry without scripts, and nobody else sees it before it is published', async ({
  browser,
}) => {
  const { context, page } = await openAs(browser, 'secretariat@demo.test', { javaScriptEnabled: false });
  await page.goto(at('/secretariat/library'));
  await page.getByRole('link', { name: 'Add an entry' }).click();
  await page.getByLabel('Title').fill('A study for the test');
  await page.getByLabel('Kind').selectOption('agreement');
  await page.getByLabel('Thailand').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('at least two');
  await expect(page.getByLabel('Title')).toHaveValue('A study for the test');
  await expect(page.getByLabel('Thailand')).toBeChecked();
  await page.getByLabel('Cambodia').check();
  await page.getByLabel('Summary').fill('What was agreed.');
  await page.getByLabel('Source', { exact: true }).fill('A letter');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The entry is added.')).toBeVisible();
  await page.getByRole('button', { name: 'Release for the next publication' }).click();
  await expect(page.getByText('The next publication will include this entry.').first()).toBeVisible();
  // Taken out again: other tests publish from the same database.
  await page.getByRole('button', { name: 'Leave it out of the next publication' }).click();
  await expect(page.getByRole('button', { name: 'Release for the next publication' })).toBeVisible();
  const answer = await page.goto(at('/library/a-study-for-the-test'));
  expect(answer?.status()).toBe(404);
  await context.close();
});

test('an entry is changed by keyboard alone, and its history says what was done', async ({ browser }) => {
  const { context, page } = await openAs(browser, 'secretariat@demo.test');
  await page.goto(at('/secretariat/library?q=merl'));
  const entry = page.getByRole('link', { name: /monitoring, evaluation, reporting and learning/ });
  await entry.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'Change the entry' })).toBeVisible();
  const place = page.getByLabel('Place');
  const before = await place.inputValue();
  await place.focus();
  await page.keyboard.press('End');
  await page.keyboard.type(', by keyboard');
  // From the last text field through the boxes to the button: nothing on the way holds the focus.
  await page.getByLabel('Activities of the plan').focus();
  const save = page.getByRole('button', { name: 'Save' });
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press('Tab');
    if (await save.evaluate((button) => button === document.activeElement)) break;
  }
  await expect(save).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The entry is saved.')).toBeVisible();
  await expect(page.getByLabel('Place')).toHaveValue(`${before}, by keyboard`);
  await expect(page.getByRole('listitem').filter({ hasText: 'Changed place' })).toHaveCount(1);
  // Put back as it was: other tests publish from the same database.
  await page.getByLabel('Place').fill(before);
  await save.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Place')).toHaveValue(before);
  await expect(page.getByRole('listitem').filter({ hasText: 'Changed place' })).toHaveCount(2);
  await context.close();
});
