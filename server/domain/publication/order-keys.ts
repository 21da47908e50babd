/**
 * The same value with its keys in one order: shorter ones first, then by their letters. It is the order in which
 * Postgres returns `jsonb`, from which figures were read before they were documents: so old files stay as they are.
 */
export function orderKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(orderKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
      .map(([key, inner]) => [key, orderKeys(inner)]),
  );
}
