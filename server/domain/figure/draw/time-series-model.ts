import { findMissingValue, findRowNumber, getRowText } from './read-row.ts';
import type { FigureDefinition, TimeSeriesChart } from '../figure.types.ts';
import type { NoNumberState } from '../symbol-shapes.ts';
import { buildNiceScale, type NiceScale } from './nice-scale.ts';

/**
 * A time series in the coordinates of its data: x is time in years with a fraction (2025.5 is about 1 July 2025), y is
 * the value. The drawing and the interactive chart are both made of it, so that they cannot differ.
 */
export type TimeSeriesModel = {
  /** `level`: the situation at the end of a round, as a line. `flow`: what happened in each round, as bars. */
  shape: TimeSeriesChart['shape'];
  /** All years from the first to the last, without gaps. */
  years: number[];
  scale: NiceScale;
  rounds: { round: TimeSeriesRound; x1: number; x2: number; middle: number }[];
  /** Where its year has one bar for all rounds (`wholeYear`), a bar is a part of that, and may carry the next part. */
  bars: (Area & { key: string; value: number; wholeYear: boolean; carries: boolean })[];
  /** Runs of adjacent points; a round without a number ends a run. */
  runs: (Point & { key: string })[][];
  /** Rounds without a number, with their markers on the axis or on the bar of their year; never drawn as zero. */
  missing: (Point & { key: string; state: NoNumberState })[];
  targets: TargetOfYear[];
  baseline: YearMark | null;
};

type Point = { x: number; y: number };
type Area = { x1: number; x2: number; y1: number; y2: number };

/** One round on the time axis. */
export type TimeSeriesRound = {
  key: string;
  /** The label below the axis: "H2". */
  label: string;
  /** ISO dates of the first and last day. */
  start: string;
  end: string;
  /** Null if there is no number; `missing` then names the reason. */
  value: number | null;
  missing: NoNumberState | null;
  /** Whether its bar stands on no other, because the definition changed before it. */
  startsAnew: boolean;
  /** How many reports are included: "9 of 11", and the same in fewer characters. */
  coverage: { long: string; short: string } | null;
};

/** A target or baseline: for a level to be reached by the end of the year, for a flow for the year as a whole. */
export type YearMark = { row: string; year: number; value: number };

type Target = YearMark & { outcome: 'met' | 'missed' | null };

/** A target with the round whose bar or point it is compared with: the last of its year. */
type TargetOfYear = Target & { reached: string | null };

/** What a model is built from. */
export type TimeSeriesInput = {
  kind: TimeSeriesChart['shape'];
  rounds: readonly TimeSeriesRound[];
  targets: readonly Target[];
  baseline: YearMark | null;
  /** The maximum of the axis: 100 for percentages. */
  limit?: number | undefined;
  /** Whether the values are whole numbers. */
  whole?: boolean | undefined;
};

const yearOf = (iso: string) => Number(iso.slice(0, 4));

/** Returns a date as a year with a fraction: 1 July 2025 is about 2025.5. */
function asYears(iso: string, endOfDay: boolean): number {
  const year = yearOf(iso);
  const [from, to] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  return year + (Date.parse(iso) + (endOfDay ? 86_400_000 : 0) - from) / (to - from);
}

/**
 * Builds the model of a time series. The bars of a year are stacked if there are targets, because those are for the
 * whole year; not across a change in definition. Without its targets (`withoutTargets`) the axes end at the figures,
 * and the bars stay as they are.
 */
export function buildTimeSeriesModel(
  { kind, rounds, targets: allTargets, baseline, limit, whole }: TimeSeriesInput,
  { withoutTargets = false }: { withoutTargets?: boolean } = {},
): TimeSeriesModel {
  const targets = withoutTargets ? [] : allTargets;
  const stacked = kind === 'flow' && allTargets.length > 0;
  const marked = [
    ...rounds.flatMap(({ start, end }) => [yearOf(start), yearOf(end)]),
    ...targets.map(({ year }) => year),
    ...(baseline ? [baseline.year] : []),
  ];
  const first = Math.min(...marked);
  const years = Array.from({ length: Math.max(...marked) - first + 1 }, (_, index) => first + index);

  const bases = new Map<string, number>();
  const reached = new Map<number, number>();
  for (const round of rounds) {
    const year = yearOf(round.end);
    const base = stacked && !round.startsAnew ? (reached.get(year) ?? 0) : 0;
    bases.set(round.key, base);
    if (round.value !== null) reached.set(year, base + round.value);
  }
  const highest = Math.max(
    0,
    ...rounds.map((round) => (round.value ?? 0) + (bases.get(round.key) ?? 0)),
    ...targets.map(({ value }) => value),
    baseline?.value ?? 0,
  );

  const split = new Set(rounds.flatMap(({ startsAnew, end }) => (startsAnew ? [yearOf(end)] : [])));
  const findYear = (round: TimeSeriesRound) => {
    const year = yearOf(round.end);
    return stacked && !split.has(year) && yearOf(round.start) === year ? year : null;
  };
  const bars: Omit<TimeSeriesModel['bars'][number], 'carries'>[] = [];
  const runs: TimeSeriesModel['runs'] = [[]];
  const missing: TimeSeriesModel['missing'] = [];
  const placed = rounds.map((round) => {
    const [x1, x2] = [asYears(round.start, false), asYears(round.end, true)];
    return { round, x1, x2, middle: (x1 + x2) / 2 };
  });
  for (const { round, x1, x2, middle } of placed) {
    const { key, value } = round;
    const year = findYear(round);
    const base = bases.get(key) ?? 0;
    if (value === null) {
      const place = year === null ? { x: middle, y: 0 } : { x: year + 0.5, y: base };
      if (round.missing) missing.push({ key, state: round.missing, ...place });
      runs.push([]);
    } else if (kind === 'flow') {
      const across = year === null ? { x1, x2 } : { x1: year, x2: year + 1 };
      bars.push({ key, value, wholeYear: year !== null, ...across, y1: base, y2: base + value });
    } else runs.at(-1)?.push({ key, x: middle, y: value });
  }

  const drawn = new Set([...bars, ...runs.flat()].map(({ key }) => key));
  return {
    shape: kind,
    years,
    scale: buildNiceScale(highest, { limit, whole }),
    rounds: placed,
    bars: bars.map((bar) => ({
      ...bar,
      carries: bars.some(({ x1, y1 }) => x1 === bar.x1 && y1 === bar.y2),
    })),
    runs: runs.filter((run) => run.length > 0),
    missing,
    targets: targets.map((target) => ({
      ...target,
      reached: rounds.findLast(({ key, end }) => yearOf(end) === target.year && drawn.has(key))?.key ?? null,
    })),
    baseline,
  };
}

/** Reads the numbers of a time series from its figure. */
export function readTimeSeries(figure: FigureDefinition, chart: TimeSeriesChart): TimeSeriesInput {
  return {
    kind: chart.shape,
    rounds: listRounds(figure, chart),
    targets: listYearMarks(figure, chart, 'target').map((target) => ({
      ...target,
      outcome: chart.outcomes?.[target.row] ?? null,
    })),
    baseline: listYearMarks(figure, chart, 'baseline')[0] ?? null,
    limit: chart.limit ?? undefined,
    whole: chart.whole,
  };
}

function listYearMarks(
  figure: FigureDefinition,
  chart: TimeSeriesChart,
  is: 'target' | 'baseline',
): YearMark[] {
  return figure.rows.flatMap((row) => {
    const place = chart.places[row.key];
    const value = findRowNumber(row, is === 'target' ? chart.target : chart.value);
    return place?.is === is && value !== null ? [{ row: row.key, year: yearOf(place.end), value }] : [];
  });
}

function listRounds({ rows }: FigureDefinition, chart: TimeSeriesChart): TimeSeriesRound[] {
  return rows.flatMap((row) => {
    const place = chart.places[row.key];
    if (place?.is !== 'round') return [];
    const coverage = getRowText(row, chart.coverage);
    return [
      {
        key: row.key,
        label: place.short,
        start: place.start,
        end: place.end,
        value: findRowNumber(row, chart.value),
        missing: findMissingValue(row.cells[chart.value]),
        startsAnew: chart.startsAnew?.includes(row.key) ?? false,
        coverage: coverage ? { long: coverage, short: coverage.replace(' of ', '/') } : null,
      },
    ];
  });
}
