import { type Browser, expect, type Page, test } from '@playwright/test';
import { at, openAs, signIn } from '#tests/support/people.ts';
import { sentences } from '#tests/support/sentences.ts';

/** Two people of one state write on the same activity. Whoever is second sees both texts, and nothing is lost. */
const path = (activity: string) => at(`/workspace/2026-H1/activities/${activity}`);

async function openBoth(browser: Browser, activity: string, javaScriptEnabled: boolean) {
  const first = await openAs(browser, 'focal.la@demo.test', { javaScriptEnabled });
  const second = await openAs(browser, 'agency.la@demo.test', { javaScriptEnabled });
  await first.page.goto(path(activity));
  await second.page.goto(path(activity));
  return { first: first.page, second: second.page };
}

/** What the page asks for and is answered, with the time in milliseconds; grows while it does. */
function noteRequests(page: Page): string[] {
  const noted: string[] = [];
  const note = (what: string) => noted.push(`${Date.now()} ${what}`);
  page.on('request', (one) => note(`asks ${one.method()} ${one.url()}`));
  page.on('response', (one) => note(`gets ${one.status()} ${one.url()}`));
  page.on('requestfailed', (one) => note(`lost ${one.url()}: ${one.failure()?.errorText}`));
  return noted;
}

async function save(page: Page, words: string) {
  await page.getByLabel('Achievements').fill(words);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test(`a second save shows both versions, scripts ${javaScriptEnabled ? 'on' : 'off'}`, async ({
    browser,
  }) => {
    test.setTimeout(120_000);
    const activity = javaScriptEnabled ? 'C1.1' : 'C2.1';
    const { first, second } = await openBoth(browser, activity, javaScriptEnabled);
    const theirs = `The ministry held a course, ${activity}.`;
    const mine = `The agency wrote a manual, ${activity}.`;
    await save(first, theirs);
    await expect(first.getByText(sentences.saved).first()).toBeVisible();
    await save(second, mine);
    await expect(second.getByText(theirs).first()).toBeVisible();
    await expect(second.getByText(mine).first()).toBeVisible();
    await first.reload();
    await expect(first.getByLabel('Achievements')).toHaveValue(theirs);

    await second.getByRole('radio', { name: 'Keep both, theirs first' }).first().check();
    await second.getByRole('button', { name: 'Save what I chose' }).click();
    await expect(second.getByText(sentences.saved).first()).toBeVisible();
    await first.reload();
    await expect(first.getByLabel('Achievements')).toHaveValue(new RegExp(`${theirs}[\\s\\S]*${mine}`));
    await first.context().close();
    await second.context().close();
  });
}

for (const javaScriptEnabled of [true, false]) {
  test(`two people change different questions: both are kept and told, scripts ${javaScriptEnabled ? 'on' : 'off'}`, async ({
    browser,
  }) => {
    const activity = javaScriptEnabled ? 'C1.2' : 'A1.1';
    const how = javaScriptEnabled ? 'with scripts' : 'without scripts';
    const { first, second } = await openBoth(browser, activity, javaScriptEnabled);
    const theirs = `The ministry held a course, ${how}.`;
    const mine = `A second course in autumn, ${how}.`;
    await save(first, theirs);
    await expect(first.getByText(sentences.saved).first()).toBeVisible();
    await second.getByLabel('Next steps').fill(mine);
    await second.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(second.getByText(/changed Achievements while you were writing/).first()).toBeVisible();
    await expect(second.getByLabel('Achievements')).toHaveValue(theirs);
    await expect(second.getByLabel('Next steps')).toHaveValue(mine);
    // The sentence comes before what has been merged is sent.
    await expect(second.locator('[data-saved-line][data-state="saved"]')).toBeVisible();
    await first.goto(at(`/workspace/2026-H1/history?item=${activity}`));
    await expect(first.getByText(theirs)).toHaveCount(1);
    await expect(first.getByText(mine)).toHaveCount(1);
    await first.context().close();
    await second.context().close();
  });
}

test('what is typed while the line is down is kept and saved once when it is back', async ({ browser }) => {
  test.setTimeout(120_000);
  const { context, page } = await openAs(browser, 'focal.la@demo.test', { serviceWorkers: 'allow' });
  await page.goto(path('C2.2'));
  await page.getByLabel('Next steps').fill('First words.');
  await expect(page.getByText(sentences.saved).first()).toBeVisible();
  await context.setOffline(true);
  await page.getByLabel('Next steps').fill('Written without a line.');
  await expect(page.getByText(/stored on this device/i).first()).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(/stored on this device/i)).toHaveCount(0, { timeout: 60_000 });
  await page.reload();
  await expect(page.getByLabel('Next steps')).toHaveValue('Written without a line.');
  await page.goto(at('/workspace/2026-H1/history?item=C2.2'));
  await expect(page.getByText('Written without a line.')).toHaveCount(1);
  await context.close();
});

test('a page that lay open while somebody else signed in saves nothing under their name, and keeps what was typed', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const { context, page } = await openAs(browser, 'focal.la@demo.test', { javaScriptEnabled: false });
  await page.goto(path('C2.3'));
  await page.getByLabel('Next steps').fill('Words of the first person.');
  const other = await context.newPage();
  await other.context().clearCookies();
  await signIn(other, 'focal.mm@demo.test');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Somebody else has signed in here since.')).toBeVisible();
  await expect(page.getByText('Words of the first person.').first()).toBeAttached();
  await other.goto(path('C2.3'));
  await expect(other.getByLabel('Next steps')).not.toHaveValue('Words of the first person.');

  await context.clearCookies();
  await signIn(other, 'focal.la@demo.test');
  await page.getByRole('button', { name: 'Send it again' }).click();
  await page.waitForURL(/saved=/);
  await page.goto(path('C2.3'));
  await expect(page.getByLabel('Next steps')).toHaveValue('Words of the first person.');
  await context.close();
});

test('what is typed while a refused form comes back is not buried by it', async ({ browser }) => {
  test.setTimeout(120_000);
  const { context, page } = await openAs(browser, 'focal.la@demo.test');
  const asked = noteRequests(page);
  await page.goto(at('/workspace/2026-H1/indicators/I-C5'));
  let answer = () => {};
  const typed = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/indicators/I-C5*', async (route) => {
    if (route.request().method() === 'POST') await typed;
    await route.continue();
  });
  const [part, whole] = await page.locator('[data-row="total"] input').all();
  await part?.fill('40');
  await whole?.fill('20');
  const posted = page.waitForRequest((request) => request.method() === 'POST' && /I-C5/.test(request.url()));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await posted;
  await whole?.fill('80');
  answer();
  // The form counts a request as lost after 20 s and sends it again. If it comes to that, the log says which it was.
  const started = Date.now();
  try {
    await expect(page.locator('[data-saved-line][data-state="saved"]')).toBeVisible({ timeout: 60_000 });
  } finally {
    const took = Date.now() - started;
    if (took > 15_000) console.log(`It took ${took} ms to save:\n${asked.join('\n')}`);
  }
  await page.reload();
  await expect(page.locator('[data-row="total"] input').nth(1)).toHaveValue('80');
  await context.close();
});

test('what is typed before the scripts have arrived is kept and saved', async ({ browser }) => {
  const { context, page } = await openAs(browser, 'focal.la@demo.test');
  await page.goto(path('B1.1'));
  await page.getByLabel('Challenges').fill('Words of the day before.');
  await save(page, 'Old words.');
  await expect(page.getByText(sentences.saved).first()).toBeVisible();
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await page.route('**/assets/*.js', async (route) => {
    await arrived;
    await route.continue();
  });
  await page.goto(path('B1.1'), { waitUntil: 'commit' });
  const field = page.getByLabel('Challenges');
  await expect(field).toHaveValue('Words of the day before.');
  await field.fill('Typed on a slow network.');
  await page.getByLabel('Achievements').selectText();
  arrive();
  await expect(page.locator('[data-saved-line][data-state="saved"]')).toBeVisible();
  await expect(field).toHaveValue('Typed on a slow network.');
  // What was selected is still selected, so that typing goes on in its place.
  await page.keyboard.insertText('In place of the old words.');
  await expect(page.getByLabel('Achievements')).toHaveValue('In place of the old words.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(sentences.saved).first()).toBeVisible();
  await page.reload();
  await expect(field).toHaveValue('Typed on a slow network.');
  await context.close();
});
