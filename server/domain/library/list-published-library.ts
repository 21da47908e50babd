import type { DocumentBody, LibraryEntry, Lists, PlanDocument } from '../publication/documents.ts';
import { compareText } from '#server/domain/publication/compare-text.ts';

/** An entry of the library for lists, with codes of states, bodies, partners, activities and lenses. */
export type LibraryLine = LibraryEntry & {
  kindLabel: string;
  isCooperation: boolean;
  /** In the order of the codes. */
  partnerNames: readonly string[];
};

/** Reads every entry of a publication's library: newest first, entries without a year last, then by title. */
export function listPublishedLibrary({
  library,
  lists,
}: {
  library: DocumentBody<'library'>;
  lists: Pick<Lists, 'libraryKinds' | 'partners'>;
}): LibraryLine[] {
  const kindOf = new Map(lists.libraryKinds.map((kind) => [kind.code, kind]));
  const nameOf = new Map(lists.partners.map(({ slug, name }) => [slug, name]));
  return library
    .map((entry) => ({
      ...entry,
      kindLabel: kindOf.get(entry.kind)?.label ?? entry.kind,
      isCooperation: kindOf.get(entry.kind)?.isCooperation ?? false,
      partnerNames: entry.partners.map((slug) => nameOf.get(slug) ?? slug),
    }))
    .sort(
      (a, b) =>
        (b.year ?? 0) - (a.year ?? 0) ||
        (b.happenedOn ?? '').localeCompare(a.happenedOn ?? '') ||
        a.title.localeCompare(b.title, 'en'),
    );
}

/** Names of what entries refer to, by code, in display order. */
export type LibraryNames = Record<
  'states' | 'bodies' | 'partners' | 'activities' | 'lenses',
  Record<string, string>
>;

/** Returns the names of a publication's states, bodies, partners, activities and lenses. */
export function listLibraryNames({
  lists: { reporters, partners, lenses },
  plan: { activities },
}: {
  lists: Pick<Lists, 'reporters' | 'partners' | 'lenses'>;
  plan: Pick<PlanDocument, 'activities'>;
}): LibraryNames {
  const namesOf = (kind: 'state' | 'body') =>
    Object.fromEntries(reporters.filter((each) => each.kind === kind).map(({ code, name }) => [code, name]));
  const titlesOf = (rows: readonly { code: string; title: string }[]) =>
    Object.fromEntries(rows.map(({ code, title }) => [code, title]));
  return {
    states: namesOf('state'),
    bodies: namesOf('body'),
    partners: Object.fromEntries(partners.map(({ slug, name }) => [slug, name])),
    activities: titlesOf(activities),
    lenses: titlesOf(lenses.toSorted((a, b) => compareText(a.title, b.title))),
  };
}

/** What pairs need of an entry: the states that work together. */
export type CooperationItem = { kind: string; states: readonly string[] };

export type CooperationPair<Item extends CooperationItem> = {
  /** Codes of two states, in the given order. */
  one: string;
  other: string;
  items: Item[];
};

/**
 * Lists the pairs of states that work together, from entries of cooperation: an entry with three states makes
 * three pairs and counts once in each. A state that is not in `order` makes no pair. Pairs are in that order,
 * whatever their number of entries: this is no ranking.
 */
export function listPairs<Item extends CooperationItem>(
  items: readonly Item[],
  order: readonly string[],
): CooperationPair<Item>[] {
  const place = new Map(order.map((code, at) => [code, at]));
  const pairs = new Map<string, CooperationPair<Item>>();
  for (const item of items) {
    const states = [...new Set(item.states)]
      .filter((code) => place.has(code))
      .sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
    states.forEach((one, at) => {
      for (const other of states.slice(at + 1)) {
        const key = `${one}/${other}`;
        const pair = pairs.get(key) ?? { one, other, items: [] };
        pair.items.push(item);
        pairs.set(key, pair);
      }
    });
  }
  return [...pairs.values()].sort(
    (a, b) =>
      (place.get(a.one) ?? 0) - (place.get(b.one) ?? 0) ||
      (place.get(a.other) ?? 0) - (place.get(b.other) ?? 0),
  );
}

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
export function isInLibraryFilter(item: FilteredItem, filter: LibraryFilter): boolean {
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
