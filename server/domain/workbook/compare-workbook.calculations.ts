import {
  formatValue,
  getFieldLabel,
  type ReadField,
  type ReadRow,
  type WorkbookContent,
  getCode,
  type EntryRow,
  type FieldName,
  type FieldValue,
  isEmptyValue,
  isOpen,
  isSameValue,
  listEntryRows,
  getStoredField,
  type WorkbookReport,
  type CellAnswer,
} from './workbook-report.ts';
import { checkCells } from '../value/check-cells.rules.ts';
import { buildCellInput } from '../value/indicator-value.rules.ts';
import { buildCellKey } from '../value/indicator-definition.ts';
import type { Cell } from '../value/indicator-value.schema.ts';

/**
 * Checks rules between the cells of one indicator: parts that add up to more than their total. If the
 * accepted changes would break one, none of the indicator's new figures can be accepted, and the field shows
 * the sentence.
 */
function findCombinedProblems(rows: EntryRow[], changes: Change[]): Change[] {
  const [first] = rows;
  const moving = changes.filter(
    ({ kind, field }) => field === 'cell' && (kind === 'new' || kind === 'changed'),
  );
  if (first?.kind !== 'cell' || moving.length === 0) return changes;
  const { definition, answer } = first.indicator;
  const cells = applyCells(rows, answer.cells, moving);
  const { problems } = checkCells(definition, cells.map(buildCellInput));
  const [problem] = problems;
  if (!problem) return changes;
  const index = Number(/^cells\.(\d+)/.exec(problem.path)?.[1] ?? -1);
  const at = cells[index];
  const key = at ? `${first.item}/${buildCellKey(at.dimension, at.category)}/cell` : moving[0]?.key;
  // The part that the rule names may be stored already: then the sentence is shown at the first changed one.
  const place = moving.some((change) => change.key === key) ? key : moving[0]?.key;
  const others = moving.find((change) => change.key === place);
  return changes.map((change) => {
    if (!moving.includes(change)) return change;
    const sentence =
      change.key === place
        ? problem.message
        : `${problem.message} See ${others?.cell ?? 'the other cells'}: the figures of one indicator are taken together.`;
    return { ...change, kind: 'rejected', sentence };
  });
}

/**
 * An answer of a workbook compared with what is stored now:
 * - `new`: nothing is stored; `changed`: something else is stored, and nobody has changed it since the
 *   workbook was made;
 * - `emptied`: there was an answer and the cell is empty now; accepted only on request;
 * - `conflict`: changed in the workbook and by somebody else in the tracker; accepted only on request;
 * - `rejected`: it cannot be accepted, for a reason; `same`: there is nothing to do.
 */
export const changeKinds = ['new', 'changed', 'emptied', 'conflict', 'rejected', 'same'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export type Change = {
  /** The key of the field: "activity/A1.1/status", "indicator/I-B3/sex=female/cell". */
  key: string;
  kind: ChangeKind;
  field: FieldName;
  name: string;
  sheet: string;
  row: number;
  cell: string;
  /** What is stored now and what the workbook says, in words; empty if there is nothing. */
  stored: string;
  given: string;
  /** What was stored when the workbook was made; shown if two changes conflict. */
  base: string | null;
  /** Why it is rejected. */
  sentence: string | null;
  /** What would be stored; null if rejected. */
  value: FieldValue;
};

export type ComparedItem = {
  /** "activity/A1.1" or "indicator/I-B3". */
  key: string;
  kind: 'activity' | 'indicator';
  code: string;
  title: string;
  area: string;
  version: number;
  /** All except unchanged fields. */
  changes: Change[];
  same: number;
};

/** Compares the content of a workbook with what is stored now, item by item, in the order of the plan. */
export function compareWorkbook(content: WorkbookContent, report: WorkbookReport): ComparedItem[] {
  const given = new Map(content.rows.map((row) => [row.key, row]));
  const items = new Map<string, ComparedItem>();
  const rowsOf = new Map<string, EntryRow[]>();
  for (const row of listEntryRows(report)) {
    const item = items.get(row.item) ?? buildItem(row);
    items.set(row.item, item);
    rowsOf.set(row.item, [...(rowsOf.get(row.item) ?? []), row]);
    const read = given.get(row.key);
    for (const field of read?.fields ?? []) {
      const change = compareField(report, row, read as ReadRow, field);
      if (change.kind === 'same') item.same += 1;
      else item.changes.push(change);
    }
  }
  return [...items.values()].map((item) => ({
    ...item,
    changes: findCombinedProblems(rowsOf.get(item.key) ?? [], item.changes),
  }));
}

function buildItem(row: EntryRow): ComparedItem {
  const about = row.kind === 'activity' ? row.activity : { ...row.indicator.definition, ...row.indicator };
  return {
    key: row.item,
    kind: row.kind === 'activity' ? 'activity' : 'indicator',
    code: getCode(row),
    title: row.kind === 'activity' ? row.activity.title : row.indicator.definition.title,
    area: about.area,
    version: about.version,
    changes: [],
    same: 0,
  };
}

function compareField(report: WorkbookReport, row: EntryRow, read: ReadRow, field: ReadField): Change {
  const stored = getStoredField(row, field.field);
  const say = (value: FieldValue) => formatValue(report, row, field.field, value);
  const common = {
    key: `${row.key}/${field.field}`,
    field: field.field,
    name: getFieldLabel(row, field.field),
    sheet: read.sheet,
    row: read.row,
    cell: field.cell,
    stored: say(stored),
    base: field.base === undefined ? null : say(field.base),
  };
  if ('problem' in field) {
    return { ...common, kind: 'rejected', given: '', sentence: field.problem, value: null };
  }
  const kind = decideKind(field.field, { stored, given: field.value, base: field.base });
  const given = say(field.value);
  if (kind !== 'same' && !isOpen(row)) {
    return {
      ...common,
      kind: 'rejected',
      given,
      sentence: `${getCode(row)} is not open for changes: the secretariat asked about other items.`,
      value: null,
    };
  }
  return { ...common, kind, given, sentence: null, value: field.value };
}

/**
 * Decides the kind of a change from three versions of a field: as stored, as in the workbook, and as it was
 * when the workbook was made.
 */
export function decideKind(
  field: FieldName,
  { stored, given, base }: { stored: FieldValue; given: FieldValue; base: FieldValue | undefined },
): Exclude<ChangeKind, 'rejected'> {
  if (isSameValue(given, stored)) return 'same';
  // Clearing a choice that has no "nothing" is no answer and removes none.
  if (isEmptyValue(given) && (field === 'released' || field === 'release')) return 'same';
  if (base === undefined) {
    if (isEmptyValue(stored)) return 'new';
    return isEmptyValue(given) ? 'same' : 'conflict';
  }
  // Unchanged in the workbook: what somebody else wrote since stays.
  if (isSameValue(given, base)) return 'same';
  if (!isSameValue(stored, base)) return 'conflict';
  if (isEmptyValue(given)) return 'emptied';
  return isEmptyValue(stored) ? 'new' : 'changed';
}

/** Counts answers by kind, rejected cells included. */
export function countChanges(items: ComparedItem[], content: WorkbookContent): Record<ChangeKind, number> {
  const counts: Record<ChangeKind, number> = {
    new: 0,
    changed: 0,
    emptied: 0,
    conflict: 0,
    rejected: content.rejections.length,
    same: 0,
  };
  for (const item of items) {
    counts.same += item.same;
    for (const { kind } of item.changes) counts[kind] += 1;
  }
  return counts;
}

/** Returns the cells of an indicator after some changes; others stay unchanged. */
export function applyCells(rows: EntryRow[], stored: readonly Cell[], changes: readonly Change[]): Cell[] {
  const taken = new Map(changes.map((change) => [change.key, change.value as CellAnswer]));
  const changed = rows.flatMap((row) => {
    const key = `${row.key}/cell`;
    return row.kind === 'cell' && taken.has(key)
      ? [{ place: row.place, answer: taken.get(key) ?? null }]
      : [];
  });
  const isChanged = (cell: Cell) =>
    changed.some(({ place }) => place.dimension === cell.dimension && place.category === cell.category);
  return [
    ...stored.filter((cell) => !isChanged(cell)),
    ...changed.flatMap(({ place, answer }) => (answer === null ? [] : [{ ...place, ...answer }])),
  ];
}
