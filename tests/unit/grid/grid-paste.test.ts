import fc from 'fast-check';
import { readClipboard } from '#app/features/forms/read-clipboard.ts';
import { describe, expect, test } from 'vitest';
import { fillIndicatorDraft, getCell, type IndicatorDraft } from '#app/features/entry/indicator-draft.ts';
import { readFigure } from '#app/features/entry/read-figure.ts';
import { describePasted } from '#app/features/grid/indicator-grid.tsx';
import { reduceGrid, startGrid, pasteBlock } from '#app/features/grid/grid-edits.ts';
import {
  checkGridDraft,
  type GridDrafts,
  type GridItem,
  listGridRows,
  listHeads,
} from '#app/features/grid/grid-form.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { account, choice, persons, share } from '#tests/unit/entry/indicators.ts';

const empty = (definition: IndicatorDefinition): IndicatorDraft =>
  fillIndicatorDraft({ cells: [], note: '', release: 'regional' }, definition);
const definitions = [
  { ...persons, code: 'I-1' },
  { ...share, code: 'I-2' },
  { ...choice, code: 'I-3' },
  { ...account, code: 'I-4' },
];
const items: GridItem[] = definitions.map((definition) => ({ definition, isWritable: () => true }));
const rows = listGridRows(items);
const drafts: GridDrafts = Object.fromEntries(
  definitions.map((definition) => [definition.code, empty(definition)]),
);
const columns = listHeads(definitions).flatMap((head) => head.columns);
const placeOf = (code: string, key: string) => ({
  row: rows.findIndex((row) => row.code === code),
  column: columns.findIndex((column) => column.key === key),
});
const paste = (text: string, at: { code: string; key: string }, onto: GridDrafts = drafts) => {
  const pasted = pasteBlock({ rows, items, drafts: onto }, placeOf(at.code, at.key), readClipboard(text));
  const state = reduceGrid(startGrid(onto), { type: 'change', changes: pasted.changes });
  return {
    ...pasted,
    state,
    cellOf: (code: string, key: string) => getCell(state.drafts[code] ?? empty(persons), key),
  };
};

describe('the clipboard', () => {
  test('lines of cells, with or without an empty line at the end, of any system', () => {
    expect(readClipboard('1\t2\r\n3\t4\r\n')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(readClipboard('1\n\n2')).toEqual([['1'], [''], ['2']]);
    expect(readClipboard('')).toEqual([]);
    expect(readClipboard('7')).toEqual([['7']]);
  });

  test('cells in quotation marks keep their tabs and lines; a mark that opens nothing is a mark', () => {
    expect(readClipboard('"a\tb\nc ""d"""\t2\n')).toEqual([['a\tb\nc "d"', '2']]);
    expect(readClipboard('"12\t3')).toEqual([['"12', '3']]);
    expect(readClipboard('5" pipe\t3')).toEqual([['5" pipe', '3']]);
  });

  test('whatever cells a spreadsheet copies come back', () => {
    const cell = fc.string({ unit: fc.constantFrom('1', 'a', ' ', '\t', '\n', '"', ','), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        (block) => {
          const quote = (text: string) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
          const copied = block.map((line) => line.map(quote).join('\t')).join('\n');
          expect(readClipboard(`${copied}\n`)).toEqual(block);
        },
      ),
    );
  });
});

test('a block spreads over rows and columns, over the borders of indicators', () => {
  const { cellOf, placed, unplaced } = paste('7\t8\n10\t4\n30\t9\n', { code: 'I-1', key: 'total' });
  expect([placed, unplaced]).toEqual([6, []]);
  expect([cellOf('I-1', 'total').value, cellOf('I-1', 'sex=female').value]).toEqual(['7', '8']);
  expect(cellOf('I-2', 'total')).toMatchObject({ state: 'reported', numerator: '10', denominator: '30' });
  expect(cellOf('I-2', 'sex=female')).toMatchObject({ numerator: '4', denominator: '9' });
});

test('over several indicators a block keeps its columns; what meets none is given back', () => {
  const { cellOf, unplaced } = paste('1\t2\n3\t4', { code: 'I-1', key: 'sex=unknown' });
  expect([cellOf('I-1', 'age=under_18').value, cellOf('I-2', 'sex=unknown').numerator]).toEqual(['2', '3']);
  expect(unplaced).toEqual(['4']);
});

test('within one indicator a line fills the cells that the person has', () => {
  const own = listGridRows([{ definition: definitions[0]!, isWritable: (key) => key !== 'sex=female' }]);
  const pasted = pasteBlock({ rows: own, items, drafts }, { row: 0, column: 0 }, [['5', '3']]);
  expect(pasted.changes.map(({ key, after }) => [key, after.value])).toEqual([
    ['total', '5'],
    ['sex=male', '3'],
  ]);
});

test('words and keys of a state set it; an empty cell leaves what stands there', () => {
  const before = paste('5\t6\t7', { code: 'I-1', key: 'total' }).state.drafts;
  const { cellOf } = paste('Not available\t\tx\n', { code: 'I-1', key: 'total' }, before);
  expect(cellOf('I-1', 'total')).toMatchObject({ state: 'not_available', value: '' });
  expect(cellOf('I-1', 'sex=female')).toMatchObject({ state: 'reported', value: '6' });
  expect(cellOf('I-1', 'sex=male')).toMatchObject({ state: 'not_applicable', value: '' });
});

test('signs of other files for a missing figure are taken as "not available", and said', () => {
  const pasted = paste('n/a\tN/A\t-\t–\t12\n', { code: 'I-1', key: 'total' });
  for (const key of ['total', 'sex=female', 'sex=male', 'sex=unknown'])
    expect(pasted.cellOf('I-1', key)).toMatchObject({ state: 'not_available', value: '' });
  expect(pasted.cellOf('I-1', 'age=under_18').value).toBe('12');
  expect(describePasted(pasted)).toBe('5 cells pasted. “n/a”, “N/A”, “-”, “–” are taken as “Not available”.');
  expect(describePasted(paste('0\tNot available', { code: 'I-1', key: 'total' }))).toBe('2 cells pasted.');
  expect(paste('-5', { code: 'I-1', key: 'total' }).cellOf('I-1', 'total').value).toBe('-5');
});

test('an answer of a list is known by its words; what no list has, and what is past the end, is given back', () => {
  expect(paste('yes', { code: 'I-3', key: 'total' }).cellOf('I-3', 'total')).toMatchObject({
    state: 'reported',
    choice: 'yes',
  });
  const { unplaced, placed } = paste('maybe\ttext\nmore', { code: 'I-3', key: 'total' });
  expect([placed, unplaced]).toEqual([0, ['maybe', 'text', 'more']]);
});

test('what is no number stands where it was pasted, with the sentence of the rules', () => {
  const { state, cellOf } = paste('1.200\t2o\t1,000\t12,5', { code: 'I-1', key: 'total' });
  expect(cellOf('I-1', 'total').value).toBe('1.200');
  const draft = state.drafts['I-1'] ?? empty(persons);
  const problems = checkGridDraft({ ...persons, code: 'I-1' }, draft);
  expect(problems.map(({ fieldId }) => fieldId)).toEqual([
    'value.I-1/total',
    'value.I-1/sex.female',
    'value.I-1/sex.unknown',
  ]);
  expect(problems[0]?.message).toBe('Write 1200 without a point, or 1.200 if that is what you mean.');
});

test('numbers in Thai, Khmer, Lao and Burmese digits are numbers, by the rules of form, grid and workbook', () => {
  const { state } = paste('๑๐๐\t១០\t໑໐\t၁၀', { code: 'I-1', key: 'total' });
  const draft = state.drafts['I-1'] ?? empty(persons);
  expect(checkGridDraft({ ...persons, code: 'I-1' }, draft)).toEqual([]);
  expect(readFigure('၁,၂၅၀')).toBe('1250');
});

test('whatever is pasted wherever: every text has a place or is given back, and undo takes all of it back', () => {
  const cell = fc.constantFrom(
    '',
    '1',
    '1,000',
    '2o',
    'n',
    'X',
    'n/a',
    '-',
    '๑๒',
    'Yes',
    'Reported',
    'words',
    '-4',
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 20 }),
      fc.nat(rows.length - 1),
      fc.nat(columns.length - 1),
      (block, row, wanted) => {
        const keys = rows[row]?.keys ?? [];
        const column = keys.findLastIndex((key, at) => key !== null && at <= wanted);
        const pasted = pasteBlock({ rows, items, drafts }, { row, column }, block);
        const sent = block.flat().filter((text) => text !== '').length;
        expect(pasted.placed + pasted.unplaced.length).toBe(sent);
        const done = reduceGrid(startGrid(drafts), { type: 'change', changes: pasted.changes });
        expect(reduceGrid(done, { type: 'undo' }).drafts).toEqual(drafts);
        const again = reduceGrid(reduceGrid(done, { type: 'undo' }), { type: 'redo' });
        expect(again.drafts).toEqual(done.drafts);
      },
    ),
  );
});
