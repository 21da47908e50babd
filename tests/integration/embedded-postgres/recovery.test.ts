import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openSql } from '#db/sql.ts';
import { listProcesses, sendSignal } from '#server/embedded-postgres/processes.ts';
import { startEmbeddedPostgres } from '#server/embedded-postgres/start.ts';
import {
  endHolder,
  listPostgresProcesses,
  makeDirectoryWithDatabase,
  makeTestDirectory,
  query,
  SILENT,
  startHolder,
  waitUntilNoPostgres,
} from '#tests/integration/embedded-postgres/holder-process.ts';
import { nodeOptions } from '#tests/support/node-options.ts';
import { rounds } from '#tests/support/rounds.ts';

const MAKE_ROW = ['create table kept (word text)', `insert into kept values ('committed')`];
const READ_ROW = 'select word from kept';

describe('after a kill -9 of Postgres', () => {
  test('its end is reported, and the next start recovers the committed row', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    const first = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    await query(first.adminUrl, ...MAKE_ROW);
    const unexpected = vi.fn();
    first.onUnexpectedExit(unexpected);
    sendSignal(first.pid, 'SIGKILL');
    await vi.waitFor(
      () => expect(unexpected).toHaveBeenCalledWith(expect.stringContaining('SIGKILL')),
      10_000,
    );
    await first.stop();

    const second = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    expect(second.adopted).toBe(false);
    expect([...(await query(second.adminUrl, READ_ROW))]).toEqual([{ word: 'committed' }]);
    expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).toContain('automatic recovery in progress');
    await second.stop();
  });

  test('no write that was acknowledged is lost, wherever the kill falls', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    let server = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    await query(server.adminUrl, 'create table written (number integer primary key)');
    let acknowledged = 0;
    for (const goal of [50, 150, 400]) {
      const sql = openSql(server.adminUrl);
      for (;;) {
        if (acknowledged >= goal) sendSignal(server.pid, 'SIGKILL');
        try {
          // A write whose answer the kill swallowed may stand or not; the next round finds out which.
          await sql`insert into written values (${acknowledged + 1}) on conflict do nothing`;
          acknowledged += 1;
        } catch {
          break;
        }
      }
      await sql.end();
      await server.stop();
      server = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
      const [row] = await query(server.adminUrl, 'select count(*)::int as count, max(number) from written');
      expect(row?.['count']).toBe(row?.['max']);
      expect(row?.['count']).toBeGreaterThanOrEqual(acknowledged);
    }
    expect(acknowledged).toBeGreaterThanOrEqual(400);
    await server.stop();
  });

  test('a worker that goes on computing is ended before the next start', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    const first = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    await query(first.adminUrl, ...MAKE_ROW);
    const session = openSql(first.adminUrl);
    // Unlike one that waits, a worker that computes does not notice that its server is gone.
    const busy =
      session`select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b`.catch(
        () => {},
      );
    await vi.waitFor(async () => {
      const active = `select 1 from pg_stat_activity where state = 'active' and query like '%generate_series%b'`;
      expect(await query(first.adminUrl, active)).toHaveLength(1);
    });
    sendSignal(first.pid, 'SIGKILL');
    await vi.waitFor(() => expect(listPostgresProcesses(dataDir)).toHaveLength(1), 10_000);
    await first.stop();

    const second = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    expect([...(await query(second.adminUrl, READ_ROW))]).toEqual([{ word: 'committed' }]);
    await busy;
    await session.end();
    await second.stop();
    expect(listPostgresProcesses(dataDir)).toEqual([]);
  });

  test('a left-over number that now belongs to another process does not confuse the start', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    const first = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    await query(first.adminUrl, ...MAKE_ROW);
    sendSignal(first.pid, 'SIGKILL');
    await waitUntilNoPostgres(dataDir);
    await first.stop();

    const bystander = startBystander();
    const file = join(dataDir, 'postgres', 'postmaster.pid');
    const [, ...rest] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, [String(bystander.pid), ...rest].join('\n'));

    const second = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    expect(second.adopted).toBe(false);
    expect([...(await query(second.adminUrl, READ_ROW))]).toEqual([{ word: 'committed' }]);
    await second.stop();
    expect(bystander.exitCode).toBeNull();
    expect(bystander.signalCode).toBeNull();
  });

  test('a file that a power cut emptied does not stop the start', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    const first = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    await query(first.adminUrl, ...MAKE_ROW);
    sendSignal(first.pid, 'SIGKILL');
    await waitUntilNoPostgres(dataDir);
    await first.stop();
    truncateSync(join(dataDir, 'postgres', 'postmaster.pid'));

    const second = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    expect([...(await query(second.adminUrl, READ_ROW))]).toEqual([{ word: 'committed' }]);
    await second.stop();
  });
});

describe('after a kill -9 of the process that used Postgres', () => {
  test('the next start takes Postgres over, with its rows, and can stop it', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    const holder = await startHolder(dataDir, systemDirectory);
    await query(holder.adminUrl, ...MAKE_ROW);
    await endHolder(holder, 'SIGKILL');

    const next = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    expect(next).toMatchObject({ adopted: true, pid: holder.pid, port: holder.port });
    expect([...(await query(next.adminUrl, READ_ROW))]).toEqual([{ word: 'committed' }]);
    await next.stop();
    expect(listPostgresProcesses(dataDir)).toEqual([]);
  });

  test('the end of a Postgres that was taken over is reported too', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    const holder = await startHolder(dataDir, systemDirectory);
    await endHolder(holder, 'SIGKILL');
    const next = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    const unexpected = vi.fn();
    next.onUnexpectedExit(unexpected);
    sendSignal(next.pid, 'SIGKILL');
    await vi.waitFor(() => expect(unexpected).toHaveBeenCalledOnce(), 10_000);
    await next.stop();
  });

  test('a Postgres that is just stopping is waited for', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    const holder = await startHolder(dataDir, systemDirectory);
    await query(holder.adminUrl, ...MAKE_ROW);
    await endHolder(holder, 'SIGKILL');
    sendSignal(holder.pid, 'SIGINT');
    const next = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    expect([...(await query(next.adminUrl, READ_ROW))]).toEqual([{ word: 'committed' }]);
    await next.stop();
  });

  test('a Postgres whose file was deleted is not doubled', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    const holder = await startHolder(dataDir, systemDirectory);
    await query(holder.adminUrl, ...MAKE_ROW);
    await endHolder(holder, 'SIGKILL');
    rmSync(join(dataDir, 'postgres', 'postmaster.pid'));

    const next = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    expect(next.adopted).toBe(false);
    expect(listProcesses().some((entry) => entry.pid === holder.pid)).toBe(false);
    expect([...(await query(next.adminUrl, READ_ROW))]).toEqual([{ word: 'committed' }]);
    await next.stop();
  });

  const moments: [string, (dataDir: string) => boolean][] = [
    ['has taken the lock', (dataDir) => existsSync(join(dataDir, 'tracker.lock'))],
    ['has begun to make the database', (dataDir) => findDraft(dataDir) !== undefined],
    [
      'has half made the database',
      (dataDir) => existsSync(join(findDraft(dataDir) ?? '', 'cluster', 'base')),
    ],
    ['has made the database', (dataDir) => existsSync(join(dataDir, 'postgres'))],
    ['has begun to start it', (dataDir) => existsSync(join(dataDir, 'postgres', 'postmaster.pid'))],
  ];
  // Each of them makes a database twice.
  test.each(moments.filter((_, at) => at % rounds(2, 1) === 0))(
    'a first start that is killed once it %s leaves nothing half made',
    async (_moment, hasCome) => {
      const { dataDir, systemDirectory } = makeTestDirectory();
      const script = 'tests/integration/embedded-postgres/holder.ts';
      const child = spawn(process.execPath, [...nodeOptions, script, dataDir, systemDirectory], {
        stdio: 'ignore',
      });
      const exit = once(child, 'exit');
      await vi.waitFor(() => expect(hasCome(dataDir)).toBe(true), { timeout: 20_000, interval: 1 });
      child.kill('SIGKILL');
      await exit;

      const next = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
      await query(next.adminUrl, ...MAKE_ROW);
      await next.stop();
      expect(listPostgresProcesses(dataDir)).toEqual([]);
    },
  );
});

test('what an interrupted making of the database left is removed, not used', async () => {
  const { dataDir, systemDirectory } = makeTestDirectory();
  mkdirSync(join(dataDir, 'postgres.new-gone', 'cluster'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres.new-gone', 'cluster', 'PG_VERSION'), '18\n');
  const server = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
  expect(await query(server.adminUrl)).toHaveLength(1);
  await server.stop();
  expect(readdirSync(dataDir)).not.toContain('postgres.new-gone');
});

/** The directory in which a database is being made, if one is. */
function findDraft(dataDir: string): string | undefined {
  const names = existsSync(dataDir) ? readdirSync(dataDir) : [];
  const name = names.find((candidate) => candidate.startsWith('postgres.new-'));
  return name === undefined ? undefined : join(dataDir, name);
}

function startBystander() {
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => void bystander.kill());
  return bystander;
}
