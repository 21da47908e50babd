import { describe, expect, test } from 'vitest';
import { buildExploreChart, canBeExplored, findCellNumber } from '#server/domain/figure/explore-series.ts';
import { course, multiples, stacked } from './sample-figures.ts';

/** What a chart shows at a place and in a series, beside what the table has in that row and column. */
const value = (figure: typeof stacked, row: string, column: string) => {
  const cell = figure.rows.find(({ key }) => key === row)?.cells[column];
  return cell?.kind === 'number' ? Number(cell.value) : null;
};

describe('a chart to explore', () => {
  test('of bars has a place for each row and the series that occur', () => {
    const chart = buildExploreChart(stacked);
    expect(chart?.points.map(({ name }) => name)).toEqual(['A Prevention', 'B Protection']);
    // Nothing is on hold anywhere.
    expect(chart?.series.map(({ key, mark }) => [key, mark])).toEqual([
      ['planned', 'dot'],
      ['done', 'solid'],
    ]);
    const shown = chart?.points.map(({ cells }) => chart.series.map(({ key }) => findCellNumber(cells[key])));
    expect(shown).toEqual(
      ['A', 'B'].map((row) => ['planned', 'done'].map((column) => value(stacked, row, column))),
    );
    expect(shown?.[1]?.[1]).toBeNull();
  });

  test('of a course goes forward in time, and a hidden figure is no zero', () => {
    const chart = buildExploreChart(course);
    expect(chart?.points.map(({ name }) => name)).toEqual([
      'Second half of 2024',
      'First half of 2025',
      'Target 2025',
      'Second half of 2025',
    ]);
    expect(chart?.points.map(({ cells }) => findCellNumber(cells['value']))).toEqual([50, null, null, 62.5]);
    expect(chart?.points.map(({ cells }) => findCellNumber(cells['target']))).toEqual([null, null, 70, null]);
    expect(chart?.series.map(({ as }) => as)).toEqual(['line', 'point']);
    expect(chart?.limit).toBe(100);
  });

  test('of small multiples has a line for each row with a number, a few at first', () => {
    const chart = buildExploreChart(multiples);
    expect(chart?.points.map(({ name }) => name)).toEqual(['2025-H1', '2025-H2']);
    expect(chart?.series.map(({ label }) => label)).toEqual(['State AA', 'State BB', 'State DD', 'State EE']);
    expect(chart?.shown).toEqual(['AA', 'BB', 'DD']);
    for (const [at, column] of ['first', 'second'].entries()) {
      for (const { key } of chart?.series ?? []) {
        expect(findCellNumber(chart?.points[at]?.cells[key])).toBe(value(multiples, key, column));
      }
    }
  });

  test('is not offered where it would say no more than the picture', () => {
    expect(canBeExplored({ ...stacked, rows: stacked.rows.slice(0, 1) })).toBe(false);
    expect(canBeExplored({ ...stacked, rows: [] })).toBe(false);
    expect(canBeExplored({ ...course, rows: course.rows.slice(0, 3) })).toBe(false);
    expect(canBeExplored({ ...multiples, rows: [] })).toBe(false);
    // Rows with scales of their own are different things.
    expect(
      multiples.chart.kind === 'multiples' &&
        canBeExplored({ ...multiples, chart: { ...multiples.chart, scale: 'own' } }),
    ).toBe(false);
    expect(
      canBeExplored({
        ...stacked,
        chart: { kind: 'bars', label: 'area', value: 'planned', before: null, limit: null },
      }),
    ).toBe(false);
  });
});
