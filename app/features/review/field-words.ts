import { keyOfCell } from '#server/domain/submission/snapshot-changes.calculations.ts';
import { buildCellKey } from '#server/domain/value/indicator-definition.ts';
import type { ReviewIndicator, ReviewItem } from './answers.ts';

const activityWords: Record<string, string> = {
  status: 'Status',
  achievements: 'Achievements',
  challenges: 'Challenges',
  nextSteps: 'Next steps',
  narrativeReleased: 'Release of these words',
};

/** A field of an item: its key in queries and findings, and what people call it. */
export type ItemField = { key: string; label: string };

/** Every cell of an indicator, total first, by the definition; cells that are no longer in it come last. */
export function listCellFields(
  item: Pick<ReviewIndicator, 'definition' | 'now' | 'before' | 'last'>,
): ItemField[] {
  const defined: ItemField[] = [
    { key: 'total', label: 'Total' },
    ...(item.definition?.dimensions ?? []).flatMap((dimension) =>
      dimension.categories.map((category) => ({
        key: buildCellKey(dimension.code, category.code),
        label: `${dimension.name}: ${category.name}`,
      })),
    ),
  ];
  const known = new Set(defined.map(({ key }) => key));
  const others = [item.now, item.before, item.last]
    .flatMap((content) => content?.cells ?? [])
    .map((cell) => keyOfCell(cell))
    .filter((key) => !known.has(key));
  return [...defined, ...[...new Set(others)].map((key) => ({ key, label: key.replace('=', ': ') }))];
}

/** Everything of an item that a question can be about. */
export function listItemFields(item: ReviewItem): ItemField[] {
  if (item.subject === 'activity') {
    return Object.entries(activityWords).map(([key, label]) => ({ key, label }));
  }
  return [...listCellFields(item), { key: 'note', label: 'Note' }, { key: 'release', label: 'Release' }];
}

/** What people call a field. */
export function describeField(item: ReviewItem, key: string): string {
  const found = listItemFields(item).find((field) => field.key === key)?.label;
  if (found) return found;
  // A finding about a whole breakdown names the dimension.
  const dimension =
    item.subject === 'indicator' ? item.definition?.dimensions.find(({ code }) => code === key) : null;
  return dimension?.name ?? key;
}
