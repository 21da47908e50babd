import type { IndicatorEntry } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { checkCells } from '#server/domain/value/indicator-value.rules.ts';
import { type PlacedProblem, readCellPath, serialiseCellKey } from '../entry/field-ids.ts';
import {
  buildCells,
  buildIndicatorInput,
  type CellDraft,
  type IndicatorDraft,
  isWritable,
  listCellPlaces,
  readIndicatorForm,
} from '../entry/indicator-draft.ts';
import { type GridColumn, gridControlId } from './grid-rows.ts';

type Definition = Pick<IndicatorDefinition, 'code' | 'measure' | 'dimensions'>;

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
  { code, measure }: Pick<IndicatorDefinition, 'code' | 'measure'>,
  fields: readonly FieldProblem[],
  keys: readonly string[],
): PlacedProblem[] {
  return fields.map(({ path, message }) => {
    const cell = readCellPath(path, keys);
    return {
      fieldId: cell ? gridControlId(code, cell.key, findColumn(measure, cell.field)) : `grid-${code}`,
      message,
    };
  });
}

function findColumn(measure: IndicatorDefinition['measure'], field: string): GridColumn {
  if (measure === 'choice') return 'pick';
  if (field === 'denominator' || field === 'state') return field;
  return measure === 'percentage' ? 'numerator' : 'value';
}
