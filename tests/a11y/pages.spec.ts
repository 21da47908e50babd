import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { at, openAs } from '#tests/support/people.ts';
import { publicPages, publicPagesOtherwise } from '#tests/support/public-pages.ts';

const peoplesPages: Record<string, string[]> = {
  'focal.kh@demo.test': [
    '/workspace/consent/1',
    '/workspace/consent/1?change=I-A2',
    '/workspace',
    '/workspace/2026-H1',
    '/workspace/2026-H1/activities/A1.1',
    '/workspace/2026-H1/indicators/I-B3',
    '/workspace/2026-H1/indicators/I-B2',
    '/workspace/2026-H1/check',
    '/workspace/2026-H1/check?show=changes',
    '/workspace/2026-H1/questions',
    '/workspace/2026-H1/workbook/upload',
    '/workspace/2026-H1/history',
    '/workspace/2025-H2',
    '/workspace/2025-H2/indicators/I-B3',
    '/sign-out',
  ],
  'focal.la@demo.test': [
    '/workspace/2026-H1?show=missing',
    '/workspace/2026-H1/grid/A',
    '/workspace/2026-H1/grid/C',
    '/workspace/2026-H1/copied',
    '/workspace/2026-H1/restore?kind=activity&code=A1.1',
    '/workspace/2026-H1/evidence?activity=A1.1',
    '/workspace/2026-H1/evidence/scan',
    '/workspace/2026-H1/activities/A1.1',
    '/workspace/2026-H1/activities/A1.2',
  ],
  'focal.th@demo.test': [
    '/workspace/2026-H1/agencies',
    '/workspace/2026-H1/agencies?area=B',
    '/workspace/cover',
    '/account',
    '/workspace/people',
  ],
  'agency.th@demo.test': [
    '/workspace/2026-H1',
    '/workspace/2026-H1/agencies',
    '/workspace/2026-H1/indicators/I-B3',
  ],
  // A role waits there, and Cambodia has answered a question of consent.
  'focal.vn@demo.test': ['/workspace/people', '/workspace/2026-H1'],
  'body.acwc@demo.test': ['/workspace/2026-H1/cooperation'],
  'secretariat@demo.test': [
    '/secretariat',
    '/secretariat/rounds',
    '/secretariat/rounds/2026-H1',
    '/secretariat/rounds/2026-H1?extend=MM',
    '/secretariat/review/2026-H1/SG',
    '/secretariat/review/2026-H1/KH',
    '/secretariat/review/2026-H1/ID',
    '/secretariat/rounds/2026-H1/completeness',
    '/secretariat/phrases',
    '/secretariat/compile/2026-H1',
    '/secretariat/compile/2025-H2/sections/summary',
    '/secretariat/compile/2025-H2/comparability',
    '/secretariat/compile/2025-H2/editions',
    '/secretariat/publish',
    '/secretariat/publish/2025-H2',
    '/secretariat/learning',
    '/secretariat/personal-data',
    '/secretariat/personal-data?round=2025-H2',
    '/secretariat/plan',
    '/secretariat/plan/import',
    '/secretariat/plan/activities/D4.1',
    '/secretariat/plan/activities/A1.2/split',
    '/secretariat/plan/indicators/I-A3',
    '/secretariat/library',
    '/secretariat/library/new',
    '/secretariat/library/merl-workshop-2025',
    '/secretariat/people',
    '/secretariat/people/review',
    '/secretariat/audit',
    '/secretariat/mail',
  ],
  'admin@demo.test': ['/secretariat/people', '/secretariat/audit', '/secretariat/mail', '/admin/outbox'],
};

const wide = { width: 1280, height: 800 };
const narrow = { width: 360, height: 800 };

/** Opens a page and looks at it at these widths: what comes is the same, so that it need not come twice. */
async function check(page: Page, path: string, viewports = [wide, narrow]) {
  await page.setViewportSize(viewports[0] ?? wide);
  const response = await page.goto(at(path));
  // A page that failed has few faults of this kind.
  expect(response?.status(), path).toBe(/no-such/.test(path) ? 404 : 200);
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    await look(page, `${path} at ${viewport.width} pixels`, viewport === viewports[0] ? everyRule : byLayout);
  }
}

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

/** No violation of these rules, and nothing wider than the window. */
async function look(page: Page, name: string, runOnly: typeof everyRule | typeof byLayout) {
  const { violations } = await new AxeBuilder({ page })
    // What passes need not be listed: a report of 260 figures has many thousands of places.
    .options({ runOnly, resultTypes: ['violations'] })
    // There are no frames, and the page that puts frames together costs more than the looking.
    .setLegacyMode(true)
    .analyze();
  expect
    .soft(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      name,
    )
    .toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect.soft(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}

test('public pages', async ({ browser }) => {
  test.setTimeout(240_000);
  const page = await browser.newPage();
  for (const path of [...publicPages, '/sign-in']) await check(page, path);
  await page.close();
});

test('public pages when something else is asked of them', async ({ browser }) => {
  test.setTimeout(240_000);
  const page = await browser.newPage();
  for (const path of publicPagesOtherwise) await check(page, path, [narrow]);
  await page.close();
});

/** How many pages one test looks at: the workers share a long list. */
const longest = 15;

for (const [email, paths] of Object.entries(peoplesPages)) {
  for (let from = 0; from < paths.length; from += longest) {
    test(`pages of ${email} from ${paths[from]}`, async ({ browser }) => {
      test.setTimeout(240_000);
      const { context, page } = await openAs(browser, email, { serviceWorkers: 'block' });
      for (const path of paths.slice(from, from + longest)) await check(page, path);
      await context.close();
    });
  }
}

test('public pages in the dark', async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await (await browser.newContext({ colorScheme: 'dark' })).newPage();
  for (const path of [
    '/',
    '/plan',
    '/indicators/I-B3',
    '/lens/online-scams',
    '/figures/activities-by-area',
    '/search?q=shelter',
    '/km/',
    '/sign-in',
  ])
    await check(page, path, [wide]);
  await page.context().close();
});
