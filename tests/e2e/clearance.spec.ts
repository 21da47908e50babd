import { readFile } from 'node:fs/promises';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { at, call, openAs } from '#tests/support/people.ts';
import { sentences } from '#tests/support/sentences.ts';

/**
 * The way of a report through its country and back: printed for a superior, cleared, sent back, cleared again with
 * what was signed; asked about, answered, and read again for what changed. Without scripts and on a phone: with scripts
 * the journey goes the same way.
 */
const round = '2026-H1';

const settings = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } };
const state = 'vn';

async function as<T>(browser: Browser, email: string, work: (page: Page) => Promise<T>): Promise<T> {
  const { context, page } = await openAs(browser, email, settings);
  const result = await work(page);
  await context.close();
  return result;
}

/** Nothing wider than the window. */
async function check(page: Page) {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}

async function writeActivity(page: Page, activity: string, words: string) {
  await page.goto(at(`/workspace/${round}/activities/${activity}`));
  await page.getByRole('radio', { name: 'On track' }).check();
  await page.getByLabel('Achievements').fill(words);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(sentences.saved).first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Achievements')).toHaveValue(words);
}

async function download(page: Page, reference: string, name: 'PDF' | 'Word'): Promise<Buffer> {
  const row = page.getByRole('row', { name: new RegExp(reference) });
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    row.getByRole('link', { name, exact: true }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(`${reference}.${name === 'PDF' ? 'pdf' : 'docx'}`);
  return readFile(await file.path());
}

async function print(page: Page, reference: string, words: string) {
  await page.goto(at(`/workspace/${round}/whole`));
  await page.getByRole('button', { name: 'Print the draft' }).click();
  const row = page.getByRole('row', { name: new RegExp(reference) });
  await expect(row).toContainText('The report has not changed since it was printed');
  const { text } = await extractText(
    await getDocumentProxy(new Uint8Array(await download(page, reference, 'PDF'))),
    {
      mergePages: false,
    },
  );
  expect(text.length).toBeGreaterThan(3);
  for (const [index, printed] of text.entries()) {
    expect(printed.replaceAll(/\s+/g, ' ')).toContain(`Page ${index + 1} of ${text.length}`);
    expect(printed).toContain(reference);
  }
  expect(text.join(' ').replaceAll(/\s+/g, ' ')).toContain(words);
  const word = unzipSync(new Uint8Array(await download(page, reference, 'Word')))['word/document.xml'];
  expect(new TextDecoder().decode(word).replaceAll(/<[^>]*>/g, '')).toContain(words);
}

const checkPage = async (page: Page) => {
  await page.goto(at(`/workspace/${round}/check`));
};

async function submit(page: Page) {
  await checkPage(page);
  await page.getByRole('button', { name: 'Submit report' }).click();
  await expect(page).toHaveURL(/receipt/);
}

test('clearance and conversation', async ({ browser }) => {
  test.setTimeout(420_000);
  const reporter = state.toUpperCase();
  const [focal, clearing] = [`focal.${state}@demo.test`, `clearing.${state}@demo.test`];
  // One is cleared, the other submitted when the demo begins; both go back to their writers first.
  const activity = await as(browser, focal, async (page) => {
    await checkPage(page);
    await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
    await expect(page.getByText(/back with its writers/).first()).toBeVisible();
    type Sheet = { activities: { code: string }[] };
    const sheet = await call<Sheet>(page.request, 'submission.get', { round, reporter }, 'query');
    return sheet.activities[0]?.code ?? '';
  });
  const words = 'Seven workshops were held.';

  await test.step('the focal point prints the draft as PDF and Word', () =>
    as(browser, focal, async (page) => {
      await writeActivity(page, activity, words);
      await print(page, `${reporter}-${round}-01`, words);
      await check(page);
    }));

  await test.step('the clearing officer clears it and sends it back with a reason', () =>
    as(browser, clearing, async (page) => {
      await checkPage(page);
      await expect(page.getByText(/1 item has changed since it was cleared on/)).toBeVisible();
      await page.getByRole('button', { name: 'Clear for submission' }).click();
      await expect(page.getByText(sentences.cleared)).toBeVisible();
      await page.getByLabel('What should change').fill('Name the provinces.');
      await page.getByRole('button', { name: 'Send back to writers' }).click();
      await expect(page.getByText('The report is back with its writers.').first()).toBeVisible();
      await expect(page.getByText(/Nothing has changed since it was cleared on/)).toBeVisible();
    }));

  await test.step('the focal point changes one thing; the printed draft says that it is old', () =>
    as(browser, focal, async (page) => {
      await page.goto(at(`/workspace/${round}`));
      await expect(page.getByText('Name the provinces.').first()).toBeVisible();
      await writeActivity(page, activity, `${words} In three provinces.`);
      await page.goto(at(`/workspace/${round}/whole`));
      await expect(page.getByRole('row', { name: new RegExp(`${reporter}-${round}-01`) })).toContainText(
        '1 item has changed since',
      );
      await print(page, `${reporter}-${round}-02`, 'In three provinces.');
    }));

  await test.step('the clearing officer sees only what changed, and clears what was signed', () =>
    as(browser, clearing, async (page) => {
      await checkPage(page);
      await expect(page.getByText(/1 item has changed since it was cleared on/)).toBeVisible();
      await page.getByRole('link', { name: 'Read only what changed' }).click();
      await expect(page).toHaveURL(/show=changes/);
      await expect(page.locator('ins', { hasText: 'In three provinces.' }).first()).toBeVisible();
      await expect(page.locator('main h4')).toHaveCount(1);
      await check(page);
      await page.getByRole('link', { name: 'Check and clear', exact: true }).click();
      const pack = page.getByLabel('Printed draft that was signed');
      await expect(pack.locator('option', { hasText: `${reporter}-${round}-01` })).toBeDisabled();
      await pack.selectOption(`${reporter}-${round}-02`);
      await page.getByRole('button', { name: 'Clear for submission' }).click();
      await expect(page.getByText(sentences.cleared)).toBeVisible();
    }));
  await as(browser, focal, submit);

  await test.step('the secretariat asks and returns', () =>
    as(browser, 'secretariat@demo.test', async (page) => {
      await page.goto(at(`/secretariat/review/${round}/${reporter}?item=${activity}`));
      await page.getByRole('button', { name: 'Start review' }).click();
      const item = page.getByRole('article');
      await item.getByText('Ask a question').click();
      await item.getByLabel('About').selectOption('achievements');
      await item.getByLabel(`Question on ${activity}`).fill('Which provinces?');
      await item.getByRole('button', { name: 'Save question' }).click();
      await expect(page.getByText('The question is saved.')).toBeVisible();
      // Nobody accepts past it.
      await page.getByRole('link', { name: 'Decide', exact: true }).click();
      await expect(page.getByText(/1 question has not been sent/)).toBeVisible();
      await expect(page.getByRole('button', { name: 'Accept', exact: true })).toHaveCount(0);
      await expect(page.getByRole('radio', { name: /Only what I have asked about/ })).toBeChecked();
      await page.getByRole('button', { name: 'Return for changes' }).click();
      await expect(page.getByText(sentences.returned)).toBeVisible();
    }));

  await test.step('the focal point answers in one list and changes the words', () =>
    as(browser, focal, async (page) => {
      await page.goto(at(`/workspace/${round}`));
      await page.getByRole('link', { name: 'Answer the questions in one list' }).click();
      await expect(page.getByText('0 of 1 question answered')).toBeVisible();
      await page.getByRole('button', { name: /Save answer/ }).click();
      await expect(page.getByText('Write an answer.').first()).toBeVisible();
      await page.getByLabel('Your answer').fill('Three in the north.');
      await page.getByRole('button', { name: /Save answer/ }).click();
      await expect(page.getByText('The answer is saved.')).toBeVisible();
      await page.getByLabel('Change the answer').fill('Two in the north, one in the south.');
      await page.getByRole('button', { name: /Save answer/ }).click();
      await expect(page.getByText('1 of 1 question answered')).toBeVisible();
      await page.getByText('An earlier answer').click();
      await expect(page.getByText('Three in the north.')).toBeVisible();
      await check(page);
      await writeActivity(page, activity, `${words} In three provinces, two of them in the north.`);
    }));
  await as(browser, clearing, async (page) => {
    await page.goto(at(`/workspace/${round}/whole?show=changes`));
    await expect(page.locator('ins', { hasText: 'two of them in the north.' }).first()).toBeVisible();
    await checkPage(page);
    await page.getByRole('button', { name: 'Clear for submission' }).click();
    await expect(page.getByText(sentences.cleared)).toBeVisible();
  });
  await as(browser, focal, submit);

  await test.step('the reviewer sees only what changed, settles and accepts', () =>
    as(browser, 'secretariat@demo.test', async (page) => {
      await page.goto(at(`/secretariat/review/${round}/${reporter}`));
      // It opens at what came back.
      const shown = page.getByRole('article');
      await expect(shown).toContainText('Two in the north, one in the south.');
      await expect(shown.locator('ins', { hasText: 'two of them in the north.' })).toBeVisible();
      await check(page);
      await shown.getByRole('button', { name: /^Settle/ }).click();
      await expect(page.getByText('The question is resolved.')).toBeVisible();
      await page.getByRole('link', { name: 'Decide', exact: true }).click();
      await page.getByRole('button', { name: 'Accept', exact: true }).click();
      await expect(page.getByText(sentences.accepted)).toBeVisible();
    }));

  await as(browser, focal, async (page) => {
    await page.goto(at(`/workspace/${round}/questions`));
    await expect(page.getByText('Two in the north, one in the south.')).toBeVisible();
    await expect(page.getByText('Resolved').first()).toBeVisible();
    await check(page);
  });
});
