import { type FigureField, getAnswerKind, listFigureFields } from '#server/domain/value/measures.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { serialiseCellKey, readCellPath } from '#app/features/entry/field-ids.ts';
import { nameCellField, type PlacedProblem } from '#app/features/entry/placed-problems.ts';
import {
  getCell,
  type IndicatorDraft,
  listCellPlaces,
  buildCells,
  buildIndicatorInput,
  type CellDraft,
  isWritable,
  readIndicatorForm,
} from '#app/features/entry/indicator-draft.ts';
import { settleDraft } from './grid-signs.ts';
import type { IndicatorEntry } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { checkCells } from '#server/domain/value/check-cells.rules.ts';

/** The drafts of all indicators of a theme, by code. */
export type GridDrafts = Readonly<Record<string, IndicatorDraft>>;

/** A part of a cell that has a control: a figure, or the answer of a list with its states in one. */
export type GridField = FigureField | 'pick';

/** A column of the theme: the total, or one category of a breakdown. */
export type GridColumn = { key: string; name: string; dimension: string | null };

/**
 * One line of the grid: a figure of an indicator, or its answer; an account in words has none here. Of each column of
 * the theme the key of its cell, null where the indicator has none or the person does not write it.
 */
export type GridRow = { code: string; field: GridField; keys: readonly (string | null)[] };

/** A place in the grid: which row, and which column. */
export type GridPlace = { row: number; column: number };

type Definition = Pick<IndicatorDefinition, 'code' | 'measure' | 'dimensions' | 'choices'>;

/** An indicator of the grid, with the cells that can be written here and now. */
export type GridItem = { definition: Definition; isWritable: (key: string) => boolean };

/** A breakdown with its columns, as the head of the grid has them; the total stands before the first. */
export type GridHead = { dimension: { code: string; name: string } | null; columns: GridColumn[] };

/**
 * The columns of a theme: the total, then every category by which any of its indicators is broken down, each once; in
 * the order in which the indicators have them, so that a line copied in that order fits.
 */
export function listHeads(definitions: readonly Pick<IndicatorDefinition, 'dimensions'>[]): GridHead[] {
  const heads = new Map<string | null, GridHead>();
  const seen = new Set<string>();
  for (const definition of [{ dimensions: [] }, ...definitions]) {
    for (const { key, dimension, name } of listCellPlaces(definition)) {
      if (seen.has(key)) continue;
      seen.add(key);
      const known = definition.dimensions.find(({ code }) => code === dimension) ?? null;
      const head = heads.get(dimension) ?? { dimension: known, columns: [] };
      head.columns.push({ key, name, dimension });
      heads.set(dimension, head);
    }
  }
  const orders = definitions.map(({ dimensions }) => dimensions.map(({ code }) => code));
  const sorted: GridHead[] = [];
  while (heads.size > 0) {
    // The first that no indicator has behind another one that is left; where two contradict each other, the first.
    const isNext = (code: string) =>
      orders.every((order) =>
        order.slice(0, Math.max(0, order.indexOf(code))).every((one) => !heads.has(one)),
      );
    const next =
      [...heads.keys()].find((code) => code === null || isNext(code)) ?? [...heads.keys()][0] ?? null;
    const head = heads.get(next);
    if (head) sorted.push(head);
    heads.delete(next);
  }
  return sorted;
}

/** The lines that can be written, from the top of the theme to its end, over the borders of indicators. */
export function listGridRows(
  items: readonly GridItem[],
  heads: readonly GridHead[] = listHeads(items.map(({ definition }) => definition)),
): GridRow[] {
  const columns = heads.flatMap((head) => head.columns);
  return items.flatMap(({ definition, isWritable }) => {
    const own = new Set(listCellPlaces(definition).map(({ key }) => key));
    const keys = columns.map(({ key }) => (own.has(key) && isWritable(key) ? key : null));
    if (keys.every((key) => key === null)) return [];
    return listFields(definition.measure).map((field) => ({ code: definition.code, field, keys }));
  });
}

/** The controls that a cell of this measure has, one under the other. */
export function listFields(measure: IndicatorDefinition['measure']): readonly GridField[] {
  return getAnswerKind(measure) === 'choice' ? ['pick'] : listFigureFields(measure);
}

/** The name of a control: "value.I-B3/sex.female". */
export const serialiseControl = (code: string, key: string, field: GridField): string =>
  `${field}.${code}/${serialiseCellKey(key)}`;

/** The id of a control, to which links in the error summary lead: its name, which says everything already. */
export const gridControlId = serialiseControl;

/** Where in the grid the control of this name stands; null for a control of something else. */
export function findPlace(rows: readonly GridRow[], name: string): GridPlace | null {
  for (const [row, { code, field, keys }] of rows.entries()) {
    if (!name.startsWith(`${field}.${code}/`)) continue;
    const column = keys.findIndex((key) => key !== null && serialiseControl(code, key, field) === name);
    return column === -1 ? null : { row, column };
  }
  return null;
}

/**
 * The place one step away. Left and right pass over columns that the row does not have; up and down keep the column,
 * or take the nearest before it, as every row of an indicator begins with its total. Null at the edge.
 */
export function movePlace(
  rows: readonly GridRow[],
  from: GridPlace,
  step: 'up' | 'down' | 'left' | 'right',
): GridPlace | null {
  const by = step === 'up' || step === 'left' ? -1 : 1;
  if (step === 'left' || step === 'right') {
    const keys = rows[from.row]?.keys ?? [];
    let column = from.column + by;
    while (keys[column] === null) column += by;
    return keys[column] === undefined ? null : { ...from, column };
  }
  const row = from.row + by;
  const keys = rows[row]?.keys;
  if (!keys) return null;
  const before = keys.findLastIndex((key, at) => key !== null && at <= from.column);
  return { row, column: before === -1 ? keys.findIndex((key) => key !== null) : before };
}

/** Whether nothing stands in a control and nothing says why. */
function isEmptyControl(cell: CellDraft, field: GridField): boolean {
  if (cell.state === 'not_available' || cell.state === 'not_applicable') return false;
  return field === 'pick' ? cell.state === '' : cell[field].trim() === '';
}

/** The next empty control after a place, line by line and round to the start; null when none is left. */
export function findNextEmpty(
  rows: readonly GridRow[],
  drafts: GridDrafts,
  after: GridPlace | null,
): GridPlace | null {
  const empty = rows.flatMap(({ code, field, keys }, row) =>
    keys.flatMap((key, column) => {
      const draft = drafts[code];
      return key !== null && draft && isEmptyControl(getCell(draft, key), field) ? [{ row, column }] : [];
    }),
  );
  const isLater = ({ row, column }: GridPlace) =>
    after === null || row > after.row || (row === after.row && column > after.column);
  return empty.find(isLater) ?? empty[0] ?? null;
}

/**
 * Reads one indicator from the form of the whole theme. What the grid has no control for (accounts, the note, the
 * consent, cells in other hands) stays as it was read.
 */
export function readGridForm(form: FormData, definition: Definition, saved: IndicatorDraft): IndicatorDraft {
  const own = new FormData();
  for (const [name, value] of form) {
    const [field, cell] = [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)];
    if (cell.startsWith(`${definition.code}/`))
      own.set(`${field}.${cell.slice(definition.code.length + 1)}`, value);
  }
  const read = readIndicatorForm(own, definition);
  const fields = listFields(definition.measure);
  const cells: Record<string, CellDraft> = {};
  for (const { key } of listCellPlaces(definition)) {
    const isThere = fields.some((field) => own.has(`${field}.${serialiseCellKey(key)}`));
    const cell = isThere ? read.cells[key] : saved.cells[key];
    if (cell) cells[key] = cell;
  }
  return settleDraft({ ...saved, cells });
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
      fieldId: gridControlId(code, cell.key, findField(measure, cell.field)),
      message,
      label: `${code} ${nameCellField(definition, cell.key, cell.field)}`,
    };
  });
}

/** The control of a problem's field; what is said of the whole cell stands at its first. */
function findField(measure: IndicatorDefinition['measure'], name: string): GridField {
  const fields = listFields(measure);
  return fields.find((field) => field === name) ?? fields[0] ?? 'value';
}
