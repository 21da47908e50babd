/**
 * The same value with its keys in one order: shorter ones first, then by their letters. It is the order in which
 * Postgres returns `jsonb`, from which figures were read before they were documents: so old files stay as they are.
 */
export function orderKeys(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(orderKeys);
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort(compareKeys)) {
    ordered[key] = orderKeys((value as Record<string, unknown>)[key]);
  }
  return ordered;
}

const compareKeys = (a: string, b: string) => a.length - b.length || (a < b ? -1 : 1);
