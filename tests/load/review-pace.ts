import { chromium, type Page } from '@playwright/test';
import { browserLaunch } from '#tests/support/browser.ts';
import setup from '#tests/support/browser-setup.ts';
import { at, call, signIn } from '#tests/support/people.ts';
import { HumanHands, operatorSeconds } from './human-hands.ts';

/**
 * How long the review of a hundred fields takes somebody of the secretariat who uses the keyboard alone: every field is
 * read and marked as looked at, three are asked about, and the report is returned with the questions. Keys are pressed
 * in a real browser; the person's time is added up by the keystroke-level model and by reading, the machine's measured.
 *
 * node tests/load/review-pace.ts [--real]   with --real it takes as long as the person would
 *
 * With BASE_URL it uses an application that runs already, with the demo's data in it, and changes it.
 */
const round = '2026-H1';
const reporter = 'VN';
const fields = 100;
const longestMinutes = 5;
/** The fields after which something is asked, and what. */
const questions = new Map([
  [12, 'Which office keeps it?'],
  [45, 'Is this the whole year?'],
  [80, 'Far from before. Why?'],
]);
const isReal = process.argv.includes('--real');

/** The words that are read in a field: those of its row, without the names of what can be done about it. */
const countWords = (page: Page) =>
  page.evaluate(() => {
    const row = document.activeElement?.closest('tr');
    const said = [...(row?.querySelectorAll('td') ?? [])].at(-1)?.textContent ?? '';
    return said.split(/\s+/).filter((word) => word !== '').length;
  });

const focusedField = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['field'] ?? null);

/** One key that does something at once. */
async function hit(hands: HumanHands, key: string): Promise<void> {
  await hands.press(1);
  await hands.wait(() => hands.page.keyboard.press(key));
}

/** Asks about the field that has the focus, from its key to the question that is kept. */
async function ask(hands: HumanHands, question: string): Promise<void> {
  const { page } = hands;
  const asked = await focusedField(page);
  const before = await page.getByText('Not sent yet').count();
  await hands.take(operatorSeconds.think);
  await hit(hands, 'q');
  await hands.press(question.length);
  await hands.wait(() => page.keyboard.type(question));
  await hands.press(2);
  await hands.wait(async () => {
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(
      (count) => document.body.innerText.split('Not sent yet').length - 1 > count,
      before,
    );
    await page.waitForFunction(
      (name) => (document.activeElement as HTMLElement | null)?.dataset['field'] === name,
      asked,
    );
  });
}

/** The whole review: the page is open, nothing but keys. */
async function reviewByKeys(hands: HumanHands): Promise<void> {
  const { page } = hands;
  await hands.look('review');
  // The page has come to life when its keys answer.
  while ((await focusedField(page)) === null) await hit(hands, 'j');
  for (let field = 1; field <= fields; field += 1) {
    await hands.take((await countWords(page)) * operatorSeconds.word);
    const question = questions.get(field);
    if (question !== undefined) await ask(hands, question);
    await hit(hands, 'a');
  }
  await hands.take(operatorSeconds.think);
  await hit(hands, 'd');
  const send = page.getByRole('button', { name: 'Return for changes' });
  for (let tab = 0; tab < 12; tab += 1) {
    if (await send.evaluate((button) => button === document.activeElement)) break;
    await hit(hands, 'Tab');
  }
  await hands.press(1);
  await hands.wait(async () => {
    await page.keyboard.press('Enter');
    await page.waitForURL(/done=return/);
  });
}

const stop = process.env['BASE_URL'] ? null : await setup();
const browser = await chromium.launch((await browserLaunch()).launchOptions);
try {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await signIn(page, 'secretariat@demo.test');
  await page.goto(at(`/secretariat/review/${round}/${reporter}`));
  await page.getByText('Keys for this page').waitFor();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#use-keys')?.checked);
  const read = () =>
    call<{ marks: string[]; status: string; items: { queries: { sentAt: string | null }[] }[] }>(
      page.request,
      'review.get',
      { round, reporter },
      'query',
    );
  const before = (await read()).marks.length;
  const hands = new HumanHands(page, isReal);
  const begun = performance.now();
  await reviewByKeys(hands);
  const seconds = (performance.now() - begun) / 1000;
  const after = await read();
  const asked = after.items.flatMap(({ queries }) => queries).filter(({ sentAt }) => sentAt !== null).length;
  process.stdout.write(
    `| Review by keys | pages | clicks | keys | person, min | machine, s | minutes |\n| --- | --- | --- | --- | --- | --- | --- |\n${hands.describe(`${fields} fields of ${reporter}, ${round}`)}\n`,
  );
  process.stdout.write(
    `${after.marks.length - before} more fields looked at, ${asked} questions sent, the report is ${after.status}.${isReal ? ` By the clock: ${(seconds / 60).toFixed(1)} minutes.` : ''}\n`,
  );
  if (hands.clicks > 0 || after.status !== 'returned' || asked < questions.size) {
    throw new Error('The review did not come to its end by keys alone.');
  }
  if (hands.minutes > longestMinutes) throw new Error(`It took longer than ${longestMinutes} minutes.`);
} finally {
  await browser.close();
  await stop?.();
}
