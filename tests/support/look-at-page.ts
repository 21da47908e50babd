import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { pagesInTheDark } from './pages.ts';
import { at } from './people.ts';
import { isLong, rounds } from './rounds.ts';

export const wide = { width: 1280, height: 800 };
export const narrow = { width: 360, height: 800 };

/** Parts of long tables and lists that are made as those before them; the long suite looks at each. */
const manyAlike = ['tbody > tr:nth-child(n + 6)', 'li:nth-child(n + 8)'];

/** Whether a page is looked at in every width, and weighed: the same pages in every run, in short form one in three. */
export const isLookedAtInFull = (path: string): boolean =>
  [...path].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % rounds(3, 1) === 0;

type Axe = { run(context: object, options: object): ReturnType<AxeBuilder['analyze']> };

/** WCAG 2.2 A and AA, and the best practices of axe. */
const everyRule = {
  type: 'tag' as const,
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};

/** Of these what may come out otherwise when the same page is laid out anew. */
const byLayout = {
  type: 'rule' as const,
  values: [
    'aria-hidden-focus',
    'button-name',
    'label',
    'landmark-one-main',
    'link-name',
    'nested-interactive',
    'page-has-heading-one',
    'region',
    'scrollable-region-focusable',
    'target-size',
  ],
};

/** And what may when it is shown in other colours. */
const byColour = { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] };

/** Opens a page. One that failed has few faults, so its status is looked at first. Returns the bytes of its HTML. */
export async function open(page: Page, path: string): Promise<number> {
  const response = await page.goto(at(path));
  expect(response?.status(), path).toBe(/no-such/.test(path) ? 404 : 200);
  return (await response?.body())?.byteLength ?? 0;
}

/** Looks at an open page at these widths, with every rule at the first, and some pages in the dark too. */
export async function lookAt(page: Page, path: string, viewports = [wide, narrow]): Promise<void> {
  for (const [index, viewport] of viewports.entries()) {
    await page.setViewportSize(viewport);
    const name = `${path} at ${viewport.width} pixels`;
    if (index === 0) await runAxe(page, name, everyRule);
    else if (isLookedAtInFull(path)) await runAxe(page, name, byLayout);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
  }
  if (!pagesInTheDark.has(path)) return;
  await page.emulateMedia({ colorScheme: 'dark' });
  // Colours that pass into others are those at the end.
  await page.evaluate(() => {
    for (const transition of document.getAnimations()) transition.finish();
  });
  await runAxe(page, `${path} in the dark`, byColour);
  await page.emulateMedia({ colorScheme: null });
}

/** Whether each control of a page that was just opened shows that the keyboard is on it: once a mouse was used, none does. */
export async function lookAtFocus(page: Page, path: string): Promise<void> {
  expect.soft(await findUnmarkedFocus(page), `${path}: no outline where the keyboard is`).toEqual([]);
}

/** The controls of an open page that do not show that the keyboard is on them, as HTML: by an outline of 2 pixels. */
const findUnmarkedFocus = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const start = document.activeElement;
    const hasOutline = (element: Element | null): boolean => {
      if (!element) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    };
    const controls = document.querySelectorAll<HTMLElement>(
      'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]',
    );
    const unmarked = [...controls].filter((control) => {
      control.focus({ preventScroll: true });
      if (document.activeElement !== control) return false;
      return !hasOutline(control) && !hasOutline(control.parentElement);
    });
    if (start instanceof HTMLElement) start.focus({ preventScroll: true });
    return unmarked.map((control) => control.outerHTML.slice(0, 200));
  });

/** Looks at an open page as wide as it is. `name`: what it shows. */
export const lookHere = (page: Page, name: string): Promise<void> =>
  lookAt(page, name, [page.viewportSize() ?? wide]);

async function runAxe(
  page: Page,
  name: string,
  runOnly: { type: 'tag' | 'rule'; values: string[] },
): Promise<void> {
  // What passes need not be listed: a report of 260 figures has many thousands of places.
  const options = { runOnly, resultTypes: ['violations' as const] };
  const left = isLong ? [] : manyAlike;
  const { violations } = (await page.evaluate(() => 'axe' in window))
    ? // It is there since the page was looked at first, and large.
      await page.evaluate(
        ([exclude, given]) =>
          (window as unknown as { axe: Axe }).axe.run(exclude.length > 0 ? { exclude } : document, given),
        [left, options] as const,
      )
    : // There are no frames, and the page that puts frames together costs more than the looking.
      await left
        .reduce((axe, part) => axe.exclude(part), new AxeBuilder({ page }))
        .options(options)
        .setLegacyMode(true)
        .analyze();
  expect
    .soft(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      name,
    )
    .toEqual([]);
}

/** The bytes of each script that a page fetches from now on, compressed as the server sends them. */
export function weighScripts(page: Page): number[] {
  const weights: number[] = [];
  page.on('response', (response) => {
    const { 'content-type': type = '', 'content-length': length } = response.headers();
    if (type.startsWith('text/javascript')) weights.push(Number(length));
  });
  return weights;
}

/** A list in parts of so many, so that the workers share it. */
export function inParts<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, part) =>
    list.slice(part * size, (part + 1) * size),
  );
}
