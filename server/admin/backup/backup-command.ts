import type { Command } from '../command.ts';
import { resolveNamedPath } from '../named-path.ts';
import { withTrackerDatabase } from '../tracker-database.ts';
import { describeAmount, describeSize } from '../describe.ts';
import { writeBackup } from './write-backup.ts';

export const backupCommand: Command = {
  name: 'backup',
  summary: 'write a copy of the whole database, while the tracker goes on',
  words: ['FILE'],
  options: [{ name: 'force', value: null, meaning: 'Write over FILE when it is there already.' }],
  about: [
    'Writes one consistent copy of the whole database: accounts, the plan, reports with their history, publications. ' +
      'The tracker may go on meanwhile. FILE appears when it is complete; until then it is called FILE.part.',
    'Only the account that runs the command can read FILE. It holds everything that the database holds, drafts ' +
      'and password hashes too: keep it as you keep the database. SECRET (or DATA_DIR/secret) is not in it; keep that apart.',
    'Check a copy now and then with "verify FILE".',
  ],
  async run({ words, has }, say) {
    const file = resolveNamedPath(words['FILE'] ?? '');
    const written = await withTrackerDatabase({ make: false, current: false }, (_owner, { ownerUrl }) =>
      writeBackup({ ownerUrl, file, force: has('force') }),
    );
    say(`Wrote ${describeAmount(written.rows, written.tables)} to ${file} (${describeSize(written.bytes)}).`);
  },
};
