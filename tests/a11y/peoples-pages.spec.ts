import { expect, test } from '@playwright/test';
import { inParts, lookAt, open, weighScripts } from '#tests/support/look-at-page.ts';
import { peoplesPages } from '#tests/support/pages.ts';
import { openAs } from '#tests/support/people.ts';

/**
 * Pages of signed-in people: rules of accessibility, and nothing wider than the window. Each is opened in a browser that
 * has nothing yet, so that what a page of the workspace weighs is seen too: its script comes within 20 seconds over a
 * connection of 64 kbit/s. Later pages take what is new in them.
 */
const mostBytes = 20 * (64_000 / 8);

for (const [email, all] of Object.entries(peoplesPages)) {
  for (const paths of inParts(all, 8)) {
    test(`pages of ${email} from ${paths[0]}`, async ({ browser }) => {
      test.setTimeout(240_000);
      for (const path of paths) {
        const { context, page } = await openAs(browser, email);
        const weights = weighScripts(page);
        // Scripts of the workspace come one after the other, until there is nothing more to load.
        const isWeighed = path.startsWith('/workspace');
        await open(page, path, isWeighed ? 'networkidle' : 'load');
        if (isWeighed) {
          expect(weights.length, path).toBeGreaterThan(3);
          const bytes = weights.reduce((sum, one) => sum + one, 0);
          expect(bytes, `${path} in ${weights.length} files`).toBeLessThanOrEqual(mostBytes);
        }
        await lookAt(page, path);
        await context.close();
      }
    });
  }
}
