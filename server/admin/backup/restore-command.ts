import { basename } from 'node:path';
import { getSeedState } from '#seeds/seed-marker.ts';
import { AdminError } from '../admin-error.ts';
import type { Command } from '../command.ts';
import { resolveNamedPath } from '../named-path.ts';
import { type TrackerServer, withOwner, withTrackerServer } from '../tracker-database.ts';
import { describeAmount, describeMoment } from '../describe.ts';
import { replaceDatabase } from './replace-database.ts';
import { restoreBackup } from './restore-backup.ts';
import { refuseForeign, verifyBackup, withBackupFile } from './verify-backup.ts';

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
      await refuseForeign(verified.header);
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
        const amount = describeAmount(total, Object.keys(rows).length);
        say(`Restored ${amount}, as they were on ${describeMoment(header.made_at)}.`);
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
