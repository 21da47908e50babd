import { expect, type Page, test } from '@playwright/test';
import { at, openAs } from '#tests/support/people.ts';

const officer = 'secretariat@demo.test';
const sectionPath = (key: string) => at(`/secretariat/compile/2025-H2/sections/${key}`);
const area = (page: Page) => page.getByLabel('Text of this section');
const reads = (page: Page) => page.getByRole('region', { name: 'How it reads' });

test('an officer writes a section: it saves by itself, numbers are inserted, a finding is taken in', async ({
  browser,
}) => {
  const { context, page } = await openAs(browser, officer);
  await page.goto(sectionPath('area.C'));
  await area(page).fill('Investigations: ');
  await page.getByLabel('Numbers of').selectOption('I-C2');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByRole('button', { name: 'Insert this round ({{I-C2}})' }).click();
  await expect(area(page)).toHaveValue('Investigations: {{I-C2}}');
  await expect(page.getByText(/^Saved \d\d:\d\d/)).toBeVisible();
  await expect(reads(page)).toContainText(/Investigations: \d/);

  await page.getByRole('button', { name: 'Take in finding activities' }).click();
  await expect(area(page)).toHaveValue(/^Investigations: \{\{I-C2\}\}\n\nOf \{\{activities C\}\} activities/);
  await expect(reads(page)).toContainText(/Of \d+ activities under C/);
  await expect(page.getByRole('button', { name: 'Finding activities is in the text' })).toBeDisabled();

  await area(page).fill('About 12,345 cases.');
  await expect(page.getByText('12,345 is typed by hand')).toBeVisible();
  await page.reload();
  await expect(area(page)).toHaveValue('About 12,345 cases.');
  await context.close();
});

test('two officers at one section: the second sees both texts and decides', async ({ browser }) => {
  const one = await openAs(browser, officer);
  const two = await openAs(browser, officer);
  await one.page.goto(sectionPath('lessons'));
  await two.page.goto(sectionPath('lessons'));
  await area(one.page).fill('Words of the first.');
  await expect(one.page.getByText(/^Saved \d\d:\d\d/)).toBeVisible();
  await area(two.page).fill('Words of the second.');
  await expect(two.page.getByRole('alert')).toContainText('Your version is not saved');
  await expect(two.page.getByRole('alert')).toContainText('Words of the first.');
  await two.page.getByRole('button', { name: 'Save mine in its place' }).click();
  await expect(two.page.getByRole('alert')).toHaveCount(0);
  await one.page.reload();
  await expect(area(one.page)).toHaveValue('Words of the second.');
  await one.context.close();
  await two.context.close();
});

test('all of it works without scripts', async ({ browser }) => {
  const { context, page } = await openAs(browser, officer, { javaScriptEnabled: false });
  await page.goto(at('/secretariat/compile/2025-H2'));
  await page.getByRole('link', { name: 'A1 People at risk' }).click();
  await area(page).fill('First words, and {{I-X9}}.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The section is saved.' })).toBeVisible();
  await expect(page.getByText('Nothing in this round answers to {{I-X9}}.')).toBeVisible();
  // What is typed and not saved goes along with a finding.
  await area(page).fill('Second words.');
  await page.getByRole('button', { name: 'Take in finding activities' }).click();
  await expect(area(page)).toHaveValue(/^Second words\.\n\nOf \{\{activities A1\}\}/);

  await page.getByLabel('New comment').fill('Say more.');
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(page.getByRole('article')).toContainText('Say more.');
  await page.getByRole('button', { name: 'Mark as resolved' }).click();
  await expect(page.getByText('One resolved comment')).toBeVisible();

  // Saved in one sitting, so compared by address.
  await page.goto(`${sectionPath('objective.A1')}/versions?earlier=1&later=2`);
  await expect(page.locator('del')).toContainText(['First']);
  await page.getByRole('button', { name: 'Restore version 1' }).click();
  await expect(area(page)).toHaveValue('First words, and {{I-X9}}.');
  await context.close();
});

test('a note on comparability is added and ended without scripts', async ({ browser }) => {
  const { context, page } = await openAs(browser, officer, { javaScriptEnabled: false });
  await page.goto(at('/secretariat/compile/2025-H2/comparability'));
  await page.getByRole('link', { name: 'I-C2', exact: true }).click();
  const add = page.getByRole('region', { name: 'Add a note' });
  await add.getByLabel('About whom').selectOption('VN');
  await add.getByRole('button').click();
  await expect(page.getByRole('alert')).toContainText('Say what is different.');
  await add.getByLabel('What is different').selectOption('source');
  await add.getByLabel('What readers need to know').fill('Taken from court records.');
  await add.getByRole('button').click();
  await expect(page.getByRole('article', { name: 'Note on I-C2' })).toContainText('Viet Nam: source');
  await expect(page.getByText('VN counts by another source than the others.').first()).toBeVisible();
  await page.getByRole('link', { name: 'Change, end or withdraw' }).click();
  const form = page.getByRole('article', { name: 'Note on I-C2' });
  await form.getByLabel('Up to round').selectOption('2025-H1');
  await form.getByRole('button').click();
  await expect(form).toContainText('up to 2025-H1');
  await expect(page.getByText('VN counts by another source than the others.')).toHaveCount(0);
  await context.close();
});
