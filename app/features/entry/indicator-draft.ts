import { getAnswerKind, figureFields } from '#server/domain/value/measures.ts';
import {
  buildCellKey,
  type IndicatorDefinition,
  type Release,
  releases,
  type ValueState,
  valueStates,
} from '#server/domain/value/indicator-definition.ts';
import type { Cell, CellInput, IndicatorValuesInput } from '#server/domain/value/indicator-value.schema.ts';
import { formatStoredFigure } from '#server/domain/value/indicator-value.rules.ts';
import { serialiseCellKey, comparisonName } from './field-ids.ts';

/** One cell as typed; an empty state is "not yet reported". Text stays as it was typed, right or wrong. */
export type CellDraft = {
  state: ValueState | '';
  value: string;
  numerator: string;
  denominator: string;
  choice: string;
  text: string;
};

/** What stands in the fields of an indicator's page; cells by key ("total", "sex=female"). */
export type IndicatorDraft = { cells: Record<string, CellDraft>; note: string; release: Release };

const emptyCell: CellDraft = { state: '', value: '', numerator: '', denominator: '', choice: '', text: '' };

export type CellPlace = { key: string; dimension: string | null; category: string | null; name: string };

/** Every cell of an indicator: the total, then the parts of each breakdown. */
export function listCellPlaces({ dimensions }: Pick<IndicatorDefinition, 'dimensions'>): CellPlace[] {
  return [
    { key: buildCellKey(null, null), dimension: null, category: null, name: 'Total' },
    ...dimensions.flatMap((dimension) =>
      dimension.categories.map((category) => ({
        key: buildCellKey(dimension.code, category.code),
        dimension: dimension.code,
        category: category.code,
        name: category.name,
      })),
    ),
  ];
}

/** A cell by name: "Total", "Sex: Female". */
export function nameCell(key: string, definition: Pick<IndicatorDefinition, 'dimensions'>): string {
  const place = listCellPlaces(definition).find((known) => known.key === key);
  const dimension = definition.dimensions.find(({ code }) => code === place?.dimension);
  return dimension ? `${dimension.name}: ${place?.name}` : 'Total';
}

/** The cell of a draft, an empty one where it has none. */
export const getCell = (draft: IndicatorDraft, key: string): CellDraft => draft.cells[key] ?? emptyCell;

const readText = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : '';
};

const readState = (state: string): CellDraft['state'] => valueStates.find((known) => known === state) ?? '';

/** How the answers of a choice are sent by radio buttons: a state, or one of the answers. */
export const serialisePick = ({ state, choice }: Pick<CellDraft, 'state' | 'choice'>): string =>
  state === 'reported' ? `choice:${choice}` : state;

function readPick(pick: string): CellDraft {
  return pick.startsWith('choice:')
    ? { ...emptyCell, state: 'reported', choice: pick.slice('choice:'.length) }
    : { ...emptyCell, state: readState(pick) };
}

/** Reads the page's form, in the browser while somebody types as on the server when it is sent. */
export function readIndicatorForm(
  form: FormData,
  definition: Pick<IndicatorDefinition, 'measure' | 'dimensions'>,
): IndicatorDraft {
  const cells: Record<string, CellDraft> = {};
  for (const { key } of listCellPlaces(definition)) {
    const name = serialiseCellKey(key);
    if (getAnswerKind(definition.measure) === 'choice') {
      cells[key] = readPick(readText(form, `pick.${name}`));
      continue;
    }
    const cell: CellDraft = {
      ...emptyCell,
      state: readState(readText(form, `state.${name}`)),
      value: readText(form, `value.${name}`),
      numerator: readText(form, `numerator.${name}`),
      denominator: readText(form, `denominator.${name}`),
      text: readText(form, `text.${name}`),
    };
    // The form asks only why there is none.
    cells[key] = cell.state === '' && hasAnswer(cell) ? { ...cell, state: 'reported' } : cell;
  }
  const release = readText(form, 'release');
  return {
    cells,
    note: readText(form, 'note'),
    release: releases.find((known) => known === release) ?? 'regional',
  };
}

/** What is stored, as the page's fields hold it. */
export function fillIndicatorDraft(
  answer: { cells: readonly Cell[]; note: string; release: Release },
  definition: Pick<IndicatorDefinition, 'dimensions'>,
): IndicatorDraft {
  const stored = new Map(answer.cells.map((cell) => [buildCellKey(cell.dimension, cell.category), cell]));
  const cells: Record<string, CellDraft> = {};
  for (const { key } of listCellPlaces(definition)) {
    const cell = stored.get(key);
    cells[key] = {
      state: cell?.state ?? '',
      value: formatStoredFigure(cell?.value ?? ''),
      numerator: formatStoredFigure(cell?.numerator ?? ''),
      denominator: formatStoredFigure(cell?.denominator ?? ''),
      choice: cell?.choice ?? '',
      text: cell?.text ?? '',
    };
  }
  return { cells, note: answer.note, release: answer.release };
}

/** Whether anything stands in a cell besides its state. */
export const hasAnswer = (cell: CellDraft): boolean =>
  (['value', 'numerator', 'denominator', 'choice', 'text'] as const).some(
    (field) => cell[field].trim() !== '',
  );

/** What of an indicator is the writer's: all cells, or those with these keys; and whether its note is. */
export type OwnPart = { writableCells: 'all' | readonly string[]; writesNote: boolean };
const wholeIndicator: OwnPart = { writableCells: 'all', writesNote: true };

/** Whether a cell is the writer's. */
export const isWritable = ({ writableCells }: OwnPart, key: string): boolean =>
  writableCells === 'all' || writableCells.includes(key);

/**
 * What of an indicator a posted form is about: a page that was made before a part changed hands has no fields for
 * it, and must not empty it. Of a settled conflict, the cells in which either side has something.
 */
export function findPostedPart(
  form: FormData,
  definition: Pick<IndicatorDefinition, 'dimensions'>,
  own: OwnPart,
): OwnPart {
  const keys = listCellPlaces(definition).map(({ key }) => key);
  const posted = keys.filter((key) => {
    const name = serialiseCellKey(key);
    return (
      ['state', 'pick', 'text', ...figureFields].some((field) => form.has(`${field}.${name}`)) ||
      Boolean(form.get(comparisonName('mine', key))) ||
      Boolean(form.get(comparisonName('theirs', key)))
    );
  });
  return {
    writableCells:
      own.writableCells === 'all' && posted.length === keys.length
        ? 'all'
        : posted.filter((key) => isWritable(own, key)),
    writesNote: own.writesNote,
  };
}

/**
 * The cells as the contract takes them, and which cell stands in which place, so that problems find their way
 * back. Where something is typed and no state chosen, it is reported; where neither is, no cell is sent. Cells that
 * are not the writer's are not sent either.
 */
export function buildCells(
  draft: IndicatorDraft,
  definition: Pick<IndicatorDefinition, 'dimensions'>,
  own: OwnPart = wholeIndicator,
): { cells: CellInput[]; keys: string[] } {
  const cells: CellInput[] = [];
  const keys: string[] = [];
  for (const { key, dimension, category } of listCellPlaces(definition)) {
    const cell = getCell(draft, key);
    const answered = hasAnswer(cell);
    if ((cell.state === '' && !answered) || !isWritable(own, key)) continue;
    const input: CellInput = {
      by: dimension === null || category === null ? {} : { [dimension]: category },
      state: cell.state || 'reported',
    };
    for (const field of ['value', 'numerator', 'denominator', 'choice', 'text'] as const) {
      if (cell[field].trim() !== '') input[field] = cell[field];
    }
    cells.push(input);
    keys.push(key);
  }
  return { cells, keys };
}

/** A draft as the contract takes it, with the cell that stands in each place. */
export function buildIndicatorInput(
  draft: IndicatorDraft,
  definition: Pick<IndicatorDefinition, 'code' | 'dimensions'>,
  version: number,
  own: OwnPart = wholeIndicator,
): { input: IndicatorValuesInput; keys: string[] } {
  const { cells, keys } = buildCells(draft, definition, own);
  const head = own.writesNote ? { note: draft.note, release: draft.release } : {};
  const input: IndicatorValuesInput = { indicator: definition.code, cells, ...head, version };
  // Says which cells the page had, so that one that is empty here is emptied and no other is.
  if (own.writableCells !== 'all') input.only = [...own.writableCells, ...(own.writesNote ? ['note'] : [])];
  return { input, keys };
}

/** A draft from a copy on the device; null when it is not one. */
export function parseIndicatorDraft(
  copy: unknown,
  definition: Pick<IndicatorDefinition, 'dimensions'>,
): IndicatorDraft | null {
  if (typeof copy !== 'object' || copy === null) return null;
  const { cells, note, release } = copy as Record<string, unknown>;
  if (typeof cells !== 'object' || cells === null || typeof note !== 'string') return null;
  const known = releases.find((one) => one === release);
  if (!known) return null;
  const read: Record<string, CellDraft> = {};
  for (const { key } of listCellPlaces(definition)) {
    const cell = ((cells as Record<string, unknown>)[key] ?? {}) as Record<string, unknown>;
    const text = (field: string) => (typeof cell[field] === 'string' ? cell[field] : '');
    read[key] = {
      state: readState(text('state')),
      value: text('value'),
      numerator: text('numerator'),
      denominator: text('denominator'),
      choice: text('choice'),
      text: text('text'),
    };
  }
  return { cells: read, note, release: known };
}

/** An indicator as history and conflicts give it (cells without their empty parts), as a draft. */
export function readIndicatorRevision(
  stored: unknown,
  definition: Pick<IndicatorDefinition, 'dimensions'>,
): IndicatorDraft {
  const row = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  const listed = Array.isArray(row.cells) ? (row.cells as Record<string, unknown>[]) : [];
  const text = (value: unknown) => (value === undefined || value === null ? null : String(value));
  const cells = listed.map((cell) => ({
    dimension: text(cell.dimension),
    category: text(cell.category),
    state: readState(String(cell.state ?? '')) || 'reported',
    value: text(cell.value),
    numerator: text(cell.numerator),
    denominator: text(cell.denominator),
    choice: text(cell.choice),
    text: text(cell.text),
  }));
  return fillIndicatorDraft(
    {
      cells,
      note: typeof row.note === 'string' ? row.note : '',
      release: releases.find((one) => one === row.release) ?? 'regional',
    },
    definition,
  );
}
