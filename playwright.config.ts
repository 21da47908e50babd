import './server/faster-imports.ts';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { browserWorkers, workingProject } from './tests/support/application-under-test.ts';
import { browserLaunch } from './tests/support/browser.ts';

// Pages are served as in production only.
process.env['NODE_ENV'] = 'production';
// The applications and each worker read the same sources.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/node');
enableCompileCache(process.env['NODE_COMPILE_CACHE']);

/** What only looks: all of it at one application. */
const readers = [
  'data',
  'donor-questions',
  'embed',
  'everything-public',
  'languages',
  'public',
  'standards',
].map((name) => `e2e/${name}.spec.ts`);

/**
 * Browser tests against the built application with demo data, on a Postgres of their own. Those that move reports of a
 * round along and publish have an application and a database for each worker.
 */
export default defineConfig({
  testDir: 'tests',
  globalSetup: './tests/support/browser-setup.ts',
  workers: browserWorkers.length,
  projects: [
    { name: 'accessibility', testMatch: 'a11y/**/*.spec.ts', fullyParallel: true },
    { name: 'reading', testMatch: readers },
    { name: workingProject, testMatch: 'e2e/**/*.spec.ts', testIgnore: readers },
  ],
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  // Against what hangs: how long a page may take on a busy machine is nothing that these judge.
  expect: { timeout: 20_000 },
  // The counting of npm test asks for the second.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['line'], ['json']] : [['line']],
  use: {
    ...(await browserLaunch()),
    actionTimeout: 20_000,
    locale: 'en-GB',
    timezoneId: 'Asia/Bangkok',
    trace: 'off',
    // In each new browser the worker would fetch a whole report, to have it without a connection.
    serviceWorkers: 'block',
  },
});
