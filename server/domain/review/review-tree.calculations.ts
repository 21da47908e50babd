import type { ItemPlace } from './reviewed-fields.rules.ts';

/** How far the questions about one item are: the least advanced of those that are not resolved. */
export type AskedState = 'none' | 'unsent' | 'waiting' | 'answered';

/** An item of a report in its reviewer's list. */
export type TreeItem = ItemPlace & {
  /** Names it in a URL: its code, or with its subject where another item has the same code. */
  name: string;
  title: string;
  /** Whether the reviewer has looked at it as it is now. */
  looked: boolean;
  asked: AskedState;
  /** Whether it changed since the report was received before. */
  changed: boolean;
  warnings: number;
  /** Warnings for which no reason was given. */
  unexplained: number;
  reported: boolean;
};

export type TreeSection = { key: string; title: string; items: TreeItem[] };
export type TreeArea = { code: string; title: string; sections: TreeSection[] };

/** An item with its place in the plan; without an objective it belongs to the area. */
export type PlacedItem = Omit<TreeItem, 'name'> & {
  area: { code: string; title: string };
  objective: { code: string; title: string } | null;
};

/**
 * Groups the items of a report by area and objective, in the order in which `areas` and the items are. What belongs
 * to no objective follows in a section of its own, at the end of its area.
 */
export function buildReviewTree(
  areas: readonly { code: string }[],
  items: readonly PlacedItem[],
): TreeArea[] {
  const activities = new Set(items.filter(({ subject }) => subject === 'activity').map(({ code }) => code));
  const tree = new Map<string, TreeArea & { rest: TreeSection }>();
  const order = [...areas.map(({ code }) => code), ...new Set(items.map(({ area }) => area.code))];
  for (const code of order) {
    const own = items.filter(({ area }) => area.code === code);
    const [first] = own;
    if (!first || tree.has(code)) continue;
    const area = { ...first.area, sections: [] as TreeSection[], rest: buildRest(code) };
    for (const { area: _, objective, ...item } of own) {
      const name =
        item.subject === 'indicator' && activities.has(item.code) ? `indicator/${item.code}` : item.code;
      findSection(area, objective).items.push({ ...item, name });
    }
    tree.set(code, area);
  }
  return [...tree.values()].map(({ rest, ...area }) => ({
    ...area,
    sections: rest.items.length > 0 ? [...area.sections, rest] : area.sections,
  }));
}

const buildRest = (area: string): TreeSection => ({
  key: `${area}-area`,
  title: 'Indicators of the area',
  items: [],
});

function findSection(
  area: TreeArea & { rest: TreeSection },
  objective: PlacedItem['objective'],
): TreeSection {
  if (!objective) return area.rest;
  const known = area.sections.find(({ key }) => key === objective.code);
  if (known) return known;
  const section = { key: objective.code, title: objective.title, items: [] };
  area.sections.push(section);
  return section;
}

/** Lists all items in the order of the tree. */
export const listTreeItems = (tree: readonly TreeArea[]): TreeItem[] =>
  tree.flatMap(({ sections }) => sections.flatMap(({ items }) => items));

/** What a reviewer goes through: everything, or only what is still to be looked at, odd, asked about or changed. */
export const treeFilters = ['all', 'open', 'changed', 'warnings', 'asked'] as const;
export type TreeFilter = (typeof treeFilters)[number];

const passes: Record<TreeFilter, (item: TreeItem) => boolean> = {
  all: () => true,
  open: ({ looked }) => !looked,
  changed: ({ changed }) => changed,
  warnings: ({ warnings }) => warnings > 0,
  asked: ({ asked }) => asked !== 'none',
};

export const filterTreeItems = (items: readonly TreeItem[], filter: TreeFilter): TreeItem[] =>
  items.filter(passes[filter]);

export type TreeCounts = Record<TreeFilter, number> & { looked: number };

/** Counts what each filter shows, and what was looked at. */
export function countTreeItems(items: readonly TreeItem[]): TreeCounts {
  const count = (filter: TreeFilter) => filterTreeItems(items, filter).length;
  const open = count('open');
  return {
    all: items.length,
    open,
    looked: items.length - open,
    changed: count('changed'),
    warnings: count('warnings'),
    asked: count('asked'),
  };
}

/**
 * Finds the items before and after one among those that a filter shows. The item itself may have left the filter, as
 * one does that was just looked at: its place in the whole report counts.
 */
export function findTreeNeighbours(
  items: readonly TreeItem[],
  name: string,
  filter: TreeFilter,
): { previous: TreeItem | null; next: TreeItem | null } {
  const at = items.findIndex((item) => item.name === name);
  if (at === -1) return { previous: null, next: null };
  return {
    previous: filterTreeItems(items.slice(0, at), filter).at(-1) ?? null,
    next: filterTreeItems(items.slice(at + 1), filter)[0] ?? null,
  };
}

/** Finds the next item that was not looked at, after one and round to the start; null where none is left. */
export function findNextOpen(items: readonly TreeItem[], name: string): TreeItem | null {
  const at = items.findIndex((item) => item.name === name);
  const inOrder = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))];
  return filterTreeItems(inOrder, 'open')[0] ?? null;
}

/**
 * Finds the item with which a review begins or continues: of a report that came back what changed or was answered and
 * was not looked at, then whatever was not looked at, then the first.
 */
export function findFirstItem(items: readonly TreeItem[], filter: TreeFilter): TreeItem | null {
  const shown = filterTreeItems(items, filter);
  const open = filterTreeItems(shown, 'open');
  return (
    open.find(({ changed, asked }) => changed || asked === 'answered') ??
    open[0] ??
    shown[0] ??
    items[0] ??
    null
  );
}

/** An area as a page shows it: the one in view with its items, the others with their counts and the way into them. */
export type ShownArea = {
  code: string;
  title: string;
  counts: Pick<TreeCounts, 'all' | 'looked' | 'warnings'>;
  /** The item with which somebody begins who goes there; null in the area in view. */
  first: string | null;
  /** Null where the area is not in view. */
  sections: (TreeSection & { counts: Pick<TreeCounts, 'all' | 'looked'> })[] | null;
};

/**
 * Opens the area of one item and folds the others: a plan of hundreds of items stays a small page. Areas and sections
 * without anything that the filter shows are left out, but not the item in view.
 */
export function buildShownAreas(tree: readonly TreeArea[], name: string, filter: TreeFilter): ShownArea[] {
  return tree.flatMap(({ code, title, sections }): ShownArea[] => {
    const items = sections.flatMap((section) => section.items);
    const { all, looked, warnings } = countTreeItems(items);
    const area = { code, title, counts: { all, looked, warnings } };
    if (!items.some((item) => item.name === name)) {
      const shown = filterTreeItems(items, filter);
      const first = findFirstItem(shown, filter)?.name ?? null;
      return first === null ? [] : [{ ...area, first, sections: null }];
    }
    const open = sections.flatMap(({ items: own, ...section }) => {
      const shown = own.filter((item) => item.name === name || passes[filter](item));
      const counts = countTreeItems(own);
      return shown.length === 0
        ? []
        : [{ ...section, items: shown, counts: { all: counts.all, looked: counts.looked } }];
    });
    return [{ ...area, first: null, sections: open }];
  });
}

/** Finds the section in which an item is. */
export const findSectionOf = (tree: readonly TreeArea[], name: string): TreeSection | null =>
  tree.flatMap(({ sections }) => sections).find(({ items }) => items.some((item) => item.name === name)) ??
  null;

/** Decides how far the questions about one item are. */
export function decideAskedState(
  queries: readonly { sentAt: string | null; answer: string | null; resolvedAt: string | null }[],
): AskedState {
  const open = queries.filter(({ resolvedAt }) => resolvedAt === null);
  if (open.length === 0) return 'none';
  if (open.some(({ sentAt }) => sentAt === null)) return 'unsent';
  return open.some(({ answer }) => answer === null) ? 'waiting' : 'answered';
}
