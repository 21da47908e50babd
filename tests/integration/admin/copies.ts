import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readFileSync, writeFileSync } from 'node:fs';
import { inject, onTestFinished } from 'vitest';
import { openSql, type Sql } from '#db/sql.ts';
import { openConnections } from '#db/client.ts';
import { restoreBackup } from '#server/admin/backup/restore-backup.ts';
import { verifyBackup, withBackupFile } from '#server/admin/backup/read-backup.ts';
import { writeBackup } from '#server/admin/backup/write-backup.ts';
import { getViewer } from '#server/queries/person/get-viewer.query.ts';
import { type AppCaller, createCaller } from '#server/trpc/root.ts';
import { bringReportTo, createTeam, type Team } from '#tests/support/reports.ts';
import { testSecret, testSecrets } from '#tests/support/template-database.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/test-postgres.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

/** Texts that a careless format would break: every sign that COPY treats specially, and several scripts. */
export const awkwardText = 'Tab\tbreak\nreturn\r\\. \\N \\\\ "quoted" ขอบคุณ \\.\n\\.\n𝔘\u0001';

/** The same, as far as a form takes it. */
export const handwritten = 'Written \\. by hand:\n\\.\nขอบคุณ';

export type Stage = { world: World; secretariat: Person; team: Team };

/**
 * A small tracker with everything in it: one report accepted, compiled and published, one under review with a
 * question, one draft, an invitation, a person who is signed in.
 */
export async function createStage(): Promise<Stage> {
  const world = await createWorld();
  onTestFinished(() => world.close());
  const secretariat = await world.openRound('2024-H2');
  const administrator = await world.createPerson([{ role: 'administrator' }]);
  const key = (reporter: string) => ({ round: '2024-H2', reporter });
  const team = await createTeam(world, 'TH');
  const { activities } = await team.focal.caller.submission.get(key('TH'));
  await team.focal.caller.submission.saveActivityReport({
    ...key('TH'),
    activity: activities[1]?.code ?? '',
    status: 'delayed',
    achievements: handwritten,
    version: 0,
  });
  await team.focal.caller.submission.saveIndicatorValues({
    ...key('TH'),
    indicator: 'I-B3',
    cells: [
      { by: {}, state: 'reported', value: '1,250' },
      { by: { sex: 'female' }, state: 'reported', value: 0 },
      { by: { sex: 'unknown' }, state: 'not_available' },
    ],
    note: 'Police records.',
    version: 0,
  });
  await bringReportTo(secretariat, team, key('TH'), 'accepted');
  await bringReportTo(secretariat, await createTeam(world, 'KH'), key('KH'), 'returned');
  await bringReportTo(secretariat, await createTeam(world, 'VN'), key('VN'), 'draft');
  await administrator.caller.people.invite({
    email: 'new@example.test',
    name: 'Somebody New',
    role: 'focal_point',
    reporter: 'LA',
  });
  await world.owner`update auth.person set image = ${awkwardText} where id = ${administrator.id}`;
  await secretariat.caller.compilation.create({ round: '2024-H2' });
  await secretariat.caller.publication.publish({ round: '2024-H2' });
  return { world, secretariat, team };
}

/** A database without anything in it, that goes when the test ends. */
export async function createEmpty(): Promise<TestDatabase> {
  const database = await createTestDatabase(inject('adminUrl'));
  onTestFinished(() => database.drop());
  return database;
}

/** The owner's connection, closed when the test ends. */
export function connectOwner(url: string): Sql {
  const owner = openSql(url, { max: 2 });
  onTestFinished(() => owner.end());
  return owner;
}

export async function copyOf(world: World, directory: string): Promise<string> {
  const file = join(directory, 'copy.gz');
  await writeBackup({ ownerUrl: world.database.url, file, force: true });
  return file;
}

/** Checks a copy and loads it, as the command does. */
export function restore(file: string, ownerUrl: string): Promise<{ migrated: string[] }> {
  return withBackupFile(file, async (handle) => {
    const verified = await verifyBackup(handle, 'copy.gz');
    return restoreBackup({ ownerUrl, secret: testSecret, handle, name: 'copy.gz', verified });
  });
}

/** Rows of every table and the place of every sequence, as one line each. */
export async function readEverything(owner: Sql): Promise<string[]> {
  const tables = await owner<{ name: string }[]>`
    select schemaname || '.' || tablename as name from pg_tables
    where schemaname in ('auth', 'tracker', 'published', 'ops') order by 1`;
  const lines: string[] = [];
  for (const { name } of tables) {
    const [row] = await owner.script<{ line: string }[]>(
      `select '${name} ' || count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as line
       from ${name} t`,
    );
    lines.push(row?.line ?? '');
  }
  const sequences = await owner<{ line: string }[]>`
    select schemaname || '.' || sequencename || ' ' || coalesce(last_value::text, 'unused') as line
    from pg_sequences order by 1`;
  return [...lines, ...sequences.map(({ line }) => line)];
}

/** The application on another database than the world's: callers for people by their id. */
export function openApplicationOn(world: World, url: string) {
  const connections = openConnections(url, testSecrets.passwordOf);
  onTestFinished(() => connections.close());
  const base = { ...world.base, database: connections.app, connections };
  return {
    connections,
    base,
    anonymous: createCaller({ ...base, viewer: null }),
    async as(personId: string): Promise<AppCaller> {
      const viewer = await getViewer(connections.app, testSecrets.viewerSecret, personId);
      if (!viewer) throw new Error(`${personId} is not there.`);
      return createCaller({ ...base, viewer });
    },
  };
}

/** Writes the same copy with its text changed; what ends it stays as it was. */
export function rewrite(file: string, target: string, change: (text: string) => string): void {
  writeFileSync(target, gzipSync(change(gunzipSync(readFileSync(file)).toString('utf8'))));
}
