import { test } from '@playwright/test';

/**
 * The workers of the browser tests: one more than the two cores of the smallest machine, since pages wait for jobs and for
 * what saves by itself. Each has an application of its own for what it moves along.
 */
export const browserWorkers = [0, 1, 2] as const;

/** The project of tests that move reports along and publish. */
export const workingProject = 'working';

/**
 * The project of the test that runs; null for scripts that walk through the application without being tests. Throws in
 * a file of tests that asks before a test runs.
 */
const findProject = (): string | null =>
  process.env['TEST_WORKER_INDEX'] === undefined ? null : test.info().project.name;

/** `name` of the environment, as it is meant for the test that runs: see tests/support/browser-setup.ts. */
function read(name: string): string {
  const suffix = findProject() === workingProject ? `_${process.env['TEST_PARALLEL_INDEX'] ?? '0'}` : '';
  return process.env[`${name}${suffix}`] ?? '';
}

/** Where the application under test answers. Only to be asked while a test, or a hook of one, runs. */
export const originUnderTest = () => read('BASE_URL');

/** The owner's connection to its database. Only to be asked while a test, or a hook of one, runs. */
export const databaseUnderTest = () => read('TEST_DATABASE_URL');
