import { chmodSync, existsSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import {
  endHolder,
  listPostgresProcesses,
  query,
  startHolder,
} from '#tests/integration/embedded-postgres/holder-process.ts';
import { createTestDatabase, startTestPostgres } from '#tests/support/test-postgres.ts';

test('databases of a test run are copies of a template, apart from each other, and go away', async () => {
  const server = await startTestPostgres();
  const [setting] = await query(server.adminUrl, 'show fsync');
  expect(setting).toEqual({ fsync: 'off' });

  const template = await createTestDatabase(server.adminUrl);
  await query(template.url, 'create table word (text text)', `insert into word values ('from the template')`);
  const copies = await Promise.all(
    [1, 2, 3, 4].map(() => createTestDatabase(server.adminUrl, { template: template.name })),
  );
  for (const [number, { url }] of copies.entries()) await query(url, `insert into word values ('${number}')`);
  for (const [number, { url }] of copies.entries()) {
    expect([...(await query(url, 'select text from word order by text desc'))]).toEqual([
      { text: 'from the template' },
      { text: String(number) },
    ]);
  }
  await Promise.all(copies.map((copy) => copy.drop()));
  await copies[0]?.drop();
  const left = await query(server.adminUrl, `select datname from pg_database where datname like 'test_%'`);
  expect([...left]).toEqual([{ datname: template.name }]);

  await server.stop();
  await expect(query(server.adminUrl)).rejects.toThrow('ECONNREFUSED');
});

test('a killed test run leaves nothing behind once the next one has begun, which spares a living one', async () => {
  const roots = ['killed', 'living'].map((name) =>
    realpathSync(mkdtempSync(join(tmpdir(), `bohol-tracker-test-${name}-`))),
  );
  const [killed, living] = roots.map((root) => join(root, 'data'));
  if (killed === undefined || living === undefined) throw new Error('Two directories were expected.');
  for (const root of roots) chmodSync(root, 0o711);
  const first = await startHolder(killed, join(killed, '..', 'system'));
  const second = await startHolder(living, join(living, '..', 'system'));
  await endHolder(first, 'SIGKILL');
  expect(listPostgresProcesses(killed)).not.toHaveLength(0);

  const server = await startTestPostgres();
  expect(existsSync(join(killed, '..'))).toBe(false);
  await vi.waitFor(() => expect(listPostgresProcesses(killed)).toEqual([]), 10_000);
  expect(await query(second.adminUrl)).toHaveLength(1);

  await endHolder(second, 'SIGKILL');
  await server.stop();
  await (await startTestPostgres()).stop();
  expect(existsSync(join(living, '..'))).toBe(false);
});
