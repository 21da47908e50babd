import { expect, type Page, test } from '@playwright/test';
import { inParts, isLookedAtInFull, lookAt, open, weighScripts } from '#tests/support/look-at-page.ts';
import { keepFirstOfRoute, peoplesPages } from '#tests/support/pages.ts';
import { openAs } from '#tests/support/people.ts';
import { isLong } from '#tests/support/rounds.ts';

/**
 * Pages of signed-in people: rules of accessibility, nothing wider than the window, what their HTML weighs, and what a
 * page of the workspace weighs with its scripts. Its script comes within 20 seconds over a connection of 64 kbit/s, in a browser that has nothing yet; later
 * pages take what is new in them.
 */
const mostBytes = 20 * (64_000 / 8);

/** What the HTML of a page weighs at most, without compression. Only a whole report may be more. */
const mostHtml = 100_000;

function checkHtml(path: string, bytes: number) {
  if (/\/whole(\?|$)/.test(path)) return;
  expect.soft(bytes, `bytes of ${path}`).toBeLessThanOrEqual(mostHtml);
  expect.soft(bytes, `bytes of ${path}`).toBeGreaterThan(1000);
}

async function weigh(page: Page, path: string) {
  const weights = weighScripts(page);
  // Scripts of the workspace come one after the other, until there is nothing more to load.
  checkHtml(path, await open(page, path, 'networkidle'));
  expect(weights.length, path).toBeGreaterThan(3);
  const bytes = weights.reduce((sum, one) => sum + one, 0);
  expect(bytes, `${path} in ${weights.length} files`).toBeLessThanOrEqual(mostBytes);
}

const seen = new Set<string>();
for (const [email, all] of Object.entries(peoplesPages)) {
  for (const paths of inParts(isLong ? all : keepFirstOfRoute(all, seen), 8)) {
    test(`pages of ${email} from ${paths[0]}`, async ({ browser }) => {
      test.setTimeout(240_000);
      const shared = await openAs(browser, email);
      for (const path of paths) {
        if (path.startsWith('/workspace') && isLookedAtInFull(path)) {
          const { context, page } = await openAs(browser, email);
          await weigh(page, path);
          await lookAt(page, path);
          await context.close();
        } else {
          checkHtml(path, await open(shared.page, path));
          await lookAt(shared.page, path);
        }
      }
      await shared.context.close();
    });
  }
}
