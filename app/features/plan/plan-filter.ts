/** What the plan can be narrowed by, by its name in addresses; the contract has the same names. */
export const filterNames = [
  'area',
  'objective',
  'status',
  'late',
  'lead',
  'body',
  'state',
  'partner',
  'lens',
  'tag',
  'year',
  'ends',
  'round',
] as const;
export type FilterName = (typeof filterNames)[number];

/** How the plan is narrowed, as it stands in the address. */
export type PlanFilter = Partial<Record<FilterName, string>>;

/** Reads the filter from an address; what is empty narrows nothing, what is too long for a code is cut. */
export function readFilter(url: string): PlanFilter {
  const search = new URL(url).searchParams;
  const filter: PlanFilter = {};
  for (const name of filterNames) {
    const value = search.get(name)?.trim();
    // No code is as long: what is left of it matches nothing, and the page says so.
    if (value) filter[name] = value.slice(0, 60);
  }
  return filter;
}

/** An address with the filter in its query. */
export function withFilter(path: string, filter: PlanFilter): string {
  const search = new URLSearchParams();
  for (const name of filterNames) {
    const value = filter[name];
    if (value) search.set(name, value);
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

/**
 * The query of an address without the empty answers that a form sends where nothing was chosen, so that a view has one
 * address to send on; null where it has none.
 */
export function tidyQuery(url: string): string | null {
  const { searchParams } = new URL(url);
  const kept = [...searchParams].filter(([, value]) => value.trim() !== '');
  if (kept.length === searchParams.size) return null;
  return kept.length > 0 ? `?${new URLSearchParams(kept)}` : '';
}
