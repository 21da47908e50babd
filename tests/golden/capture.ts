import './load-pages-in-node.ts';
import { mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareTemplate } from '#tests/support/template-database.ts';
import { startTestPostgres } from '#tests/support/test-postgres.ts';
import { createStore } from './store.ts';

/**
 * Keeps everything that publications say, as text, for a comparison after a change: see compare.ts.
 *
 *     node tests/golden/capture.ts DIRECTORY [demo|season] [--save COPIES | --from COPIES]
 *
 * Makes two worlds in a Postgres of its own, the demo and a made-up history; asks for every public page, file and figure
 * of every publication and for every answer of the dashboard; writes a file for each and "manifest.txt". With --save it
 * keeps the databases; with --from it reads such databases, made by older code, in the place of new ones.
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { save: { type: 'string' }, from: { type: 'string' } },
});
const [directory, only] = positionals;
if (!directory) {
  console.error(
    'Name the directory: node tests/golden/capture.ts DIRECTORY [demo|season] [--save COPIES | --from COPIES]',
  );
  process.exit(2);
}
process.env['NODE_ENV'] = 'production';
const target = resolve(directory);
await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });

const began = performance.now();
const say = (sentence: string) =>
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${sentence}`);
const store = createStore(target);
const postgres = await startTestPostgres();
try {
  const place = { adminUrl: postgres.adminUrl, template: await prepareTemplate(postgres.adminUrl) };
  const { openDemo } = await import('./open-demo.ts');
  const { openSeason } = await import('./open-season.ts');
  const { captureDashboard, captureSecretariat, captureSite, takeInventory } = await import(
    './capture-world.ts'
  );
  const { openCopy, saveCopy } = await import('./copies.ts');
  const worlds = { demo: () => openDemo(place), season: () => openSeason(71, place) };
  for (const [name, open] of Object.entries(worlds)) {
    if (only !== undefined && only !== name) continue;
    const golden = options.from
      ? await openCopy(name, resolve(options.from), postgres.adminUrl)
      : await open();
    if (options.save) await saveCopy(golden, resolve(options.save));
    say(`${name}: publications ${golden.publications.join(', ')}; rounds ${golden.rounds.join(', ')}`);
    try {
      const inventory = await takeInventory(golden);
      await captureDashboard(golden, inventory, store.keep);
      say(`${name}: the dashboard`);
      await captureSecretariat(golden, store.keep);
      say(`${name}: the secretariat`);
      await captureSite(golden, inventory, store.keep);
      say(`${name}: pages and files`);
    } finally {
      await golden.close();
    }
  }
} finally {
  await postgres.stop();
}
const lines = await store.finish();
const counts = new Map<string, number>();
for (const { kind } of lines) counts.set(kind, (counts.get(kind) ?? 0) + 1);
for (const [kind, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${String(count).padStart(7)}  ${kind}`);
const faults = lines.filter(({ status }) => /^5|^failed$|INTERNAL/.test(status));
for (const { status, address } of faults) console.log(`A fault: ${status} ${address}`);
say(`${lines.length} addresses in ${target}`);
