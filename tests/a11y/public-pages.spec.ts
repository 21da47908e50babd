import { type Browser, expect, type Page, test } from '@playwright/test';
import {
  inParts,
  isLookedAtInFull,
  lookAt,
  lookAtFocus,
  narrow,
  open,
  weighScripts,
} from '#tests/support/look-at-page.ts';
import { listRoutesWithoutPage, publicPages, publicPagesOtherwise } from '#tests/support/pages.ts';
import { at } from '#tests/support/people.ts';
import { rounds } from '#tests/support/rounds.ts';
import { listUnsaid, readMeaning } from '#tests/support/read-meaning.ts';

/**
 * Every public page is opened twice, with scripts and without, and held to all that holds for each of them.
 *
 * - Rules of accessibility, and nothing wider than the window.
 * - Its own script is smaller than 4 KB.
 * - It says the same with scripts, without, on paper and in a window of 320 pixels: the same findings, sentences, cells
 *   and marks, each under the same names. Allowed to differ is only what `readMeaning` leaves out, and: on paper a line
 *   that does nothing but lead elsewhere may be missing, and the page's own address is added.
 */
const screen = { width: 1280, height: 900 };
const phone = { width: 320, height: 640 };
/** A sheet of A4 between its margins, in CSS pixels: 178 mm. */
const paper = { width: 673, height: 900 };

const leadsElsewhere =
  /^(\[\S+\] )?→ (Source and method|Download|Embed|Find|All delayed|Compare|See|The whole list|Two-page brief|Slides|All targets|The reporting record|Ending by|Without a partner|Without money|What needs help|The situation|All its files|Report: )|^h2 Downloads$/;
const addressOnPaper = /^Address of this page: http\S+$/;

async function openBoth(
  browser: Browser,
): Promise<{ scripted: Page; plain: Page; close: () => Promise<void> }> {
  const [one, other] = await Promise.all([
    browser.newContext({ viewport: screen }),
    browser.newContext({ viewport: paper, javaScriptEnabled: false }),
  ]);
  const [scripted, plain] = await Promise.all([one.newPage(), other.newPage()]);
  return {
    scripted,
    plain,
    close: async () => {
      await Promise.all([one.close(), other.close()]);
    },
  };
}

/** As it comes out of a printer: nothing was unfolded before. So this is read first. */
async function readPaper(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(paper);
  return page.evaluate(readMeaning, { unfold: false });
}

async function readScreen(page: Page, size: { width: number; height: number }): Promise<string[]> {
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize(size);
  return page.evaluate(readMeaning, { unfold: true });
}

/** Runs in the browser: what is wider than the window, cut off, or scrolls where the keyboard does not reach. */
function listCutOff(): string[] {
  const name = (element: Element) =>
    `<${element.tagName.toLowerCase()}> ${element.textContent?.trim().slice(0, 40)}`;
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const cut = over > 0 ? [`the page is ${over} px too wide`] : [];
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    // What is hidden from the eye alone is a pixel wide.
    if (element.scrollWidth <= element.clientWidth + 1 || element.clientWidth <= 1) continue;
    if (element instanceof HTMLTextAreaElement || !element.checkVisibility()) continue;
    const { overflowX } = getComputedStyle(element);
    if (overflowX === 'auto' || overflowX === 'scroll') {
      if (element.tabIndex < 0) cut.push(`out of reach of the keyboard: ${name(element)}`);
      if (!element.ariaLabel && !element.getAttribute('aria-labelledby'))
        cut.push(`nameless: ${name(element)}`);
      if (!element.querySelector('table, svg')) cut.push(`scrolls without a table: ${name(element)}`);
    } else if (overflowX === 'hidden' || overflowX === 'clip') cut.push(`cut off: ${name(element)}`);
  }
  return cut;
}

test('every route of the public site has a page in the list', () => {
  expect(listRoutesWithoutPage()).toEqual([]);
});

/** What a page without scripts says on paper, on a screen and at 320 pixels, and what is cut off there. */
async function readPlain(plain: Page, path: string) {
  const onPaper = await readPaper(plain);
  const cutOnPaper = await plain.evaluate(listCutOff);
  const without = await readScreen(plain, screen);
  if (!isLookedAtInFull(path)) return { onPaper, cutOnPaper, without, onPhone: without, cutOff: [] };
  const onPhone = await readScreen(plain, phone);
  return { onPaper, cutOnPaper, without, onPhone, cutOff: await plain.evaluate(listCutOff) };
}

/** Looks at one page in both browsers. Returns how many statements it makes. */
async function visit(scripted: Page, plain: Page, path: string): Promise<number> {
  await Promise.all([open(scripted, path), open(plain, path)]);
  const [said] = await Promise.all([readPlain(plain, path), lookAt(scripted, path)]);
  await lookAtFocus(scripted, path);
  const whole = await readScreen(scripted, screen);
  expect(
    whole.some((statement) => /^(\[\S+\] )?h1 \S/.test(statement)),
    `${path} has a heading`,
  ).toBe(true);
  const found = {
    'missing without scripts': listUnsaid(whole, said.without),
    'only without scripts': listUnsaid(said.without, whole),
    'missing on paper': listUnsaid(whole, said.onPaper).filter((one) => !leadsElsewhere.test(one)),
    'only on paper': listUnsaid(said.onPaper, whole).filter((one) => !addressOnPaper.test(one)),
    'missing at 320 px': listUnsaid(whole, said.onPhone),
    'only at 320 px': listUnsaid(said.onPhone, whole),
    'on paper': said.cutOnPaper,
    'at 320 px': said.cutOff,
  };
  for (const [how, ones] of Object.entries(found))
    expect.soft(ones.slice(0, 5), `${path} ${how}`).toEqual([]);
  return whole.length;
}

for (const paths of inParts(publicPages, 6)) {
  test(`public pages from ${paths[0]}`, async ({ browser }) => {
    test.setTimeout(240_000);
    const { scripted, plain, close } = await openBoth(browser);
    const scripts = weighScripts(scripted);
    let statements = 0;
    for (const path of paths) statements += await visit(scripted, plain, path);
    await close();
    expect(scripts.length).toBeGreaterThan(0);
    expect(Math.max(...scripts)).toBeLessThan(4096);
    // The pages were read, and not the emptiness of what could not be.
    expect(statements).toBeGreaterThan(20 * paths.length);
  });
}

const oneOtherwiseIn = rounds(3, 1);
const otherwise = publicPagesOtherwise.filter((_, index) => index % oneOtherwiseIn === oneOtherwiseIn - 1);

for (const paths of inParts([...otherwise, '/sign-in'], 10)) {
  test(`public pages when something else is asked of them, from ${paths[0]}`, async ({ browser }) => {
    test.setTimeout(240_000);
    const page = await browser.newPage();
    for (const path of paths) {
      await page.setViewportSize(narrow);
      await open(page, path);
      await lookAt(page, path, path === '/sign-in' ? undefined : [narrow]);
    }
    await page.close();
  });
}

test('what is missing anywhere is found, whatever it is', async ({ browser }) => {
  const { scripted, plain, close } = await openBoth(browser);
  await Promise.all([scripted.goto(at('/plan')), plain.goto(at('/plan'))]);
  const whole = await readScreen(scripted, screen);
  // Each of these is taken away in turn, and put back.
  const parts = {
    heading: { where: 'main h2', says: /^(\[\S+\] )?h2 / },
    finding: { where: '#plan-at-a-glance-title', says: /^\[plan-at-a-glance\] h2 \d+ of \d+ activities/ },
    sentence: { where: 'footer p', says: /^From Publication \d/ },
    cell: { where: '#activities-by-round tbody td', says: /^\[activities-by-round\] .+ \| .+: \d+$/ },
    'name of a column': { where: '#activities-by-round thead th:nth-child(2)', says: /\| A?.*: \d+$/ },
    mark: {
      where: '#activities-by-round svg [data-say]',
      says: /^\[activities-by-round\] drawn: .*: \d+ /,
    },
    'mark with a link': { where: '#plan-at-a-glance td a', says: /^\[plan-at-a-glance\] A.*: A1\.1 / },
  };
  for (const [what, { where, says }] of Object.entries(parts)) {
    const hide = (page: Page, display: string) =>
      page.locator(where).evaluateAll((found, value) => {
        for (const each of found) each.style.display = value;
      }, display);
    await hide(plain, 'none');
    expect(
      listUnsaid(whole, await readScreen(plain, screen)).some((one) => says.test(one)),
      what,
    ).toBe(true);
    await hide(plain, '');
  }
  expect(listUnsaid(whole, await readScreen(plain, screen))).toEqual([]);

  // A number that is another one, and a table that stays folded on paper.
  await plain
    .locator('#activities-by-round tbody td')
    .first()
    .evaluate((cell) => (cell.textContent = '99'));
  expect(listUnsaid(await readScreen(plain, screen), whole)).toEqual([expect.stringMatching(/: 99$/)]);
  await plain.goto(at('/plan'));
  const onPaper = await readPaper(plain);
  await plain.locator('main details > :not(summary)').evaluateAll((folded) => {
    for (const each of folded) (each as HTMLElement).style.contentVisibility = 'hidden';
  });
  expect(listUnsaid(onPaper, await readPaper(plain)).length).toBeGreaterThan(50);
  // And what does not fit.
  await plain.setViewportSize(phone);
  await plain.emulateMedia({ media: 'screen' });
  await plain
    .locator('main p')
    .first()
    .evaluate((sentence) => {
      sentence.style.cssText = 'white-space: nowrap; overflow-x: scroll';
      sentence.textContent = 'Longer than 320 pixels are. '.repeat(5);
    });
  expect(await plain.evaluate(listCutOff)).toHaveLength(3);
  await close();
});
