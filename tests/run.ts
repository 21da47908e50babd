import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { isLong } from './support/rounds.ts';
import { findTemporaryDirectory } from './support/temporary-directory.ts';

/**
 * `npm test`, and with LONG=1 `npm run test:long`: type check, lint, format, unit, integration, contract, browser and
 * accessibility tests, and a look at all that was logged meanwhile. What needs one core runs beside the like, the rest one
 * after the other, so that two cores are enough. Ends with one line that counts them all.
 */
const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules/.bin', name);
const folder = mkdtempSync(join(tmpdir(), 'bohol-tracker-results-'));
/** What applications under test log; see tests/support/test-log.ts. */
const logFolder = join(folder, 'logs');
mkdirSync(logFolder);
/** Where Vitest's tests leave the demo for the browser tests. */
const demoFolder = mkdtempSync(join(findTemporaryDirectory(), 'bohol-tracker-test-demo-'));

/** `names`: the tests that failed, as far as they can be named. */
type Count = { passed: number; failed: number; names?: string[] };
type Step = { name: string; command: string[]; count: (exitCode: number) => Count };

/** A check that has no tests of its own counts as one. */
const asOne = (exitCode: number): Count =>
  exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

function readVitest(exitCode: number): Count {
  const report = JSON.parse(readFileSync(join(folder, 'vitest.json'), 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
    testResults: {
      name: string;
      status: string;
      assertionResults: { fullName: string; status: string }[];
    }[];
  };
  const names = report.testResults.flatMap(({ name, status, assertionResults }) => {
    const failures = assertionResults.filter((one) => one.status !== 'passed');
    const file = relative(root, name);
    // A file that cannot be loaded, or whose hooks fail, names no test.
    if (failures.length === 0) return status === 'passed' ? [] : [file];
    return failures.map(({ fullName }) => `${file}: ${fullName}`);
  });
  // A skipped test is a failed one: nothing may be left out without a word.
  const left = report.numPendingTests + report.numTodoTests;
  const failed = report.numFailedTests + left;
  return { passed: report.numPassedTests, failed: exitCode === 0 ? failed : Math.max(failed, 1), names };
}

type Suite = { file: string; specs: { title: string; ok: boolean }[]; suites?: Suite[] };
const listFailedSpecs = ({ file, specs, suites = [] }: Suite): string[] => [
  ...specs.filter(({ ok }) => !ok).map(({ title }) => `${file}: ${title}`),
  ...suites.flatMap(listFailedSpecs),
];

function readPlaywright(exitCode: number): Count {
  const { stats, suites } = JSON.parse(readFileSync(join(folder, 'playwright.json'), 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    suites: Suite[];
  };
  const failed = stats.unexpected + stats.flaky + stats.skipped;
  const names = suites.flatMap(listFailedSpecs);
  return { passed: stats.expected, failed: exitCode === 0 ? failed : Math.max(failed, 1), names };
}

/** The steps of a stage run at the same time. */
const stages: Step[][] = [
  [{ name: 'Route types', command: [bin('react-router'), 'typegen'], count: asOne }],
  [
    { name: 'Types', command: [bin('tsc'), '--noEmit'], count: asOne },
    { name: 'Lint', command: [bin('oxlint'), '--type-aware', '--quiet'], count: asOne },
    { name: 'Format', command: [bin('biome'), 'format', '.'], count: asOne },
  ],
  [
    {
      name: 'Unit, integration and contract tests',
      command: [
        bin('vitest'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${folder}/vitest.json`,
      ],
      count: readVitest,
    },
  ],
  [{ name: 'Browser and accessibility tests', command: [bin('playwright'), 'test'], count: readPlaywright }],
  [{ name: 'Logs', command: [bin('node'), join(root, 'tests/check-logs.ts'), logFolder], count: asOne }],
];

/** Only in the long suite: what takes ten minutes and more, and what needs a browser that npm does not bring. */
const long: Step[] = [
  { name: 'Reporting in Firefox', command: [process.execPath, 'tests/firefox/journey.ts'], count: asOne },
  { name: 'What a stranger can do', command: [process.execPath, 'tests/load/stranger.ts'], count: asOne },
  {
    name: 'A database that drops connections',
    command: [process.execPath, 'tests/load/failover.ts'],
    count: asOne,
  },
  { name: 'Many hands on one report', command: [process.execPath, 'tests/load/many-hands.ts'], count: asOne },
];
if (isLong) stages.push(...long.map((step) => [step]));

function run([command = '', ...args]: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        // Tools that start "node" get the pinned one.
        PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
        PLAYWRIGHT_JSON_OUTPUT_FILE: join(folder, 'playwright.json'),
        TEST_LOG_FOLDER: logFolder,
        KEPT_DEMO: join(demoFolder, 'data'),
      },
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

const only = process.argv.slice(2);
const total = { passed: 0, failed: 0 };
const failures: string[] = [];
async function runStep(step: Step): Promise<void> {
  if (only.length > 0 && !only.some((word) => step.name.toLowerCase().includes(word.toLowerCase()))) return;
  const started = performance.now();
  process.stdout.write(`\n${step.name}\n`);
  const exitCode = await run(step.command);
  let count: Count;
  try {
    count = step.count(exitCode);
  } catch {
    count = { passed: 0, failed: 1 };
  }
  total.passed += count.passed;
  total.failed += count.failed;
  if (count.failed > 0) failures.push(...(count.names?.length ? count.names : [step.name]));
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stdout.write(`${step.name}: ${count.failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s\n`);
}

for (const stage of stages) await Promise.all(stage.map(runStep));
for (const place of [folder, demoFolder]) rmSync(place, { recursive: true, force: true });
// Last, where somebody looks who has only the end of what was printed.
for (const name of failures) process.stdout.write(`\nFailed: ${name}`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
