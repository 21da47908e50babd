import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { browserLaunch } from '#tests/support/browser.ts';
import { type Line, openLine } from '#tests/support/line.ts';
import { at, call, demoPassword, openAs, signInAs } from '#tests/support/people.ts';
import { rounds } from '#tests/support/rounds.ts';
import { sentences } from '#tests/support/sentences.ts';

/**
 * Reporting while the line is down, in a browser whose profile outlives it. The line is cut between the browser and
 * the server, so that the browser believes itself on line; one test switches the browser off line instead.
 */
const round = '2026-H1';
const day = 24 * 60 * 60 * 1000;

type Desk = { line: Line; profile: string; context: BrowserContext; page: Page };

async function openBrowser(profile: string): Promise<BrowserContext> {
  const { launchOptions } = await browserLaunch();
  return chromium.launchPersistentContext(profile, {
    ...launchOptions,
    locale: 'en-GB',
    serviceWorkers: 'allow',
  });
}

async function openDesk(email: string): Promise<Desk> {
  const line = await openLine(at(''));
  const profile = mkdtempSync(join(tmpdir(), 'bohol-profile-'));
  const context = await openBrowser(profile);
  const page = await context.newPage();
  await signIn(page, line, email);
  return { line, profile, context, page };
}

async function signIn(page: Page, line: Line, email: string): Promise<void> {
  await page.goto(`${line.origin}/sign-in`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(demoPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

async function closeDesk({ line, profile, context }: Desk): Promise<void> {
  await context.close();
  await line.close();
  rmSync(profile, { recursive: true, force: true });
}

/** The tab is gone from one moment to the next, and the browser with it; it is opened again as it was. */
async function killAndReopen(desk: Desk): Promise<Desk> {
  const session = await desk.context.newCDPSession(desk.page);
  const gone = desk.page.waitForEvent('crash');
  session.send('Page.crash').catch(() => {});
  await gone;
  await desk.context.close();
  const context = await openBrowser(desk.profile);
  return { ...desk, context, page: await context.newPage() };
}

const item = (folder: string, code: string) => `/workspace/${round}/${folder}/${code}`;
const deviceState = (page: Page) => page.locator('[data-device-state]');

/** The visible line begins with it; what was last spoken to screen readers stands behind it. */
const expectKept = (page: Page) =>
  expect(page.locator('[data-saved-line]')).toHaveText(/^Not in the tracker yet: stored on this device/);

/** Opens the task list and waits until every page of the report lies on the device. */
async function openTaskList({ page, line }: Desk): Promise<void> {
  await page.goto(`${line.origin}/workspace/${round}`);
  const items = await page.locator('main a[href*="/activities/"], main a[href*="/indicators/"]').count();
  expect(items).toBeGreaterThan(10);
  await expect.poll(() => countCopies(page), { timeout: 60_000 }).toBeGreaterThan(10);
  await expect
    .poll(async () => (await listMissing(page)).length, { timeout: 60_000, intervals: [250] })
    .toBe(0);
  await expect(page.getByText('Available offline on this device.')).toBeVisible();
}

const listCopies = (page: Page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('bohol-pages-'));
    const lists = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url))),
    );
    return lists.flat().map((url) => url.pathname + url.search);
  });

const countCopies = async (page: Page) => (await listCopies(page)).length;

/** Pages of the task list of which there is no copy yet, and the page that stands in for others. */
async function listMissing(page: Page): Promise<string[]> {
  const links = await page
    .locator('main a[href*="/activities/"], main a[href*="/indicators/"]')
    .evaluateAll((anchors) =>
      anchors
        .map((anchor) => new URL((anchor as HTMLAnchorElement).href))
        .map((url) => `${url.pathname}.data${url.search}`),
    );
  const copies = new Set(await listCopies(page));
  return [...links, '/workspace/on-this-device'].filter((path) => !copies.has(path));
}

/** Chooses a status and writes, with the keyboard alone, and goes on to the next page. */
async function writeByKeyboard(
  page: Page,
  words: { achievements: string; nextSteps: string },
): Promise<void> {
  await page.getByRole('radio', { name: 'On track' }).focus();
  await page.keyboard.press('Space');
  await tabTo(page, 'Achievements');
  await page.keyboard.type(words.achievements);
  await tabTo(page, 'Next steps');
  await page.keyboard.type(words.nextSteps);
}

async function tabTo(page: Page, label: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press('Tab');
    if (await field.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not lead to ${label}.`);
}

type Change = { id: number; code?: string; key?: string; after: Record<string, unknown> | null };

/** What the server remembers of an item, newest first. */
async function readHistory(context: BrowserContext, reporter: string, code: string): Promise<Change[]> {
  const history = await call<{ revisions: Change[] }>(
    context.request,
    'submission.history',
    { round, reporter, code, limit: 200 },
    'query',
  );
  return history.revisions;
}

async function listActivities(context: BrowserContext, reporter: string): Promise<string[]> {
  const sheet = await call<{ activities: { code: string; version: number }[] }>(
    context.request,
    'submission.get',
    { round, reporter },
    'query',
  );
  return sheet.activities.filter(({ version }) => version === 0).map(({ code }) => code);
}

/** What a person of an agency may write and nobody has written yet. */
async function listShared(browser: Browser, email: string, reporter: string): Promise<string[]> {
  const { context } = await openAs(browser, email);
  const codes = await listActivities(context, reporter);
  await context.close();
  return codes;
}

for (const { clock, shift, email, reporter } of [
  { clock: 'a day fast', shift: day, email: 'focal.mm@demo.test', reporter: 'MM' },
  { clock: 'a day slow', shift: -day, email: 'focal.mm@demo.test', reporter: 'MM' },
].slice(0, rounds(1, 2))) {
  test(`a session without a line, the tab killed in the middle, the clock ${clock}`, async () => {
    test.setTimeout(300_000);
    let desk = await openDesk(email);
    await openTaskList(desk);
    const codes = (await listActivities(desk.context, reporter)).slice(0, 4);
    expect(codes).toHaveLength(4);
    desk.line.set('cut');
    const shiftClock = (page: Page) => page.clock.setSystemTime(Date.now() + shift);
    await shiftClock(desk.page);

    const words = (code: string) => ({
      achievements: `Done off line, ${code}.`,
      nextSteps: `To do next, ${code}.`,
    });
    for (const [index, code] of codes.entries()) {
      if (index === 2) {
        // In the middle of the third the tab is killed and the browser opened again.
        desk = await killAndReopen(desk);
        await shiftClock(desk.page);
      }
      const { page } = desk;
      await page.goto(desk.line.origin + item('activities', code));
      await expect(page).toHaveURL(new RegExp(`/activities/${code.replaceAll('.', '\\.')}`));
      await expect(page.getByText(/You are offline: this page is as it was on/)).toBeVisible();
      await writeByKeyboard(page, words(code));
      await expectKept(page);
      await expect(deviceState(page)).toHaveText(
        `Stored on this device: ${index === 0 ? '1 answer' : `${index + 1} answers`}`,
      );
      if (index === 0) {
        await page.getByRole('button', { name: 'Save and continue' }).focus();
        await page.keyboard.press('Enter');
        await expect(page).not.toHaveURL(new RegExp(`/activities/${code.replaceAll('.', '\\.')}$`));
        await expect(page.getByRole('button', { name: 'Save and continue' })).toBeVisible();
      }
    }

    desk = await killAndReopen(desk);
    await shiftClock(desk.page);
    const { page, context, line } = desk;
    for (const code of codes) {
      await page.goto(line.origin + item('activities', code));
      await expect(page.getByLabel('Achievements', { exact: true })).toHaveValue(words(code).achievements);
      await expect(page.getByLabel('Next steps', { exact: true })).toHaveValue(words(code).nextSteps);
    }

    await page.goto(`${line.origin}/workspace/unsent`);
    await expect(page.locator('[data-unsent]')).toHaveCount(4);
    line.set('up');
    await page.getByRole('button', { name: 'Send now' }).click();
    await expect(page.getByText('Nothing is waiting on this device.')).toBeVisible({ timeout: 30_000 });
    await expect(deviceState(page)).toHaveText(sentences.savedEverything);

    const ids: number[] = [];
    for (const code of codes) {
      const revisions = await readHistory(context, reporter, code);
      expect(revisions.map(({ after }) => after?.['achievements'])).toEqual([words(code).achievements]);
      expect(revisions[0]?.after?.['next_steps']).toBe(words(code).nextSteps);
      ids.push(...revisions.map(({ id }) => id));
    }
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    await closeDesk(desk);
  });
}

test('answers that are lost on the way back are asked for again, and nothing is doubled', async () => {
  test.setTimeout(240_000);
  const desk = await openDesk('focal.mm@demo.test');
  const { page, line, context } = desk;
  const [code = ''] = await listActivities(context, 'MM');
  await page.goto(line.origin + item('activities', code));
  await expect(page.getByText('No answer yet')).toBeVisible();
  line.set('answers lost');
  await page.getByLabel('Achievements', { exact: true }).fill('Arrived once.');
  await expect.poll(line.lostAnswers).toBeGreaterThan(0);
  await expectKept(page);
  line.set('up');
  await expect(page.locator('[data-saved-line]')).toContainText(sentences.saved, { timeout: 60_000 });
  const revisions = await readHistory(context, 'MM', code);
  expect(revisions.map(({ after }) => after?.['achievements'])).toEqual(['Arrived once.']);
  await closeDesk(desk);
});

test('what somebody else saved meanwhile stands beside what was written off line', async ({ browser }) => {
  test.setTimeout(240_000);
  const desk = await openDesk('focal.mm@demo.test');
  const { page, context } = desk;
  await openTaskList(desk);
  const [code = ''] = await listShared(browser, 'agency.mm@demo.test', 'MM');
  const other = (await listActivities(context, 'MM')).find((one) => one !== code) ?? '';
  await page.goto(desk.line.origin + item('activities', code));
  await context.setOffline(true);
  await page.getByLabel('Achievements', { exact: true }).fill('Mine, written off line.');
  await expectKept(page);
  await page.goto(desk.line.origin + item('activities', other));

  const second = await openAs(browser, 'agency.mm@demo.test');
  await second.page.goto(at(item('activities', code)));
  await second.page.getByLabel('Achievements', { exact: true }).fill('Theirs, from the tracker.');
  await second.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(second.page.getByText(sentences.saved).first()).toBeVisible();
  await second.context.close();

  await context.setOffline(false);
  await expect(deviceState(page)).toHaveText('1 answer needs your attention', { timeout: 60_000 });
  await deviceState(page).getByRole('link').click();
  await expect(page.getByText(/Needs your attention: somebody else has changed it/)).toBeVisible();
  await page.getByRole('link', { name: new RegExp(`Activity ${code.replaceAll('.', '\\.')}`) }).click();
  await page.getByRole('button', { name: 'compare' }).click();
  await expect(page.getByText('Theirs, from the tracker.').first()).toBeVisible();
  await expect(page.getByText('Mine, written off line.').first()).toBeVisible();
  await page.getByRole('radio', { name: 'Keep both, theirs first' }).first().check();
  await page.getByRole('button', { name: 'Save what I chose' }).click();
  await expect(page.getByLabel('Achievements', { exact: true })).toHaveValue(
    /Theirs, from the tracker\.[\s\S]*Mine, written off line\./,
  );
  await expect(deviceState(page)).toHaveText(sentences.savedEverything);
  await closeDesk(desk);
});

test('signing out warns of what waits, then erases; another person sees nothing of it', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const desk = await openDesk('focal.mm@demo.test');
  const { page, line, context } = desk;
  await openTaskList(desk);
  const [code = ''] = await listShared(browser, 'agency.mm@demo.test', 'MM');
  await page.goto(line.origin + item('activities', code));
  await context.route('**/api/trpc/submission.save*', (route) => route.abort());
  await page.getByLabel('Achievements', { exact: true }).fill('Secret until saved.');
  await expectKept(page);
  expect(await readDatabase(page)).toHaveLength(1);
  // What lies there cannot be read without the key.
  expect(JSON.stringify(await readDatabase(page))).not.toContain('Secret');

  await page.getByRole('link', { name: 'Sign out' }).click();
  await expect(page.getByText('1 answer on this device has not reached the tracker.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send now' })).toBeVisible();
  // Without a connection it says so, and erases nothing.
  line.set('cut');
  await page.getByRole('button', { name: 'Sign out and erase 1 answer' }).click();
  await expect(page.getByText('You are still signed in.')).toBeVisible();
  expect(await readDatabase(page)).toHaveLength(1);
  line.set('up');
  await page.getByRole('button', { name: 'Sign out and erase 1 answer' }).click();
  await expect(page).toHaveURL(`${line.origin}/`);
  await expect.poll(() => countCopies(page)).toBe(0);
  expect(await readDatabase(page)).toEqual([]);

  await context.unroute('**/api/trpc/submission.save*');
  await signIn(page, line, 'agency.mm@demo.test');
  await page.goto(line.origin + item('activities', code));
  await expect(deviceState(page)).toHaveText(sentences.savedEverything);
  await expect(page.getByLabel('Achievements', { exact: true })).toHaveValue('');
  await closeDesk(desk);
});

test('signing out without scripts has the browser erase what it keeps', async ({ browser }) => {
  const { context, page } = await signInAs(browser, 'focal.mm@demo.test', { javaScriptEnabled: false });
  await page.goto(at('/sign-out'));
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  expect(await (await answer).headerValue('clear-site-data')).toBe('"cache", "storage"');
  await expect(page).toHaveURL(at('/'));
  await context.close();
});

test('when a session has ended, another person is neither shown nor sent what lies there', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const desk = await openDesk('focal.mm@demo.test');
  const { page, line, context } = desk;
  await openTaskList(desk);
  const [code = ''] = await listShared(browser, 'agency.mm@demo.test', 'MM');
  await page.goto(line.origin + item('activities', code));
  line.set('cut');
  await page.getByLabel('Achievements', { exact: true }).fill('Of the first person.');
  await expectKept(page);
  await context.clearCookies();
  line.set('up');
  await expect(page.locator('[data-saved-line]')).toContainText('You have been signed out', {
    timeout: 60_000,
  });

  const second = await context.newPage();
  await signIn(second, line, 'agency.mm@demo.test');
  await second.goto(line.origin + item('activities', code));
  await expect(deviceState(second)).toHaveText(sentences.savedEverything);
  await expect(second.getByLabel('Achievements', { exact: true })).toHaveValue('');
  // The first person's tab is still open. It sends nothing in the second's name.
  await page.bringToFront();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.locator('[data-saved-line]')).toContainText('You have been signed out');
  expect(await readHistory(context, 'MM', code)).toEqual([]);

  // Signed out of her own, the second person leaves the first one's sealed work where it is.
  await second.getByRole('link', { name: 'Sign out' }).click();
  await second.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(second).toHaveURL(`${line.origin}/`);
  expect(await readDatabase(second)).toHaveLength(1);
  await page.close();
  await signIn(second, line, 'focal.mm@demo.test');
  await expect(deviceState(second)).toHaveText(sentences.savedEverything, { timeout: 60_000 });
  const revisions = await readHistory(context, 'MM', code);
  expect(revisions.map(({ after }) => after?.['achievements'])).toEqual(['Of the first person.']);
  await closeDesk(desk);
});

/** What lies in the outbox of this browser, as it lies there. */
const readDatabase = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<unknown[]>((resolve) => {
        const opening = indexedDB.open('bohol-device');
        opening.addEventListener('success', () => {
          const { result: database } = opening;
          const close = (rows: unknown[]) => {
            database.close();
            resolve(rows.map((row) => JSON.parse(JSON.stringify(row)) as unknown));
          };
          if (!database.objectStoreNames.contains('outbox')) {
            close([]);
            return;
          }
          const reading = database.transaction('outbox').objectStore('outbox').getAll();
          reading.addEventListener('success', () => close(reading.result));
        });
        // A database that is not there is not made by looking.
        opening.addEventListener('upgradeneeded', () => opening.transaction?.abort());
        opening.addEventListener('error', () => resolve([]));
      }),
  );
