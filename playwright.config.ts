import { defineConfig } from '@playwright/test';
import { browserLaunch } from './tests/support/browser.ts';

/**
 * Browser tests against the built application with demo data, on a Postgres of their own. One worker: the journeys
 * move reports of one round along, and two cores carry a browser, a server and a database.
 */
export default defineConfig({
  testDir: 'tests',
  testMatch: ['e2e/**/*.spec.ts', 'a11y/**/*.spec.ts'],
  globalSetup: './tests/support/browser-setup.ts',
  fullyParallel: false,
  workers: 1,
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
