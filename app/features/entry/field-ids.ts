import type { ItemKind } from '../submission/report-paths.ts';

/** "sex=female" as part of an id or name; "=" would have to be escaped in addresses and selectors. */
export const serialiseCellKey = (key: string): string => key.replace('=', '.');

/** The id of the first control of a cell. */
export const cellId = (key: string): string => `cell-${serialiseCellKey(key)}`;

/** The id of the heading over the parts of one dimension. */
export const dimensionId = (dimension: string): string => `by-${dimension}`;

const activityIds = new Set([
  'status',
  'achievements',
  'challenges',
  'obstacles',
  'helpWanted',
  'nextSteps',
  'narrativeReleased',
]);

/**
 * Where on an item's page a field is that a finding or a question names: "achievements", "total", "sex=female",
 * "sex" (a whole breakdown), "note". A name that no page knows leads to the heading of the form.
 */
export function findFieldId(kind: ItemKind, field: string): string {
  if (kind === 'activity') return activityIds.has(field) ? field : 'entry';
  if (field === 'note' || field === 'release') return field;
  if (field === 'total' || field.includes('=')) return cellId(field);
  return field === '' ? 'entry' : dimensionId(field);
}

/** The cell that a path of the contract names ("cells.3.value"), given which cell was sent in which place. */
export function readCellPath(path: string, keys: readonly string[]): { key: string; field: string } | null {
  const parts = /^cells\.(\d+)\.(\w+)/.exec(path);
  const key = parts && keys[Number(parts[1])];
  return key ? { key, field: parts[2] ?? 'value' } : null;
}

/** The control for one part of a cell: only the lower part of a percentage has a control of its own. */
export function cellControlId(key: string, field: string): string {
  return field === 'denominator' ? `denominator-${serialiseCellKey(key)}` : cellId(key);
}

/** What the names of the fields of a comparison begin with. */
export const comparisonNames = { mine: 'mine.', theirs: 'theirs.', base: 'base.', keep: 'keep.' } as const;

/** The name of a hidden or visible field of the comparison. */
export const comparisonName = (part: keyof typeof comparisonNames, key: string): string =>
  comparisonNames[part] + key;
