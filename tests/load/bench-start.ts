import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Line, measureSpread } from './measure.ts';

const root = join(import.meta.dirname, '../..');
const starts = 3;

/** How long `npm start` takes until /readyz says so: the first time, when the demo is loaded, and afterwards. */
export async function benchStart(): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bohol-tracker-start-'));
  try {
    const first = await startOnce(folder);
    const again: number[] = [];
    for (let start = 0; start < starts; start += 1) again.push(await startOnce(folder));
    const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
    return [
      {
        name: 'start',
        table: 'public',
        work: `start, with the pages built, until /readyz says that it is ready: on a database that is there, the median of ${starts}`,
        ours: seconds(measureSpread(again).p50),
        bare: `${seconds(first)} the first time, when the demo is loaded`,
        limits: [],
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the tracker as `npm start` does, waits until it is ready and stops it; milliseconds until it was ready. */
async function startOnce(folder: string): Promise<number> {
  const port = await findFreePort();
  const started = performance.now();
  const child = spawn(process.execPath, [join(root, 'server/main.ts')], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DATA_DIR: folder, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`The tracker ended with ${child.exitCode}.`);
    await sleep(20);
  }
  const ms = performance.now() - started;
  child.kill('SIGTERM');
  await ended;
  return ms;
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    async (response) => (await response.json()) !== null && response.ok,
    () => false,
  );

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
