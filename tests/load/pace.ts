import { writeFileSync } from 'node:fs';
import { chromium, type Locator, type Page } from '@playwright/test';
import { openSql } from '#db/sql.ts';
import { browserLaunch } from '#tests/support/browser.ts';
import setup from '#tests/support/browser-setup.ts';
import { enter, openWorkbook, saveWorkbook } from '#tests/support/edit-workbook.ts';
import { paste } from '#tests/support/paste.ts';
import { at, call, demoPassword } from '#tests/support/people.ts';
import { HumanHands, operatorSeconds } from './human-hands.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import type { Cell } from '#server/domain/value/indicator-value.schema.ts';
import { changedActivities, listFigures, news } from './pace-content.ts';
import { countPlainWorkbook } from './plain-workbook.ts';
import { clearReport, type Definition, readReport, type Sheet } from './pace-report.ts';

/**
 * How long a state's whole report takes a focal point who has never seen the tracker: on its pages, and with its
 * workbook, with the same content, against an ordinary workbook sent by mail. Keys, clicks and pages are counted while
 * they are made in a real browser; the person's time is added up by the keystroke-level model, the machine's measured.
 *
 * node tests/load/pace.ts [--real]   with --real it takes as long as the person would
 */
const round = '2026-H1';
const reporter = 'TH';
const isReal = process.argv.includes('--real');

/** From the sign-in to the reports of the person. */
async function arrive(hands: HumanHands): Promise<void> {
  const { page } = hands;
  await hands.wait(() => page.goto(at('/sign-in')));
  await hands.look('sign-in');
  const [email, password] = [page.getByLabel('E-mail address'), page.getByLabel('Password')];
  await hands.click(email);
  await hands.type(email, 'focal.th@demo.test');
  await hands.press(1);
  await hands.type(password, demoPassword);
  await hands.click(page.getByRole('button', { name: 'Sign in' }), () => page.waitForURL(/workspace/));
  await hands.look('reports');
}

/** Takes over of the last round what is still empty, reads it and confirms it at the end of the list. */
async function startFromLast(hands: HumanHands): Promise<void> {
  const { page } = hands;
  await hands.click(page.getByRole('button', { name: /^Copy all/ }), () =>
    page.getByText(/answers copied\./).waitFor(),
  );
  await hands.look('copied');
  const confirm = page.getByRole('button', { name: /^Confirm/ });
  const all = page.getByRole('button', { name: /^Confirm all \d+ shown/ });
  const sheet = await readReport(page, { round, reporter });
  const copied = [...sheet.activities, ...sheet.indicators].filter(({ copiedFrom }) => copiedFrom !== null);
  // Each answer is skimmed: does it still hold?
  await hands.take(copied.length * 2 * operatorSeconds.think);
  for (const end of await page.locator('[id^="copied-end-"]').all()) {
    await hands.wait(() => end.scrollIntoViewIfNeeded());
  }
  while ((await confirm.count()) > 0) {
    const left = await confirm.count();
    const next = (await all.count()) > 0 ? all.last() : confirm.first();
    await hands.click(next, () => page.waitForFunction(countConfirms, left));
  }
}

const countConfirms = (left: number) =>
  [...document.querySelectorAll('button')].filter((button) => button.textContent?.startsWith('Confirm'))
    .length < left;

async function goTo(hands: HumanHands, kind: string, link: Locator, url: RegExp): Promise<void> {
  await hands.click(link, () => hands.page.waitForURL(url));
  await hands.look(kind);
}

/** Back to the task list by the path above the heading. */
const goToTasks = (hands: HumanHands) =>
  goTo(
    hands,
    'tasks',
    hands.page.getByRole('link', { name: /First half of 2026/ }).first(),
    new RegExp(`/workspace/${round}(\\?.*)?$`),
  );

/** Those that cannot be copied, and then as many of the others as have news. */
function listNews(sheet: Sheet, canCopy: (code: string) => boolean): string[] {
  const codes = sheet.activities.map(({ code }) => code);
  const [rest, empty] = [codes.filter(canCopy), codes.filter((code) => !canCopy(code))];
  return [...empty, ...rest.slice(0, Math.max(0, changedActivities - empty.length))];
}

/** With figures pasted from each agency's own table, an indicator at a time, or typed cell by cell. */
async function reportOnPages(hands: HumanHands, isTyped: boolean): Promise<string> {
  const { page } = hands;
  await arrive(hands);
  await goTo(
    hands,
    'tasks',
    page.locator(`main a[href="/workspace/${round}"]`).last(),
    new RegExp(`/workspace/${round}`),
  );
  await startFromLast(hands);
  await goTo(hands, 'tasks', page.getByRole('link', { name: 'Tasks' }), new RegExp(`${round}(\\?.*)?$`));
  const sheet = await readReport(page, { round, reporter });
  const isAnswered = (code: string) =>
    sheet.activities.some((activity) => activity.code === code && activity.status !== null);
  const codes = listNews(sheet, isAnswered);
  const activityLink = (code: string) => page.locator(`main a[href*="/activities/${code}"]`).first();
  let isThere = false;
  for (const [index, code] of codes.entries()) {
    if (!isThere) await goTo(hands, 'activity', activityLink(code), /activities/);
    // The agency's row, with the status first.
    const row = ['Delayed', news.achievements, news.challenges, news.nextSteps].join('\t');
    await hands.fetch(() => paste(page.getByLabel('Achievements'), row));
    await page.getByText('Pasted into').waitFor();
    // Where the next one has no answer yet, the page leads there.
    const next = codes[index + 1];
    isThere = next !== undefined && (await page.locator('#entry-next').innerText()) === `Next: ${next}`;
    if (isThere) {
      await hands.click(page.getByRole('button', { name: 'Save and continue' }), () =>
        page.waitForURL(new RegExp(`/activities/${next}`)),
      );
      await hands.look('activity');
    } else {
      await hands.click(page.getByRole('button', { name: 'Save', exact: true }), () => waitSaved(page));
      await goToTasks(hands);
    }
  }
  for (const [index, area] of sheet.areas.entries()) {
    const list = page.locator(index === 0 ? 'main' : 'nav[aria-label="Sections"]');
    await goTo(
      hands,
      'grid',
      list.locator(`a[href*="/grid/${area.code}"]`).first(),
      new RegExp(`/grid/${area.code}`),
    );
    for (const definition of await listDefinitions(page, sheet, area.code)) {
      await fillInGrid(hands, definition, isTyped);
    }
    await hands.click(page.getByRole('button', { name: 'Save', exact: true }), () => waitSaved(page));
  }
  await goToTasks(hands);
  await writeAccount(hands, sheet);
  return finish(hands, codes.length);
}

async function fillInGrid(
  hands: HumanHands,
  { code, measure, dimensions, choices, last }: Definition,
  isTyped: boolean,
): Promise<void> {
  const { page } = hands;
  if (measure === 'text') return;
  if (measure === 'choice') {
    const select = page.getByLabel(`${code}: answer`);
    if ((await select.inputValue()) !== '') return;
    await hands.click(select);
    await hands.press(2);
    await hands.wait(() => select.selectOption({ label: choices[0]?.label ?? '' }));
    return;
  }
  const lines = listFigures({ measure, dimensions }, last);
  const first = page.getByLabel(new RegExp(`^${code} Total: `)).first();
  // A row a figure, a column a cell.
  const figures = (lines[0] ?? []).map((_, at) => lines.map((line) => line[at] ?? ''));
  const put = () =>
    lines.length === 1 && lines[0]?.length === 1
      ? first.fill(lines[0][0] ?? '')
      : paste(first, figures.map((line) => line.join('\t')).join('\n'));
  if (!isTyped) return hands.fetch(put);
  // A figure is read from paper, typed, and Enter or Tab leads to the next cell.
  const typed = lines.flat();
  await hands.click(first);
  await hands.press(typed.reduce((keys, figure) => keys + figure.length + 1, 0));
  await hands.take(typed.length * (operatorSeconds.think / 2));
  await hands.wait(put);
}

const waitSaved = (page: Page) => page.waitForFunction(isAllSaved);

const isAllSaved = () => {
  const lines = [...document.querySelectorAll('[data-saved-line]')];
  return lines.every((line) => line.getAttribute('data-state') === 'saved');
};

async function listDefinitions(page: Page, sheet: Sheet, area: string): Promise<Definition[]> {
  const own = sheet.indicators.filter((indicator) => indicator.area === area);
  const definitions = [];
  for (const { code } of own) {
    const { indicator, last } = await call<{
      indicator: IndicatorDefinition;
      last: { cells: Cell[] } | null;
    }>(page.request, 'submission.indicator', { round, reporter, indicator: code }, 'query');
    definitions.push({ ...indicator, last: last?.cells ?? [] });
  }
  return definitions;
}

/** The indicator that is answered in words, where the last round's answer could not be taken over. */
async function writeAccount(hands: HumanHands, sheet: Sheet): Promise<void> {
  const { page } = hands;
  for (const { code } of sheet.indicators.filter((one) => one.measure === 'text' && one.state === null)) {
    await goTo(hands, 'account', page.locator(`main a[href*="/indicators/${code}"]`).first(), /indicators/);
    const box = page.locator('textarea').first();
    await hands.fetch(() => box.fill(news.account));
    await hands.click(page.getByRole('button', { name: 'Save', exact: true }), () => waitSaved(page));
    await goToTasks(hands);
  }
}

/**
 * The agencies have filled their rows in workbooks of the same layout, so that what they sent is pasted in blocks: the
 * texts of a theme's activities, and its figures.
 */
async function reportByWorkbook(hands: HumanHands): Promise<string> {
  const { page } = hands;
  await arrive(hands);
  const sheet = await readReport(page, { round, reporter });
  const copyable = await call<{ activities: string[]; indicators: string[] }>(
    page.request,
    'submission.copyable',
    { round, reporter },
    'query',
  );
  await goTo(hands, 'workbook', page.getByRole('link', { name: 'Workbook' }), /workbook/);
  const download = page.waitForEvent('download');
  await hands.click(page.getByRole('link', { name: /^Download/ }), () => download);
  const file = await (await download).path();
  const { readFileSync } = await import('node:fs');
  const workbook = await openWorkbook(readFileSync(file));
  // The spreadsheet program opens, and the first sheet is read.
  await hands.click(page.locator('body'));
  await hands.take(5 + 90 * operatorSeconds.word);
  // Where the last round has an answer it is beside the cell: only what is new is entered, the rest is taken over below.
  const codes = listNews(sheet, (code) => copyable.activities.includes(code));
  for (const code of codes) {
    enter(workbook, `activity/${code}`, 'answer', 'Delayed');
    for (const [column, text] of Object.entries({
      words: news.achievements,
      challenges: news.challenges,
      nextSteps: news.nextSteps,
    })) {
      enter(workbook, `activity/${code}`, column, text);
    }
  }
  for (const area of sheet.areas) {
    await hands.click(page.locator('body'));
    await hands.fetch(async () => {});
    await hands.fetch(async () => {});
    for (const { code, measure, dimensions, choices, last } of await listDefinitions(
      page,
      sheet,
      area.code,
    )) {
      if (measure === 'choice' || measure === 'text') {
        if (copyable.indicators.includes(code)) continue;
        await hands.press(3);
        enter(
          workbook,
          `indicator/${code}/total`,
          'answer',
          measure === 'text' ? news.account : (choices[0]?.label ?? ''),
        );
        continue;
      }
      const lines = listFigures({ measure, dimensions }, last);
      const keys = [
        'total',
        ...dimensions.flatMap((dimension) =>
          dimension.categories.map((category) => `${dimension.code}=${category.code}`),
        ),
      ];
      keys.forEach((key, index) => {
        const [one, of] = lines[index] ?? [];
        if (measure === 'percentage') {
          enter(workbook, `indicator/${code}/${key}`, 'answer', Number(one));
          enter(workbook, `indicator/${code}/${key}`, 'of', Number(of));
        } else enter(workbook, `indicator/${code}/${key}`, 'answer', Number(one));
      });
    }
  }
  await hands.press(2);
  const filled = await saveWorkbook(workbook);
  const path = `${file}.filled.xlsx`;
  writeFileSync(path, filled);
  await hands.click(page.locator('body'));
  await hands.take(3 * (operatorSeconds.think + operatorSeconds.point));
  await hands.wait(() => page.getByLabel('The filled workbook').setInputFiles(path));
  await hands.click(page.getByRole('button', { name: 'Upload and preview' }), () =>
    page.getByRole('heading', { name: 'Changes in the workbook' }).first().waitFor(),
  );
  await hands.look('preview');
  // Every item with its changes is listed; the list is gone through once.
  await hands.take((await page.locator('[id^="item-"]').count()) * operatorSeconds.think);
  await hands.click(page.getByRole('button', { name: /^Accept all/ }).first(), () =>
    page.waitForURL(/taken=/),
  );
  await hands.look('preview');
  await startFromLast(hands);
  return finish(hands, codes.length);
}

/** The check: nothing in the way, nothing missing; sent to the clearing officer, the focal point's work is done. */
async function finish(hands: HumanHands, changed: number): Promise<string> {
  const { page } = hands;
  await goTo(hands, 'check', page.getByRole('link', { name: 'Check and send' }).first(), /check/);
  const { findings } = await call<{ findings: { kind: string; code: string; sentence: string }[] }>(
    page.request,
    'submission.check',
    { round, reporter },
    'query',
  );
  const count = (kind: string) => findings.filter((finding) => finding.kind === kind).length;
  for (const { kind, sentence } of findings) {
    process.stderr.write(`${kind}: ${sentence}\n`);
  }
  const warnings = count('warning');
  for (let index = 0; index < warnings; index += 1) {
    const box = page.getByRole('textbox', { name: /^(Why|Reason)/ }).first();
    if ((await box.count()) === 0) break;
    await hands.click(box);
    await hands.type(box, 'Checked with the agency.');
    await hands.click(page.getByRole('button', { name: /reason/i }).first(), () => page.waitForLoadState());
  }
  await hands.click(page.getByRole('button', { name: 'Send to clearing officer' }), () =>
    page.waitForURL(/done=markReady/),
  );
  const sheet = await readReport(page, { round, reporter });
  const answered =
    sheet.activities.filter(({ status }) => status !== null).length +
    sheet.indicators.filter(({ state }) => state !== null).length;
  return `${answered} of ${sheet.activities.length + sheet.indicators.length} answered, ${changed} with news, ${count('error')} errors, ${count('gap')} gaps, ${warnings} warnings`;
}

const stop = await setup();
const { launchOptions } = await browserLaunch();
const browser = await chromium.launch(launchOptions);
const owner = openSql(process.env['TEST_DATABASE_URL'] ?? '');
try {
  const lines = [];
  for (const [name, way] of [
    ['the pages of the tracker', (hands: HumanHands) => reportOnPages(hands, false)],
    ['the pages, every figure typed', (hands: HumanHands) => reportOnPages(hands, true)],
    ['the workbook of the tracker', reportByWorkbook],
  ] as const) {
    await clearReport(owner, { round, reporter });
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const hands = new HumanHands(await context.newPage(), isReal);
    const facts = await way(hands);
    lines.push(hands.describe(name));
    process.stdout.write(`${name}: ${facts}; ${hands.minutes.toFixed(1)} minutes\n`);
    await context.close();
  }
  lines.push(countPlainWorkbook({ activities: changedActivities, indicators: 18, cells: 258 }));
  process.stdout.write(
    [
      '| way | pages | clicks | keys | person, min | machine, s | together, min |',
      '|---|---|---|---|---|---|---|',
      ...lines,
      '',
    ].join('\n'),
  );
} finally {
  await owner.end();
  await browser.close();
  await stop();
}
