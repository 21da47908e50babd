import type { NoNumberState } from '../symbol-shapes.ts';
import type { NiceScale } from './nice-scale.ts';
import type { TimeSeriesModel, TimeSeriesRound, YearMark } from './time-series-model.ts';

/** The area between a target that was met or missed and the figure that it is compared with. */
export type Shade = { outcome: 'met' | 'missed'; x: number; y: number; width: number; height: number };

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
}

export type Bar = {
  key: string;
  value: number;
  carries: boolean;
  x: number;
  y: number;
  width: number;
  height: number;
};

/** A time series in px. */
export interface TimeSeriesLayout {
  scale: NiceScale;
  /** y of each tick. */
  ticks: { value: number; y: number }[];
  years: { year: number; x: number; width: number }[];
  slots: { round: TimeSeriesRound; x: number; width: number; middle: number }[];
  bars: Bar[];
  runs: { key: string; x: number; y: number }[][];
  missing: { key: string; state: NoNumberState; x: number; y: number }[];
  targets: (PlacedYear & { shade: Shade | null })[];
  baseline: PlacedYear | null;
  plot: { left: number; right: number; top: number; bottom: number };
}

/** How far the symbol of a level is inside the end of its year, so that it stays in it, in px. */
export const symbolInset = 5;
/** How far a rule over a year is inside of it at each end, in px. */
export const ruleInset = 3;
/** The width of the shade between a point and its target, in px. */
export const pointShadeWidth = 16;

/** Returns how far a bar is inside its round or its year at each end, in px. */
export const getBarInset = (width: number, wholeYear: boolean): number =>
  wholeYear ? width * 0.18 : Math.min(width * 0.18, 10);

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

/** Lays out a time series in px. */
export function buildTimeSeriesLayout(model: TimeSeriesModel, frame: TimeSeriesFrame): TimeSeriesLayout {
  const plot = {
    left: frame.left,
    right: frame.width - frame.right,
    top: frame.top,
    bottom: frame.height - frame.bottom,
  };
  const roundYears = new Set(model.rounds.flatMap(({ x1, x2 }) => [Math.floor(x1), Math.ceil(x2) - 1]));
  const time = buildTimeScale(
    model.years,
    (year) => !frame.squeeze || roundYears.has(year),
    plot.left,
    plot.right,
  );
  const atEnd = (end: number) => time.at(end - 1e-6);
  const atValue = (value: number) => plot.bottom - (value / model.scale.max) * (plot.bottom - plot.top);

  const slots = model.rounds.map(({ round, x1, x2 }) => {
    const x = time.at(x1);
    const width = atEnd(x2) - x;
    return { round, x, width, middle: x + width / 2 };
  });
  const bars = model.bars.map(({ key, value, carries, wholeYear, x1, x2, y1, y2 }): Bar => {
    const x = time.at(x1);
    const width = atEnd(x2) - x;
    const inset = getBarInset(width, wholeYear);
    const y = atValue(y2);
    return { key, value, carries, x: x + inset, y, width: width - 2 * inset, height: atValue(y1) - y };
  });
  const runs = model.runs.map((run) => run.map(({ key, x, y }) => ({ key, x: time.at(x), y: atValue(y) })));

  const placeYear = (mark: YearMark): PlacedYear => {
    const x1 = time.at(mark.year);
    const x2 = atEnd(mark.year + 1);
    const x = model.shape === 'level' ? x2 - symbolInset : (x1 + x2) / 2;
    return { ...mark, x, y: atValue(mark.value), x1: x1 + ruleInset, x2: x2 - ruleInset };
  };
  const targets = model.targets.map(({ outcome, reached, ...mark }) => {
    const placed = placeYear(mark);
    const bar = bars.find(({ key }) => key === reached);
    const point = runs.flat().find(({ key }) => key === reached);
    const at = bar ?? (point && { x: point.x - pointShadeWidth / 2, width: pointShadeWidth, y: point.y });
    const shade = at &&
      outcome && {
        outcome,
        x: at.x,
        width: at.width,
        y: Math.min(at.y, placed.y),
        height: Math.abs(at.y - placed.y),
      };
    return { ...placed, shade: shade ?? null };
  });

  return {
    scale: model.scale,
    ticks: model.scale.ticks.map((value) => ({ value, y: atValue(value) })),
    years: time.places,
    slots,
    bars,
    runs,
    missing: model.missing.map(({ key, state, x, y }) => ({ key, state, x: time.at(x), y: atValue(y) })),
    targets,
    baseline: model.baseline ? placeYear(model.baseline) : null,
    plot,
  };
}
