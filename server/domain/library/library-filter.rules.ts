/** The filter of the library, as in the URL. */
export type LibraryFilter = {
  kind?: string | undefined;
  activity?: string | undefined;
  /** An entry must name all of them, so that two make a pair. */
  states?: string[] | undefined;
  body?: string | undefined;
  partner?: string | undefined;
  lens?: string | undefined;
  /** Four digits, or "undated" for entries without a year. */
  year?: string | undefined;
  /** Only entries in which states work together. */
  cooperation?: boolean | undefined;
};

export const undated = 'undated';

/** What the filter looks at in an entry. */
export type FilteredItem = {
  kind: string;
  isCooperation: boolean;
  year: number | null;
  states: readonly string[];
  bodies: readonly string[];
  partners: readonly string[];
  activities: readonly string[];
  lenses: readonly string[];
};

/** Whether an entry passes the filter. An unknown code matches nothing. */
export function matchesLibraryFilter(item: FilteredItem, filter: LibraryFilter): boolean {
  const { kind, activity, states = [], body, partner, lens, year, cooperation } = filter;
  return (
    (kind === undefined || item.kind === kind) &&
    (activity === undefined || item.activities.includes(activity)) &&
    states.every((state) => item.states.includes(state)) &&
    (body === undefined || item.bodies.includes(body)) &&
    (partner === undefined || item.partners.includes(partner)) &&
    (lens === undefined || item.lenses.includes(lens)) &&
    (year === undefined || String(item.year ?? undated) === year) &&
    (!cooperation || item.isCooperation)
  );
}

/** Returns the path of the list under a filter. */
export function buildLibraryPath({ states = [], cooperation, ...rest }: LibraryFilter): string {
  const search = new URLSearchParams();
  for (const state of states) search.append('state', state);
  if (cooperation) search.set('cooperation', 'yes');
  for (const [name, value] of Object.entries(rest)) if (value) search.set(name, value);
  return search.size > 0 ? `/library?${search}` : '/library';
}
