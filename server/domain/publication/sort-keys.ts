/**
 * Returns the value with its keys in a fixed order: shorter ones first, then alphabetically. Postgres returns
 * `jsonb` in this order, and figures were read from it before they were documents: so old files stay
 * unchanged.
 */
export function sortKeys(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sortKeys);
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort(compareKeys)) {
    ordered[key] = sortKeys((value as Record<string, unknown>)[key]);
  }
  return ordered;
}

const compareKeys = (a: string, b: string) => a.length - b.length || (a < b ? -1 : 1);
