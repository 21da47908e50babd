import { stat } from 'node:fs/promises';
import { openDiskStorage } from '#server/files/disk-storage.ts';
import { openStorage } from '#server/files/open-storage.ts';
import { AdminError, type Command, formatSize, resolveNamedPath } from '../command.ts';
import { withTrackerDatabase } from '../tracker-database.ts';
import { copyFiles, listNamedFiles, describeProblems } from './copy-files.ts';
import { deleteRemovedFiles, findStrays, removedDays } from '#server/files/sweep-files.ts';

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
    say(`Brought back ${done.copied} files (${formatSize(done.bytes)}); ${done.there} were there already.`);
    const problems = describeProblems(done);
    if (problems) throw new AdminError(problems);
  },
};

/** More strays than this beside few files that belong to the tracker look like the wrong database or bucket. */
const fewStrays = 20;

export const sweepFilesCommand: Command = {
  name: 'sweep-files',
  summary: 'erase uploaded files that nothing names, and look for missing ones',
  words: [],
  options: [
    {
      name: 'force',
      value: null,
      meaning: 'Erase also when more than a tenth of all files is named by nothing.',
    },
  ],
  about: [
    'Erases files that an upload left behind without being written down (after a day), and files of evidence that was ' +
      `removed ${removedDays} days ago or earlier, which the tracker does by itself too.`,
    'Refuses when much of what is stored is named by nothing: that is what the wrong database, the wrong bucket or an old ' +
      'copy of the database looks like.',
    'Ends with exit code 1 when evidence names files that are not there; "restore-files" brings them back from a copy.',
  ],
  async run({ has }, say) {
    await withTrackerDatabase({ make: false, current: true }, async (owner, { config }) => {
      const files = await openStorage(config);
      const now = new Date();
      const { orphans, missing, stored } = await findStrays(owner, files, now);
      if (orphans.length > fewStrays && orphans.length * 10 > stored && !has('force')) {
        throw new AdminError(
          `${orphans.length} of ${stored} files in ${files.place} are named by nothing in this database. Nothing was erased; if this is right, add --force.`,
        );
      }
      const erased = await deleteRemovedFiles(owner, files, now);
      for (const key of orphans) await files.remove(key);
      say(`Erased ${count(erased)} of removed evidence and ${count(orphans.length)} that nothing named.`);
      if (missing.length === 0) return;
      const named = missing.slice(0, 20).join(', ');
      throw new AdminError(
        `${count(missing.length)} of evidence cannot be found (evidence ${named}${missing.length > 20 ? ' …' : ''}).`,
      );
    });
  },
};

const count = (files: number) => (files === 1 ? '1 file' : `${files.toLocaleString('en-GB')} files`);
