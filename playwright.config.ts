import { defineConfig } from '@playwright/test';
import { browserLaunch } from './tests/support/browser.ts';

/** What only looks: it may run side by side, before anything is moved. */
const readers = [
  'data',
  'donor-questions',
  'embed',
  'everything-public',
  'languages',
  'public',
  'says-the-same',
  'standards',
  'weight',
].map((name) => `e2e/${name}.spec.ts`);

/**
 * Browser tests against the built application with demo data, on a Postgres of their own. Those that only look run two
 * at a time; then one after the other those that move reports of one round along and publish.
 */
export default defineConfig({
  testDir: 'tests',
  globalSetup: './tests/support/browser-setup.ts',
  workers: 2,
  projects: [
    { name: 'accessibility', testMatch: 'a11y/**/*.spec.ts', fullyParallel: true },
    { name: 'reading', testMatch: readers },
    {
      name: 'working',
      testMatch: 'e2e/**/*.spec.ts',
      testIgnore: readers,
      dependencies: ['accessibility', 'reading'],
      workers: 1,
    },
  ],
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // The counting of npm test asks for the second.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['line'], ['json']] : [['line']],
  use: {
    ...(await browserLaunch()),
    actionTimeout: 15_000,
    locale: 'en-GB',
    timezoneId: 'Asia/Bangkok',
    trace: 'off',
  },
});
