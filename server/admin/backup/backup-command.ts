import { openDiskStorage } from '#server/files/disk-storage.ts';
import { openStorage } from '#server/files/open-storage.ts';
import { AdminError } from '../admin-error.ts';
import type { Command } from '../command.ts';
import { copyFiles, countFiles, listNamedFiles, describeProblems } from '../files/copy-files.ts';
import { resolveNamedPath } from '../named-path.ts';
import { withTrackerDatabase } from '../tracker-database.ts';
import { describeAmount, describeSize } from '../describe.ts';
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
      say(
        `Wrote ${describeAmount(written.rows, written.tables)} to ${file} (${describeSize(written.bytes)}).`,
      );
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
        `Copied ${done.copied} files (${describeSize(done.bytes)}) to ${to}; ${done.there} were there already.`,
      );
      const problems = describeProblems(done);
      if (problems) throw new AdminError(`${problems} The copy of the database is whole.`);
    });
  },
};
