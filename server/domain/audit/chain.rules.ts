export type ChainFault = { sequence: number; sentence: string };

/**
 * Reads a hash that somebody noted: 64 hexadecimal digits, in either case, with or without spaces. Returns
 * null otherwise.
 */
export function parseNotedHash(text: string): string | null {
  const hash = text.replaceAll(/\s/g, '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(hash) ? hash : null;
}

/**
 * Creates a verifier of the chain. It takes the entries in order and stops at the first that is not as it was
 * chained.
 *
 * @param hashOf SHA-256 of the UTF-8 of a text, in hexadecimal
 * @param noted a hash noted earlier: it must be that of some entry
 */
export function createChainVerifier(hashOf: (text: string) => string, noted: string | null = null) {
  let count = 0;
  let last = noHash;
  let met: number | null = null;
  const nextFault = (entry: ChainedEntry): string | null => {
    const expected = count + 1;
    if (Number(entry.sequence) !== expected) {
      return Number(entry.sequence) > expected
        ? `Entry ${expected} was removed: after entry ${count} comes entry ${entry.sequence}.`
        : `Entry ${entry.sequence} was inserted: it is outside the numbering of the chain.`;
    }
    if (entry.hash !== hashOf(serialiseAuditEntry(entry))) {
      return `Entry ${expected} was altered: it no longer matches its hash.`;
    }
    if (entry.previousHash !== last) {
      return count === 0
        ? 'Entry 1 is not the first that was written: entries before it were removed.'
        : `Entry ${expected} does not follow entry ${count}: one of the two replaced another entry.`;
    }
    return null;
  };
  return {
    /** Takes the next entry by number. Returns a fault if the chain is broken from here on. */
    add(entry: ChainedEntry): ChainFault | null {
      const sentence = nextFault(entry);
      if (sentence) return { sequence: Math.min(Number(entry.sequence), count + 1), sentence };
      count += 1;
      last = entry.hash;
      if (entry.hash === noted) met = count;
      return null;
    },
    /** Call after the last entry. Returns how many there were, and a fault if the end was cut off. */
    end(): { entries: number; head: string; notedAt: number | null; fault: ChainFault | null } {
      const sentence =
        'The hash you entered is not in the chain: entries were removed from its end, or it was rewritten.';
      const fault = noted !== null && met === null ? { sequence: count + 1, sentence } : null;
      return { entries: count, head: last, notedAt: met, fault };
    },
  };
}

/** A record of a guarded table that differs from its entry. `sequence` is null if no entry mentions it. */
export type RowFault = {
  source: string;
  rowKey: string;
  fault: 'altered' | 'removed' | 'inserted';
  sequence: number | null;
};

const tableNames: Record<string, string> = {
  decision: 'decisions on reports',
  clearance: 'clearances',
  submission_snapshot: 'reports as they were submitted',
  revision: 'changes',
  compilation: 'compilations',
  publication_event: 'publications',
  extension: 'extensions',
  assignment: 'roles',
  invitation: 'invitations',
  plan_amendment: 'amendments of the plan',
  review_approval: 'first approvals of reports',
  report_draft: 'drafts of the report',
  report_approval: 'signatures under the report',
  access_review: 'reviews of roles',
  consent_request: 'questions about consent',
  consent_answer: 'answers about consent',
  learning_revision: 'entries of the mid-term review',
  publication: 'publications',
  withdrawal: 'withdrawals',
  review_text_revision: 'words of the secretariat',
  report_section_revision: 'words of the report',
  comparability_revision: 'notes on comparability',
  bulk_acceptance: 'acceptances of several reports',
  bulk_acceptance_item: 'reports accepted with others',
};

/** Describes a fault of a record in a sentence. */
export function describeRowFault({ source, rowKey, fault, sequence }: RowFault): string {
  const record = `The record ${rowKey} among the ${tableNames[source] ?? source} (table ${source})`;
  switch (fault) {
    case 'altered':
      return `${record} was altered: it no longer matches entry ${sequence}.`;
    case 'removed':
      return `${record} was removed: entry ${sequence} records it.`;
    case 'inserted':
      return `${record} was inserted: no entry records it.`;
  }
}

/**
 * An audit entry as it was hashed: every value as the database formats it as text, times in UTC to the
 * microsecond ("2026-11-29T08:00:00.000000Z"), JSON as Postgres writes jsonb.
 */
export type ChainedEntry = {
  sequence: string;
  at: string;
  personId: string | null;
  kind: string;
  event: string;
  roundCode: string | null;
  reporterCode: string | null;
  subject: string | null;
  detail: string;
  source: string | null;
  rowHashes: string | null;
  previousHash: string;
  hash: string;
};

/** The previous hash of the first entry. */
export const noHash = '0'.repeat(64);

const encoder = new TextEncoder();

/** Returns a value after its length in bytes; "~" for null. */
export const serialiseAuditField = (value: string | null): string =>
  value === null ? '~' : `${encoder.encode(value).length}:${value}`;

/**
 * Returns the text over which an entry is hashed (SHA-256 of its UTF-8). Each value follows its length, so no
 * two entries have the same text. Identical to tracker.audit_text in the database.
 */
export function serialiseAuditEntry(entry: Omit<ChainedEntry, 'hash'>): string {
  return [
    entry.sequence,
    entry.at,
    entry.personId,
    entry.kind,
    entry.event,
    entry.roundCode,
    entry.reporterCode,
    entry.subject,
    entry.detail,
    entry.source,
    entry.rowHashes,
    entry.previousHash,
  ]
    .map(serialiseAuditField)
    .join('\n');
}
