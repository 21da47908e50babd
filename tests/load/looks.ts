import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { browserLaunch } from '#tests/support/browser.ts';
import startDemo from '#tests/support/browser-setup.ts';
import { narrow, wide } from '#tests/support/look-at-page.ts';
import { at, openAs } from '#tests/support/people.ts';

/**
 * `npm run looks`: how much there is to read and to scroll on thirty screens of the demo, so that a change of looks can be
 * held against what was. With BASE_URL it looks at a demo that runs already.
 */
const people = {
  everybody: null,
  'focal point': 'focal.th@demo.test',
  secretariat: 'secretariat@demo.test',
  administrator: 'admin@demo.test',
} as const;
type Reader = keyof typeof people;

const screens: readonly [Reader, string][] = [
  ['everybody', '/'],
  ['everybody', '/plan'],
  ['everybody', '/areas/A'],
  ['everybody', '/activities/A1.2'],
  ['everybody', '/targets'],
  ['everybody', '/indicators'],
  ['everybody', '/indicators/I-B3'],
  ['everybody', '/states'],
  ['everybody', '/states/KH'],
  ['everybody', '/bodies'],
  ['everybody', '/partners/asean-act'],
  ['everybody', '/lens/online-scams'],
  ['everybody', '/library'],
  ['everybody', '/cooperation'],
  ['everybody', '/publications/3'],
  ['everybody', '/data'],
  ['everybody', '/about/methodology'],
  ['everybody', '/search?q=shelter'],
  ['everybody', '/sign-in'],
  ['focal point', '/workspace'],
  ['focal point', '/workspace/2026-H1'],
  ['focal point', '/workspace/2026-H1/activities/A1.1'],
  ['focal point', '/workspace/2026-H1/indicators/I-B3'],
  ['focal point', '/workspace/2026-H1/check'],
  ['secretariat', '/secretariat'],
  ['secretariat', '/secretariat/rounds'],
  ['secretariat', '/secretariat/compile/2025-H2'],
  ['secretariat', '/secretariat/publish/2025-H2'],
  ['secretariat', '/secretariat/plan'],
  ['administrator', '/secretariat/people'],
];

const stop = process.env['BASE_URL'] ? null : await startDemo();
const browser = await chromium.launch((await browserLaunch()).launchOptions);
try {
  const lines: string[] = [];
  for (const [reader, path] of screens) lines.push(await look(browser, reader, path));
  const table = [
    '# How much there is on a screen',
    '',
    'Written by `npm run looks` from the demo. Words and elements that are shown without unfolding anything; heights in screens of 1280 × 800 and 360 × 800, all of the page; HTML uncompressed.',
    '',
    '| screen | for | words | elements | HTML | high at 1280 | high at 360 | wider than its screen |',
    '|---|---|---:|---:|---:|---:|---:|---|',
    ...lines,
    '',
  ].join('\n');
  process.stdout.write(`${table}\n`);
  await writeFile(join(import.meta.dirname, '../../docs/operations/looks.md'), table);
} finally {
  await browser.close();
  await stop?.();
}

async function look(opened: Browser, reader: Reader, path: string): Promise<string> {
  const email = people[reader];
  const options = { serviceWorkers: 'block', viewport: wide } as const;
  const { page, context } = email
    ? await openAs(opened, email, options)
    : await opened.newContext(options).then(async (own) => ({ context: own, page: await own.newPage() }));
  const response = await page.goto(at(path), { waitUntil: 'load' });
  if (response?.status() !== 200) throw new Error(`${path} answers ${response?.status()}.`);
  const html = (await response.body()).byteLength;
  const measure = () =>
    page.evaluate(() => ({
      words: document.body.innerText.split(/\s+/).length,
      elements: [...document.querySelectorAll<HTMLElement>('body *')].filter((each) => each.checkVisibility())
        .length,
      height: document.documentElement.scrollHeight,
      beyond: document.documentElement.scrollWidth > window.innerWidth,
    }));
  const onDesk = await measure();
  await page.setViewportSize(narrow);
  const onPhone = await measure();
  await context.close();
  const inScreens = (height: number) => (height / wide.height).toFixed(1);
  return `| ${[
    `\`${path}\``,
    reader,
    onDesk.words,
    onDesk.elements,
    `${Math.round(html / 1000)} kB`,
    inScreens(onDesk.height),
    inScreens(onPhone.height),
    onDesk.beyond || onPhone.beyond ? 'yes' : 'no',
  ].join(' | ')} |`;
}
