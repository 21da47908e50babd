import { getAnswerKind, listFigureFields } from '#server/domain/value/measures.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { serialiseCellKey, readCellPath } from '#app/features/entry/field-ids.ts';
import { nameCellField, type PlacedProblem } from '#app/features/entry/placed-problems.ts';
import {
  getCell,
  hasAnswer,
  type IndicatorDraft,
  listCellPlaces,
  buildCells,
  buildIndicatorInput,
  type CellDraft,
  isWritable,
  readIndicatorForm,
} from '#app/features/entry/indicator-draft.ts';
import type { IndicatorEntry } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { checkCells } from '#server/domain/value/indicator-value.rules.ts';

/** The drafts of all indicators of a theme, by code. */
export type GridDrafts = Readonly<Record<string, IndicatorDraft>>;

/** A control of a row: a figure, the state, or the answer of a list with its states in one. */
export type GridColumn = 'value' | 'numerator' | 'denominator' | 'state' | 'pick';

/** One cell of an indicator with its controls, from left to right; an account in words has none here. */
export type GridRow = { code: string; key: string; columns: readonly GridColumn[] };

/** A place in the grid: which row, and which of its controls. */
export type GridPlace = { row: number; column: number };

type Definition = Pick<IndicatorDefinition, 'code' | 'measure' | 'dimensions' | 'choices'>;

/** An indicator of the grid, with the cells that can be written here and now. */
export type GridItem = { definition: Definition; isWritable: (key: string) => boolean };

/** The rows that can be written, from the top of the theme to its end, over the borders of indicators. */
export function listGridRows(items: readonly GridItem[]): GridRow[] {
  return items.flatMap(({ definition, isWritable }) =>
    listCellPlaces(definition).flatMap(({ key }) =>
      isWritable(key) ? [{ code: definition.code, key, columns: listColumns(definition.measure) }] : [],
    ),
  );
}

/** The controls of a row of this measure. */
export function listColumns(measure: IndicatorDefinition['measure']): readonly GridColumn[] {
  if (getAnswerKind(measure) === 'choice') return ['pick'];
  if (getAnswerKind(measure) === 'text') return [];
  return [...listFigureFields(measure), 'state'];
}

/** The name of a control; "value.I-B3/sex.female" is read back by findGridControl and by the form. */
export const serialiseControl = ({ code, key }: Pick<GridRow, 'code' | 'key'>, column: GridColumn): string =>
  `${column}.${code}/${serialiseCellKey(key)}`;

/** The id of a control: what links in the error summary lead to. */
export const gridControlId = (code: string, key: string, column: GridColumn): string =>
  `${code}-${column}-${serialiseCellKey(key)}`;

/** Where in the grid the control of this name stands; null for a control of something else. */
export function findPlace(rows: readonly GridRow[], name: string): GridPlace | null {
  const row = rows.findIndex((known) =>
    known.columns.some((column) => serialiseControl(known, column) === name),
  );
  const found = rows[row];
  if (!found) return null;
  return { row, column: found.columns.findIndex((column) => serialiseControl(found, column) === name) };
}

/**
 * The place one step away. Up and down keep the column as far as the row has it (the state stays the last) and pass
 * over rows without controls; left and right stay within the row. Null at the edge.
 */
export function movePlace(
  rows: readonly GridRow[],
  from: GridPlace,
  step: 'up' | 'down' | 'left' | 'right',
): GridPlace | null {
  const columns = rows[from.row]?.columns ?? [];
  if (step === 'left') return from.column > 0 ? { ...from, column: from.column - 1 } : null;
  if (step === 'right') return from.column + 1 < columns.length ? { ...from, column: from.column + 1 } : null;
  const isState = columns[from.column] === 'state';
  for (
    let row = from.row + (step === 'up' ? -1 : 1);
    row >= 0 && row < rows.length;
    row += step === 'up' ? -1 : 1
  ) {
    const there = rows[row]?.columns ?? [];
    if (there.length === 0) continue;
    const last = there.length - 1;
    const lastFigure = there[last] === 'state' ? last - 1 : last;
    return { row, column: isState ? last : Math.min(from.column, lastFigure) };
  }
  return null;
}

/** Whether nothing is said about a cell yet. */
function isEmptyRow(drafts: GridDrafts, { code, key }: Pick<GridRow, 'code' | 'key'>): boolean {
  const draft = drafts[code];
  const cell = draft && getCell(draft, key);
  return !cell || (cell.state === '' && !hasAnswer(cell));
}

/** The next row about which nothing is said yet, after a place and round to the start; null when none is left. */
export function findNextEmpty(rows: readonly GridRow[], drafts: GridDrafts, after: number): number | null {
  for (let step = 1; step <= rows.length; step += 1) {
    const at = (after + step) % rows.length;
    const row = rows[at];
    if (row && row.columns.length > 0 && isEmptyRow(drafts, row)) return at;
  }
  return null;
}

/**
 * Reads one indicator from the form of the whole theme. What the grid has no control for (accounts, the note, the
 * consent, cells in other hands) stays as it was read.
 */
export function readGridForm(form: FormData, definition: Definition, saved: IndicatorDraft): IndicatorDraft {
  const own = new FormData();
  for (const [name, value] of form) {
    const [column, cell] = [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)];
    if (cell.startsWith(`${definition.code}/`))
      own.set(`${column}.${cell.slice(definition.code.length + 1)}`, value);
  }
  const read = readIndicatorForm(own, definition);
  const cells: Record<string, CellDraft> = {};
  for (const { key } of listCellPlaces(definition)) {
    const name = serialiseCellKey(key);
    const isThere = own.has(`state.${name}`) || own.has(`pick.${name}`);
    const cell = isThere ? read.cells[key] : saved.cells[key];
    if (cell) cells[key] = cell;
  }
  return { ...saved, cells };
}

type Entry = Pick<IndicatorEntry, 'indicator' | 'writable' | 'writableCells' | 'writesNote'>;

/** Which cells of an indicator the person can write in the grid. */
export const findWritable =
  (entry: Entry) =>
  (key: string): boolean =>
    entry.writable && isWritable(entry, key);

/** An indicator as the contract takes it: with its note and consent as they were read, where they are the writer's. */
export const buildGridInput = (entry: Entry, draft: IndicatorDraft, version: number) =>
  buildIndicatorInput(draft, entry.indicator, version, entry);

/** What the rules say of an indicator as it stands in the grid: the same rules as on the server, at once. */
export function checkGridDraft(definition: IndicatorDefinition, draft: IndicatorDraft): PlacedProblem[] {
  const { cells, keys } = buildCells(draft, definition);
  const parsed = cells.map(({ by = {}, ...cell }) => ({ ...cell, by }));
  return placeGridProblems(
    definition,
    checkCells(definition, parsed as Parameters<typeof checkCells>[1]).problems,
    keys,
  );
}

/** Problems at the controls of the grid; `keys` says which cell was sent in which place. */
export function placeGridProblems(
  definition: IndicatorDefinition,
  fields: readonly FieldProblem[],
  keys: readonly string[],
): PlacedProblem[] {
  return fields.map(({ path, message }) => {
    const { code, measure } = definition;
    const cell = readCellPath(path, keys);
    if (!cell) return { fieldId: `grid-${code}`, message, label: code };
    return {
      fieldId: gridControlId(code, cell.key, findColumn(measure, cell.field)),
      message,
      label: `${code} ${nameCellField(definition, cell.key, cell.field)}`,
    };
  });
}

function findColumn(measure: IndicatorDefinition['measure'], field: string): GridColumn {
  if (getAnswerKind(measure) === 'choice') return 'pick';
  if (field === 'denominator' || field === 'state') return field;
  return getAnswerKind(measure) === 'ratio' ? 'numerator' : 'value';
}
