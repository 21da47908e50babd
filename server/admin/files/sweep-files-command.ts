import { openStorage } from '#server/files/open-storage.ts';
import { eraseRemoved, findStrays, removedDays } from '#server/files/sweep-files.ts';
import { AdminError } from '../admin-error.ts';
import type { Command } from '../command.ts';
import { withTrackerDatabase } from '../tracker-database.ts';

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
      const erased = await eraseRemoved(owner, files, now);
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
