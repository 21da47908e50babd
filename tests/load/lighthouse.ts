import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserLaunch } from '#tests/support/browser.ts';
import startDemo from '#tests/support/browser-setup.ts';

/**
 * `npm run lighthouse`: the built application with demo data, judged page by page on the mobile profile. Lighthouse
 * itself is fetched from npm for the run, since nothing else needs it and it is larger than the tracker. With BASE_URL it
 * judges a demo that runs already.
 */
const version = '13.5.0';
const runs = 3;
const pages = [
  { name: 'Overview', path: '/' },
  { name: 'Member state', path: '/states/KH' },
  { name: 'Indicator', path: '/indicators/I-B3' },
  { name: 'Plan', path: '/plan' },
  { name: 'Library', path: '/library' },
  { name: 'Lens', path: '/lens/online-scams' },
];
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const least: Record<(typeof categories)[number], number> = {
  performance: 0.95,
  accessibility: 1,
  'best-practices': 1,
  seo: 1,
};

type Audit = { score: number | null; title: string; numericValue?: number; displayValue?: string };
type Result = {
  categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, Audit>;
};

const stop = process.env['BASE_URL'] ? null : await startDemo();
const folder = await mkdtemp(join(tmpdir(), 'bohol-lighthouse-'));
try {
  const lines: string[] = [];
  let isWithin = true;
  for (const { name, path } of pages) {
    const results: Result[] = [];
    for (let run = 0; run < runs; run += 1) results.push(await judge(`${process.env['BASE_URL']}${path}`));
    const score = (category: string) => median(results.map((one) => one.categories[category]?.score ?? 0));
    const value = (audit: string) => median(results.map((one) => one.audits[audit]?.numericValue ?? 0));
    for (const category of categories) {
      if (score(category) >= least[category]) continue;
      isWithin = false;
      for (const line of listFailures(results[0], category)) process.stdout.write(`${name}: ${line}\n`);
    }
    lines.push(
      `| ${[
        `${name} \`${path}\``,
        ...categories.map((category) => Math.round(score(category) * 100)),
        `${Math.round(value('server-response-time'))} ms`,
        `${Math.round(value('first-contentful-paint'))} ms`,
        `${Math.round(value('largest-contentful-paint'))} ms`,
        `${Math.round(value('total-blocking-time'))} ms`,
        value('cumulative-layout-shift').toFixed(3),
        `${Math.round(value('total-byte-weight') / 1024)} KB`,
      ].join(' | ')} |`,
    );
  }
  const table = [
    '# Lighthouse',
    '',
    `Written by \`npm run lighthouse\`: version ${version}, mobile profile (slow 4G and a slow processor, both simulated), the median of ${runs} runs for each page, against the built application with demo data.`,
    '',
    '| page | performance | accessibility | best practices | SEO | time to first byte | first paint | largest paint | blocked | layout shift | weight |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
  process.stdout.write(`${table}\n`);
  await writeFile(join(import.meta.dirname, '../../docs/operations/lighthouse.md'), table);
  process.exitCode = isWithin ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
  await stop?.();
}

/** One run over one page, in a browser of its own. */
async function judge(url: string): Promise<Result> {
  const { launchOptions } = await browserLaunch();
  const file = join(folder, 'result.json');
  const flags = ['--headless=new', ...launchOptions.args].join(' ');
  await new Promise<void>((resolve, reject) => {
    const child = spawn(
      'npx',
      [
        '--yes',
        `lighthouse@${version}`,
        url,
        '--quiet',
        '--output=json',
        `--output-path=${file}`,
        `--chrome-flags=${flags}`,
      ],
      { stdio: 'inherit', env: { ...process.env, CHROME_PATH: launchOptions.executablePath } },
    );
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`Lighthouse ended with ${code}.`)),
    );
  });
  return JSON.parse(await readFile(file, 'utf8')) as Result;
}

function listFailures(result: Result | undefined, category: string): string[] {
  return (result?.categories[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
    const audit = result?.audits[id];
    return audit && weight > 0 && audit.score !== null && audit.score < 1
      ? [`${category}: ${audit.title} (${audit.displayValue ?? audit.score})`]
      : [];
  });
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
