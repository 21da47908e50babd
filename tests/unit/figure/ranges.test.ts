import { describe, expect, test } from 'vitest';
import { buildIndicatorTimeSeries } from '#server/domain/figure/build-indicator-time-series.ts';
import { drawForPages } from '#server/domain/figure/draw/draw-figure.ts';
import { buildFigureCell, buildRegionPlace } from '#server/domain/figure/figure-cells.ts';
import { describeFigureCell, formatFigureCell } from '#server/domain/figure/format-cell.ts';
import { describeMarker, listMissingValueMarkers } from '#server/domain/figure/list-symbols.ts';
import { buildFinding } from '#server/domain/finding/indicator-finding.ts';
import { describeBreakdown } from '#server/domain/finding/time-series-words.ts';
import type { PublicIndicator, RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import { formatRange, formatRangeInWords } from '#server/domain/language/number-format.ts';
import { figure as words } from '#server/domain/language/messages/en/figure.ts';
import { getMessages } from '#server/domain/language/catalogue.ts';
import { findRange } from '#server/domain/value/count-range.ts';

const publication = {
  number: 3,
  title: 'Third',
  publishedAt: '2026-06-16T00:00:00.000Z',
  round: '2025-H2',
  roundTitle: 'Second half of 2025',
};
const rounds = ['H1', 'H2'].map((half, at) => ({
  code: `2025-${half}`,
  title: `${at === 0 ? 'First' : 'Second'} half of 2025`,
  periodStart: at === 0 ? '2025-01-01' : '2025-07-01',
  periodEnd: at === 0 ? '2025-06-30' : '2025-12-31',
}));

const indicator: PublicIndicator = {
  code: 'I-X1',
  title: 'Persons found',
  measure: 'count',
  unit: 'persons',
  direction: 'none',
  aggregation: 'sum',
  reportedBy: 'states',
  personCount: true,
  crossBorderOverlap: false,
  numeratorLabel: null,
  denominatorLabel: null,
  dimensions: [
    {
      code: 'sex',
      name: 'Sex',
      categories: [
        { code: 'female', name: 'Female' },
        { code: 'male', name: 'Male' },
      ],
    },
  ],
  choices: [],
  baseline: null,
  targets: [],
};

const figureOf = (round: string, value: string | null, more: Partial<RoundFigure> = {}): RoundFigure => ({
  round,
  state: value === null ? 'suppressed' : 'reported',
  value,
  numerator: null,
  denominator: null,
  distribution: null,
  choice: null,
  contributing: 9,
  expected: 11,
  note: null,
  ...more,
});
const ranged = (round: string) => figureOf(round, null, { least: 1, most: 10 });

test('a range is written with an en dash, and in words for sentences and screen readers', () => {
  expect(formatRange({ least: 1, most: 10 })).toBe('1–10');
  expect(formatRange({ least: 1, most: 1200 })).toBe('1–1,200');
  expect(formatRangeInWords({ least: 1, most: 10 })).toBe('1 to 10');
  expect(findRange({})).toBeNull();
  expect(findRange({ least: null, most: null })).toBeNull();
});

describe('a cell with a range', () => {
  const cell = buildFigureCell(ranged('2025-H2'), buildRegionPlace('I-X1'));

  test('has no number, and says its range', () => {
    expect(cell).toMatchObject({ kind: 'none', mark: 'suppressed', least: 1, most: 10 });
    expect(cell).not.toHaveProperty('value');
    expect(formatFigureCell(cell, 'persons')).toBe('1–10');
    expect(describeFigureCell(cell, 'persons')).toBe('given as a range: 1 to 10');
    expect(describeFigureCell(cell, 'persons', getMessages('th', 'figure').messages)).toContain('1 ถึง 10');
  });

  test('is told apart from one without in the legend', () => {
    const plain = buildFigureCell(figureOf('2025-H1', null), buildRegionPlace('I-X1'));
    const legend = (...cells: (typeof cell)[]) =>
      listMissingValueMarkers({
        rows: cells.map((value, at) => ({ key: String(at), cells: { value } })),
      }).map((used) => describeMarker(used, (name) => words[name]));
    expect(legend(cell, plain, cell)).toEqual(['Suppressed', '1–10: given as a range']);
    expect(legend(cell)).toEqual(['1–10: given as a range']);
    expect(legend(plain)).toEqual(['Suppressed']);
    expect(plain).not.toHaveProperty('least');
  });
});

test('a time series writes the range at the mark and draws no bar for it', () => {
  const build = (newest: RoundFigure) =>
    buildIndicatorTimeSeries({
      publication,
      indicator,
      rounds,
      region: [figureOf('2025-H1', '40'), newest],
      notes: [],
    });
  const [withRange, without] = [ranged('2025-H2'), figureOf('2025-H2', null)].map((newest) =>
    drawForPages(build(newest), { words, labels: {} }),
  );
  expect(withRange!.wide).toContain('>1–10</text>');
  expect(withRange!.wide).toContain('given as a range: 1 to 10');
  expect(without!.wide).not.toContain('1–10');
  const bars = (svg: string) => svg.match(/<rect/g)?.length;
  expect(bars(withRange!.wide)).toBe(bars(without!.wide));
});

test('a breakdown draws a range as a dashed bar from its least to its most, on the scale of the others', () => {
  const draw = (male: Record<string, unknown>) =>
    drawForPages(
      {
        id: 'I-X1.sex',
        title: '',
        summary: '',
        path: '/indicators/I-X1',
        unit: 'persons',
        source: '',
        coverage: '',
        notes: [],
        publication,
        columns: [
          { key: 'part', label: 'Sex', numeric: false },
          { key: 'now', label: '2025-H2', numeric: true },
        ],
        rows: [
          {
            key: 'female',
            cells: { part: { kind: 'text', text: 'Female' }, now: { kind: 'number', value: '400' } },
          },
          {
            key: 'male',
            cells: {
              part: { kind: 'text', text: 'Male' },
              now: { kind: 'none', mark: 'suppressed', ...male },
            },
          },
        ],
        chart: { kind: 'bars', label: 'part', value: 'now', before: null, limit: null },
      },
      { words, labels: {} },
    ).wide;
  const svg = draw({ least: 100, most: 249 });
  const widthOf = (pattern: RegExp) => Number(/ width="([\d.]+)"/.exec(pattern.exec(svg)?.[0] ?? '')?.[1]);
  const full = widthOf(/<rect[^>]*height="16"[^>]*>/);
  const range = widthOf(/<rect[^>]*stroke-dasharray[^>]*>/);
  expect(range / full).toBeCloseTo(149 / 400, 1);
  expect(svg).toContain('>100–249</text>');
  expect(draw({})).not.toContain('stroke-dasharray');
});

test('a breakdown names a range in its title', () => {
  const title = describeBreakdown(indicator, 'Sex', rounds[1]!, [
    { name: 'Female', figure: figureOf('2025-H2', '40') },
    { name: 'Male', figure: ranged('2025-H2') },
  ]);
  expect(title).toBe('by sex in the second half of 2025: female 40 persons and male 1 to 10 persons');
  const four = ['a', 'b', 'c', 'd'].map((name) => ({ name, figure: ranged('2025-H2') }));
  expect(describeBreakdown(indicator, 'Form', rounds[1]!, four)).toBe(
    'by form: only ranges in the second half of 2025; the numbers are suppressed',
  );
});

test('a finding says the range, and adds nothing up with it', () => {
  const subject = { ...indicator, targets: [{ year: 2025, value: '45' }] };
  const { headline, sentences } = buildFinding(
    subject,
    rounds,
    [figureOf('2025-H1', '40'), ranged('2025-H2')],
    [],
  );
  expect(headline).toBe('1 to 10 persons in the second half of 2025, given as a range');
  expect(sentences.join(' ')).toContain('The newest figure shown is 40 persons');
  expect(sentences.join(' ')).not.toMatch(/add up to (41|50)/);
});
