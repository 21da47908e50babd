import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  makeTestDirectory,
  waitUntilNoPostgres,
} from '#tests/integration/embedded-postgres/holder-process.ts';

test('the tracker starts in production mode whatever NODE_ENV says, answers, and stops when told', {
  timeout: 240_000,
}, async () => {
  const { dataDir } = makeTestDirectory();
  const port = 20_000 + (process.pid % 20_000);
  const child = spawn(process.execPath, [resolve('server/main.ts')], {
    env: { ...process.env, NODE_ENV: 'development', DATA_DIR: dataDir, PORT: String(port), DEMO: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for await (const piece of child.stdout) {
    said += String(piece);
    if (said.includes('Ctrl-C stops it.')) break;
  }
  child.stdout.resume();
  const health = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect(await health.json()).toEqual({ status: 'ok', react: 'production' });
  const page = await fetch(`http://127.0.0.1:${port}/sign-in`);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<h1')]);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  await waitUntilNoPostgres(dataDir);
});
