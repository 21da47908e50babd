import { describe, expect, test } from 'vitest';
import { fillIndicatorDraft, getCell, type IndicatorDraft } from '#app/features/entry/indicator-draft.ts';
import {
  buildChange,
  changeCell,
  type GridState,
  reduceGrid,
  startGrid,
} from '#app/features/grid/grid-edits.ts';
import {
  readGridForm,
  findNextEmpty,
  findPlace,
  type GridColumn,
  listGridRows,
  movePlace,
  serialiseControl,
} from '#app/features/grid/grid-form.ts';
import { account, choice, persons, share } from '#tests/unit/entry/indicators.ts';

const definitions = [
  { ...persons, code: 'I-1' },
  { ...account, code: 'I-2' },
  { ...share, code: 'I-3' },
  { ...choice, code: 'I-4' },
];
const empty = (definition: (typeof definitions)[number]): IndicatorDraft =>
  fillIndicatorDraft({ cells: [], note: '', release: 'regional' }, definition);
const start = () => startGrid(Object.fromEntries(definitions.map((one) => [one.code, empty(one)])));
const items = definitions.map((definition) => ({ definition, isWritable: () => true }));
const rows = listGridRows(items);
const place = (name: string) => {
  const found = findPlace(rows, name);
  if (!found) throw new Error(`${name} is no control.`);
  return found;
};
const nameAt = (at: { row: number; column: number } | null) => {
  const row = at && rows[at.row];
  const column = at && row?.columns[at.column];
  return row && column ? serialiseControl(row, column) : null;
};

/** Types into one cell, key by key. */
function type(
  state: GridState,
  code: string,
  key: string,
  column: GridColumn,
  ...texts: string[]
): GridState {
  let next = state;
  for (const text of texts) {
    next = reduceGrid(next, {
      type: 'change',
      changes: buildChange(next.drafts, { code, key }, column, text),
      merge: column === 'state' ? undefined : `${code}/${key}/${column}`,
    });
  }
  return next;
}
const cellOf = (state: GridState, code: string, key = 'total') => {
  const draft = state.drafts[code];
  if (!draft) throw new Error(`There is no ${code}.`);
  return getCell(draft, key);
};

describe('a cell', () => {
  const nothing = getCell(empty(definitions[0]!), 'total');

  test('a figure makes it reported, no figure makes it not yet reported, zero is a figure', () => {
    const zero = changeCell(nothing, 'value', '0');
    expect(zero).toMatchObject({ state: 'reported', value: '0' });
    expect(changeCell(zero, 'value', '')).toMatchObject({ state: '', value: '' });
    expect(changeCell({ ...zero, state: 'not_available', value: '' }, 'value', '')).toMatchObject({
      state: 'not_available',
    });
  });

  test('a state without a figure takes the figure out', () => {
    const typed = changeCell(nothing, 'value', '12');
    expect(changeCell(typed, 'state', 'not_available')).toMatchObject({ state: 'not_available', value: '' });
    expect(changeCell(typed, 'state', 'reported')).toMatchObject({ state: 'reported', value: '12' });
  });
});

describe('undo', () => {
  test('takes back a number at once and not digit by digit; redo does it again', () => {
    let state = type(start(), 'I-1', 'total', 'value', '1', '12', '125');
    state = type(state, 'I-1', 'sex=female', 'value', '7');
    state = reduceGrid(state, { type: 'undo' });
    expect([cellOf(state, 'I-1').value, cellOf(state, 'I-1', 'sex=female').value]).toEqual(['125', '']);
    state = reduceGrid(state, { type: 'undo' });
    expect(cellOf(state, 'I-1')).toMatchObject({ state: '', value: '' });
    expect(reduceGrid(state, { type: 'undo' })).toBe(state);
    state = reduceGrid(reduceGrid(state, { type: 'redo' }), { type: 'redo' });
    expect([cellOf(state, 'I-1').value, cellOf(state, 'I-1', 'sex=female').value]).toEqual(['125', '7']);
  });

  test('brings back the figure that a state took out; typing after it ends what could be redone', () => {
    let state = type(start(), 'I-1', 'total', 'value', '12');
    state = type(state, 'I-1', 'total', 'state', 'not_available');
    state = reduceGrid(state, { type: 'undo' });
    expect(cellOf(state, 'I-1')).toMatchObject({ state: 'reported', value: '12' });
    state = type(state, 'I-1', 'total', 'value', '13');
    expect(state.future).toEqual([]);
    expect(cellOf(reduceGrid(state, { type: 'undo' }), 'I-1').value).toBe('12');
  });

  test('a key that changes nothing is no act, and what is found on the device cannot be undone', () => {
    const state = type(start(), 'I-1', 'total', 'value', '');
    expect(state.past).toEqual([]);
    const found = { ...empty(definitions[0]!), note: 'Found.' };
    const loaded = reduceGrid(state, { type: 'load', drafts: { 'I-1': found } });
    expect([loaded.drafts['I-1'], loaded.past]).toEqual([found, []]);
  });
});

describe('moving', () => {
  test('down passes over the borders of indicators and over an account; the state stays the state', () => {
    expect(nameAt(movePlace(rows, place('value.I-1/age.adult'), 'down'))).toBe('numerator.I-3/total');
    expect(nameAt(movePlace(rows, place('state.I-1/age.adult'), 'down'))).toBe('state.I-3/total');
    expect(nameAt(movePlace(rows, place('denominator.I-3/sex.unknown'), 'down'))).toBe('pick.I-4/total');
    expect(nameAt(movePlace(rows, place('pick.I-4/total'), 'up'))).toBe('numerator.I-3/sex.unknown');
    expect(movePlace(rows, place('pick.I-4/total'), 'down')).toBeNull();
    expect(movePlace(rows, place('value.I-1/total'), 'up')).toBeNull();
  });

  test('left and right stay within the row', () => {
    expect(nameAt(movePlace(rows, place('numerator.I-3/total'), 'right'))).toBe('denominator.I-3/total');
    expect(movePlace(rows, place('state.I-3/total'), 'right')).toBeNull();
    expect(movePlace(rows, place('value.I-1/total'), 'left')).toBeNull();
  });

  test('the next empty cell is looked for round to the start; a state without a figure is an answer', () => {
    let state = type(start(), 'I-1', 'total', 'value', '5');
    state = type(state, 'I-1', 'sex=female', 'state', 'not_available');
    const next = findNextEmpty(rows, state.drafts, 0);
    expect(next === null ? null : rows[next]).toMatchObject({ code: 'I-1', key: 'sex=male' });
    for (const { code, key, columns } of rows) {
      if (columns[0])
        state = type(state, code, key, columns[0], columns[0] === 'pick' ? 'not_applicable' : '1');
    }
    expect(findNextEmpty(rows, state.drafts, 3)).toBeNull();
  });

  test('cells in other hands have no row', () => {
    const own = listGridRows([{ definition: definitions[0]!, isWritable: (key) => key === 'sex=male' }]);
    expect(own.map(({ key }) => key)).toEqual(['sex=male']);
  });
});

test('the form of a theme gives each indicator its own cells and leaves the rest as it was', () => {
  const form = new FormData();
  form.set('value.I-1/total', '12');
  form.set('state.I-1/total', 'reported');
  form.set('value.I-1/sex.female', '');
  form.set('state.I-1/sex.female', '');
  form.set('value.I-10/total', '99');
  form.set('state.I-10/total', 'reported');
  const saved = {
    ...empty(definitions[0]!),
    note: 'From the register.',
    cells: {
      'age=adult': { ...getCell(empty(definitions[0]!), 'total'), state: 'reported' as const, value: '3' },
    },
  };
  const read = readGridForm(form, definitions[0]!, saved);
  expect(read.note).toBe('From the register.');
  expect([
    getCell(read, 'total').value,
    getCell(read, 'sex=female').state,
    getCell(read, 'age=adult').value,
  ]).toEqual(['12', '', '3']);
});
