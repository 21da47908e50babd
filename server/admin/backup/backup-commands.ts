import { basename } from 'node:path';
import { getSeedState } from '#seeds/seed-marker.ts';
import { openDiskStorage } from '#server/files/disk-storage.ts';
import { openStorage } from '#server/files/open-storage.ts';
import {
  AdminError,
  type Command,
  formatAmount,
  formatMoment,
  formatSize,
  resolveNamedPath,
} from '../command.ts';
import { copyFiles, countFiles, listNamedFiles, describeProblems } from '../files/copy-files.ts';
import {
  type TrackerServer,
  withOwner,
  withTrackerDatabase,
  withTrackerServer,
} from '../tracker-database.ts';
import { findForeignMigration, requireOwnMigrations, verifyBackup, withBackupFile } from './read-backup.ts';
import { replaceDatabase, restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

export const backupCommand: Command = {
  name: 'backup',
  summary: 'write a copy of the whole database, while the tracker goes on',
  words: ['FILE'],
  options: [
    { name: 'force', value: null, meaning: 'Write over FILE when it is there already.' },
    {
      name: 'files',
      value: 'DIRECTORY',
      meaning: 'Copy uploaded files, and files of reports, that are not in DIRECTORY yet there.',
    },
  ],
  about: [
    'Writes one consistent copy of the whole database: accounts, the plan, reports with their history, publications. ' +
      'The tracker may go on meanwhile. FILE appears when it is complete; until then it is called FILE.part.',
    'Only the account that runs the command can read FILE. It holds everything that the database holds, drafts ' +
      'and password hashes too: keep it as you keep the database. SECRET (or DATA_DIR/secret) is not in it; keep that apart.',
    'Uploaded files and the files of reports are not in FILE. With --files they are copied beside it; name the same DIRECTORY every time, and only ' +
      'what is new is copied. "restore-files DIRECTORY" brings them back.',
    'Check a copy now and then with "verify FILE".',
  ],
  async run({ words, has, text }, say) {
    const file = resolveNamedPath(words['FILE'] ?? '');
    const directory = text('files');
    await withTrackerDatabase({ make: false, current: false }, async (owner, { ownerUrl, config }) => {
      const written = await writeBackup({ ownerUrl, file, force: has('force') });
      say(`Wrote ${formatAmount(written.rows, written.tables)} to ${file} (${formatSize(written.bytes)}).`);
      const files = await listNamedFiles(owner);
      if (directory === null) {
        if (files.length > 0) {
          say(`Not in it: ${countFiles(files)}. Add --files DIRECTORY to copy them too.`);
        }
        return;
      }
      const to = resolveNamedPath(directory);
      const done = await copyFiles(files, await openStorage(config), await openDiskStorage(to));
      say(
        `Copied ${done.copied} files (${formatSize(done.bytes)}) to ${to}; ${done.there} were there already.`,
      );
      const problems = describeProblems(done);
      if (problems) throw new AdminError(`${problems} The copy of the database is whole.`);
    });
  },
};

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'say whether a copy is whole; needs no database',
  words: ['FILE'],
  options: [],
  about: [
    'Reads a copy that "backup" has written from the first byte to the last and compares it with the counts and the ' +
      'SHA-256 at its end. Nothing is changed and no database is needed.',
    'Ends with exit code 0 when the copy is whole and with 1 when it is cut off or damaged.',
  ],
  async run({ words }, say) {
    const file = resolveNamedPath(words['FILE'] ?? '');
    const { header, rows, total } = await withBackupFile(file, (handle) =>
      verifyBackup(handle, basename(file)),
    );
    const tables = Object.keys(rows).length;
    say(
      `${basename(file)} is whole: ${formatAmount(total, tables)}, as they were on ${formatMoment(header.made_at)}.`,
    );
    const newest = header.migrations.at(-1)?.name ?? '';
    say(`It comes from Postgres ${header.postgres}; its newest migration is ${newest}.`);
    const foreign = await findForeignMigration(header);
    if (foreign) say(foreign);
  },
};

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'put a copy into an empty database',
  words: ['FILE'],
  options: [
    {
      name: 'into-empty',
      value: null,
      meaning: 'Make a new database for the copy, in place of one with accounts. Embedded Postgres only.',
    },
  ],
  about: [
    'Puts a copy that "backup" has written into a database in which nobody has an account yet. Stop the tracker ' +
      'first. The copy is checked before anything is touched; then it is loaded whole, or not at all.',
    'A copy of an older version is brought to this one. A copy of a newer version is refused.',
    'With the embedded Postgres the copy goes into a new database that takes the place of the present one when it is ' +
      'complete. When that one holds accounts, this needs --into-empty; a demo is then thrown away, and anything else ' +
      'is kept under another name. With DATABASE_URL, make an empty database and name it there.',
    'The SECRET of this installation is used from then on. With another SECRET than the old one everybody signs in again.',
  ],
  async run({ words, has }, say) {
    const file = resolveNamedPath(words['FILE'] ?? '');
    const name = basename(file);
    await withBackupFile(file, async (handle) => {
      // A bad file is known before a database is started for it.
      const verified = await verifyBackup(handle, name);
      await requireOwnMigrations(verified.header);
      await withTrackerServer({ mustExist: false }, async (server) => {
        const restore = (ownerUrl: string) =>
          restoreBackup({ ownerUrl, secret: server.config.secret, handle, name, verified });
        const embedded = server.adminUrl !== null;
        if (!embedded && has('into-empty')) {
          throw new AdminError(
            'With DATABASE_URL no database is made; make an empty one, name it there, and leave out --into-empty.',
          );
        }
        const { result, kept } = embedded
          ? await replaceDatabase(server, { evenWithPeople: has('into-empty') }, restore)
          : { result: await restore(server.ownerUrl), kept: null };
        const { header, rows, total } = verified;
        const amount = formatAmount(total, Object.keys(rows).length);
        say(`Restored ${amount}, as they were on ${formatMoment(header.made_at)}.`);
        if (result.migrated.length > 0) say(`Brought to this version by ${result.migrated.join(', ')}.`);
        if (kept !== null) say(`What was there before is kept as the database ${kept}.`);
        await describeHowToStart(server, say);
      });
    });
  },
};

async function describeHowToStart({ config, ownerUrl }: TrackerServer, say: (line: string) => void) {
  const isDemo = await withOwner(ownerUrl, async (owner) => (await getSeedState(owner, 'demo')) !== 'none');
  if (isDemo || !config.demo) say('Start the tracker.');
  else say('This is not a demo: set DEMO=0 (in .env), then start the tracker.');
}
