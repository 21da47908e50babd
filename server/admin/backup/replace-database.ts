import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { demoMailDomain } from '#seeds/demo/assert-demo-allowed.ts';
import { embeddedDatabaseName } from '#server/embedded-postgres/start.ts';
import { AdminError } from '../admin-error.ts';
import {
  hasDatabase,
  hasTable,
  isTrackerConnected,
  nameDatabase,
  type TrackerServer,
  withOwner,
} from '../tracker-database.ts';

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
      result = await fill(nameDatabase(adminUrl, draftName));
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
