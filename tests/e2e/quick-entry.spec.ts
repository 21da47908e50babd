import { expect, type Page, test } from '@playwright/test';
import { paste } from '#tests/support/paste.ts';
import { at, call, openAs } from '#tests/support/people.ts';

/**
 * The quick way through a report: start from the last round, confirm what still holds, fill the figures in the grid
 * by keyboard and paste, go to the next gap. What other journeys write on is left alone.
 */
const round = '2026-H1';
const workspace = (path = '') => at(`/workspace/${round}${path}`);

type Sheet = {
  areas: { code: string }[];
  activities: { code: string; version: number; copiedFrom: string | null }[];
  indicators: { code: string; area: string; measure: string; state: string | null; of: number }[];
};
const readSheet = (page: Page, reporter: string) =>
  call<Sheet>(page.request, 'submission.get', { round, reporter }, 'query');

type Entry = {
  answer: {
    cells: { dimension: string | null; category: string | null; state: string; value: string | null }[];
  };
};
const readIndicator = async (page: Page, reporter: string, indicator: string) => {
  const { answer } = await call<Entry>(
    page.request,
    'submission.indicator',
    { round, reporter, indicator },
    'query',
  );
  return Object.fromEntries(
    answer.cells.map(({ category, state, value }) => [category ?? 'total', value ?? state]),
  );
};

/** Reads the page to its end, as one who scrolls. */
async function showAll(page: Page) {
  for (const form of await page.locator('[id^="copied-end-"]').all()) await form.scrollIntoViewIfNeeded();
}

test('start from last round, confirm, and the next gap by keys', async ({ browser }) => {
  test.setTimeout(120_000);
  const { context, page } = await openAs(browser, 'focal.la@demo.test');
  await page.goto(workspace(''));
  await page.getByRole('button', { name: /^Copy all \d+ answers$/ }).click();
  await expect(page.getByText(/\d+ answers copied\./)).toBeVisible();
  const copied = (await readSheet(page, 'LA')).activities.filter(({ copiedFrom }) => copiedFrom !== null);
  expect(copied.length).toBeGreaterThan(5);

  // One on this page, one on its own by its button, one by saving it unchanged, the rest at once.
  const [first, second, third] = copied.map(({ code }) => code) as [string, string, string];
  await page.getByRole('button', { name: `Confirm ${first}`, exact: true }).click();
  await expect(page.getByText('1 answer confirmed.')).toBeVisible();
  for (const [code, button] of [
    [second, `Confirm ${second}`],
    [third, 'Save'],
  ] as const) {
    await page.goto(workspace(`/activities/${code}`));
    await expect(page.getByText('Copied from 2025-H2, not confirmed')).toBeVisible();
    await page.getByRole('button', { name: button, exact: true }).click();
    await expect(page.getByText('Copied from 2025-H2, not confirmed')).toHaveCount(0);
  }
  await page.goto(workspace('?show=copied'));
  await expect(page.getByRole('link', { name: new RegExp(`^${third} `) })).toHaveCount(0);
  await page.goto(workspace('/check'));
  await expect(page.getByText(/was copied from 2025-H2 and has not been confirmed/).first()).toBeVisible();
  await page.goto(workspace('/copied'));
  const all = page.getByRole('button', { name: /^Confirm all \d+ shown$/ });
  // What was not on the screen yet cannot be confirmed at once.
  const unseen = page.getByText(/not been on the screen yet/);
  await expect(unseen.last()).toBeAttached();
  await expect(all).toHaveCount(0);
  await showAll(page);
  await expect(unseen).toHaveCount(0);
  await all.click();
  await expect(page.getByText(/answers? confirmed\./)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Confirm / })).toHaveCount(0);

  // An agency's row goes into all the questions of an activity, and one press takes it back.
  await page.goto(workspace(`/activities/${third}`));
  const achievements = page.getByLabel('Achievements');
  const before = await achievements.inputValue();
  await paste(achievements, 'Delayed\tTwo courses.\tThe budget came late.\tA third course in May.');
  await expect(page.getByRole('radio', { name: 'Delayed' })).toBeChecked();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(achievements).toHaveValue(before);
  await expect(page.getByRole('radio', { name: 'Delayed' })).not.toBeChecked();
  await paste(achievements, 'Delayed\tTwo courses.\tThe budget came late.\tA third course in May.');
  await expect(page.getByText('Pasted into Status, Achievements, Challenges and Next steps.')).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.locator('[data-saved-line][data-state="saved"]')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Next steps')).toHaveValue('A third course in May.');
  await expect(page.getByRole('radio', { name: 'Delayed' })).toBeChecked();
  const single = page.getByRole('button', { name: /^Confirm / });
  while ((await single.count()) > 0) {
    const left = await single.count();
    await single.first().click();
    await expect(single).toHaveCount(left - 1);
  }
  expect((await readSheet(page, 'LA')).activities.every(({ copiedFrom }) => copiedFrom === null)).toBe(true);

  await page.goto(workspace('?show=missing'));
  const next = page.getByRole('link', { name: /^(Start|Continue) with / });
  const code = (await next.textContent())?.replace(/^(Start|Continue) with /, '') ?? '';
  await expect(page.getByText('Alt+Shift+N')).toBeVisible();
  await page.keyboard.press('Alt+Shift+KeyN');
  await expect(page).toHaveURL(new RegExp(`/${code.replace('.', '\\.')}`));
  await context.close();
});

test('the grid by keyboard alone: numbers, states, paste, undo, and what is no number', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const { context, page } = await openAs(browser, 'focal.la@demo.test');
  await page.goto(workspace('/grid/C'));
  const cell = (name: string) => page.getByLabel(name, { exact: true });
  const total = cell('I-C2 Total: Cases');
  await expect(page.getByRole('button', { name: 'Next empty cell' })).toBeVisible();
  // The head stays while the figures scroll under it.
  await page.locator('form tbody tr').last().scrollIntoViewIfNeeded();
  await expect(page.locator('form thead')).toBeInViewport();
  const { of } = (await readSheet(page, 'LA')).indicators.find(({ code }) => code === 'I-C2') ?? { of: 0 };
  expect(of).toBeGreaterThan(2);

  await total.focus();
  await page.keyboard.type('1 200');
  await page.keyboard.press('Tab');
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  expect(await focused()).toMatch(/^I-C2 .+: Cases$/);
  // A block of the register: a number with a comma, a state by its key, an empty cell, a number that is none.
  const before = await focused();
  await paste(page.locator(':focus'), '1,000\tn\t\t2o');
  await expect(page.getByText('3 cells pasted.')).toBeVisible();
  await expect(cell(before ?? '')).toHaveValue('1,000');
  await expect(page.getByText('Enter a whole number, such as 125.').first()).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(cell(before ?? '')).toHaveValue('');
  await expect(page.getByText('Enter a whole number, such as 125.')).toHaveCount(0);
  await page.keyboard.press('Control+y');
  await expect(cell(before ?? '')).toHaveValue('1,000');
  await page.keyboard.press('Control+z');

  await paste(cell(before ?? ''), '700\t300');
  await expect(page.getByText(/less than the total/).first()).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  // The key alone says it, and whoever types the sign in full says the same.
  await page.keyboard.type('n/a');
  await expect(page.locator(':focus')).toHaveValue('n/a');
  await page.getByRole('button', { name: 'Save', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Everything is saved.').first()).toBeVisible();
  const stored = await readIndicator(page, 'LA', 'I-C2');
  expect(stored['total']).toBe('1200');
  expect(Object.values(stored).sort()).toEqual(['1200', '300', '700', 'not_available'].sort());

  // The next cell without a word is found by keys.
  await total.focus();
  await page.keyboard.press('Alt+Shift+KeyN');
  await expect(page.locator(':focus')).toHaveValue('');
  // What somebody else changes meanwhile is not written over.
  await call(
    page.request,
    'submission.saveIndicatorValues',
    {
      round,
      reporter: 'LA',
      indicator: 'I-C2',
      cells: [{ by: {}, state: 'reported', value: 5 }],
      version: await readVersion(page, 'LA', 'I-C2'),
    },
    'mutation',
  );
  await total.focus();
  await page.keyboard.type('2000');
  await expect(page.getByRole('link', { name: 'compare on its page' })).toBeVisible({ timeout: 15_000 });
  expect((await readIndicator(page, 'LA', 'I-C2'))['total']).toBe('5');
  await context.close();
});

const readVersion = async (page: Page, reporter: string, indicator: string) =>
  (
    await call<{ answer: { version: number } }>(
      page.request,
      'submission.indicator',
      { round, reporter, indicator },
      'query',
    )
  ).answer.version;

test('the last save is taken back, after it was shown what that changes', async ({ browser }) => {
  test.setTimeout(120_000);
  const { context, page } = await openAs(browser, 'focal.mm@demo.test', { javaScriptEnabled: false });
  const { activities } = await readSheet(page, 'MM');
  const code = activities.find(({ version }) => version === 0)?.code ?? '';
  const path = workspace(`/activities/${code}`);
  await page.goto(path);
  for (const words of ['First words.', 'Second words.']) {
    await page.getByLabel('Next steps').fill(words);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page).toHaveURL(/saved=/);
  }
  await page.getByRole('link', { name: 'Undo last save' }).click();
  await expect(page.getByText('Second').first()).toBeVisible();
  await page.getByRole('button', { name: 'Restore the earlier answer' }).click();
  await expect(page.getByLabel('Next steps')).toHaveValue('First words.');
  await context.close();
});

test('without scripts, on a phone: copy one answer, confirm it, fill the grid, correct what was refused', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const { context, page } = await openAs(browser, 'focal.mm@demo.test', {
    javaScriptEnabled: false,
    viewport: { width: 360, height: 800 },
  });
  await page.goto(workspace('/copied'));
  await page
    .getByRole('button', { name: /^Copy [A-D]$/ })
    .first()
    .click();
  await expect(page.getByText(/answers? copied\./)).toBeVisible();
  await page
    .getByRole('button', { name: /^Confirm / })
    .first()
    .click();
  await expect(page.getByText('1 answer confirmed.')).toBeVisible();

  await page.goto(workspace('/grid/C'));
  const total = page.getByLabel('I-C2 Total: Cases', { exact: true });
  const other = page.getByLabel('I-C7 Total: Persons', { exact: true });
  await total.fill('1.200');
  await page.getByLabel('I-C5 Total:').first().fill('-');
  await other.fill('3');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('alert').getByText(/without a point/)).toBeVisible();
  await expect(total).toHaveValue('1.200');
  await expect(other).toHaveValue('3');
  await total.fill('1200');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('3 indicators are saved.')).toBeVisible();
  expect((await readIndicator(page, 'MM', 'I-C5'))['total']).toBe('not_available');
  expect((await readIndicator(page, 'MM', 'I-C2'))['total']).toBe('1200');
  expect((await readIndicator(page, 'MM', 'I-C7'))['total']).toBe('3');

  // Somebody else is quicker: both stand there, and nothing is lost.
  await call(
    page.request,
    'submission.saveIndicatorValues',
    {
      round,
      reporter: 'MM',
      indicator: 'I-C7',
      cells: [{ by: {}, state: 'reported', value: 8 }],
      version: await readVersion(page, 'MM', 'I-C7'),
    },
    'mutation',
  );
  await other.fill('4');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/Somebody else changed I-C7 while you were editing/).first()).toBeVisible();
  await expect(page.getByText(/Now stored: 8/)).toBeVisible();
  await expect(other).toHaveValue('4');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('One indicator is saved.')).toBeVisible();
  expect((await readIndicator(page, 'MM', 'I-C7'))['total']).toBe('4');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
  await context.close();
});

test('Tab goes from number to number, and a message moves nothing under the hands', async ({ browser }) => {
  const { context, page } = await openAs(browser, 'focal.mm@demo.test');
  await page.goto(workspace('/indicators/I-C3'));
  // What comes with scripts moves nothing either.
  await page.locator('[data-row="total"] summary[tabindex="-1"]').waitFor();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await page.getByRole('button', { name: 'Close and do not open again' }).click();
  await page.reload();
  await expect(page.getByText('How to fill this in')).toBeVisible();
  await expect(page.getByText('Zero is a figure.').first()).toBeHidden();
  await page.locator('[data-row="total"] summary[tabindex="-1"]').waitFor();

  await page.locator('#cell-total').focus();
  await page.keyboard.type('1e3');
  await page.keyboard.press('Tab');
  const focused = page.locator(':focus');
  await expect(focused).toHaveAttribute('aria-label', 'Sex: Female: Persons');
  const before = await focused.boundingBox();
  await expect(page.locator('#cell-total-error')).toContainText('Write 1000 if that is what you mean.');
  const after = await focused.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2);
  expect(Math.abs((after?.x ?? 0) - (before?.x ?? 0))).toBeLessThan(2);

  await page.keyboard.press('n');
  await expect(page.locator('[data-row="sex.female"] summary')).toContainText('Not available');
  await page.keyboard.press('Delete');
  await expect(page.locator('[data-row="sex.female"] summary')).toContainText('No figure?');
  await page.locator('[data-row="sex.female"] summary').click();
  await page.getByRole('radio', { name: 'Not applicable' }).first().check();
  await page.locator('#cell-total').fill('๑๒๐');
  await expect(page.locator('[data-saved-line][data-state="saved"]')).toBeVisible();
  const stored = await readIndicator(page, 'MM', 'I-C3');
  expect([stored['total'], stored['female']]).toEqual(['120', 'not_applicable']);
  await context.close();
});
