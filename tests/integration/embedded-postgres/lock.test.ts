import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockDataDirectory, readLockHolder } from '#server/embedded-postgres/previous-run.ts';
import { readProcess } from '#server/embedded-postgres/processes.ts';
import { startEmbeddedPostgres } from '#server/embedded-postgres/start.ts';
import {
  endHolder,
  makeDirectoryWithDatabase,
  makeTestDirectory,
  query,
  SILENT,
  startHolder,
} from '#tests/integration/embedded-postgres/holder-process.ts';

test('a second tracker on one data directory is refused with a sentence, and harms nothing', async () => {
  const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
  const holder = await startHolder(dataDir, systemDirectory);
  await expect(startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT })).rejects.toThrow(
    `Another tracker (process ${holder.process.pid}) is using ${dataDir}; stop it first, or set DATA_DIR to another directory.`,
  );
  expect(readLockHolder(dataDir)).toBe(holder.process.pid);
  expect(await query(holder.adminUrl)).toHaveLength(1);
  await endHolder(holder);
  expect(readLockHolder(dataDir)).toBeNull();
});

test('of several trackers that start at the same moment one gets the data directory', async () => {
  const { dataDir, systemDirectory } = makeTestDirectory();
  mkdirSync(dataDir, { mode: 0o711 });
  // A stale lock makes it harder: each of them has to remove it, and must not remove the winner's.
  writeFileSync(
    join(dataDir, 'tracker.lock'),
    JSON.stringify({ pid: process.pid, identity: 'another boot' }),
  );
  const holders = await Promise.all([1, 2, 3, 4].map(() => startHolder(dataDir, systemDirectory)));
  const winners = holders.filter((holder) => holder.failure === undefined);
  expect(winners).toHaveLength(1);
  for (const holder of holders.filter((candidate) => candidate.failure !== undefined)) {
    expect(holder.failure).toMatch(/^EmbeddedPostgresError: Another tracker \(process \d+\) is using/);
  }
  expect(readLockHolder(dataDir)).toBe(winners[0]?.process.pid);
  await Promise.all(holders.map((holder) => endHolder(holder)));
  expect(readdirSync(dataDir).filter((name) => name.includes('lock'))).toEqual([]);
});

test('a lock whose process is gone, or whose number has another owner now, is taken over', async () => {
  const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
  const holder = await startHolder(dataDir, systemDirectory);
  await endHolder(holder, 'SIGKILL');
  const text = readFileSync(join(dataDir, 'tracker.lock'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ pid: holder.process.pid });
  lockDataDirectory(dataDir).release();

  const identity = readProcess(process.ppid)?.identity;
  for (const stale of [
    { pid: process.ppid, identity: `${identity}0` },
    { pid: 0, identity: '' },
    'broken',
    '',
  ]) {
    writeFileSync(join(dataDir, 'tracker.lock'), typeof stale === 'string' ? stale : JSON.stringify(stale));
    expect(readLockHolder(dataDir)).toBeNull();
    lockDataDirectory(dataDir).release();
  }
  writeFileSync(join(dataDir, 'tracker.lock'), JSON.stringify({ pid: process.ppid, identity }));
  expect(() => lockDataDirectory(dataDir)).toThrow(`process ${process.ppid}`);
});

test('a lock that was given back and taken by another is not given back again', () => {
  const { root } = makeTestDirectory();
  const lock = lockDataDirectory(root);
  lock.release();
  writeFileSync(join(root, 'tracker.lock'), 'of another');
  lock.release();
  expect(readFileSync(join(root, 'tracker.lock'), 'utf8')).toBe('of another');
});
