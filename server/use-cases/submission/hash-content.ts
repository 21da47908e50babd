import { createHash } from 'node:crypto';
import type { SnapshotContent } from '#server/domain/submission/snapshot-content.ts';

/**
 * The checksum of a report's content: SHA-256 of it as JSON without spaces, keys in the order of their letters. The same
 * for a printed draft, for a clearance and for what is submitted, so that each can be held against the others.
 */
export const hashContent = (content: SnapshotContent): string =>
  createHash('sha256')
    .update(JSON.stringify(sortKeys(content)))
    .digest('hex');

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}
