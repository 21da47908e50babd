import { describe, expect, test } from 'vitest';
import { describeFigureChange } from '#app/features/publication/publication-words.tsx';
import type { FigureCell, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { compareFigures, listCellsWithoutNumber } from '#server/domain/receipt/figure-cells.calculations.ts';
import { buildFigureColumns, buildFigureJson } from '#server/domain/receipt/figure-file.ts';
import { describeReason } from '#server/domain/receipt/reason-words.ts';
import { listCellDifferences, listCellHistory } from '#server/domain/receipt/value-history.calculations.ts';
import { toRoundFigure } from '#server/domain/publication/published-parts.ts';
import { listFigureChanges } from '#server/domain/publication/figure-changes.calculations.ts';
import { value } from '#tests/support/small-publications.ts';

const hidden = { state: 'suppressed', value: null } as const;
const number = value('14');
const ranged = value('', { ...hidden, least: 1, most: 10 });
const suppressed = value('', hidden);

describe('between two publications', () => {
  const place = { indicator: 'I-A1', round: '2024-H2' };
  const change = (before: typeof number | null, after: typeof number) =>
    describeFigureChange(
      {
        ...place,
        title: 'Persons found',
        measure: 'count',
        unit: 'persons',
        choices: [],
        before: before && toRoundFigure(place.round, before),
        after: toRoundFigure(place.round, after),
      },
      { title: 'Second half of 2024' },
    );

  test('a range and a number are different, and so are a range and none', () => {
    const differ = (was: typeof number, now: typeof number) =>
      listCellDifferences({ ...place, was: [was], now: [now] }).length;
    expect([
      differ(ranged, number),
      differ(number, ranged),
      differ(suppressed, ranged),
      differ(ranged, ranged),
    ]).toEqual([1, 1, 1, 0]);
  });

  test('a change from one to the other is a sentence', () => {
    expect(change(ranged, number)).toBe(
      'is now 14 persons for the second half of 2024; it was 1 to 10 persons',
    );
    expect(change(number, ranged)).toBe(
      'is now 1 to 10 persons (suppressed) for the second half of 2024; it was shown before',
    );
    expect(change(suppressed, ranged)).toBe(
      'is now 1 to 10 persons (suppressed) for the second half of 2024; it was suppressed',
    );
    expect(change(ranged, suppressed)).toBe(
      'is now suppressed for the second half of 2024; it was 1 to 10 persons',
    );
    expect(change(null, ranged)).toBe('is 1 to 10 persons (suppressed) for the second half of 2024');
  });

  test('its history says why', () => {
    const history = [suppressed, ranged, number, ranged].map((one) => ({
      figure: toRoundFigure('2024-H2', one),
    }));
    expect(listCellHistory(history, 'region').map((line) => line.change)).toEqual([
      'first',
      ['range'],
      ['shown'],
      ['suppressed'],
    ]);
  });

  test('a range is no number that appears or goes', () => {
    expect(
      listFigureChanges([{ ...place, ...suppressed }], [{ ...place, ...ranged }], (same) => same),
    ).toEqual([]);
    expect(
      listFigureChanges([{ ...place, ...ranged }], [{ ...place, ...number }], (same) => same).map(
        ({ kind }) => kind,
      ),
    ).toEqual(['shown']);
    expect(
      listFigureChanges([{ ...place, ...number }], [{ ...place, ...ranged }], (same) => same).map(
        ({ kind }) => kind,
      ),
    ).toEqual(['hidden']);
  });
});

test('the receipt of a range says that the count is small, that of a figure without does not', () => {
  const reason = (figure: typeof number) => describeReason({ ...figure, scope: 'region' }).join(' ');
  expect(reason(ranged)).toContain('1 to 10');
  expect(reason(suppressed)).toContain('is not told');
});

test('rows of a figure have the limits in columns of their own', () => {
  const cell = (more: Partial<Extract<FigureCell, { kind: 'none' }>> = {}): FigureCell => ({
    kind: 'none',
    mark: 'suppressed',
    ...more,
  });
  const figure = (cells: FigureCell[]): FigureDefinition =>
    ({
      id: 'x',
      title: '',
      summary: '',
      path: '/',
      unit: 'persons',
      source: '',
      coverage: '',
      notes: [],
      publication: { number: 1, title: '', publishedAt: '', round: '', roundTitle: '' },
      columns: [{ key: 'value', label: 'Value', numeric: true }],
      rows: cells.map((one, at) => ({ key: String(at), cells: { value: one } })),
      chart: { kind: 'bars', label: 'value', value: 'value', before: null, limit: null },
    }) satisfies FigureDefinition;
  const [range, plain] = [cell({ least: 1, most: 10 }), cell()];
  const frame = { address: 'https://x', licence: 'CC', citation: '' };
  const columns = (cells: FigureCell[]) =>
    Object.fromEntries(buildFigureColumns(figure(cells), frame).map(({ name, cells: said }) => [name, said]));
  expect(columns([range, plain])).toMatchObject({
    value: [null, null],
    value_state: ['suppressed', 'suppressed'],
    value_least: ['1', null],
    value_most: ['10', null],
  });
  expect(columns([plain])).not.toHaveProperty('value_least');
  expect(buildFigureJson(figure([range]), frame)).toMatchObject({
    rows: [{ cells: { value: { state: 'suppressed', least: 1, most: 10 } } }],
  });
  expect(compareFigures(figure([plain]), figure([range]))).toHaveLength(1);
  expect(compareFigures(figure([range]), figure([range]))).toEqual([]);
  expect(listCellsWithoutNumber(figure([range, plain])).map((one) => one.range)).toEqual([
    { least: 1, most: 10 },
    null,
  ]);
});
