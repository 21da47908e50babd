import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildNiceScale } from '#server/domain/figure/draw/nice-scale.ts';
import {
  type TimeSeriesFrame,
  type TimeSeriesInput,
  buildTimeSeriesLayout,
} from '#server/domain/figure/draw/time-series-layout.ts';
import { buildSparklineLayout } from '#server/domain/figure/draw/draw-sparkline.ts';
import { isFlow } from '#server/domain/finding/figure-words.ts';
import { counted, rounds, share } from './finding-subjects.ts';

const frame: TimeSeriesFrame = { width: 760, height: 330, left: 52, right: 12, top: 34, bottom: 66 };
const values = fc.array(fc.option(fc.nat(100_000)), { minLength: 3, maxLength: 3 });
const inputOf = (subject: typeof counted, numbers: readonly (number | null)[]): TimeSeriesInput => ({
  kind: isFlow(subject.aggregation) ? 'flow' : 'level',
  limit: subject.measure === 'percentage' ? 100 : undefined,
  whole: subject.measure === 'count',
  baseline: { year: 2023, value: 40 },
  targets: subject.targets.map(({ year, value }) => ({ year, value: Number(value) })),
  rounds: rounds.map(({ code, periodStart, periodEnd }, index) => ({
    key: code,
    label: code.slice(5),
    start: periodStart,
    end: periodEnd,
    value: numbers[index] ?? null,
    missing: numbers[index] == null ? 'suppressed' : null,
    coverage: { long: '9 of 11', short: '9/11' },
  })),
});

describe('the layout of a course', () => {
  it('keeps everything inside its frame', () => {
    fc.assert(
      fc.property(values, fc.boolean(), fc.boolean(), (numbers, squeeze, flow) => {
        const shares = numbers.map((number) => (number === null ? null : number % 101));
        const { plot, bars, runs, targets, slots, scale } = buildTimeSeriesLayout(
          flow ? inputOf(counted, numbers) : inputOf(share, shares),
          { ...frame, squeeze },
        );
        const inside = (x: number, y: number) => {
          expect(x).toBeGreaterThanOrEqual(plot.left - 1e-6);
          expect(x).toBeLessThanOrEqual(plot.right + 1e-6);
          expect(y).toBeGreaterThanOrEqual(plot.top - 1e-6);
          expect(y).toBeLessThanOrEqual(plot.bottom + 1e-6);
        };
        for (const bar of bars) {
          inside(bar.x, bar.y);
          inside(bar.x + bar.width, bar.y + bar.height);
        }
        for (const point of runs.flat()) inside(point.x, point.y);
        for (const target of targets) inside(target.x, target.y);
        expect(slots.every(({ width }) => width > 0)).toBe(true);
        if (!flow) expect(scale.max).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('draws a missing number as its mark and never as a bar or point', () => {
    const { bars, missing } = buildTimeSeriesLayout(inputOf(counted, [null, 0, 5]), frame);
    expect(missing).toMatchObject([{ key: '2024-H2', state: 'suppressed' }]);
    expect(bars.map(({ key, value }) => [key, value])).toEqual([
      ['2025-H1', 0],
      ['2025-H2', 5],
    ]);
    const { runs } = buildTimeSeriesLayout(inputOf(share, [50, null, 60]), frame);
    expect(runs.map((run) => run.map(({ key }) => key))).toEqual([['2024-H2'], ['2025-H2']]);
  });

  it('stands the bars of a year on each other, and those of another year on the axis', () => {
    const { bars, plot, stacked } = buildTimeSeriesLayout(inputOf(counted, [10, 20, 30]), frame);
    const [before, first, second] = bars;
    expect(stacked).toBe(true);
    expect((before?.y ?? 0) + (before?.height ?? 0)).toBeCloseTo(plot.bottom);
    expect((first?.y ?? 0) + (first?.height ?? 0)).toBeCloseTo(plot.bottom);
    expect((second?.y ?? 0) + (second?.height ?? 0)).toBeCloseTo(first?.y ?? 0);
  });

  it('keeps bars on the axis when there is no target to hold a year against', () => {
    const { bars, plot, stacked } = buildTimeSeriesLayout(
      inputOf({ ...counted, targets: [] }, [10, 20, 30]),
      frame,
    );
    expect(stacked).toBe(false);
    for (const bar of bars) expect(bar.y + bar.height).toBeCloseTo(plot.bottom);
  });
});

describe('the scale of an axis', () => {
  it('starts at zero, reaches the highest value, and has few even steps', () => {
    // Figures have up to four decimals.
    fc.assert(
      fc.property(
        fc.nat(2_000_000_000).map((units) => units / 10_000),
        (highest) => {
          const { max, ticks } = buildNiceScale(highest);
          expect(ticks[0]).toBe(0);
          expect(max).toBeGreaterThanOrEqual(highest);
          expect(ticks.length).toBeGreaterThanOrEqual(2);
          expect(ticks.length).toBeLessThanOrEqual(6);
        },
      ),
    );
  });

  it('does not count in halves where values are whole', () => {
    expect(buildNiceScale(3, { whole: true }).ticks).toEqual([0, 1, 2, 3]);
    expect(buildNiceScale(97, { limit: 100 }).max).toBe(100);
  });
});

describe('a small line', () => {
  it('leaves a gap for what is missing and shows zero on the base', () => {
    const { runs, gaps, base } = buildSparklineLayout([4, null, 0], { width: 92, height: 26, padding: 4 });
    expect(gaps.map(({ index }) => index)).toEqual([1]);
    expect(runs.flat().map(({ index }) => index)).toEqual([0, 2]);
    expect(runs.flat().at(-1)?.y).toBe(base);
  });
});
