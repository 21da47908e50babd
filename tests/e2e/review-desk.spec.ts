import { expect, test } from '@playwright/test';
import { at, openAs } from '#tests/support/people.ts';

const review = '/secretariat/review/2026-H1/SG';

test('a report is gone through by keys, item by item, and a section is taken back', async ({ browser }) => {
  const { context, page } = await openAs(browser, 'secretariat@demo.test');
  await page.goto(at('/secretariat/review'));
  await expect(page.getByRole('columnheader', { name: 'Why it is urgent' })).toBeVisible();
  await page.goto(at(`${review}?item=A1.1`));
  const title = page.locator('#item-title');
  const shows = (code: string) => expect(title).toContainText(code);
  const current = page.locator('nav [aria-current="page"]').filter({ hasText: 'A1.' });
  // The page has come to life when it speaks of its keys.
  await expect(page.getByText('Keys for this page')).toBeVisible();
  await page.keyboard.press('j');
  await expect(page).toHaveURL(/item=A1\.2/);
  await shows('A1.2');
  await expect(title).toBeFocused();
  await expect(current).toContainText('A1.2');
  await page.keyboard.press('l');
  await expect(page).toHaveURL(/item=A1\.3/);
  await expect(page.getByRole('link', { name: /^A1\.2 .*looked at/ })).toHaveCount(1);
  await page.keyboard.press('k');
  await shows('A1.2');
  await expect(page.getByRole('button', { name: 'Not looked at' })).toBeVisible();
  await page.keyboard.press('q');
  const box = page.getByLabel('Question on A1.2');
  await expect(box).toBeFocused();
  // A letter that is typed is no key.
  await page.keyboard.type('jkl');
  await expect(box).toHaveValue('jkl');
  await page.keyboard.press('Escape');
  await expect(title).toBeFocused();
  // A key that is pressed while an item is on its way is about that item.
  await page.keyboard.press('k');
  await page.keyboard.press('q');
  await expect(page.getByLabel('Question on A1.1')).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await shows('A1.2');
  await page.keyboard.press('s');
  await expect(page.getByText('The rest of this section is marked as looked at.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Rest of this section/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('The marks are taken back.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Rest of this section/ })).toBeVisible();
  // What was marked before stays.
  await expect(page.getByRole('button', { name: 'Not looked at' })).toBeVisible();
  // Switched off, the keys do nothing.
  await page.keyboard.press('?');
  await page.getByLabel('Use these keys on this device').uncheck();
  await page.keyboard.press('j');
  await shows('A1.2');
  await context.close();
});

test('without scripts, on a phone, an item is marked, asked about, and the question sent without a return', async ({
  browser,
}) => {
  const { context, page } = await openAs(browser, 'secretariat@demo.test', {
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  });
  await page.goto(at(`${review}?item=B1.1`));
  await page.getByText(/^All items: \d+ of \d+ looked at/).click();
  await page
    .getByRole('navigation', { name: 'Items of the report' })
    .getByRole('link', { name: /^B1\.4 / })
    .click();
  await expect(page.locator('#item-title')).toContainText('B1.4');
  await page.getByRole('button', { name: /^Looked at, next/ }).click();
  await expect(page.locator('#item-title')).not.toContainText('B1.4');
  await page.getByRole('link', { name: /^Ask/ }).first().click();
  await page.getByLabel('Saved phrase').selectOption({ label: 'Source' });
  await page.getByRole('button', { name: 'Save question' }).click();
  await expect(page.getByText('Which office keeps this figure').first()).toBeVisible();
  await page.getByRole('button', { name: /^Send .* now$/ }).click();
  await expect(page.getByText('The questions are sent. The report stays submitted.')).toBeVisible();
  await expect(page.getByRole('article').getByText('Waiting for an answer')).toBeVisible();
  await page.getByRole('link', { name: 'Whole report' }).click();
  await expect(page.getByRole('heading', { name: /^D1\.1 / })).toBeVisible();
  await page.goBack();
  await page.getByRole('link', { name: 'Decide', exact: true }).click();
  await expect(page.getByText('Waiting for an answer')).toBeVisible();
  await expect(page.getByRole('radio', { name: /Only what I have asked about/ })).toBeChecked();
  await expect(page.getByText(/With it, \d+ of \d+ reports of this plan for 2026-H1/)).toBeVisible();
  await context.close();
});

test('without scripts a section is reminded', async ({ browser }) => {
  const { context, page } = await openAs(browser, 'secretariat@demo.test', { javaScriptEnabled: false });
  await page.goto(at('/secretariat/rounds/2026-H1/completeness'));
  await page
    .getByRole('link', { name: /: not begun/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Send the reminder' }).click();
  await expect(page.getByText(/A reminder goes to/)).toBeVisible();
  await context.close();
});

test('at 1280 px the right half of a page holds what helps', async ({ browser }) => {
  const viewport = { width: 1280, height: 800 };
  for (const [email, path] of [
    ['focal.mm@demo.test', '/workspace/2026-H1/check'],
    ['focal.mm@demo.test', '/workspace/2026-H1/activities/A1.1'],
    ['secretariat@demo.test', '/secretariat'],
    ['secretariat@demo.test', `${review}?item=A1.1`],
  ] as const) {
    const { context, page } = await openAs(browser, email, { viewport });
    await page.goto(at(path));
    // A heading, or the item of a review, that begins right of a third and is seen without much scrolling.
    const helps = await page.locator('main :is(h2, h3, aside)').evaluateAll(
      (found) =>
        found.filter((one) => {
          const { left, top, width } = one.getBoundingClientRect();
          return width > 0 && left > 420 && top < 1600;
        }).length,
    );
    expect([path, helps > 0]).toEqual([path, true]);
    await context.close();
  }
});
