import { describe, expect, it } from 'vitest';
import type { FigureCell, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import {
  compareFigures,
  listCellsWithoutNumber,
  listFigureIndicators,
  listFigureScopes,
} from '#server/domain/receipt/figure-cells.calculations.ts';
import { buildFigureColumns, buildFigureJson } from '#server/domain/receipt/figure-file.ts';

const number = (value: string, more: Partial<Extract<FigureCell, { kind: 'number' }>> = {}): FigureCell => ({
  kind: 'number',
  value,
  ...more,
});

function figure(
  rows: Record<string, Record<string, FigureCell>>,
  change: Partial<FigureDefinition> = {},
): FigureDefinition {
  return {
    id: 'I-B5.course',
    title: 'Finding',
    summary: 'What is seen',
    path: '/indicators/I-B5',
    unit: '%',
    source: 'reports',
    coverage: '3 of 5 states reporting',
    notes: [],
    publication: {
      number: 2,
      title: 'P',
      publishedAt: '2026-01-01T00:00:00Z',
      round: 'R2',
      roundTitle: 'Round 2',
    },
    columns: [
      { key: 'round', label: 'Round', numeric: false },
      { key: 'value', label: 'Referred', numeric: true },
      { key: 'unit', label: 'Unit', numeric: false },
    ],
    rows: Object.entries(rows).map(([key, cells]) => ({
      key,
      cells: { round: { kind: 'text', text: `Round ${key}` }, ...cells },
    })),
    chart: { kind: 'stacked', label: 'round', series: ['value'], scale: 'count' },
    ...change,
  };
}

const frame = { address: 'https://tracker.test/figures/I-B5.course?publication=2', licence: 'CC-BY-4.0' };
const asTable = (definition: FigureDefinition) =>
  Object.fromEntries(buildFigureColumns(definition, frame).map(({ name, cells }) => [name, cells]));

describe('rows as a file', () => {
  it('keep zero, none and every mark apart', () => {
    const table = asTable(
      figure({
        '1': { value: number('0', { numerator: '0', denominator: '7' }) },
        '2': { value: { kind: 'none', mark: 'suppressed', reason: 'Not shown.' } },
        '3': { value: { kind: 'none', mark: 'not_available' } },
        '4': {},
      }),
    );
    expect(table).toMatchObject({
      round: ['Round 1', 'Round 2', 'Round 3', 'Round 4'],
      value: ['0', null, null, null],
      value_state: ['reported', 'suppressed', 'not_available', null],
      value_numerator: ['0', null, null, null],
      value_denominator: ['7', null, null, null],
      licence: Array(4).fill('CC-BY-4.0'),
      permanent_link: Array(4).fill(frame.address),
    });
  });

  it('have no column of states where every cell is a number, and no name twice', () => {
    const columns = buildFigureColumns(figure({ '1': { value: number('62.5') } }), frame).map(
      ({ name }) => name,
    );
    expect(columns).not.toContain('value_state');
    expect(new Set(columns).size).toBe(columns.length);
  });

  it('are the same in JSON, numbers as text', () => {
    const json = buildFigureJson(
      figure({
        '1': { value: number('62.5', { numerator: '5', denominator: '8' }) },
        '2': { value: { kind: 'none', mark: 'withheld' } },
      }),
      { ...frame, citation: 'Cited.' },
    ) as { rows: { cells: Record<string, unknown> }[] };
    expect(json.rows.map(({ cells }) => cells['value'])).toEqual([
      { state: 'reported', value: '62.5', numerator: '5', denominator: '8' },
      { state: 'withheld' },
    ]);
    expect(json).toMatchObject({ figure: 'I-B5.course', citation: 'Cited.', permanent_link: frame.address });
  });

  it('are none of a figure without rows', () => {
    expect(Object.values(asTable(figure({}))).every((cells) => cells.length === 0)).toBe(true);
  });
});

describe('what a receipt reads from the rows', () => {
  const receipt = '/values/I-B5/R1/region/total';

  it('are the indicators and whose figures they are', () => {
    const region = figure({ '1': { value: number('1', { receipt }) } });
    expect(listFigureIndicators(region)).toEqual(['I-B5']);
    expect(listFigureScopes(region)).toEqual({ region: true, reporters: false });
    const national = figure({ '1': { value: number('1', { receipt: '/values/I-C2/R1/TH/sex%3Dfemale' }) } });
    expect(listFigureIndicators(national)).toEqual(['I-C2']);
    expect(listFigureScopes(national)).toEqual({ region: false, reporters: true });
    // Nobody has released anything: the rows still are reporters.
    const empty = figure({ TH: { round: { kind: 'text', text: 'Thailand', path: '/states/TH' } } });
    expect(listFigureScopes(empty)).toEqual({ region: false, reporters: true });
    expect(listFigureIndicators(empty)).toEqual(['I-B5']);
    expect(listFigureIndicators(figure({}, { path: '/' }))).toEqual([]);
  });

  it('are the cells without a number, with reason and receipt', () => {
    const cells = listCellsWithoutNumber(
      figure({ '1': { value: number('0') }, '2': { value: { kind: 'none', mark: 'suppressed', receipt } } }),
    );
    expect(cells).toEqual([
      expect.objectContaining({
        row: '2',
        rowLabel: 'Round 2',
        columnLabel: 'Referred',
        mark: 'suppressed',
        receipt,
      }),
    ]);
  });

  it('are the differences from another publication, parts and marks included', () => {
    const before = figure({
      '1': { value: number('50', { numerator: '1', denominator: '2' }) },
      '2': { value: number('3') },
      '3': { value: number('4') },
    });
    const now = figure({
      '1': { value: number('50', { numerator: '2', denominator: '4' }) },
      '2': { value: { kind: 'none', mark: 'suppressed' } },
      '4': { value: number('0') },
    });
    expect(compareFigures(before, before)).toEqual([]);
    expect(compareFigures(before, now).map(({ row, column }) => `${row} ${column}`)).toEqual([
      '1 value',
      '2 value',
      '4 round',
      '4 value',
      '3 round',
      '3 value',
    ]);
  });
});
