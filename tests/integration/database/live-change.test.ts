import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openSql, type Sql } from '#db/sql.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/test-postgres.ts';
import { migrateHere } from './migrate-here.ts';

const root = join(import.meta.dirname, '../../..');
let database: TestDatabase;
let owner: Sql;
let folder: string;
/** The migrations of the example in docs/operations/migrations.md, by name. */
let steps: Map<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bohol-migrations-'));
  await cp(join(root, 'db/migrations'), folder, { recursive: true });
  const page = await readFile(join(root, 'docs/operations/migrations.md'), 'utf8');
  const blocks = page.matchAll(/^```sql\n-- (\d{4}-[a-z-]+\.sql)\n(.*?)^```$/gms);
  steps = new Map([...blocks].map(([, name = '', text = '']) => [name, text]));
  database = await createTestDatabase(inject('adminUrl'));
  owner = openSql(database.url);
  await migrateHere(database.url, folder);
  await owner`insert into tracker.partner (slug, name, kind, url)
    select 'before-' || n, 'Before ' || n, 'other', 'https://before.example/' || n from generate_series(1, 2500) n`;
});
afterAll(async () => {
  await owner?.end();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

async function release(name: string): Promise<void> {
  await writeFile(join(folder, name), steps.get(name) ?? '');
  expect(await migrateHere(database.url, folder)).toEqual([name]);
}

/** What the two versions do with a partner. Each knows one of the columns. */
const versions = {
  old: {
    add: (slug: string, address: string) =>
      owner`insert into tracker.partner (slug, name, kind, url) values (${slug}, ${slug}, 'other', ${address})`,
    save: (slug: string, address: string | null) =>
      owner`update tracker.partner set url = ${address} where slug = ${slug}`,
    read: async (slug: string) =>
      (await owner`select url as address from tracker.partner where slug = ${slug}`)[0]?.['address'],
  },
  new: {
    add: (slug: string, address: string) =>
      owner`insert into tracker.partner (slug, name, kind, website) values (${slug}, ${slug}, 'other', ${address})`,
    save: (slug: string, address: string | null) =>
      owner`update tracker.partner set website = ${address} where slug = ${slug}`,
    read: async (slug: string) =>
      (await owner`select website as address from tracker.partner where slug = ${slug}`)[0]?.['address'],
  },
};

/** Both versions at work, one after the other: what one writes the other reads. */
async function workSideBySide(round: string): Promise<void> {
  for (const [writer, reader] of [
    [versions.old, versions.new],
    [versions.new, versions.old],
  ] as const) {
    const slug = `${round}-${writer === versions.old ? 'old' : 'new'}`;
    await writer.add(slug, 'https://one.example/');
    expect(await reader.read(slug)).toBe('https://one.example/');
    await reader.save(slug, 'https://two.example/');
    expect(await writer.read(slug)).toBe('https://two.example/');
    await writer.save(slug, null);
    expect(await reader.read(slug)).toBeNull();
  }
}

test('the example of docs/operations/migrations.md changes a database while both versions work', async () => {
  const [expand = '', fill = '', contract = ''] = [...steps.keys()];
  expect(steps.size).toBe(3);

  await release(expand);
  await workSideBySide('expand');
  expect(await versions.old.read('before-7')).toBe('https://before.example/7');

  await release(fill);
  await workSideBySide('fill');
  const empty = await owner`select from tracker.partner where website is distinct from url`;
  expect(empty.length).toBe(0);
  expect(await versions.new.read('before-2500')).toBe('https://before.example/2500');

  await release(contract);
  await versions.new.add('after', 'https://after.example/');
  expect(await versions.new.read('after')).toBe('https://after.example/');
  await expect(versions.new.save('after', 'javascript:alert(1)')).rejects.toMatchObject({ code: '23514' });
  const columns = await owner`
    select attname from pg_attribute where attrelid = 'tracker.partner'::regclass and attname = 'url'
      and not attisdropped`;
  expect(columns.length).toBe(0);
});
