import type { NoNumberState } from '../symbol-shapes.ts';
import { buildNiceScale, type NiceScale } from './nice-scale.ts';

/** One round on the time axis. */
export interface TimeSeriesRound {
  key: string;
  /** The label below the axis: "H2". */
  label: string;
  /** ISO dates of the first and last day. */
  start: string;
  end: string;
  /** Null if there is no number; `missing` then names the reason. */
  value: number | null;
  missing: NoNumberState | null;
  /** How many reports are included: "9 of 11", and the same in fewer characters. */
  coverage: { long: string; short: string } | null;
}

export interface YearMark {
  year: number;
  value: number;
}

export interface TimeSeriesInput {
  /**
   * `level`: the situation at the end of a round, drawn as a line. `flow`: what happened in each round, drawn
   * as bars.
   */
  kind: 'level' | 'flow';
  rounds: readonly TimeSeriesRound[];
  /** For a level: to be reached by the end of the year. For a flow: for the year as a whole. */
  targets: readonly YearMark[];
  baseline: YearMark | null;
  /** The maximum of the axis: 100 for percentages. */
  limit?: number | undefined;
  /** Whether the values are whole numbers. */
  whole?: boolean | undefined;
}

export interface TimeSeriesFrame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Gives years without a round a third of the width of others. */
  squeeze?: boolean | undefined;
}

/** A target or baseline: its symbol at x and y, a rule from x1 to x2. */
export interface PlacedYear extends YearMark {
  x: number;
  y: number;
  x1: number;
  x2: number;
  /** Whether to write its number below the symbol, because the line of figures runs above it. */
  labelBelow: boolean;
}

export interface TimeSeriesLayout {
  scale: NiceScale;
  /** y of each tick. */
  ticks: { value: number; y: number }[];
  years: { year: number; x: number; width: number }[];
  slots: { round: TimeSeriesRound; x: number; width: number; middle: number }[];
  bars: { key: string; value: number; x: number; y: number; width: number; height: number }[];
  /** Runs of adjacent points; a round without a number ends a run. */
  runs: { key: string; value: number; x: number; y: number }[][];
  missing: { key: string; state: NoNumberState; x: number; y: number }[];
  targets: PlacedYear[];
  baseline: PlacedYear | null;
  /** Whether the bars of a year are stacked: they share a target. */
  stacked: boolean;
  plot: { left: number; right: number; top: number; bottom: number };
}

const yearOf = (iso: string) => Number(iso.slice(0, 4));

/** Returns a date as a year with a fraction: 1 July 2025 is about 2025.5. */
function asYears(iso: string, endOfDay: boolean): number {
  const year = yearOf(iso);
  const [from, to] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  return year + (Date.parse(iso) + (endOfDay ? 86_400_000 : 0) - from) / (to - from);
}

/** Builds a time scale of whole years, each as wide as its weight. */
function buildTimeScale(
  years: readonly number[],
  isWide: (year: number) => boolean,
  from: number,
  to: number,
) {
  const weights = years.map((year) => (isWide(year) ? 1 : 0.32));
  const unit = (to - from) / weights.reduce((sum, weight) => sum + weight, 0);
  let x = from;
  const places = years.map((year, index) => {
    const width = unit * (weights[index] ?? 1);
    const place = { year, x, width };
    x += width;
    return place;
  });
  return {
    places,
    at: (time: number) => {
      const place = places.find(({ year }) => time < year + 1) ?? places.at(-1);
      return place ? place.x + Math.min(time - place.year, 1) * place.width : from;
    },
  };
}

/**
 * Lays out a time series as pure numbers, so that the same drawing serves pages and files. The bars of a year
 * are stacked if there are targets, because those are for the whole year. A round without a number gets a
 * missing-value marker on the axis; it is never drawn as zero.
 */
export function buildTimeSeriesLayout(input: TimeSeriesInput, frame: TimeSeriesFrame): TimeSeriesLayout {
  const plot = {
    left: frame.left,
    right: frame.width - frame.right,
    top: frame.top,
    bottom: frame.height - frame.bottom,
  };
  const stacked = input.kind === 'flow' && input.targets.length > 0;
  const roundYears = new Set(input.rounds.flatMap(({ start, end }) => [yearOf(start), yearOf(end)]));
  const marked = [
    ...roundYears,
    ...input.targets.map(({ year }) => year),
    ...(input.baseline ? [input.baseline.year] : []),
  ];
  const first = Math.min(...marked);
  const years = Array.from({ length: Math.max(...marked) - first + 1 }, (_, index) => first + index);
  const time = buildTimeScale(years, (year) => !frame.squeeze || roundYears.has(year), plot.left, plot.right);

  const bases = new Map<string, number>();
  const reached = new Map<number, number>();
  for (const round of input.rounds) {
    const year = yearOf(round.end);
    const base = stacked ? (reached.get(year) ?? 0) : 0;
    bases.set(round.key, base);
    if (round.value !== null) reached.set(year, base + round.value);
  }
  const highest = Math.max(
    0,
    ...input.rounds.map((round) => (round.value ?? 0) + (bases.get(round.key) ?? 0)),
    ...input.targets.map(({ value }) => value),
    input.baseline?.value ?? 0,
  );
  const scale = buildNiceScale(highest, { limit: input.limit, whole: input.whole });
  const atValue = (value: number) => plot.bottom - (value / scale.max) * (plot.bottom - plot.top);

  const slots = input.rounds.map((round) => {
    const x = time.at(asYears(round.start, false));
    const width = time.at(asYears(round.end, true) - 1e-6) - x;
    return { round, x, width, middle: x + width / 2 };
  });

  const bars: TimeSeriesLayout['bars'] = [];
  const runs: TimeSeriesLayout['runs'] = [[]];
  const missing: TimeSeriesLayout['missing'] = [];
  for (const { round, x, width, middle } of slots) {
    if (round.value === null) {
      if (round.missing) missing.push({ key: round.key, state: round.missing, x: middle, y: plot.bottom });
      runs.push([]);
    } else if (input.kind === 'flow') {
      const base = bases.get(round.key) ?? 0;
      const y = atValue(base + round.value);
      const padding = Math.min(width * 0.18, 10);
      bars.push({
        key: round.key,
        value: round.value,
        x: x + padding,
        y,
        width: width - 2 * padding,
        height: atValue(base) - y,
      });
    } else runs.at(-1)?.push({ key: round.key, value: round.value, x: middle, y: atValue(round.value) });
  }

  const lineAt = buildLine(runs.flat());
  const placeYear = ({ year, value }: YearMark): PlacedYear => {
    const x1 = time.at(year);
    const x2 = time.at(year + 1 - 1e-6);
    // The symbol of a level is at the year's end, slightly inside so that it stays in its year.
    const x = input.kind === 'level' ? x2 - 5 : (x1 + x2) / 2;
    const y = atValue(value);
    const line = lineAt(x);
    return {
      year,
      value,
      x,
      y,
      x1: x1 + 3,
      x2: x2 - 3,
      labelBelow: line !== null && line <= y + 4 && line > y - 40,
    };
  };

  return {
    scale,
    ticks: scale.ticks.map((value) => ({ value, y: atValue(value) })),
    years: time.places,
    slots,
    bars,
    runs: runs.filter((run) => run.length > 0),
    missing,
    targets: input.targets.map(placeYear),
    baseline: input.baseline ? placeYear(input.baseline) : null,
    stacked,
    plot,
  };
}

/**
 * Returns a function that gives the height of a line through points at any x between its ends; null outside.
 */
function buildLine(points: readonly { x: number; y: number }[]) {
  return (x: number): number | null => {
    const after = points.findIndex((point) => point.x >= x);
    const [from, to] = [points[after - 1], points[after]];
    if (!from || !to) return null;
    return from.y + ((x - from.x) / (to.x - from.x)) * (to.y - from.y);
  };
}
