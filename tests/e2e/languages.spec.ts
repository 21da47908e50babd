import { type Browser, expect, test } from '@playwright/test';
import { buildWords } from '#app/features/language/use-words.ts';
import { languages } from '#server/domain/language/languages.ts';
import { lookHere } from '#tests/support/look-at-page.ts';
import { at } from '#tests/support/people.ts';

/** Thai and Khmer need faces of their own; the letters in which they name themselves come apart from these. */
const wholeFaces = /noto-sans-(thai|khmer)/;

/** The fonts that a page asks for; one that is asked for early and then used counts once. */
async function listFonts(browser: Browser, path: string): Promise<string[]> {
  // Somebody who has seen no page yet: the browser asks again for some of what the page before it had.
  const page = await (await browser.newContext()).newPage();
  const fonts = new Set<string>();
  const note = (request: { url(): string }) => {
    if (request.url().includes('.woff2')) fonts.add(request.url());
  };
  page.on('request', note);
  await page.goto(at(path), { waitUntil: 'networkidle' });
  page.off('request', note);
  await page.context().close();
  return [...fonts];
}

test('the method is whole in every language, and says that nobody has reviewed it', async ({ request }) => {
  for (const { code, tag, reviewed } of languages) {
    const words = buildWords(code, 'method');
    for (const [path, title] of [
      ['/about/methodology', words('title')],
      ['/about/disclosure', words('disclosureTitle')],
    ] as const) {
      const response = await request.get(at(code === 'en' ? path : `/${code}${path}`));
      const html = await response.text();
      expect(response.status(), `${code} ${path}`).toBe(200);
      expect(html).toContain(`<html lang="${code === 'en' ? 'en-GB' : tag}"`);
      expect(html).toContain(`<title>${title} · Bohol tracker</title>`);
      expect(html).toMatch(new RegExp(`<h1[^>]*>${title}`));
      expect(html).not.toMatch(/<main[^>]* lang=/);
      expect(html.includes(buildWords(code, 'navigation')('unreviewed'))).toBe(!reviewed);
    }
  }
});

test('the same page in another language is one link away, without scripts and in the same publication', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(at('/plan?area=B&publication=2'));
  const offered = page.getByRole('contentinfo').getByRole('navigation').last().getByRole('link');
  await expect(offered).toHaveText(languages.map(({ name }) => name));
  await expect(offered.first()).toHaveAttribute('aria-current', 'true');
  await offered.filter({ hasText: 'Tiếng Việt' }).click();
  await expect(page).toHaveURL(/\/vi\/plan\?area=B&publication=2$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
  // The sentences are in the language, what the plan holds is English and says so.
  await expect(page.getByRole('main')).not.toHaveAttribute('lang');
  await expect(page.getByRole('heading', { level: 2 }).first().locator('[lang=en]')).toHaveText(/^B /);
  const words = buildWords('vi', 'navigation');
  await expect(page.getByText(words('older'))).toBeVisible();
  await page
    .getByRole('navigation', { name: words('main') })
    .getByRole('link', { name: words('data') })
    .click();
  await expect(page).toHaveURL(/\/vi\/data\?publication=2$/);
  await context.close();
});

test('nobody is sent to a language that they have not asked for', async ({ request }) => {
  const response = await request.get(at('/'), {
    headers: { 'accept-language': 'th,km;q=0.9' },
    maxRedirects: 0,
  });
  expect(response.status()).toBe(200);
  expect(await response.text()).toContain('<html lang="en-GB"');
  expect(response.headers()['vary'] ?? '').not.toMatch(/accept-language/i);
});

test('a page that is not there says so in the language of the address', async ({ page }) => {
  const response = await page.goto(at('/km/nothing-here'));
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(buildWords('km', 'errors')('notHere'));
  await expect(page).toHaveTitle(new RegExp(buildWords('km', 'errors')('notHere')));
});

test('a page fetches the faces of its own script and no other', async ({ browser, page }) => {
  const english = await listFonts(browser, '/about/methodology');
  expect(english.filter((url) => wholeFaces.test(url) || /vietnamese/.test(url))).toEqual([]);
  const thai = await listFonts(browser, '/th/about/methodology');
  expect(thai.filter((url) => wholeFaces.test(url)).map((url) => /thai|khmer/.exec(url)?.[0])).toEqual([
    'thai',
  ]);
  const khmer = await listFonts(browser, '/km/about/methodology');
  expect(khmer.filter((url) => wholeFaces.test(url)).map((url) => /thai|khmer/.exec(url)?.[0])).toEqual([
    'khmer',
  ]);
  await page.goto(at('/km/about/methodology'));
  await expect
    .poll(() => page.evaluate(() => document.fonts.check('16px "Noto Sans Khmer Variable"', 'ក')))
    .toBe(true);
});

test('stacked letters have room, and nothing is wider than a phone', async ({ browser }) => {
  const context = await browser.newContext({
    viewport: { width: 320, height: 700 },
    javaScriptEnabled: true,
  });
  const page = await context.newPage();
  for (const path of ['/km', '/km/about/disclosure', '/th/about/methodology', '/th/plan', '/vi/indicators']) {
    await page.goto(at(path));
    const { wide, tight } = await page.evaluate(() => {
      const stacked = /[\u0e00-\u0e7f\u1780-\u17ff]/;
      const tight = [...document.querySelectorAll('h1, h2, h3, p, li, a, summary, td, th')].filter(
        (element) => {
          const own = [...element.childNodes].some(
            ({ nodeType, textContent }) => nodeType === 3 && stacked.test(textContent ?? ''),
          );
          const { lineHeight, fontSize, letterSpacing } = getComputedStyle(element);
          return own && (parseFloat(lineHeight) < 1.4 * parseFloat(fontSize) || letterSpacing !== 'normal');
        },
      );
      const { scrollWidth, clientWidth } = document.documentElement;
      return { wide: scrollWidth > clientWidth, tight: tight.map(({ textContent }) => textContent) };
    });
    expect(wide, path).toBe(false);
    expect(tight, path).toEqual([]);
  }
  // The navigation folds; it opens without a script of ours.
  const words = buildWords('vi', 'navigation');
  await expect(page.getByRole('link', { name: words('publications'), exact: true })).toBeHidden();
  await page.getByText(words('menu'), { exact: true }).click();
  await page
    .getByRole('navigation', { name: words('main') })
    .getByRole('link', { name: words('data') })
    .click();
  await expect(page).toHaveURL(/\/vi\/data$/);
  await context.close();
});

test('words are read out in their own language', async ({ page }) => {
  for (const path of ['/th', '/th/plan', '/th/about/disclosure', '/th/activities/A1.1']) {
    await page.goto(at(path));
    const misread = await page.evaluate(() => {
      const found: string[] = [];
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const parent = node.parentElement;
        // Choices of a form may be names; drawings are read by their description.
        if (!parent || parent.closest('svg, script, option')) continue;
        const lang = parent.closest('[lang]')?.getAttribute('lang');
        const text = node.textContent ?? '';
        if (/[\u0e01-\u0e5b]/.test(text) && lang !== 'th') found.push(text);
      }
      return found;
    });
    expect(misread, path).toEqual([]);
    await lookHere(page, path);
  }
});
