import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type FileHandle, link, lstat, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import type { SqlTransaction } from '#db/sql.ts';
import { quoteName } from '#db/statement.ts';
import { syncDirectory, isFileError } from '#server/config/private-file.ts';
import { AdminError } from '../command.ts';
import { readMigrations, withOwner } from '../tracker-database.ts';
import {
  type BackupHeader,
  type BackupSequences,
  type BackupTrailer,
  type CopiedTable,
  countLines,
  endOfRows,
  formatName,
  formatVersion,
  runInOneTransaction,
  listTables,
  escapeTableName,
  schemas,
} from './backup-format.ts';

export type WrittenBackup = { tables: number; rows: number; bytes: number };

/**
 * Writes one consistent copy of the tracker's database into a file that appears complete or not at all, while the
 * tracker goes on. Memory stays flat whatever the size. The file is private to the account that made it (0600).
 *
 * @param options.ownerUrl owner of the database
 * @param options.force write over a file that is there
 * @throws AdminError when the file is there already, or the database is not the tracker's
 */
export async function writeBackup(options: {
  ownerUrl: string;
  file: string;
  force: boolean;
}): Promise<WrittenBackup> {
  const { ownerUrl, file, force } = options;
  await refuseTarget(file, force);
  const part = `${file}.part`;
  await rm(part, { force: true });
  const handle = await open(part, 'wx', 0o600);
  const removePart = () => rmSync(part, { force: true });
  process.once('exit', removePart);
  try {
    const counts = await copyInto(handle, ownerUrl);
    await handle.sync();
    const { size, ino } = await handle.stat();
    await putInPlace({ part, file, force, ino });
    return { ...counts, bytes: size };
  } catch (error) {
    removePart();
    throw error;
  } finally {
    process.removeListener('exit', removePart);
    await handle.close();
  }
}

async function refuseTarget(file: string, force: boolean): Promise<void> {
  const found = await lstat(file).catch((error: unknown) => {
    if (isFileError(error, 'ENOENT')) return null;
    throw error;
  });
  if (found?.isDirectory()) throw new AdminError(`${file} is a directory; name a file in it.`);
  if (found && !found.isFile()) throw new AdminError(`${file} is not an ordinary file; name another.`);
  if (found && !force) throw describeTaken(file);
  if (!(await stat(dirname(file)).catch(() => null))?.isDirectory()) {
    throw new AdminError(`The directory ${dirname(file)} is not there; make it first.`);
  }
}

const describeTaken = (file: string) =>
  new AdminError(`${file} is there already; name another file, or add --force to write over it.`);

async function putInPlace(given: { part: string; file: string; force: boolean; ino: number }): Promise<void> {
  const { part, file, force, ino } = given;
  if ((await stat(part).catch(() => null))?.ino !== ino) {
    throw new AdminError(`Another copy was being written to ${file} at the same time; try again.`);
  }
  if (force || !(await linkOnce(part, file))) await rename(part, file);
  else await rm(part);
  await syncDirectory(dirname(file));
}

/** Unlike a renaming, a link never takes the place of a file that came meanwhile. False: there are no links here. */
async function linkOnce(part: string, file: string): Promise<boolean> {
  try {
    await link(part, file);
    return true;
  } catch (error) {
    if (isFileError(error, 'EEXIST')) throw describeTaken(file);
    if (isFileError(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) return false;
    throw error;
  }
}

async function copyInto(handle: FileHandle, ownerUrl: string): Promise<{ tables: number; rows: number }> {
  const tables = await withOwner(ownerUrl, listTables);
  if (!tables.some(({ name }) => name === 'ops.migration')) {
    throw new AdminError('The database does not hold a tracker: there is nothing to copy.');
  }
  const rows: Record<string, number> = {};
  const mode = 'isolation level repeatable read read only';
  await runInOneTransaction(ownerUrl, { name: 'bohol_backup', mode }, async (sql) => {
    // Locked before the snapshot is taken, so that no migration can slip in between.
    const names = tables.map(({ name }) => escapeTableName(name)).join(', ');
    await sql.script(`lock table ${names} in access share mode`);
    if (JSON.stringify(await listTables(sql)) !== JSON.stringify(tables)) {
      throw new AdminError('The database was being updated to a new version; try again.');
    }
    const lines = buildLines(sql, tables, rows);
    await pipeline(lines, createGzip(), (packed: AsyncIterable<Buffer>) => handle.writeFile(packed));
  });
  return { tables: tables.length, rows: Object.values(rows).reduce((sum, count) => sum + count, 0) };
}

/** The file before compression, block by block. `rows` is filled on the way. */
async function* buildLines(
  tx: SqlTransaction,
  tables: readonly CopiedTable[],
  rows: Record<string, number>,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const line = (value: object) => Buffer.from(`${JSON.stringify(value)}\n`);
  const hashed = (block: Buffer) => {
    hash.update(block);
    return block;
  };
  yield hashed(line(await buildHeader(tx)));
  for (const { name, columns } of tables) {
    yield hashed(line({ table: name, columns }));
    let count = 0;
    const copy = `copy ${escapeTableName(name)} (${columns.map(quoteName).join(', ')}) to stdout`;
    for await (const block of tx.copyOut(copy)) {
      count += countLines(block);
      yield hashed(block);
    }
    rows[name] = count;
    yield hashed(Buffer.from(endOfRows));
  }
  yield hashed(line({ sequences: await readSequences(tx) }));
  yield line({ end: true, rows, sha256: hash.digest('hex') } satisfies BackupTrailer);
}

async function buildHeader(tx: SqlTransaction): Promise<BackupHeader> {
  const [row] = await readRows(
    tx,
    { made_at: z.string(), postgres: z.string() },
    sql`select to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as made_at,
      current_setting('server_version') as postgres`,
  );
  return {
    format: formatName,
    version: formatVersion,
    made_at: row?.made_at ?? '',
    postgres: row?.postgres ?? '',
    migrations: await readMigrations(tx),
  };
}

/** Sequences do not wait for transactions: read last, they are never behind the rows that were copied. */
async function readSequences(tx: SqlTransaction): Promise<BackupSequences> {
  const found = await readRows(
    tx,
    { name: z.string(), last: z.string().nullable() },
    sql`select schemaname || '.' || sequencename as name, last_value::text as last from pg_sequences
      where schemaname = any (${sql.param([...schemas])}::text[]) order by 1`,
  );
  return Object.fromEntries(found.map(({ name, last }) => [name, last]));
}
