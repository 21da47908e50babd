/** How the plan is narrowed, as it stands in the address. */
export type PlanFilter = Partial<Record<'area' | 'status' | 'lead' | 'lens' | 'tag', string>>;

export const filterNames = ['area', 'status', 'lead', 'lens', 'tag'] as const;

/** Reads the filter from an address; what is empty narrows nothing, what is too long for a code is left out. */
export function readFilter(url: string): PlanFilter {
  const search = new URL(url).searchParams;
  const filter: PlanFilter = {};
  for (const name of filterNames) {
    const value = search.get(name)?.trim();
    if (value && value.length <= 60) filter[name] = value;
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
