import { type APIRequestContext, type Browser, expect, type Page, test } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { at, openAs } from '#tests/support/people.ts';
import { sentences } from '#tests/support/sentences.ts';
import { rounds } from '#tests/support/rounds.ts';

/**
 * The main job from end to end: a focal point reports, the clearing officer clears, the focal point submits, the
 * secretariat reviews, returns one item, accepts, compiles and publishes, and the public overview changes. A national
 * target goes along: proposed, cleared, accepted, reported against and published with the same digits everywhere. Once
 * in a browser with scripts, in the long suite once without too; each with a state of its own. Without scripts a report
 * goes the same way in clearance.spec.ts, and is compiled and published in compile.spec.ts and publish-desk.spec.ts.
 */
const round = '2026-H1';

type Settings = { javaScriptEnabled: boolean; viewport: { width: number; height: number } };

async function as<T>(
  browser: Browser,
  email: string,
  settings: Settings,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const { context, page } = await openAs(browser, email, settings);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text());
  });
  const result = await work(page);
  expect(faults).toEqual([]);
  await context.close();
  return result;
}

async function reportActivity(page: Page, activity: string, words: string) {
  await page.goto(at(`/workspace/${round}/activities/${activity}`));
  await page.getByRole('radio', { name: 'Delayed' }).check();
  await page.getByLabel('Achievements').fill(words);
  await page.getByLabel('Challenges').fill('The venue was not free.');
  await page.getByLabel('Next steps').fill('Hold the meeting in the next half year.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(sentences.saved).first()).toBeVisible();
  await openAgain(page);
  await expect(page.getByLabel('Achievements')).toHaveValue(words);
  await expect(page.getByRole('radio', { name: 'Delayed' })).toBeChecked();
}

/** By its address: a reload would send a form once more that was sent before scripts had come to life. */
const openAgain = (page: Page) => page.goto(page.url());

async function reportIndicator(page: Page) {
  await page.goto(at(`/workspace/${round}/indicators/I-B2`));
  const screened = page.getByLabel('Total: Persons screened');
  const found = page.getByLabel('Total: Persons found');
  await screened.fill('240');
  await found.fill('-12');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
  await expect(page.getByText(/Enter a number that is zero or more/).first()).toBeVisible();
  await expect(found).toHaveValue('-12');
  await found.fill('200');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('link', { name: /cannot be more than/ })).toBeVisible();
  await found.fill('400');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(sentences.saved).first()).toBeVisible();
  await openAgain(page);
  await expect(screened).toHaveValue('240');
  await expect(found).toHaveValue('400');
}

/** What the state sets for itself in this year, in per cent, and what 137 of 200 requests come to. */
const target = { year: '2026', value: '72.5', reached: '68.5' };
const targeted = 'I-D1';

async function reportTargeted(page: Page) {
  await page.goto(at(`/workspace/${round}/indicators/${targeted}`));
  await expect(page.getByText(`${target.year}: ${target.value}%`)).toBeVisible();
  const [answered, received] = await page.locator('[data-row="total"] input').all();
  await answered?.fill('137');
  await received?.fill('200');
  await page.getByRole('radio', { name: 'Our own figure may be shown' }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(sentences.saved).first()).toBeVisible();
}

async function proposeTarget(page: Page) {
  await page.goto(at(`/workspace/${round}/indicators/${targeted}`));
  await page.getByRole('link', { name: 'Propose them' }).click();
  await page.getByRole('textbox', { name: target.year }).fill(target.value);
  await page.getByRole('checkbox', { name: 'These targets may be published' }).check();
  await page.getByRole('button', { name: 'Propose these targets' }).click();
  await expect(page.getByText('Your proposal is recorded.')).toBeVisible();
}

async function clearTarget(page: Page) {
  await page.goto(at(`/workspace/${round}/targets`));
  await page.getByRole('link', { name: new RegExp(`^${targeted}`) }).click();
  await page.getByRole('button', { name: 'Clear for the secretariat' }).click();
  await expect(page.getByText('The national targets are cleared.')).toBeVisible();
}

async function acceptTarget(page: Page, stateName: string) {
  await page.goto(at('/secretariat/targets'));
  await page.getByRole('link', { name: new RegExp(`^${stateName}, ${targeted}`) }).click();
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(page.getByText('The national targets are accepted.')).toBeVisible();
}

/** The figure of the state beside its own target: on its page, as CSV, in the workbook and in IATI. */
async function findTargetInPublic(page: Page, reporter: string) {
  await page.goto(at(`/states/${reporter.toLowerCase()}`));
  const row = page
    .getByRole('row')
    .filter({ hasText: target.year })
    .filter({ hasText: `${target.value}%` });
  await expect(row.filter({ hasText: `${target.reached}%` }).first()).toBeVisible();
  const rows = parse<Record<string, string>>(await read(page.request, '/data/v1/national-targets.csv'), {
    columns: true,
  });
  const [line] = rows.filter((row) => row.indicator_code === targeted && row.reporter_code === reporter);
  expect([line?.target_year, line?.target, line?.value]).toEqual(Object.values(target));
  const workbook = await page.request.get(at('/data/v1/workbook.xlsx'));
  const parts = Object.entries(unzipSync(await workbook.body())).filter(([part]) => part.includes('/sheet'));
  const isNumber = ([, sheet]: [string, Uint8Array]) => strFromU8(sheet).includes(`<v>${target.value}</v>`);
  expect(parts.filter(isNumber).length).toBeGreaterThan(0);
  const iati = await read(page.request, '/data/v1/iati-activities.xml');
  expect(iati).toMatch(
    new RegExp(`<target value="${target.value}">(?:(?!</target>)[\\s\\S])*value="${reporter}"`),
  );
}

/** The same in the edition for the state, as the state opens it. */
async function findTargetInEdition(office: Page, focal: Page, reporter: string) {
  await office.goto(at(`/secretariat/compile/${round}/editions`));
  await office.getByRole('button', { name: 'Make a draft' }).click();
  // What each kind of reader may see is decided meanwhile.
  await expect(office.getByRole('status').filter({ hasText: /Draft \d+ is made/ })).toBeVisible({
    timeout: 60_000,
  });
  await focal.goto(at(`/workspace/${round}/report?reporter=${reporter}`));
  await focal.getByRole('link', { name: 'Draft 1' }).click();
  const row = focal
    .getByRole('row')
    .filter({ hasText: targeted })
    .filter({ hasText: `${target.value}%` });
  await expect(row.first()).toContainText(`${target.reached}%`);
}

const read = async (client: APIRequestContext, path: string) => (await client.get(at(path))).text();

/** From any tab in two clicks: the bar with the next step, and the button. */
async function clear(page: Page) {
  await page.goto(at(`/workspace/${round}/history`));
  await page.getByRole('link', { name: 'Check and clear', exact: true }).click();
  await page.getByRole('button', { name: 'Clear for submission' }).click();
  await expect(page.getByText(sentences.cleared)).toBeVisible();
}

async function submit(page: Page) {
  await page.goto(at(`/workspace/${round}/history`));
  await page.getByRole('link', { name: 'Submit', exact: true }).click();
  await page.getByRole('button', { name: 'Submit report' }).click();
  await expect(page).toHaveURL(/receipt/);
  await page.goto(at(`/workspace/${round}/activities/A1.2`));
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0);
}

async function review(page: Page, reporter: string, question: string | null) {
  await page.goto(at(`/secretariat/review/${round}/${reporter}`));
  const start = page.getByRole('button', { name: 'Start review' });
  if (await start.isVisible()) await start.click();
  if (question === null) {
    await page.getByRole('link', { name: 'Decide', exact: true }).click();
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await expect(page.getByText(sentences.accepted)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Accept', exact: true })).toHaveCount(0);
    return;
  }
  await page.goto(at(`/secretariat/review/${round}/${reporter}?item=A1.2`));
  const item = page.getByRole('article');
  await item.getByText('Ask a question').click();
  await item.getByLabel('About').selectOption('achievements');
  await item.getByLabel('Question on A1.2').fill(question);
  await item.getByRole('button', { name: 'Save question' }).click();
  await expect(item.getByText(question).first()).toBeVisible();
  await page.getByRole('link', { name: 'Decide', exact: true }).click();
  await expect(page.getByRole('radio', { name: /Only what I have asked about/ })).toBeChecked();
  await page.getByRole('button', { name: 'Return for changes' }).click();
  await expect(page.getByText(sentences.returned)).toBeVisible();
}

for (const [name, state, stateName, settings] of (
  [
    ['with scripts', 'th', 'Thailand', { javaScriptEnabled: true, viewport: { width: 1280, height: 900 } }],
    [
      'without scripts, on a phone',
      'tl',
      'Timor-Leste',
      { javaScriptEnabled: false, viewport: { width: 360, height: 740 } },
    ],
  ] as const
).slice(0, rounds(1, 2))) {
  test(`from a report to the public, ${name}`, async ({ browser }) => {
    test.setTimeout(240_000);
    const reporter = state.toUpperCase();
    const focal = `focal.${state}@demo.test`;
    const clearing = `clearing.${state}@demo.test`;
    const words = `Held two regional meetings, ${name}.`;
    const question = 'Which months were these?';

    await as(browser, focal, settings, proposeTarget);
    await as(browser, clearing, settings, clearTarget);
    await as(browser, 'secretariat@demo.test', settings, (page) => acceptTarget(page, stateName));
    await as(browser, focal, settings, async (page) => {
      await reportTargeted(page);
      await reportActivity(page, 'A1.2', words);
      await reportIndicator(page);
    });
    await as(browser, clearing, settings, clear);
    await as(browser, focal, settings, submit);
    await as(browser, 'secretariat@demo.test', settings, (page) => review(page, reporter, question));
    await as(browser, focal, settings, async (page) => {
      await page.goto(at(`/workspace/${round}/activities/A1.3`));
      await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0);
      await page.goto(at(`/workspace/${round}/activities/A1.2`));
      await expect(page.getByText(question).first()).toBeVisible();
      await page.getByLabel('Your answer').fill('March and May.');
      await page.getByRole('button', { name: /answer/i }).click();
      await expect(page.getByText(sentences.saved).first()).toBeVisible();
      await openAgain(page);
      await expect(page.locator('main')).toContainText('March and May.');
      await page.getByLabel('Achievements').fill(`${words} In March and May.`);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page.getByText(sentences.saved).first()).toBeVisible();
    });
    await as(browser, clearing, settings, clear);
    await as(browser, focal, settings, submit);
    await as(browser, 'secretariat@demo.test', settings, async (page) => {
      await page.goto(at(`/secretariat/review/${round}/${reporter}?item=A1.2`));
      await expect(page.getByText(`${words} In March and May.`).first()).toBeVisible();
      await review(page, reporter, null);
      await page.goto(at(`/secretariat/compile/${round}`));
      await page.getByRole('button', { name: /^Compile/ }).click();
      await expect(page.getByText(/Compilation \d+ is made\./)).toBeVisible();
    });
    const visitor = await browser.newContext({ javaScriptEnabled: false });
    const page = await visitor.newPage();
    await page.goto(at('/'));
    const before = await page.getByRole('contentinfo').innerText();
    await as(browser, 'secretariat@demo.test', settings, async (office) => {
      await office.goto(at(`/secretariat/publish/${round}`));
      await office.getByRole('button', { name: 'Publish', exact: true }).click();
      await office
        .getByRole('region', { name: /^Publish publication \d+\?$/ })
        .getByRole('button', { name: 'Publish', exact: true })
        .click();
      await expect(office.getByText(/Publication \d+ is out\./)).toBeVisible();
    });
    await page.goto(at('/'));
    await expect(page.getByRole('contentinfo')).not.toHaveText(before);
    await expect(page.getByRole('contentinfo')).toContainText('first half of 2026');
    await findTargetInPublic(page, reporter);
    await as(browser, 'secretariat@demo.test', settings, (office) =>
      as(browser, focal, settings, (own) => findTargetInEdition(office, own, reporter)),
    );
    await visitor.close();
  });
}
