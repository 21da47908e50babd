import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeOptions } from '#tests/support/node-options.ts';
import { createSeason, type Season } from '../publication/season.ts';

let season: Season;
const children: ChildProcess[] = [];
const origins: string[] = [];

async function startProcess(): Promise<string> {
  const child = spawn(
    process.execPath,
    [...nodeOptions, join(import.meta.dirname, 'other-process.ts'), season.world.database.url],
    { env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    return `http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}`;
  }
  throw new Error('The other process ended before it served.');
}

beforeAll(async () => {
  season = await createSeason(5);
  await season.open('2024-H2');
  for (const reporter of ['TH', 'KH', 'VN', 'SOMTC']) await season.report('2024-H2', reporter);
  await season.compileAndPublish('2024-H2');
  origins.push(...(await Promise.all([startProcess(), startProcess()])));
});
afterAll(async () => {
  for (const child of children) {
    child.kill();
    await once(child, 'exit');
  }
  await season?.world.close();
});

const paths = [
  '/',
  '/plan',
  '/indicators',
  '/indicators/I-B8',
  '/states/TH',
  '/data',
  '/publications',
  '/feed.xml',
];
const read = async (path: string) =>
  Promise.all(origins.map(async (origin) => (await fetch(`${origin}${path}`)).text()));

test('what one process publishes all others show, and none of them an old page', async () => {
  // Every page is cached in both.
  for (const path of [...paths, ...paths]) expect(new Set(await read(path)).size).toBe(1);
  const pinned = await read('/?publication=1');
  await season.correct('2024-H2', 'KH', {});
  const number = await season.compileAndPublish('2024-H2');
  expect(number).toBe(2);
  const published = performance.now();
  // Both say so as soon as the database has told them.
  await expect
    .poll(async () => (await read('/publications')).every((page) => page.includes('/publications/2')), {
      interval: 20,
      timeout: 10_000,
    })
    .toBe(true);
  process.stdout.write(`Shown by both after ${Math.round(performance.now() - published)} ms.\n`);
  for (const path of paths) {
    const pages = await read(path);
    expect(new Set(pages).size, path).toBe(1);
    if (!['/publications', '/feed.xml'].includes(path)) expect(pages[0], path).toContain('Publication 2');
  }
  // The earlier one says that it is older, and everything else as before.
  const older = await read('/?publication=1');
  expect(new Set(older).size).toBe(1);
  expect(older[0]).not.toBe(pinned[0]);
}, 60_000);
