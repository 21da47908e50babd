import { describe, expect, test } from 'vitest';
import { buildInteractiveChart, canBeExplored } from '#server/domain/figure/build-interactive-chart.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { figure as words } from '#server/domain/language/messages/en/figure.ts';
import { course, multiples, stacked } from './sample-figures.ts';

const build = (figure: FigureDefinition, leftOut: string[] = []) =>
  buildInteractiveChart(figure, { width: 720, words, labels: {}, leftOut: new Set(leftOut) });

const buildBars = (leftOut?: string[]) => {
  const chart = build(stacked, leftOut);
  if (chart?.kind !== 'bars') throw new Error('These are bars.');
  return chart;
};

const buildTimeSeries = (figure: FigureDefinition, leftOut?: string[]) => {
  const chart = build(figure, leftOut);
  if (chart?.kind !== 'course') throw new Error('This is a time series.');
  return chart;
};

/** Half-years of cases, which count towards a target of the year. */
const flow: FigureDefinition = {
  ...course,
  unit: 'cases',
  chart: { ...course.chart, shape: 'flow', limit: null } as never,
};

describe('an interactive chart', () => {
  test('of bars lets a reader leave out the series that occur', () => {
    // Nothing is on hold anywhere.
    expect(buildBars().choices.map(({ part, label }) => [part, label])).toEqual([
      ['planned', 'Planned'],
      ['done', 'Completed'],
    ]);
    const [first] = buildBars(['planned']).model.rows;
    expect(first?.parts).toMatchObject([{ x1: 0, x2: 23, say: 'A Prevention: 23 Completed' }]);
    // A series that is left out can be chosen again.
    expect(buildBars(['planned']).choices).toHaveLength(2);
  });

  test('of an indicator lets a reader leave out the targets, and the axis ends where the figures do', () => {
    expect(buildTimeSeries(course).choices.map(({ part }) => part)).toEqual([null, 'target']);
    const figure = structuredClone(flow);
    figure.rows[0]!.cells['target'] = { kind: 'number', value: '7000' };
    const [all, without] = [buildTimeSeries(figure), buildTimeSeries(figure, ['target'])];
    expect([all.model.targets.length, without.model.targets.length]).toEqual([1, 0]);
    expect(all.model.scale.max).toBeGreaterThanOrEqual(7000);
    expect(without.model.scale.max).toBe(80);
    // Bars of a year stay the bar of that year.
    expect(without.model.bars).toEqual(all.model.bars);
    expect(without.choices).toEqual(all.choices);
  });

  test('has a real time axis: rounds are as long as their days, targets are at their years', () => {
    const { model } = buildTimeSeries(course);
    expect(model.years).toEqual([2024, 2025]);
    expect(model.rounds.map(({ x1, x2 }) => [x1, x2].map((x) => Math.round(x * 100) / 100))).toEqual([
      [2024.5, 2025],
      [2025, 2025.5],
      [2025.5, 2026],
    ]);
    expect(model.targets).toMatchObject([{ year: 2025, value: 70 }]);
    // No line over the round that has no number.
    expect(model.runs.map((run) => run.map(({ key }) => key))).toEqual([['2024-H2'], ['2025-H2']]);
  });

  test('is right or absent', () => {
    expect(canBeExplored({ ...stacked, rows: stacked.rows.slice(0, 1) })).toBe(false);
    expect(canBeExplored({ ...stacked, rows: [] })).toBe(false);
    expect(canBeExplored({ ...course, rows: course.rows.slice(0, 3) })).toBe(false);
    // Small multiples have no dates.
    expect(canBeExplored(multiples)).toBe(false);
    expect(build(multiples)).toBeNull();
  });
});
