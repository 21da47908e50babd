import { stat } from 'node:fs/promises';
import { openDiskStorage } from '#server/files/disk-storage.ts';
import { openStorage } from '#server/files/open-storage.ts';
import { AdminError } from '../admin-error.ts';
import type { Command } from '../command.ts';
import { describeSize } from '../describe.ts';
import { resolveNamedPath } from '../named-path.ts';
import { withTrackerDatabase } from '../tracker-database.ts';
import { copyFiles, listNamedFiles, describeProblems } from './copy-files.ts';

export const restoreFilesCommand: Command = {
  name: 'restore-files',
  summary: 'bring uploaded files back from a directory that "backup --files" has written',
  words: ['DIRECTORY'],
  options: [],
  about: [
    'Copies the files that evidence and reports name from DIRECTORY to where the tracker keeps them (DATA_DIR/files, or the bucket ' +
      'in FILES_URL). What is there already is left alone; each file is compared with its checksum. Run it after "restore".',
    'It also moves files from a directory into a bucket: set FILES_URL and name DATA_DIR/files.',
  ],
  async run({ words }, say) {
    const directory = resolveNamedPath(words['DIRECTORY'] ?? '');
    if (!(await stat(directory).catch(() => null))?.isDirectory()) {
      throw new AdminError(`There is no directory ${directory}.`);
    }
    const done = await withTrackerDatabase({ make: false, current: true }, async (owner, { config }) =>
      copyFiles(await listNamedFiles(owner), await openDiskStorage(directory), await openStorage(config)),
    );
    say(`Brought back ${done.copied} files (${describeSize(done.bytes)}); ${done.there} were there already.`);
    const problems = describeProblems(done);
    if (problems) throw new AdminError(problems);
  },
};
