import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildNiceScale } from '#server/domain/figure/draw/nice-scale.ts';
import {
  type TimeSeriesFrame,
  buildTimeSeriesLayout,
} from '#server/domain/figure/draw/time-series-layout.ts';
import { type TimeSeriesInput, buildTimeSeriesModel } from '#server/domain/figure/draw/time-series-model.ts';
import { buildSparklineLayout } from '#server/domain/figure/draw/draw-sparkline.ts';
import { isFlow } from '#server/domain/finding/figure-words.ts';
import { counted, rounds, share } from './finding-subjects.ts';

const frame: TimeSeriesFrame = { width: 760, height: 330, left: 52, right: 12, top: 34, bottom: 66 };
const values = fc.array(fc.option(fc.nat(100_000)), { minLength: 3, maxLength: 3 });
const inputOf = (subject: typeof counted, numbers: readonly (number | null)[]): TimeSeriesInput => ({
  kind: isFlow(subject.aggregation) ? 'flow' : 'level',
  limit: subject.measure === 'percentage' ? 100 : undefined,
  whole: subject.measure === 'count',
  baseline: { row: 'baseline', year: 2023, value: 40 },
  targets: subject.targets.map(({ year, value }) => ({
    row: `target-${year}`,
    year,
    value: Number(value),
    outcome: year === 2025 ? 'missed' : null,
  })),
  rounds: rounds.map(({ code, periodStart, periodEnd }, index) => ({
    key: code,
    label: code.slice(5),
    start: periodStart,
    end: periodEnd,
    value: numbers[index] ?? null,
    missing: numbers[index] == null ? 'suppressed' : null,
    startsAnew: false,
    coverage: { long: '9 of 11', short: '9/11' },
  })),
});

const layOut = (input: TimeSeriesInput, inFrame: TimeSeriesFrame) =>
  buildTimeSeriesLayout(buildTimeSeriesModel(input), inFrame);

describe('the layout of a course', () => {
  it('keeps everything inside its frame', () => {
    fc.assert(
      fc.property(values, fc.boolean(), fc.boolean(), (numbers, squeeze, flow) => {
        const shares = numbers.map((number) => (number === null ? null : number % 101));
        const { plot, bars, runs, targets, slots, scale } = layOut(
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
        for (const { x, y, shade } of targets) {
          inside(x, y);
          if (shade) inside(shade.x, shade.y);
          if (shade) inside(shade.x + shade.width, shade.y + shade.height);
        }
        expect(slots.every(({ width }) => width > 0)).toBe(true);
        if (!flow) expect(scale.max).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('stands no bar on one from before a change in definition', () => {
    const input = inputOf(counted, [null, 40, 25]);
    const heightOf = (rounds: TimeSeriesInput['rounds']) => {
      const { bars, plot } = layOut({ ...input, rounds }, frame);
      const bar = bars.find(({ key }) => key === '2025-H2')!;
      return plot.bottom - bar.y - bar.height;
    };
    expect(heightOf(input.rounds)).toBeGreaterThan(0);
    const changed = input.rounds.map((round) => ({ ...round, startsAnew: round.key === '2025-H2' }));
    expect(heightOf(changed)).toBe(0);
  });

  it('draws a missing number as its mark and never as a bar or point', () => {
    const { bars, missing } = layOut(inputOf(counted, [null, 0, 5]), frame);
    expect(missing).toMatchObject([{ key: '2024-H2', state: 'suppressed' }]);
    expect(bars.map(({ key, value }) => [key, value])).toEqual([
      ['2025-H1', 0],
      ['2025-H2', 5],
    ]);
    const { runs } = layOut(inputOf(share, [50, null, 60]), frame);
    expect(runs.map((run) => run.map(({ key }) => key))).toEqual([['2024-H2'], ['2025-H2']]);
  });

  it('has one bar for a year, made of its rounds, and stands that of another year on the axis', () => {
    const { bars, plot, targets } = layOut(inputOf(counted, [10, 20, 30]), frame);
    const [before, first, second] = bars;
    expect([second?.x, second?.width]).toEqual([first?.x, first?.width]);
    // What is missing is shaded from its top to the target of the year.
    const { shade, y } = targets.find(({ year }) => year === 2025)!;
    expect(shade).toMatchObject({ outcome: 'missed', x: first?.x, width: first?.width });
    expect([shade?.y, (shade?.y ?? 0) + (shade?.height ?? 0)]).toEqual(
      [y, second?.y ?? 0].toSorted((a, b) => a - b),
    );
    expect((before?.y ?? 0) + (before?.height ?? 0)).toBeCloseTo(plot.bottom);
    expect((first?.y ?? 0) + (first?.height ?? 0)).toBeCloseTo(plot.bottom);
    expect((second?.y ?? 0) + (second?.height ?? 0)).toBeCloseTo(first?.y ?? 0);
  });

  it('keeps bars on the axis when there is no target to hold a year against', () => {
    const { bars, plot } = layOut(inputOf({ ...counted, targets: [] }, [10, 20, 30]), frame);
    expect(new Set(bars.map(({ x }) => x)).size).toBe(3);
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
