import { readNotedHash } from '#server/domain/audit/chain.rules.ts';
import { verifyAudit } from '#server/queries/audit/verify-audit.query.ts';
import { AdminError } from './admin-error.ts';
import type { Command } from './command.ts';
import { withTrackerDatabase } from './tracker-database.ts';

export const verifyAuditCommand: Command = {
  name: 'verify-audit',
  summary: 'say whether anything in the audit was altered, removed or put in',
  words: [],
  options: [
    {
      name: 'head',
      value: 'HASH',
      meaning: 'A hash that was noted from the page Audit: shows whether entries are missing at the end.',
    },
  ],
  about: [
    'Follows the chain of entries from the first to the last, and compares every record that an entry tells of with ' +
      'what it said when it was written. Names the first entry that is altered, removed or put in, and every such record.',
    'Without --head, entries that were cut off from the end show only where a record is left without its entry. Note ' +
      'the hash on the page Audit somewhere outside the tracker now and then, and give it here.',
    'Works whether or not the tracker is running. Ends with exit code 0 when everything is as it was written and with ' +
      '1 when it is not.',
  ],
  async run({ text }, say) {
    const typed = text('head');
    const noted = typed === null ? null : readNotedHash(typed);
    if (typed !== null && noted === null) {
      throw new AdminError('--head takes the whole hash: 64 letters and digits from 0 to f.');
    }
    await withTrackerDatabase({ make: false, current: true }, async (owner) => {
      const { entries, head, notedAt, faults, more } = await verifyAudit(owner, noted);
      for (const fault of faults) say(fault);
      if (more > 0) say(`${more} more records are not as they were written.`);
      if (faults.length > 0) throw new AdminError('The audit is not as it was written.');
      say(`${entries} entries hold together, and every record is as they tell.`);
      if (notedAt !== null) say(`The noted hash is that of entry ${notedAt}.`);
      say(`Head: ${head}`);
    });
  },
};
