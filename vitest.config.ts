import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { nodeOptions } from './tests/support/node-options.ts';
import { isLong } from './tests/support/rounds.ts';
import { findTemporaryDirectory } from './tests/support/temporary-directory.ts';

// Of all that tests start. The browser tests leave it: Chromium crashes with its files there.
process.env['TMPDIR'] = findTemporaryDirectory();
// React as people get it: its development build renders a page in several times the time.
process.env['NODE_ENV'] = 'production';

/** One more than the two cores of the smallest machine: many tests wait for a process that starts or stops. */
const maxWorkers = 3;

// Processes that tests start read the same sources again and again.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/node');

/** Milliseconds. How long a test may take on a busy machine is nothing that tests judge. */
const hung = 600_000;

/** What is young is collected a quarter as often: a tenth of the processor's time. In MB, for each worker. */
const execArgv = ['--max-semi-space-size=64'];

/** In short form the properties look at the same cases each time. */
const fixedSeed = 'tests/support/fixed-seed.ts';

/** Tests at a real Postgres. Each makes a database of its own, so that files may share what they load. */
const onPostgres = {
  include: ['tests/integration/**/*.test.ts', 'tests/contract/**/*.test.ts'],
  globalSetup: ['tests/support/global-setup.ts'],
  setupFiles: ['tests/support/check-rows.ts', fixedSeed],
  environment: 'node' as const,
  execArgv: [...nodeOptions, ...execArgv],
  // The long suite does everything many times.
  testTimeout: isLong ? 7_200_000 : hung,
  hookTimeout: hung,
  maxWorkers,
};

const pages = { oxc: { jsx: { runtime: 'automatic' as const, development: false } } };

/** What puts something else in the place of a module shares nothing. */
const apart = [
  'tests/integration/artefacts/artefacts.test.ts',
  'tests/integration/figures/served-forms.test.ts',
];

/** Node 24 strips types itself; Vitest only runs the tests. `npm test` runs these and the browser tests. */
export default defineConfig({
  test: {
    projects: [
      {
        ...pages,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          setupFiles: [fixedSeed],
          environment: 'node',
          execArgv,
          testTimeout: isLong ? 7_200_000 : hung,
          // Rules keep nothing, so that files may share what they load.
          isolate: false,
          maxWorkers,
        },
      },
      { ...pages, test: { ...onPostgres, name: 'integration', exclude: apart, isolate: false } },
      { ...pages, test: { ...onPostgres, name: 'apart', include: apart } },
    ],
  },
});
