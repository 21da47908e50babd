import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openSql, type Sql } from '#db/sql.ts';
import { readLockHolder } from '#server/embedded-postgres/previous-run.ts';
import { startEmbeddedPostgres } from '#server/embedded-postgres/start.ts';
import { listPostgresProcesses } from '#tests/integration/embedded-postgres/holder-process.ts';
import { makeDirectory, startCommand } from './admin-command.ts';

// Three clusters are made and started several times.
const silent = { info: () => {}, warn: () => {} };
const embedded = { DEMO: '0' };

/** Does something with the embedded server as the tracker would, while it is not running. */
async function whileStarted<T>(dataDir: string, work: (admin: Sql, adminUrl: string) => Promise<T>) {
  const server = await startEmbeddedPostgres({ dataDir, log: silent });
  const admin = openSql(server.adminUrl);
  try {
    return await work(admin, server.adminUrl);
  } finally {
    await admin.end();
    await server.stop();
  }
}

test('on the embedded server: first administrator, copy and restore, running or not', async () => {
  const directory = makeDirectory();
  // Open to the account of the database, which is another one when the tests run as root.
  chmodSync(directory, 0o711);
  const dataDir = join(directory, 'data');
  const run = (settings: Record<string, string>, ...args: string[]) =>
    startCommand(directory, { ...embedded, ...settings }, ...args);
  const create = (name: string) =>
    run({}, 'create-administrator', '--email', `${name}@example.test`, '--name', `Person ${name}`);

  // Nothing is there yet.
  expect(await run({}, 'backup', 'early.gz')).toMatchObject({
    code: 1,
    err: `There is no database in ${dataDir} yet. Start the tracker once, or set DATA_DIR to where it keeps its data.\n`,
  });
  expect(readdirSync(dataDir)).not.toContain('postgres');
  expect(await create('ada')).toMatchObject({ code: 0, err: '' });
  // It stops what it has started.
  expect(readLockHolder(dataDir)).toBeNull();
  expect(listPostgresProcesses(dataDir)).toEqual([]);

  // Beside a server that runs, which goes on afterwards.
  await whileStarted(dataDir, async (admin) => {
    expect(await create('bea')).toMatchObject({ code: 0, err: '' });
    expect(await run({}, 'backup', 'two.gz')).toMatchObject({ code: 0, err: '' });
    expect((await admin`select 1 as one`)[0]).toEqual({ one: 1 });
  });
  expect(statSync(join(directory, 'two.gz')).mode & 0o777).toBe(0o600);
  expect(await create('cyn')).toMatchObject({ code: 0, err: '' });

  // A new installation takes the copy.
  const elsewhere = { DATA_DIR: join(directory, 'other') };
  expect(await run(elsewhere, 'restore', 'two.gz')).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(/^Restored [\d,]+ rows of \d+ tables, .*\nStart the tracker\.\n$/),
  });

  // One in which people work keeps what it has.
  const refused = await run({}, 'restore', 'two.gz');
  expect(refused).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/^There are accounts .*--into-empty/),
  });
  const replaced = await run({ DEMO: '1' }, 'restore', 'two.gz', '--into-empty');
  expect(replaced).toMatchObject({ code: 0, err: '' });
  expect(replaced.out).toMatch(/kept as the database bohol_until_\d{14}\.\nThis is not a demo: set DEMO=0 /);
  await whileStarted(dataDir, async (admin, adminUrl) => {
    const names = await admin`select datname from pg_database where datname like 'bohol%' order by datname`;
    expect(names.map(({ datname }) => datname)).toEqual(['bohol', expect.stringMatching(/^bohol_until_/)]);
    const people = async (database: string) => {
      const url = new URL(adminUrl);
      url.pathname = `/${database}`;
      const owner = openSql(url.href);
      const rows = await owner`select email from auth.person order by email`;
      await owner.end();
      return rows.map(({ email }) => email);
    };
    expect(await people('bohol')).toEqual(['ada@example.test', 'bea@example.test']);
    expect(await people(String(names[1]?.['datname']))).toEqual([
      'ada@example.test',
      'bea@example.test',
      'cyn@example.test',
    ]);
  });
});

test('a command that is stopped stops the database that it started', async () => {
  const directory = makeDirectory();
  chmodSync(directory, 0o711);
  const dataDir = join(directory, 'data');
  const child = spawn(
    process.execPath,
    ['server/admin.ts', 'create-administrator', '--email', 'ada@example.test', '--name', 'Ada'],
    { env: { PATH: process.env['PATH'], DATA_DIR: dataDir, DEMO: '0' }, stdio: 'ignore' },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  await vi.waitFor(() => expect(listPostgresProcesses(dataDir).length).toBeGreaterThan(0), {
    timeout: 60_000,
    interval: 20,
  });
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(1);
  await vi.waitFor(() => expect(listPostgresProcesses(dataDir)).toEqual([]), {
    timeout: 30_000,
    interval: 50,
  });
});
