import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openSql } from '#db/sql.ts';
import { findRunningEmbeddedPostgres, startEmbeddedPostgres } from '#server/embedded-postgres/start.ts';
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

describe('start and stop', () => {
  test('a first start makes a durable database with checksums and Unicode text, and stop leaves no process', async () => {
    const { dataDir, systemDirectory } = makeTestDirectory();
    const server = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    expect(server.adopted).toBe(false);
    expect(listPostgresProcesses(dataDir)[0]).toBe(server.pid);

    const settings = await query(
      server.adminUrl,
      `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes',
        'data_checksums', 'listen_addresses', 'unix_socket_directories', 'jit', 'max_connections',
        'server_encoding', 'password_encryption')`,
    );
    expect(Object.fromEntries(settings.map((row) => [row['name'], row['setting']]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      data_checksums: 'on',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      jit: 'off',
      max_connections: '60',
      server_encoding: 'UTF8',
      password_encryption: 'scram-sha-256',
    });
    const [text] = await query(
      server.adminUrl,
      `select upper('đồng hành') as upper, lower('ÑANDÚ') as lower`,
    );
    expect(text).toEqual({ upper: 'ĐỒNG HÀNH', lower: 'ñandú' });

    await server.stop();
    expect(listPostgresProcesses(dataDir)).toEqual([]);
    expect(existsSync(join(dataDir, 'tracker.lock'))).toBe(false);
    expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).toContain('database system is shut down');
  });

  test('nobody enters without the password, and what could give it away is private', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    const server = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    const password = readFileSync(join(dataDir, 'postgres-password'), 'utf8').trim();
    expect(server.adminUrl).toBe(`postgres://postgres:${password}@127.0.0.1:${server.port}/postgres`);
    for (const wrong of ['', 'wrong']) {
      await expect(query(server.adminUrl.replace(password, wrong))).rejects.toThrow(/password/);
    }
    for (const file of ['postgres-password', 'postgres.log', 'tracker.lock']) {
      expect(statSync(join(dataDir, file)).mode & 0o777, file).toBe(0o600);
    }
    expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).not.toContain(password);
    await server.stop();
  });

  test('a second start finds the rows, on the same port, and leaves nothing half made', async () => {
    const { dataDir, systemDirectory } = makeTestDirectory();
    const first = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    await query(first.adminUrl, 'create table kept (word text)', `insert into kept values ('still here')`);
    await first.stop();
    const second = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    expect(second.port).toBe(first.port);
    expect(second.adopted).toBe(false);
    expect([...(await query(second.adminUrl, 'select word from kept'))]).toEqual([{ word: 'still here' }]);
    await second.stop();
    expect(readdirSync(dataDir).filter((name) => name.startsWith('.') || name.includes('new-'))).toEqual([]);
  });

  test('another port is taken when the one of last time is in use', async () => {
    const { dataDir, systemDirectory } = makeTestDirectory();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const { port } = squatter.address() as AddressInfo;
    mkdirSync(dataDir, { mode: 0o711 });
    writeFileSync(join(dataDir, 'postgres-port'), String(port));
    const server = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    expect(server.port).not.toBe(port);
    expect(await query(server.adminUrl)).toHaveLength(1);
    await server.stop();
    squatter.close();
  });

  test('stop ends open sessions, can be called twice, and is no unexpected end', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    const server = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    const unexpected = vi.fn();
    server.onUnexpectedExit(unexpected);
    const session = openSql(server.adminUrl);
    const sleeping = session`select pg_sleep(600)`.then(
      () => 'finished',
      () => 'ended',
    );
    await vi.waitFor(async () => {
      const rows = await query(
        server.adminUrl,
        `select 1 from pg_stat_activity where wait_event = 'PgSleep'`,
      );
      expect(rows).toHaveLength(1);
    });
    await Promise.all([server.stop(), server.stop()]);
    expect(await sleeping).toBe('ended');
    expect(listPostgresProcesses(dataDir)).toEqual([]);
    expect(unexpected).not.toHaveBeenCalled();
    await session.end();
  });
});

describe('a process that uses Postgres', () => {
  test('takes it along when it exits without stopping it', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    const holder = await startHolder(dataDir, systemDirectory);
    // The holder answers SIGTERM with process.exit and nothing else.
    await endHolder(holder, 'SIGTERM');
    await waitUntilNoPostgres(dataDir);
    expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).toContain('database system is shut down');
  });

  test('can be found by another process while it runs, and only then', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    expect(await findRunningEmbeddedPostgres(dataDir)).toBeNull();
    const holder = await startHolder(dataDir, systemDirectory);
    expect(await findRunningEmbeddedPostgres(dataDir)).toEqual({ adminUrl: holder.adminUrl });
    await endHolder(holder);
    expect(await findRunningEmbeddedPostgres(dataDir)).toBeNull();
  });

  test('keeps Postgres out of its own process group, which Ctrl-C reaches', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    const server = await startEmbeddedPostgres({ dataDir, systemDirectory, log: SILENT });
    // A negative number means a group: the server leads its own.
    expect(process.kill(-server.pid, 0)).toBe(true);
    await server.stop();
  });
});
