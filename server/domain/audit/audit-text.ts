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
export const writeAuditField = (value: string | null): string =>
  value === null ? '~' : `${encoder.encode(value).length}:${value}`;

/**
 * Returns the text over which an entry is hashed (SHA-256 of its UTF-8). Each value follows its length, so no
 * two entries have the same text. Identical to tracker.audit_text in the database.
 */
export function writeAuditText(entry: Omit<ChainedEntry, 'hash'>): string {
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
    .map(writeAuditField)
    .join('\n');
}
