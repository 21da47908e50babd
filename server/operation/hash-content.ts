import { createHash } from 'node:crypto';

/**
 * SHA-256 of something as JSON without spaces, keys in the order of their letters: the same content has the same sum,
 * in whatever order its keys came. For a report it is the checksum on a printed draft, of a clearance and of what is
 * submitted, so that each can be held against the others.
 */
export const hashContent = (content: unknown): string =>
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
