import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { openSql } from '#db/sql.ts';
import { testSecrets } from '#tests/support/template-database.ts';
import { makeDirectory } from './admin-command.ts';
import { connectOwner, copyOf, createStage, readEverything, restore } from './copies.ts';

/** The commands of docs/operations/backup.md, as an operator would paste them: those that copy, those that restore. */
const [copying = '', restoring = ''] = [
  ...readFileSync('docs/operations/backup.md', 'utf8').matchAll(/^```sh\n(.*?)^```$/gms),
].map(([, commands]) => commands ?? '');

test('the document says how to copy with the programs of Postgres, in commands that a shell can read', () => {
  expect(copying).toMatch(/^pg_dump .*"\$DATABASE_URL"\n$/);
  expect(restoring).toMatch(/^pg_restore .*\npsql "\$DATABASE_URL" .*\n$/);
  for (const commands of [copying, restoring]) execFileSync('/bin/sh', ['-n', '-c', commands]);
});

const programs = findPrograms();
// Postgres from npm comes without pg_dump: the commands are tried where the machine has a whole Postgres 15 or newer.
if (programs !== null) {
  test('a copy by pg_dump comes back by pg_restore with every row, on a server of its own', async () => {
    const { world } = await createStage();
    const directory = makeDirectory();
    const server = await startServer(programs, directory);
    // From the embedded Postgres to the other, by the tracker's own copies.
    const source = await server.createDatabase('tracker');
    await restore(await copyOf(world, directory), source);
    const run = (commands: string, url: string) =>
      execFileSync('/bin/sh', ['-euc', commands], {
        cwd: directory,
        env: { PATH: `${programs}:${process.env['PATH']}`, DATABASE_URL: url },
        stdio: 'pipe',
      });
    run(copying, source);
    const target = await server.createDatabase('tracker_again');
    // What a first start does, as the document asks for.
    await migrate(target, testSecrets);
    run(restoring, target);
    // What the next start does.
    expect(await migrate(target, testSecrets)).toEqual([]);

    const [before, after] = [
      await readEverything(connectOwner(source)),
      await readEverything(connectOwner(target)),
    ];
    expect(before.filter((line) => / [1-9]\d* [0-9a-f]{32}$/.test(line)).length).toBeGreaterThan(60);
    expect(after).toEqual(before);
    await expect(connectOwner(target).script('delete from tracker.revision')).rejects.toMatchObject({
      code: 'BT001',
    });
  });
}

/** Where the programs of an installed Postgres lie, the newest first; null where none is whole. */
function findPrograms(): string | null {
  const parents = ['/usr/lib/postgresql', '/usr/local/lib/postgresql'].filter((path) => existsSync(path));
  const found = parents
    .flatMap((parent) => readdirSync(parent).map((version) => ({ parent, version: Number(version) })))
    .filter(({ version }) => version >= 15)
    .toSorted((one, other) => other.version - one.version)
    .map(({ parent, version }) => join(parent, String(version), 'bin'));
  const needed = ['initdb', 'postgres', 'pg_dump', 'pg_restore', 'psql'];
  return found.find((bin) => needed.every((name) => existsSync(join(bin, name)))) ?? null;
}

/** A server as an operator has it: its databases belong to a role that is no superuser and may make roles. */
async function startServer(bin: string, directory: string) {
  const data = join(directory, 'server');
  mkdirSync(data, { mode: 0o700 });
  // Postgres does not run as root; where its programs were installed there is an account for it.
  const number = (flag: string) => Number(execFileSync('id', [flag, 'postgres']));
  const account = process.getuid?.() === 0 ? { uid: number('-u'), gid: number('-g') } : null;
  if (account) for (const path of [directory, data]) chownSync(path, account.uid, account.gid);
  const options = { ...account, cwd: '/', env: { LC_ALL: 'C.UTF-8' } };
  const settings = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--no-sync'];
  execFileSync(join(bin, 'initdb'), [`--pgdata=${data}`, ...settings], { ...options, stdio: 'pipe' });
  const port = await findPort();
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    { ...options, stdio: 'ignore' },
  );
  onTestFinished(async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGQUIT');
    await ended;
  });
  const url = (role: string, database: string) => `postgres://${role}@127.0.0.1:${port}/${database}`;
  const admin = openSql(url('postgres', 'postgres'), { max: 1 });
  onTestFinished(() => admin.end());
  await vi.waitFor(() => admin`select 1`, { timeout: 60_000, interval: 200 });
  await admin.script('create role tracker login createrole');
  return {
    async createDatabase(name: string): Promise<string> {
      await admin.script(`create database ${name} owner tracker`);
      return url('tracker', name);
    },
  };
}

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const listener = createServer().listen(0, '127.0.0.1', () => {
      const { port } = listener.address() as AddressInfo;
      listener.close(() => resolve(port));
    });
  });
}
