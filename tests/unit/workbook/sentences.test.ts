import { describe, expect, it } from 'vitest';
import { buildWorkbook } from '#server/domain/workbook/build-workbook.calculations.ts';
import {
  type Change,
  compareWorkbook,
  decideKind,
} from '#server/domain/workbook/compare-workbook.calculations.ts';
import { findNearest } from '#server/domain/workbook/nearest-word.calculations.ts';
import type { RawCell, RawWorkbook } from '#server/domain/workbook/raw-workbook.ts';
import { toLatinDigits } from '#server/domain/value/digits.rules.ts';
import { serialiseNumber } from '#server/domain/workbook/read-cells.rules.ts';
import { parseWorkbook } from '#server/domain/workbook/parse-workbook.rules.ts';
import { columns, formatCellName } from '#server/domain/workbook/workbook-format.ts';
import {
  buildActivity,
  buildIndicator,
  buildReport,
  sampleDefinitions,
  toRaw,
} from '#tests/support/workbook-report.ts';

const report = buildReport();
const fresh = () => toRaw(buildWorkbook(report, '2026-11-25T01:02:03.000Z'));
const text = (value: string): RawCell => ({ kind: 'text', text: value });
const number = (value: number, percent = false): RawCell => ({ kind: 'number', number: value, percent });

it('says which answers a question of yes and no takes', () => {
  const sheet = fresh().sheets.find(({ name }) => name.startsWith('B'));
  const said = sheet?.rows.flatMap(({ cells }) =>
    cells.flatMap(({ cell }) => (cell.kind === 'text' ? [cell.text] : [])),
  );
  expect(said).toContain('Yes, partly, "in drafting" or no');
});

/** Puts a cell into a row of a workbook; its name. */
function put(workbook: RawWorkbook, key: string, column: string, cell: RawCell): string {
  const at = columns.findIndex((one) => one.key === column);
  for (const sheet of workbook.sheets) {
    if (sheet.name === 'Stamp') continue;
    const row = sheet.rows.find(({ cells }) =>
      cells.some((one) => one.cell.kind === 'text' && one.cell.text === key),
    );
    if (!row) continue;
    row.cells = [...row.cells.filter((one) => one.column !== at), { column: at, cell }];
    return formatCellName(row.index, at);
  }
  throw new Error(`There is no row ${key}.`);
}

function compare(workbook: RawWorkbook, against = report) {
  const read = parseWorkbook(workbook, against);
  if ('refusal' in read) throw new Error(read.refusal);
  return {
    changes: compareWorkbook(read.content, against).flatMap(({ changes }) => changes),
    rejections: read.content.rejections,
    remarks: read.content.remarks,
  };
}

/** What becomes of one cell. */
function tell(key: string, column: string, cell: RawCell, more: [string, RawCell][] = []): Change {
  const workbook = fresh();
  const name = put(workbook, key, column, cell);
  for (const [other, value] of more) put(workbook, key, other, value);
  const { changes } = compare(workbook);
  expect(changes).toHaveLength(1);
  // In the row of the cell; what is missing beside it is said where it is missing.
  expect(changes[0]!.cell.replace(/\D/g, '')).toBe(name.replace(/\D/g, ''));
  return changes[0]!;
}

const count = 'indicator/I-A1/total';
const share = 'indicator/I-B1/total';

describe('figures as people write them', () => {
  it.each([
    [text('1 200'), '1,200'],
    [text('1,200'), '1,200'],
    [text('1,200'), '1,200'],
    [text('१२'), '12'],
    [text('๑๒'), '12'],
    [text('១២៣'), '123'],
    [text('၁၂'), '12'],
    [text(' 7 '), '7'],
    [number(1e11), '100,000,000,000'],
    [number(12.000000000000002), '12'],
    [number(-0), '0'],
    [number(0), '0'],
  ])('%o is taken as %s', (cell, shown) => {
    expect(tell(count, 'answer', cell)).toMatchObject({ kind: 'new', given: shown });
  });

  it.each([
    [text('12 persons'), /"12 persons" is a figure with words\. Enter 12 alone\./],
    [text('1.200,5'), /"1\.200,5": Enter a whole number/],
    [text('1.200'), /Write 1200 without a point/],
    [text('n/a'), /"n\/a" is not a figure\. Leave this empty and choose why/],
    [text('-'), /choose why in "If there is no figure"/],
    [number(12.5), /"12\.5": Enter a whole number, without a decimal part/],
    [number(-4), /zero or more/],
    [number(0.5, true), /The cell shows 50%/],
    [number(1e15), /at most 1,000,000,000,000/],
    [
      { kind: 'date', iso: '1900-01-12T00:00:00' } as const,
      /contains the date 12 January 1900, not a figure/,
    ],
    [{ kind: 'boolean', value: true } as const, /contains TRUE, not a figure/],
    [{ kind: 'error', text: '#REF!' } as const, /The cell shows #REF!/],
    [
      { kind: 'formula', shown: '12' } as const,
      /There is a formula here, which shows "12"\. Paste its value/,
    ],
  ])('%o is refused with what was seen', (cell, sentence) => {
    const change = tell(count, 'answer', cell);
    expect(change.kind).toBe('rejected');
    expect(change.sentence).toMatch(sentence);
  });

  it('noise of binary fractions goes, digits stay', () => {
    expect(serialiseNumber(0.1 + 0.2)).toBe('0.3');
    expect(serialiseNumber(4.35)).toBe('4.35');
    expect(serialiseNumber(123_456_789.1234)).toBe('123456789.1234');
    expect(serialiseNumber(1e-7)).toBe('0.0000001');
    expect(serialiseNumber(1e21)).toBe('1000000000000000000000');
    expect(tell('indicator/I-A2/total', 'answer', number(0.1 + 0.2)).given).toBe('0.3');
    expect(tell('indicator/I-A2/total', 'answer', number(1.125)).given).toBe('1.125');
    expect(toLatinDigits('๑๒ ១២ １２ ٣')).toBe('12 12 12 3');
  });

  it('a figure and a reason why there is none are not both taken', () => {
    const change = tell(count, 'state', text('not available'), [['answer', number(12)]]);
    expect(change).toMatchObject({ kind: 'rejected', cell: expect.stringMatching(/^G/) as string });
    expect(change.sentence).toBe('It says "Not available", but beside it is "12". Remove one of them.');
    expect(tell(count, 'state', text('Not available'))).toMatchObject({
      kind: 'new',
      given: 'Not available',
    });
    expect(tell(count, 'state', text('Reported')).sentence).toMatch(/there is no answer/);
  });

  it('a share takes both of its figures', () => {
    expect(tell(share, 'answer', number(3), [['of', number(7)]])).toMatchObject({
      kind: 'new',
      given: '3 out of 7',
    });
    expect(tell(share, 'answer', number(3))).toMatchObject({ kind: 'rejected' });
    expect(tell(share, 'answer', number(8), [['of', number(7)]]).sentence).toMatch(/cannot be more than/);
  });

  it('parts above their total are refused together, at their place', () => {
    const workbook = fresh();
    put(workbook, count, 'answer', number(10));
    put(workbook, 'indicator/I-A1/sex=female', 'answer', number(8));
    const last = put(workbook, 'indicator/I-A1/sex=male', 'answer', number(5));
    const { changes } = compare(workbook);
    expect(changes.map(({ kind }) => kind)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(changes.find(({ cell }) => cell === last)?.sentence).toBe(
      'The parts by sex add up to 13, more than the total of 10.',
    );
    expect(changes[0]?.sentence).toContain(`See ${last}`);
  });
});

describe('words', () => {
  it('a status is known by its word, and the nearest is offered', () => {
    expect(tell('activity/A1.1', 'answer', text(' on  TRACK '))).toMatchObject({
      kind: 'new',
      given: 'On track',
    });
    expect(tell('activity/A1.1', 'answer', text('On trak')).sentence).toBe(
      '"On trak" is not in the list. Did you mean "On track"?',
    );
    expect(tell('activity/A1.1', 'answer', text('Finished')).sentence).toMatch(
      /Choose one of: Planned, On track/,
    );
    expect(findNearest('compl', ['Planned', 'Completed'])).toBe('Completed');
    expect(tell('indicator/I-B2/total', 'answer', text('partly, "in drafting"')).kind).toBe('new');
  });

  it('text keeps what it is, and says what it cannot be', () => {
    expect(tell('activity/A1.1', 'words', text('=1+1\r\nก ')).value).toBe('=1+1\nก');
    expect(tell('activity/A1.1', 'words', number(2025)).value).toBe('2025');
    expect(tell('activity/A1.1', 'words', text('x'.repeat(10_001))).sentence).toMatch(/Shorten this/);
    expect(
      tell('activity/A1.1', 'challenges', { kind: 'date', iso: '2026-03-02T00:00:00' }).sentence,
    ).toMatch(/the date 2 March 2026\. Write it in words/);
  });

  it('words in a cell that is not asked for are not lost without a word', () => {
    const workbook = fresh();
    const cell = put(workbook, 'indicator/I-A1/sex=female', 'words', text('A remark'));
    expect(compare(workbook).rejections).toEqual([
      expect.objectContaining({
        cell,
        sentence: expect.stringContaining('"A remark" is under') as string,
      }),
    ]);
  });
});

describe('rows, columns and sheets', () => {
  const area = (workbook: RawWorkbook) => workbook.sheets[1]!;

  it('a row that is there twice is taken from neither place, and both are named', () => {
    const workbook = fresh();
    put(workbook, 'activity/A1.1', 'answer', text('Planned'));
    const row = area(workbook).rows.find(({ index }) => index === 5)!;
    area(workbook).rows.push({ ...structuredClone(row), index: 40 });
    const { changes, rejections } = compare(workbook);
    expect(changes).toEqual([]);
    expect(rejections.map(({ cell }) => cell)).toEqual(['G6', 'G41']);
    expect(rejections[0]?.sentence).toMatch(/^A1\.1 is there again in row 41 of "A Prevention/);
  });

  it('columns are found by their keys or by their headings, wherever they are', () => {
    for (const lost of [2, 3]) {
      const workbook = fresh();
      put(workbook, 'activity/A1.1', 'answer', text('Planned'));
      const sheet = area(workbook);
      sheet.rows = sheet.rows.filter(({ index }) => index !== lost);
      for (const row of sheet.rows) for (const cell of row.cells) cell.column = (cell.column + 7) % 16;
      expect(compare(workbook).changes).toMatchObject([
        { key: 'activity/A1.1/status', kind: 'new', cell: 'N6' },
      ]);
    }
  });

  it('rows are found by code and part where their marks are gone', () => {
    const workbook = fresh();
    put(workbook, 'indicator/I-A1/sex=male', 'answer', number(4));
    for (const row of area(workbook).rows) row.cells = row.cells.filter(({ column }) => column !== 0);
    expect(compare(workbook).changes).toMatchObject([{ key: 'indicator/I-A1/sex=male/cell', given: '4' }]);
  });

  it('merged cells are refused with their range, and only where something was changed', () => {
    const workbook = fresh();
    put(workbook, 'activity/A1.1', 'answer', text('Planned'));
    area(workbook).merges.push({ fromRow: 5, toRow: 6, fromColumn: 6, toColumn: 6 });
    expect(compare(workbook).changes).toMatchObject([
      { cell: 'G6', sentence: 'The cells G6:G7 are merged. Unmerge them, so that each has its own answer.' },
    ]);
  });

  it('the workbook of another round or reporter is told apart', () => {
    const other = buildReport({
      round: { code: '2025-H2', title: 'Second half of 2025', dueOn: '2026-01-01' },
    });
    expect(parseWorkbook(toRaw(buildWorkbook(other, '2026-01-01T00:00:00Z')), report)).toEqual({
      refusal:
        'This is the workbook of Thailand for Second half of 2025 (2025-H2). Here is the report of Thailand for First half of 2026 (2026-H1). Download the workbook of 2026-H1 and fill that in, or open the report for 2025-H2 and upload this one there.',
    });
    const khmer = buildReport({ reporter: { code: 'KH', name: 'Cambodia' } });
    expect(parseWorkbook(toRaw(buildWorkbook(khmer, '2026-01-01T00:00:00Z')), report)).toMatchObject({
      refusal: expect.stringMatching(/workbook of Cambodia.*Download the workbook of Thailand/) as string,
    });
    expect(parseWorkbook({ sheets: [{ name: 'Budget', rows: [], merges: [] }] }, report)).toMatchObject({
      refusal: expect.stringMatching(/not a workbook of the tracker/) as string,
    });
  });

  it('one sheet of another workbook is named and left out', () => {
    const workbook = fresh();
    area(workbook).rows[0]!.cells[0]!.cell = text('bohol-workbook/1 2025-H2 TH');
    expect(compare(workbook).rejections).toMatchObject([
      { cell: 'A1', sentence: 'This sheet is from the workbook of TH for 2025-H2 and was not read.' },
    ]);
  });

  it('without its hidden sheet a workbook overwrites nothing by itself', () => {
    const stored = buildReport({ activities: [buildActivity('A1.1', { achievements: 'Theirs' })] });
    const workbook = toRaw(buildWorkbook(report, '2026-11-25T01:02:03.000Z'));
    workbook.sheets = workbook.sheets.filter(({ name }) => name !== 'Stamp');
    put(workbook, 'activity/A1.1', 'words', text('Mine'));
    put(workbook, 'activity/A1.1', 'nextSteps', text('Next'));
    expect(compare(workbook, stored).changes).toMatchObject([
      { field: 'achievements', kind: 'conflict' },
      { field: 'nextSteps', kind: 'new' },
    ]);
  });
});

describe('three sides of a field', () => {
  it.each([
    ['same', { stored: 'a', given: 'a', base: 'b' }],
    ['same', { stored: 'b', given: 'a', base: 'a' }],
    ['new', { stored: '', given: 'a', base: '' }],
    ['changed', { stored: 'a', given: 'b', base: 'a' }],
    ['emptied', { stored: 'a', given: '', base: 'a' }],
    ['conflict', { stored: 'b', given: 'c', base: 'a' }],
    ['conflict', { stored: 'b', given: '', base: 'a' }],
    ['conflict', { stored: '', given: 'c', base: 'a' }],
    ['new', { stored: '', given: 'a', base: undefined }],
    ['conflict', { stored: 'b', given: 'a', base: undefined }],
    ['same', { stored: 'b', given: '', base: undefined }],
  ] as const)('%s', (kind, sides) => {
    expect(decideKind('achievements', sides)).toBe(kind);
  });

  it('an item that is not open says so', () => {
    const closed = buildReport({
      activities: [{ ...buildActivity('A1.1'), open: false }],
      indicators: [{ ...buildIndicator(sampleDefinitions.count), open: false }],
    });
    const workbook = toRaw(buildWorkbook(closed, '2026-11-25T01:02:03.000Z'));
    put(workbook, 'activity/A1.1', 'words', text('Mine'));
    expect(compare(workbook, closed).changes).toMatchObject([
      {
        kind: 'rejected',
        sentence: 'A1.1 is not open for changes: the secretariat asked about other items.',
      },
    ]);
  });
});
