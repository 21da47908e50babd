import { describe, expect, test } from 'vitest';
import { fillIndicatorDraft, getCell, type IndicatorDraft } from '#app/features/entry/indicator-draft.ts';
import {
  buildChange,
  changeCell,
  type GridPart,
  type GridState,
  reduceGrid,
  startGrid,
} from '#app/features/grid/grid-edits.ts';
import {
  readGridForm,
  findNextEmpty,
  findPlace,
  listHeads,
  listGridRows,
  movePlace,
  serialiseControl,
} from '#app/features/grid/grid-form.ts';
import { writeControl } from '#app/features/grid/grid-signs.ts';
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
  const key = at && row?.keys[at.column];
  return row && key ? serialiseControl(row.code, key, row.field) : null;
};

/** Types into one cell, key by key. */
function type(state: GridState, code: string, key: string, part: GridPart, ...texts: string[]): GridState {
  let next = state;
  for (const text of texts) {
    next = reduceGrid(next, {
      type: 'change',
      changes: buildChange(next.drafts, { code, key }, part, text),
      merge: part === 'state' ? undefined : `${code}/${key}/${part}`,
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
    // The sign of the state stands in the field: emptying the field takes the state back.
    expect(changeCell({ ...zero, state: 'not_available', value: '' }, 'value', '')).toMatchObject({
      state: '',
    });
  });

  test('a state without a figure takes the figure out', () => {
    const typed = changeCell(nothing, 'value', '12');
    expect(changeCell(typed, 'state', 'not_available')).toMatchObject({ state: 'not_available', value: '' });
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
  test('every category by which any indicator is broken down is one column, below its breakdown', () => {
    const heads = listHeads(definitions);
    expect(heads.map(({ dimension, columns }) => [dimension?.name, columns.map(({ name }) => name)])).toEqual(
      [
        [undefined, ['Total']],
        ['Sex', ['Female', 'Male', 'Unknown']],
        ['Age', ['0 to 17 years', '18 years and over']],
      ],
    );
    expect(rows.map(({ code, field }) => `${field}.${code}`)).toEqual([
      'value.I-1',
      'numerator.I-3',
      'denominator.I-3',
      'pick.I-4',
    ]);
    expect(rows[1]?.keys).toEqual(['total', 'sex=female', 'sex=male', 'sex=unknown', null, null]);
  });

  test('breakdowns stand in the order in which the indicators have them, whichever comes first', () => {
    const [sex, age] = persons.dimensions;
    const listCodes = (...orders: (typeof persons.dimensions)[]) =>
      listHeads(orders.map((dimensions) => ({ dimensions }))).map(({ dimension }) => dimension?.code);
    expect(listCodes([age!], [sex!, age!])).toEqual([undefined, 'sex', 'age']);
    expect(listCodes([age!, sex!], [sex!, age!])).toEqual([undefined, 'age', 'sex']);
  });

  test('up and down keep the column over the borders of indicators, or take the nearest before it', () => {
    expect(nameAt(movePlace(rows, place('value.I-1/sex.male'), 'down'))).toBe('numerator.I-3/sex.male');
    expect(nameAt(movePlace(rows, place('value.I-1/age.adult'), 'down'))).toBe('numerator.I-3/sex.unknown');
    expect(nameAt(movePlace(rows, place('denominator.I-3/sex.unknown'), 'down'))).toBe('pick.I-4/total');
    expect(nameAt(movePlace(rows, place('pick.I-4/total'), 'up'))).toBe('denominator.I-3/total');
    expect(movePlace(rows, place('pick.I-4/total'), 'down')).toBeNull();
    expect(movePlace(rows, place('value.I-1/total'), 'up')).toBeNull();
  });

  test('left and right stay within the row, and pass over what is not its own', () => {
    expect(nameAt(movePlace(rows, place('numerator.I-3/total'), 'right'))).toBe('numerator.I-3/sex.female');
    expect(movePlace(rows, place('numerator.I-3/sex.unknown'), 'right')).toBeNull();
    expect(movePlace(rows, place('value.I-1/total'), 'left')).toBeNull();
    const shared = listGridRows([{ definition: definitions[0]!, isWritable: (key) => key !== 'sex=female' }]);
    expect(movePlace(shared, { row: 0, column: 0 }, 'right')).toEqual({ row: 0, column: 2 });
    expect(movePlace(shared, { row: 0, column: 2 }, 'left')).toEqual({ row: 0, column: 0 });
  });

  test('the next empty cell is looked for round to the start; a state without a figure is an answer', () => {
    let state = type(start(), 'I-1', 'total', 'value', '5');
    state = type(state, 'I-1', 'sex=female', 'state', 'not_available');
    expect(nameAt(findNextEmpty(rows, state.drafts, place('value.I-1/total')))).toBe('value.I-1/sex.male');
    expect(nameAt(findNextEmpty(rows, state.drafts, place('pick.I-4/total')))).toBe('value.I-1/sex.male');
    for (const { code, field, keys } of rows) {
      for (const key of keys) {
        if (key) state = type(state, code, key, field, field === 'pick' ? 'not_applicable' : '1');
      }
    }
    expect(findNextEmpty(rows, state.drafts, null)).toBeNull();
    state = type(state, 'I-3', 'total', 'denominator', '');
    expect(nameAt(findNextEmpty(rows, state.drafts, null))).toBe('denominator.I-3/total');
  });

  test('cells in other hands are nowhere to go', () => {
    const own = listGridRows([{ definition: definitions[0]!, isWritable: (key) => key === 'sex=male' }]);
    expect(own.map(({ keys }) => keys.filter((key) => key !== null))).toEqual([['sex=male']]);
    expect(listGridRows([{ definition: definitions[0]!, isWritable: () => false }])).toEqual([]);
  });
});

test('the form of a theme gives each indicator its own cells and leaves the rest as it was', () => {
  const form = new FormData();
  form.set('value.I-1/total', '12');
  form.set('value.I-1/sex.female', '');
  form.set('value.I-10/total', '99');
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

describe('a sign in the field of a figure', () => {
  const read = (definition: (typeof definitions)[number], fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return readGridForm(form, definition, empty(definition));
  };

  test('is read as the state that it says, without scripts too, and comes back as it is shown', () => {
    const draft = read(definitions[0]!, {
      'value.I-1/total': ' - ',
      'value.I-1/sex.female': 'n/a',
      'value.I-1/sex.male': 'X',
      'value.I-1/sex.unknown': '-5',
    });
    expect(Object.values(draft.cells).map(({ state, value }) => [state, value])).toEqual([
      ['not_available', ''],
      ['not_available', ''],
      ['not_applicable', ''],
      ['reported', '-5'],
      ['', ''],
      ['', ''],
    ]);
    const shown = Object.fromEntries(
      Object.entries(draft.cells).map(([key, cell]) => [
        serialiseControl('I-1', key, 'value'),
        writeControl(cell, 'value'),
      ]),
    );
    expect(shown['value.I-1/sex.male']).toBe('x');
    expect(read(definitions[0]!, shown)).toEqual(draft);
  });

  test('beside a figure stays where it was typed: nothing of a percentage is lost', () => {
    const draft = read(definitions[2]!, {
      'numerator.I-3/total': '5',
      'denominator.I-3/total': 'n/a',
      'numerator.I-3/sex.female': 'n/a',
      'denominator.I-3/sex.female': '',
    });
    expect(getCell(draft, 'total')).toMatchObject({ state: 'reported', numerator: '5', denominator: 'n/a' });
    expect(getCell(draft, 'sex=female')).toMatchObject({ state: 'not_available', numerator: '' });
  });
});
