import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import type { ItemKind } from '../submission/report-paths.ts';

/** "sex=female" as part of an id or name; "=" would have to be escaped in addresses and selectors. */
export const serialiseCellKey = (key: string): string => key.replace('=', '.');

/** The id of the first control of a cell. */
export const cellId = (key: string): string => `cell-${serialiseCellKey(key)}`;

/** The id of the heading over the parts of one dimension. */
export const dimensionId = (dimension: string): string => `by-${dimension}`;

const activityIds = new Set(['status', 'achievements', 'challenges', 'nextSteps', 'narrativeReleased']);

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

/** A problem with the id of its control, ready for the error summary and the field. */
export type PlacedProblem = { fieldId: string; message: string };

/** Problems of an indicator's page by control; `keys` says which cell was sent in which place. */
export function placeIndicatorProblems(
  fields: readonly FieldProblem[],
  keys: readonly string[],
): PlacedProblem[] {
  return fields.map(({ path, message }) => {
    const cell = readCellPath(path, keys);
    if (cell) return { fieldId: cellControlId(cell.key, cell.field), message };
    return { fieldId: path === 'note' || path === 'release' ? path : 'entry', message };
  });
}

/** Problems of an activity's page by control. */
export function placeActivityProblems(fields: readonly FieldProblem[]): PlacedProblem[] {
  return fields.map(({ path, message }) => ({ fieldId: findFieldId('activity', path), message }));
}

/** The messages by the id of the control; the first one counts. */
export function messagesById(problems: readonly PlacedProblem[]): Record<string, string> {
  const messages: Record<string, string> = {};
  for (const { fieldId, message } of problems) messages[fieldId] ??= message;
  return messages;
}

/** What the names of the fields of a comparison begin with. */
export const comparisonNames = { mine: 'mine.', theirs: 'theirs.', base: 'base.', keep: 'keep.' } as const;

/** The name of a hidden or visible field of the comparison. */
export const comparisonName = (part: keyof typeof comparisonNames, key: string): string =>
  comparisonNames[part] + key;
