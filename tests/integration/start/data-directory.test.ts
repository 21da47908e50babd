import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { startEmbeddedPostgres } from '#server/embedded-postgres/start.ts';
import { makeTestDirectory, SILENT } from '#tests/integration/embedded-postgres/holder-process.ts';
import { mountSmallDisk } from '#tests/support/small-disk.ts';

/** Starts the tracker, which is to end by itself; the exit code and all that it said. */
function start(root: string, dataDir: string): Promise<{ code: number | null; said: string }> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [resolve('server/main.ts')], {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dataDir, PORT: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', fail);
    child.on('close', (code) => done({ code, said }));
  });
}

/** What is wrong with the data directory, and the reason that is given. */
const cases: [string, (root: string) => { dataDir: string; reason: string }][] = [
  [
    'cannot be made, since the disk is read-only',
    (root) => {
      mountSmallDisk(join(root, 'disk'), 1, true);
      const dataDir = join(root, 'disk/data');
      return { dataDir, reason: `${dataDir} lies on a disk that is read-only` };
    },
  ],
  [
    'became read-only with everything in it',
    (root) => {
      const dataDir = join(root, 'disk');
      mountSmallDisk(dataDir, 1);
      writeFileSync(join(dataDir, 'secret'), 'a secret of the tests, longer than thirty-two characters');
      execFileSync('mount', ['-o', 'remount,ro', dataDir], { stdio: 'pipe' });
      return { dataDir, reason: `${dataDir} lies on a disk that is read-only` };
    },
  ],
  [
    'is on a full disk',
    (root) => {
      const dataDir = join(root, 'disk');
      mountSmallDisk(dataDir, 1).fill();
      return { dataDir, reason: `there is no room left on the disk of ${dataDir}` };
    },
  ],
  [
    'is a file',
    (root) => {
      const dataDir = join(root, 'file');
      writeFileSync(dataDir, '');
      return { dataDir, reason: `${dataDir} is a file or lies below one, not a directory` };
    },
  ],
  [
    'is below a file',
    (root) => {
      writeFileSync(join(root, 'file'), '');
      const dataDir = join(root, 'file/data');
      return { dataDir, reason: `${dataDir} is a file or lies below one, not a directory` };
    },
  ],
  [
    'is a link that leads nowhere',
    (root) => {
      const dataDir = join(root, 'link');
      symlinkSync(join(root, 'nowhere/data'), dataDir);
      return { dataDir, reason: `${dataDir} is a file or a broken link, not a directory` };
    },
  ],
];

test.each(cases)('a start whose DATA_DIR %s ends with one sentence', { timeout: 60_000 }, async (_, make) => {
  const { root } = makeTestDirectory();
  const { dataDir, reason } = make(root);
  expect(await start(root, dataDir)).toEqual({ code: 1, said: `DATA_DIR cannot be used: ${reason}.\n` });
});

test('a disk on which there is not enough room for the database is named, before and after it was made', {
  timeout: 120_000,
}, async () => {
  const directory = makeTestDirectory();
  const disk = mountSmallDisk(join(directory.root, 'disk'), 300);
  const dataDir = join(disk.directory, 'data');
  mkdirSync(dataDir, { mode: 0o711 });
  const sentence = `DATA_DIR cannot be used: there is no room left on the disk of ${dataDir}.`;
  const open = () => startEmbeddedPostgres({ ...directory, dataDir, log: SILENT, durability: 'off' });
  // Some room, but not enough.
  disk.fill();
  const leave = (megabytes: number) =>
    truncateSync(join(disk.directory, 'filler'), (300 - megabytes) * 1024 * 1024);
  leave(8);
  await expect(open()).rejects.toThrow(sentence);
  rmSync(join(disk.directory, 'filler'));
  const server = await open();
  await server.stop();
  disk.fill();
  await expect(open()).rejects.toThrow(sentence);
  disk.free();
  await (await open()).stop();
});
