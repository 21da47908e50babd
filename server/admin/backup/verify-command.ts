import { basename } from 'node:path';
import type { Command } from '../command.ts';
import { resolveNamedPath } from '../named-path.ts';
import { describeAmount, describeMoment } from '../describe.ts';
import { findForeignMigration, verifyBackup, withBackupFile } from './verify-backup.ts';

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
      `${basename(file)} is whole: ${describeAmount(total, tables)}, as they were on ${describeMoment(header.made_at)}.`,
    );
    const newest = header.migrations.at(-1)?.name ?? '';
    say(`It comes from Postgres ${header.postgres}; its newest migration is ${newest}.`);
    const foreign = await findForeignMigration(header);
    if (foreign) say(foreign);
  },
};
