import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { carryOver, isFromBefore, listBaseline, prepareCarryOver } from '#db/carry-over.ts';
import { DatabaseError } from '#db/database-error.ts';
import { inTransaction, listApplied, listMigrations, migrate } from '#db/migrate.ts';
import { buildDatabaseSecrets } from '#db/passwords.ts';
import { readRows } from '#db/rows.ts';
import type { SqlTransaction, Statements } from '#db/sql.ts';
import { quoteName } from '#db/statement.ts';
import { ensureSeedTable } from '#seeds/seed-marker.ts';
import { AdminError } from '../command.ts';
import {
  isTrackerConnected,
  withOwner,
  hasDatabase,
  hasTable,
  buildDatabaseUrl,
  type TrackerServer,
} from '../tracker-database.ts';
import {
  type BackupHeader,
  type BackupSequences,
  type CopiedTable,
  runInOneTransaction,
  listTables,
  escapeTableName,
  schemas,
  referencesGuard,
} from './backup-format.ts';
import { BackupFileError, readBackup, requireOwnMigrations, type VerifiedBackup } from './read-backup.ts';
import { demoMailDomain } from '#seeds/demo/assert-demo-allowed.ts';
import { embeddedDatabaseName } from '#server/embedded-postgres/start.ts';

/**
 * Puts a copy into a database in which nobody has an account yet: everything in one transaction, or nothing. The
 * tables are made by the migrations that the copy names, filled, counted, and brought to this version. Passwords of
 * the runtime roles and the secret of passes are those of this installation's SECRET.
 *
 * @param options.ownerUrl owner of the database
 * @param options.name how messages call the file
 * @param options.verified what verifyBackup found in it: a file that is not whole must not come this far
 * @throws AdminError when the copy or the database is not fit
 */
export async function restoreBackup(options: {
  ownerUrl: string;
  secret: string;
  handle: FileHandle;
  name: string;
  verified: VerifiedBackup;
}): Promise<{ migrated: string[] }> {
  const { ownerUrl, handle, name, verified } = options;
  await requireOwnMigrations(verified.header);
  const secrets = buildDatabaseSecrets(options.secret);
  await withOwner(ownerUrl, refuseDatabase);
  // Makes the roles, which belong to the whole server and must be there before the tables name them.
  await migrate(ownerUrl, secrets);
  const migrated = await runInOneTransaction(ownerUrl, { name: 'bohol_restore', mode: '' }, async (tx) => {
    await rebuildSchema(tx, verified);
    await fillTables(tx, handle, name);
    await checkRestored(tx, verified);
    const newer = await migrateFurther(tx, verified.header);
    await holdMail(tx);
    return newer;
  });
  await migrate(ownerUrl, secrets);
  // Without statistics the first pages would be slow.
  await withOwner(ownerUrl, async (owner) => {
    const tables = await listTables(owner);
    await owner.script(`analyze ${tables.map((table) => escapeTableName(table.name)).join(', ')}`);
  });
  return { migrated };
}

async function refuseDatabase(owner: Statements): Promise<void> {
  const [found] = await readRows(
    owner,
    { people: z.boolean(), encoding: z.string() },
    sql`select to_regclass('auth.person') is not null as people, current_setting('server_encoding') as encoding`,
  );
  if (found?.encoding !== 'UTF8') {
    throw new AdminError(`The database keeps text as ${found?.encoding}; make one with the encoding UTF8.`);
  }
  if (await isTrackerConnected(owner)) {
    throw new AdminError('The tracker is running on this database; stop it before you restore a copy.');
  }
  if (!found.people) return;
  const people = await owner`select from auth.person where id <> 'calendar' limit 1`;
  if (people.length > 0) {
    throw new AdminError('There are accounts in this database. A copy is restored into an empty one only.');
  }
}

/** The tables as the copy knows them, without rows. What was there (lists and a plan, never people) goes. */
async function rebuildSchema(tx: SqlTransaction, { header, rows }: VerifiedBackup): Promise<void> {
  // The table of migrations is not made by one, so it is put aside while the schemas are made anew.
  await tx.script(`create schema restoring;
    alter table ops.migration set schema restoring;
    drop schema ${schemas.join(', ')} cascade;
    create schema ops;
    alter table restoring.migration set schema ops;
    drop schema restoring`);
  for (const migration of await listCopied(header)) await tx.script(inTransaction(migration));
  if (isFromBefore(header.migrations)) await prepareCarryOver(tx);
  if ('ops.seed' in rows) await ensureSeedTable(tx);
  const tables = await listTables(tx);
  const copied = Object.keys(rows).sort();
  const own = tables.map(({ name }) => name).sort();
  if (copied.join() !== own.join()) {
    const strange = [...copied, ...own].filter((name) => !copied.includes(name) || !own.includes(name));
    throw new AdminError(`The tables of the copy are not those of its version: ${strange.join(', ')}.`);
  }
}

/**
 * Loads the rows in the order of the file, in which no table comes before those that it refers to: foreign keys,
 * checks and uniqueness hold for every row. Only the triggers of the tracker rest, which guard what people do and
 * would refuse a history that comes from elsewhere; those that stand for foreign keys do not.
 */
async function fillTables(tx: SqlTransaction, handle: FileHandle, name: string): Promise<void> {
  const tables = new Map((await listTables(tx)).map((table) => [table.name, table]));
  const all = [...tables.keys()].map(escapeTableName);
  for (const table of all) await tx.script(`alter table ${table} disable trigger user`);
  const guarded = await readRows(
    tx,
    { name: z.string() },
    sql`select tgrelid::regclass::text as name from pg_trigger where tgname = ${referencesGuard}`,
  );
  for (const { name: table } of guarded) {
    await tx.script(`alter table ${table} enable trigger ${referencesGuard}`);
  }
  // Migrations bring rows of their own, and those of the copy are the same or newer.
  await tx.script(`truncate ${all.join(', ')}`);
  for await (const part of readBackup(handle, name)) {
    if (part.kind === 'table') await loadTable(tx, tables.get(part.table), part);
    else if (part.kind === 'sequences') await setSequences(tx, part.sequences);
  }
  for (const table of all) await tx.script(`alter table ${table} enable trigger user`);
}

async function loadTable(
  tx: SqlTransaction,
  table: CopiedTable | undefined,
  part: { table: string; columns: string[]; rows: AsyncGenerator<Buffer> },
): Promise<void> {
  if (!table || [...table.columns].sort().join() !== [...part.columns].sort().join()) {
    throw new AdminError(`The columns of ${part.table} in the copy are not those of its version.`);
  }
  const columns = part.columns.map(quoteName).join(', ');
  try {
    await tx.copyIn(`copy ${escapeTableName(table.name)} (${columns}) from stdin`, (into) =>
      pipeline(part.rows, into),
    );
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw new AdminError(`The database refused the rows of ${table.name}: ${error.message}`, {
      cause: error,
    });
  }
}

async function setSequences(tx: SqlTransaction, sequences: BackupSequences): Promise<void> {
  for (const [sequence, last] of Object.entries(sequences)) {
    if (last === null) continue;
    await tx`select setval(${escapeTableName(sequence)}::regclass, ${last}::bigint)`;
  }
}

/** Before anything is kept: every row is there, and every guard is up again. */
async function checkRestored(tx: SqlTransaction, { header, rows }: VerifiedBackup): Promise<void> {
  for (const [name, expected] of Object.entries(rows)) {
    const [row] = await readRows(
      tx,
      { count: z.number() },
      sql.raw(`select count(*)::integer as count from ${escapeTableName(name)}`),
    );
    if (row?.count !== expected) {
      throw new AdminError(`The table ${name} has ${row?.count} rows after loading instead of ${expected}.`);
    }
  }
  const applied = await listApplied(tx);
  if (applied.map(({ name }) => name).join() !== header.migrations.map(({ name }) => name).join()) {
    throw new BackupFileError('The copy names other migrations at its beginning than among its rows.');
  }
  const resting = await tx`
    select from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and t.tgenabled <> 'O' and n.nspname = any (${[...schemas]})`;
  if (resting.length > 0) throw new Error('A guard of the database was not put up again.');
}

/**
 * Mail that waited when the copy was made may have gone out since: nobody gets it twice because of a restore. The
 * delivery log shows it, and the secretariat can send it.
 */
async function holdMail(tx: SqlTransaction): Promise<void> {
  await tx`update tracker.mail set status = 'unknown', body = case when is_secret then '' else body end,
      last_error = 'It waited when the copy of the database was made that was restored. It may have been sent since.'
    where status in ('waiting', 'sending')`;
}

/** The migrations that make the tables of a copy. */
async function listCopied({ migrations }: BackupHeader) {
  const known = await listMigrations();
  return isFromBefore(migrations) ? listBaseline(known) : known.slice(0, migrations.length);
}

/** Brings what was restored to this version, as a start would. Returns the names of the migrations. */
async function migrateFurther(tx: SqlTransaction, header: BackupHeader): Promise<string[]> {
  const known = await listMigrations();
  const ran = isFromBefore(header.migrations) ? await carryOver(tx, known) : [];
  for (const migration of known.slice((await listCopied(header)).length)) {
    const { name, sha256 } = migration;
    await tx.script(inTransaction(migration));
    await tx`insert into ops.migration (name, sha256) values (${name}, ${sha256})`;
    ran.push(name);
  }
  return ran;
}

type Present = 'missing' | 'empty' | 'demo' | 'real';

/** While it is filled, the new database has this name; one that is found is left from a try that was broken off. */
const draftName = `${embeddedDatabaseName}_restoring`;

/**
 * Fills a new database on the embedded server and puts it in the place of the tracker's. Until then the present one
 * is not touched. One that somebody has worked in is kept under another name.
 *
 * @param options.evenWithPeople replace a database that holds accounts
 * @param fill is given the owner's address of the new database
 * @returns what `fill` returned, and the name under which the old database is kept, or null
 */
export async function replaceDatabase<T>(
  { adminUrl, ownerUrl }: TrackerServer,
  options: { evenWithPeople: boolean },
  fill: (ownerUrl: string) => Promise<T>,
): Promise<{ result: T; kept: string | null }> {
  if (adminUrl === null) throw new Error('Only the embedded server is ours to make databases on.');
  const present = await inspect(adminUrl, ownerUrl);
  if ((present === 'demo' || present === 'real') && !options.evenWithPeople) {
    throw new AdminError(
      present === 'demo'
        ? 'The demo is in the database. Add --into-empty to put the copy in its place.'
        : 'There are accounts in the database. Add --into-empty to put the copy in its place; what is there is kept.',
    );
  }
  return withOwner(adminUrl, async (admin) => {
    await admin.script(`drop database if exists ${draftName} with (force)`);
    await admin.script(`create database ${draftName}`);
    let result: T;
    try {
      result = await fill(buildDatabaseUrl(adminUrl, draftName));
    } catch (error) {
      await admin.script(`drop database if exists ${draftName} with (force)`);
      throw error;
    }
    const old = `${embeddedDatabaseName}_until_${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`;
    // Both names change at the same moment, or none.
    await admin.begin(async (tx) => {
      if (present !== 'missing') {
        await tx.script(`alter database ${embeddedDatabaseName} rename to ${old}`);
      }
      await tx.script(`alter database ${draftName} rename to ${embeddedDatabaseName}`);
    });
    if (present === 'real') return { result, kept: old };
    if (present !== 'missing') await admin.script(`drop database ${old} with (force)`);
    return { result, kept: null };
  });
}

async function inspect(adminUrl: string, ownerUrl: string): Promise<Present> {
  if (!(await hasDatabase(adminUrl, embeddedDatabaseName))) return 'missing';
  return withOwner(ownerUrl, async (owner) => {
    if (await isTrackerConnected(owner)) {
      throw new AdminError('The tracker is running; stop it before you restore a copy.');
    }
    if (!(await hasTable(owner, 'auth.person'))) return 'empty';
    const [people] = await readRows(
      owner,
      { real: z.number(), demo: z.number() },
      sql`select count(*) filter (where email not like ${`%${demoMailDomain}`})::integer as real,
        count(*) filter (where email like ${`%${demoMailDomain}`})::integer as demo
      from auth.person where id <> 'calendar'`,
    );
    if ((people?.real ?? 0) > 0) return 'real';
    return (people?.demo ?? 0) > 0 ? 'demo' : 'empty';
  });
}
