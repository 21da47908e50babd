import { expect, type Page, test } from '@playwright/test';
import { at, openAs } from '#tests/support/people.ts';

/**
 * An arrangement of two states: each gives an account of its own, on a phone without scripts or at a desk with them, and
 * reads the other's beside it. Nobody writes over anybody.
 */
const code = 'cooperation-lao-pdr-thailand';
const pathOf = (reporter: string) => at(`/workspace/arrangements/${code}?reporter=${reporter}`);

const ways = [
  { how: 'without scripts, on a phone', javaScriptEnabled: false, viewport: { width: 360, height: 740 } },
  { how: 'with scripts', javaScriptEnabled: true, viewport: { width: 1280, height: 900 } },
];

const meetingsOf2025 = (page: Page) =>
  page.getByRole('group', { name: 'Meetings and joint operations in 2025' }).getByLabel('Meetings');
const accounts = (page: Page) => page.locator('section', { has: page.locator('#accounts') });

for (const [turn, { how, ...settings }] of ways.entries()) {
  test(`two states tell their own accounts, ${how}`, async ({ browser }) => {
    const words = `One officer is there, ${how}.`;
    const meetings = String(5 + turn);
    const lao = await openAs(browser, 'focal.la@demo.test', settings);
    await lao.page.goto(pathOf('LA'));
    const step = lao.page.getByRole('group', { name: /^Step: .*liaison officers/ });
    await step.getByLabel('Status').selectOption({ label: 'Reached' });
    await step.getByLabel('In your words').fill(words);
    await meetingsOf2025(lao.page).fill('five or six');
    await lao.page.getByRole('button', { name: 'Save our account' }).click();
    await expect(lao.page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
    // What was typed is still there, and nothing of it was saved.
    await expect(step.getByLabel('In your words')).toHaveValue(words);
    await expect(meetingsOf2025(lao.page)).toHaveValue('five or six');
    await expect(accounts(lao.page)).not.toContainText(words);

    await meetingsOf2025(lao.page).fill(meetings);
    // A step that is reached was reached on some day.
    await step.getByLabel('Date').fill('2026-05-04');
    await lao.page.getByRole('button', { name: 'Save our account' }).click();
    await expect(lao.page.getByText('Your account is saved.')).toBeVisible();
    await expect(accounts(lao.page)).toContainText(words);
    await expect(accounts(lao.page)).toContainText('Accounts differ');
    await lao.context.close();

    const thai = await openAs(browser, 'focal.th@demo.test', settings);
    await thai.page.goto(pathOf('TH'));
    await expect(accounts(thai.page)).toContainText(words);
    // Thailand's own account is as it was, in the table and in its form.
    const own = 'one of the two crossings has a liaison officer.';
    await expect(accounts(thai.page)).toContainText(own);
    await expect(
      thai.page.getByRole('group', { name: /^Step: .*liaison officers/ }).getByLabel('In your words'),
    ).toHaveValue(new RegExp(own));
    await expect(meetingsOf2025(thai.page)).toHaveValue('2');
    await expect(thai.page.getByText(meetings, { exact: true }).first()).toBeVisible();
    await thai.context.close();
  });
}

test('an account that was saved from another window is not written over', async ({ browser }) => {
  const { context, page } = await openAs(browser, 'focal.th@demo.test', { javaScriptEnabled: false });
  const other = await context.newPage();
  for (const one of [page, other]) await one.goto(pathOf('TH'));
  const say = async (one: Page, words: string) => {
    await one
      .getByRole('group', { name: /^Step: .*liaison officers/ })
      .getByLabel('In your words')
      .fill(words);
    await one.getByRole('button', { name: 'Save our account' }).click();
  };
  await say(page, 'Both crossings have an officer.');
  await expect(page.getByText('Your account is saved.')).toBeVisible();
  await say(other, 'Written in the second window.');
  await expect(other.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await expect(accounts(other)).toContainText('Both crossings have an officer.');
  await expect(
    other.getByRole('group', { name: /^Step: .*liaison officers/ }).getByLabel('In your words'),
  ).toHaveValue('Written in the second window.');
  await context.close();
});

test('another state has no page of the arrangement', async ({ browser }) => {
  const { context, page } = await openAs(browser, 'focal.ph@demo.test', { javaScriptEnabled: false });
  const answer = await page.goto(pathOf('PH'));
  expect(answer?.status()).toBe(404);
  await expect(page.locator('main')).not.toContainText('crossings');
  await context.close();
});
