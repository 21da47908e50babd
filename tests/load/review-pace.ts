import { chromium, type Page } from '@playwright/test';
import { openSql } from '#db/sql.ts';
import { browserLaunch } from '#tests/support/browser.ts';
import setup from '#tests/support/browser-setup.ts';
import { at, call, signIn } from '#tests/support/people.ts';
import { growReport } from './grow-report.ts';
import { HumanHands, operatorSeconds } from './human-hands.ts';

/**
 * How long the review of a report of 155 items takes somebody of the secretariat who uses the keyboard alone: of every
 * item the status or total and each warning are read and the item is marked, three are asked about, and the report is
 * returned with the questions. Keys are pressed in a real browser; the person's time is added up by the keystroke-level
 * model and by reading, the machine's is measured. What it takes to read the texts and the breakdowns too is said apart:
 * it depends on what was written, and not on how it is gone through.
 *
 * node tests/load/review-pace.ts [--real]   with --real it takes as long as the person would
 */
const round = '2026-H1';
const reporter = 'VN';
const items = 155;
const longestMinutes = 5;
/** The items after which something is asked, and what. */
const questions = new Map([
  [12, 'Which office keeps it?'],
  [45, 'Is this the whole year?'],
  [80, 'Far from before. Why?'],
]);
const isReal = process.argv.includes('--real');

type Line = { name: string; warnings: number };

const countWords = (text: string) => text.split(/\s+/).filter((word) => word !== '').length;

/** Of the item in view the words of its warnings, of its status or total, and of all that was reported about it. */
const readItem = (page: Page) =>
  page.evaluate(() => ({
    warnings: document.querySelector('section[aria-label="Warnings"]')?.textContent ?? '',
    first: document.querySelector('article tbody tr [data-now]')?.textContent ?? '',
    reported: [...document.querySelectorAll('article tbody [data-now]')]
      .map((cell) => cell.textContent)
      .join(' '),
  }));

const readTitle = (page: Page) => page.locator('#item-title').innerText();

/** One key that does something at once. */
async function hit(hands: HumanHands, key: string): Promise<void> {
  await hands.press(1);
  await hands.wait(() => hands.page.keyboard.press(key));
}

/** Asks about the item in view, from its key to the question that is stored. */
async function ask(hands: HumanHands, question: string): Promise<void> {
  const { page } = hands;
  await hands.take(operatorSeconds.think);
  await hit(hands, 'q');
  await hands.press(question.length);
  await hands.wait(() => page.keyboard.type(question));
  await hands.press(2);
  await hands.wait(async () => {
    await page.keyboard.press('Control+Enter');
    await page.getByText('The question is saved.').waitFor();
    await page.waitForFunction(() => !(document.activeElement instanceof HTMLTextAreaElement));
  });
}

/** Marks the item in view and waits for the next. */
async function mark(hands: HumanHands, isLast: boolean): Promise<void> {
  const { page } = hands;
  const before = await readTitle(page);
  await hands.press(1);
  await hands.wait(async () => {
    await page.keyboard.press('l');
    if (isLast) await page.getByText('You have looked at the last item.').waitFor();
    else {
      await page.waitForFunction(
        (title) => document.querySelector<HTMLElement>('#item-title')?.innerText !== title,
        before,
      );
    }
  });
}

/** The whole review: the page is open, nothing but keys. Returns the words that were reported. */
async function reviewByKeys(hands: HumanHands): Promise<number> {
  const { page } = hands;
  await hands.look('review');
  let words = 0;
  for (let item = 1; item <= items; item += 1) {
    const { warnings, first, reported } = await readItem(page);
    const read = countWords(warnings) + countWords(first);
    words += countWords(reported) - countWords(first);
    await hands.take(read * operatorSeconds.word);
    const question = questions.get(item);
    if (question !== undefined) await ask(hands, question);
    await mark(hands, item === items);
  }
  await hands.take(operatorSeconds.think);
  await hit(hands, 'd');
  const send = page.getByRole('button', { name: 'Return for changes' });
  await hands.wait(() => send.waitFor());
  for (let tab = 0; tab < 60; tab += 1) {
    if (await send.evaluate((button) => button === document.activeElement)) break;
    await hit(hands, 'Tab');
  }
  await hands.press(1);
  await hands.wait(async () => {
    await page.keyboard.press('Enter');
    await page.waitForURL(/done=return/);
  });
  return words;
}

const stop = await setup();
const browser = await chromium.launch((await browserLaunch()).launchOptions);
try {
  const owner = openSql(process.env['TEST_DATABASE_URL'] ?? '');
  await growReport(owner, { round, reporter, items });
  await owner.end();
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await signIn(page, 'secretariat@demo.test');
  const read = (name: string) =>
    call<{
      counts: { all: number; looked: number };
      areas: { sections: { items: Line[] }[] | null; first: string | null }[];
      current: { line: Line; previous: string | null } | null;
    }>(page.request, 'review.get', { round, reporter, item: name }, 'query');
  const { counts, areas } = await read('');
  if (counts.all !== items) throw new Error(`The report has ${counts.all} items.`);
  const first = areas[0]?.first ?? areas[0]?.sections?.[0]?.items[0]?.name ?? '';
  await page.goto(at(`/secretariat/review/${round}/${reporter}?item=${encodeURIComponent(first)}`));
  await page.getByText('Keys for this page').waitFor();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#use-keys')?.checked);
  const hands = new HumanHands(page, isReal);
  const begun = performance.now();
  const words = await reviewByKeys(hands);
  const seconds = (performance.now() - begun) / 1000;
  const { open, status, queries } = await call<{
    open: { kind: string; count: number }[];
    status: string;
    queries: { open: number };
  }>(page.request, 'review.decision', { round, reporter }, 'query');
  const unlooked = open.find(({ kind }) => kind === 'unlooked')?.count ?? 0;
  process.stdout.write(
    `| Review by keys | pages | clicks | keys | person, min | machine, s | minutes |\n| --- | --- | --- | --- | --- | --- | --- |\n${hands.describe(`${items} items of ${reporter}, ${round}`)}\n`,
  );
  process.stdout.write(
    `${items - unlooked} items looked at, ${queries.open} questions sent, the report is ${status}. To read its other ${words} words, texts and breakdowns, takes ${((words * operatorSeconds.word) / 60).toFixed(1)} minutes more.${isReal ? ` By the clock: ${(seconds / 60).toFixed(1)} minutes.` : ''}\n`,
  );
  if (hands.clicks > 0 || status !== 'returned' || queries.open < questions.size || unlooked > 0) {
    throw new Error('The review did not come to its end by keys alone.');
  }
  if (hands.minutes > longestMinutes) throw new Error(`It took longer than ${longestMinutes} minutes.`);
} finally {
  await browser.close();
  await stop();
}
