import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { inParts, lookAt, lookAtFocus, open } from '#tests/support/look-at-page.ts';
import { keepFirstOfRoute, peoplesPages } from '#tests/support/pages.ts';
import { openAs } from '#tests/support/people.ts';
import { isLong } from '#tests/support/rounds.ts';

/**
 * Pages of signed-in people: rules of accessibility, nothing wider than the window, what their HTML weighs, and what a
 * page of the workspace weighs with its scripts. They come within 20 seconds over a connection of 64 kbit/s, in a browser
 * that has nothing yet; later pages take what is new in them.
 */
const mostBytes = 20 * (64_000 / 8);

/** What the HTML of a page weighs at most, without compression. Only a whole report may be more. */
const mostHtml = 100_000;

function checkHtml(path: string, bytes: number) {
  if (/\/whole(\?|$)/.test(path)) return;
  expect.soft(bytes, `bytes of ${path}`).toBeLessThanOrEqual(mostHtml);
  expect.soft(bytes, `bytes of ${path}`).toBeGreaterThan(1000);
}

type Loaded = { module: string; imports: string[] };
type Manifest = { entry: Loaded; routes: Record<string, Loaded & { parentId?: string }> };

test('the scripts of every page of the workspace come within 20 seconds', () => {
  const folder = 'build/client/assets';
  const name = readdirSync(folder).find((file) => /^manifest-.*\.js$/.test(file));
  const { entry, routes } = JSON.parse(
    readFileSync(`${folder}/${name}`, 'utf8').replace(/^[^{]*|;\s*$/g, ''),
  ) as Manifest;
  const weighed = Object.entries(routes).flatMap(([id, route]) => {
    if (!id.startsWith('routes/workspace/')) return [];
    const files = new Set([`/assets/${name}`]);
    const withParents = (one: Loaded & { parentId?: string }): Loaded[] => {
      const parent = one.parentId === undefined ? undefined : routes[one.parentId];
      return [one, ...(parent ? withParents(parent) : [entry])];
    };
    for (const { module, imports } of withParents(route)) {
      for (const file of [module, ...imports]) files.add(file);
    }
    const bytes = [...files].reduce((sum, file) => sum + statSync(`build/client${file}.br`).size, 0);
    return [{ id, bytes }];
  });
  expect(weighed.length).toBeGreaterThan(30);
  expect(Math.min(...weighed.map(({ bytes }) => bytes))).toBeGreaterThan(100_000);
  expect(weighed.filter(({ bytes }) => bytes > mostBytes)).toEqual([]);
});

const seen = new Set<string>();
for (const [email, all] of Object.entries(peoplesPages)) {
  for (const paths of inParts(isLong ? all : keepFirstOfRoute(all, seen), 8)) {
    test(`pages of ${email} from ${paths[0]}`, async ({ browser }) => {
      test.setTimeout(240_000);
      const shared = await openAs(browser, email);
      for (const path of paths) {
        checkHtml(path, await open(shared.page, path));
        await lookAt(shared.page, path);
        await lookAtFocus(shared.page, path);
      }
      await shared.context.close();
    });
  }
}
