import { expect, test } from '@playwright/test';
import { at } from '#tests/support/people.ts';

/** What a reader gets without scrolling: the five numbers, each as it is published, and how fresh they are. */
const wide = { width: 1280, height: 800 };
const phone = { width: 360, height: 800 };
/** A phone's screens of the whole page. */
const mostScreens = 5;

for (const viewport of [wide, phone]) {
  test(`the first screen at ${viewport.width} px has the five numbers`, async ({ browser }) => {
    const context = await browser.newContext({ viewport, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(at('/'));
    const numbers = page.locator('[data-key-figure]');
    await expect(numbers).toHaveCount(5);
    for (const [key, says] of [
      ['completed', /^\d+ of \d+$/],
      ['delayed', /^\d+$/],
      ['targets', /^\d+ of \d+$/],
      ['money', /^USD\s[\d.]+m$/],
      ['reported', /^\d+ of \d+$/],
    ] as const) {
      const number = page.locator(`[data-key-figure="${key}"]`);
      await expect(number).toHaveText(says);
      const box = await number.boundingBox();
      expect((box?.y ?? Infinity) + (box?.height ?? 0), key).toBeLessThanOrEqual(viewport.height);
      expect((box?.x ?? Infinity) + (box?.width ?? 0), key).toBeLessThanOrEqual(viewport.width);
    }
    const fresh = await page.getByText(/^Data to \w+ \d{4}\./).boundingBox();
    expect(fresh?.y ?? Infinity).toBeLessThanOrEqual(viewport.height);
    await context.close();
  });
}

test('the chart begins in the first screen of a wide window', async ({ browser }) => {
  const context = await browser.newContext({ viewport: wide, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(at('/'));
  const chart = await page.locator('#activities-by-area svg:visible').first().boundingBox();
  expect(chart?.y ?? Infinity).toBeLessThan(600);
  await context.close();
});

/** The most screens of a phone for pages that grew; each has what it had, folded behind lines that name it. */
const longest = { '/': mostScreens, '/lens/online-scams': 7, '/plan': 6, '/indicators/I-B3': 9.5 };

test('long pages are short on a phone', async ({ browser }) => {
  const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false });
  const page = await context.newPage();
  for (const [path, most] of Object.entries(longest)) {
    await page.goto(at(path));
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    expect(height / 800, path).toBeLessThanOrEqual(most);
  }
  await context.close();
});

test('the squares of the targets are seen in forced colours', async ({ browser }) => {
  const context = await browser.newContext({
    viewport: wide,
    javaScriptEnabled: false,
    forcedColors: 'active',
  });
  const page = await context.newPage();
  await page.goto(at('/targets'));
  const looks = await page.locator('main ul > li > span[aria-hidden] > span').evaluateAll((squares) => [
    ...new Set(
      squares.map((square) => {
        const { backgroundColor, backgroundImage, borderTopStyle, borderTopColor } = getComputedStyle(square);
        const border = borderTopStyle === 'none' ? '' : `${borderTopStyle} ${borderTopColor}`;
        return `${square.className}: ${backgroundColor} ${backgroundImage} ${border}`;
      }),
    ),
  ]);
  expect(looks.length).toBeGreaterThan(2);
  const ink = await page.locator('body').evaluate((body) => getComputedStyle(body).color);
  for (const look of looks) expect(look).toContain(ink);
  await context.close();
});
