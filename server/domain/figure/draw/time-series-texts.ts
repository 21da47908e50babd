import { formatRange } from '#server/domain/language/number-format.ts';
import { findRange } from '#server/domain/value/count-range.ts';
import type { FigureCell, FigureDefinition, TimeSeriesChart } from '../figure.types.ts';
import { createTimeSeriesFormat, findTimeSeriesCell, listTimeSeriesBreaks } from './describe-time-series.ts';
import { createLabels, type PlacedText } from './labels.ts';
import { colours, measureText } from './svg.ts';
import type { Bar, TimeSeriesLayout } from './time-series-layout.ts';

type Labels = ReturnType<typeof createLabels>;

/** The texts of a time series at their places, in px; null where one has no room. */
export type TimeSeriesTexts = Record<
  'ticks' | 'years' | 'rounds' | 'coverage' | 'breaks' | 'values' | 'targets',
  (PlacedText | null)[]
> & { unit: PlacedText | null };

const yearSize = 13;

/** Where the letters of breaks stand above the plot, in px. */
export const breakRise = 22;

/**
 * Places the texts of a time series so that none covers another. The newest value comes first, then the furthest
 * target: in little space, these two remain.
 */
export function buildTimeSeriesTexts(
  figure: FigureDefinition,
  chart: TimeSeriesChart,
  layout: TimeSeriesLayout,
  { width, height }: { width: number; height: number },
): TimeSeriesTexts {
  const { scale, plot, ticks, years, slots, targets, baseline } = layout;
  const labels = createLabels(width, height);
  const format = createTimeSeriesFormat(figure.unit, scale.max);
  const path = [...(baseline ? [baseline] : []), ...targets];
  keepMarksFree(labels, layout, chart.shape, path);
  const findCell = (key: string) => findTimeSeriesCell(figure, chart, key);
  return {
    unit: labels.place({
      texts: [format.unit],
      places: [{ x: 0, y: plot.top - 30, anchor: 'start' }],
      ink: colours.muted,
      must: true,
    }),
    ticks: ticks.map(({ value, y }) =>
      labels.place({
        texts: [format.describeTick(value)],
        places: [{ x: plot.left - 8, y: y + 4, anchor: 'end' }],
        ink: colours.muted,
      }),
    ),
    years: years.map(({ year, x, width: room }) =>
      labels.place({
        texts: [String(year), `’${String(year).slice(2)}`].filter(
          // Inside the lines between two years, but for the shortest.
          (text) => text.length === 3 || measureText(text, yearSize) + 8 <= room,
        ),
        places: [{ x: x + room / 2, y: height - 8 }],
        size: yearSize,
        strong: true,
        must: true,
      }),
    ),
    rounds: slots.map(({ round, middle }) =>
      labels.place({ texts: [round.label], places: [{ x: middle, y: plot.bottom + 16 }], must: true }),
    ),
    coverage: placeCoverage(layout, labels),
    breaks: listTimeSeriesBreaks(chart).map(({ row, letter }) => {
      const slot = slots.find(({ round }) => round.key === row);
      if (!slot) return null;
      const top = plot.top - breakRise;
      labels.keepLineFree({ x: slot.x, y: top + 4 }, { x: slot.x, y: plot.bottom });
      return labels.place({ texts: [letter], places: [{ x: slot.x, y: top }], strong: true, must: true });
    }),
    values: placeValues(layout, labels, { isLevel: chart.shape === 'level', findCell, ...format }),
    targets: [...path].reverse().map(({ row, x, y, x1, x2 }) =>
      labels.place({
        texts: format.describeLabel(findCell(row)),
        places:
          chart.shape === 'flow'
            ? [
                { x: x1, y: y - 6, anchor: 'start' },
                { x: x2, y: y - 6, anchor: 'end' },
                { x: x1, y: y + 15, anchor: 'start' },
              ]
            : [
                { x, y: y - 10 },
                { x: x + 5, y: y - 10, anchor: 'end' },
                { x, y: y + 19 },
                { x: x + 5, y: y + 19, anchor: 'end' },
              ],
        ink: colours.muted,
      }),
    ),
  };
}

function keepMarksFree(
  labels: Labels,
  { bars, runs, missing }: TimeSeriesLayout,
  shape: TimeSeriesChart['shape'],
  path: readonly { x: number; y: number; x1: number; x2: number }[],
): void {
  const keepSquare = ({ x, y }: { x: number; y: number }) =>
    labels.keepFree({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 });
  for (const { x, y, width, height } of bars) {
    labels.keepFree({ left: x, right: x + width, top: y, bottom: y + height });
  }
  for (const run of runs) {
    run.forEach((point, at) => {
      keepSquare(point);
      const next = run[at + 1];
      if (next) labels.keepLineFree(point, next);
    });
  }
  for (const { x, y } of missing) {
    labels.keepFree({ left: x - 9, right: x + 9, top: y - 23, bottom: y - 5 });
  }
  path.forEach((mark, at) => {
    const next = path[at + 1];
    if (shape === 'flow') labels.keepLineFree({ x: mark.x1, y: mark.y }, { x: mark.x2, y: mark.y });
    else {
      keepSquare(mark);
      if (next) labels.keepLineFree(mark, next);
    }
  });
}

/** Places the coverage of each round, in one form for all: in full, short, or short and alternating between two lines. */
function placeCoverage({ slots, plot }: TimeSeriesLayout, labels: Labels) {
  const fits = (form: 'long' | 'short') =>
    slots.every(({ round, width }) => measureText(round.coverage?.[form] ?? '', 11) + 6 <= width);
  const form = fits('long') ? 'long' : 'short';
  const staggered = !fits(form);
  return slots.map(({ round, middle }, at) =>
    round.coverage
      ? labels.place({
          texts: [round.coverage[form]],
          places: [{ x: middle, y: plot.bottom + 31 + (staggered && at % 2 === 1 ? 12 : 0) }],
          size: 11,
          ink: colours.muted,
        })
      : null,
  );
}

type Values = {
  isLevel: boolean;
  findCell: (key: string) => FigureCell | undefined;
  describeLabel: (cell: FigureCell | undefined) => string[];
};

/** Places the numbers of bars and points, newest first, and the ranges of what is suppressed. */
function placeValues(
  { bars, runs, missing }: TimeSeriesLayout,
  labels: Labels,
  { isLevel, findCell, describeLabel }: Values,
) {
  const points = [
    ...bars.map((bar) => ({ ...bar, middle: bar.x + bar.width / 2, room: bar })),
    ...runs.flat().map((point) => ({ ...point, middle: point.x, room: null })),
  ];
  return [
    ...[...points].reverse().map(({ key, middle, y, room }, index) => {
      const texts = describeLabel(findCell(key));
      return (
        placeInside(labels, texts, room, index === 0) ??
        labels.place({
          texts,
          places: [
            { x: middle, y: y - 9 },
            ...(isLevel ? [{ x: middle, y: y + 19 }] : []),
            { x: middle + 4, y: y - 9, anchor: 'end' as const },
            { x: middle - 4, y: y - 9, anchor: 'start' as const },
            ...(isLevel
              ? [
                  { x: middle + 4, y: y + 19, anchor: 'end' as const },
                  { x: middle - 4, y: y + 19, anchor: 'start' as const },
                ]
              : [
                  { x: middle, y: y - 24 },
                  { x: middle + 10, y: y - 24, anchor: 'end' as const },
                ]),
          ],
          size: index === 0 ? 13 : 12,
          strong: index === 0,
          must: index === 0,
        })
      );
    }),
    ...missing.map(({ key, x, y }) => {
      const cell = findCell(key);
      const range = cell?.kind === 'none' ? findRange(cell) : null;
      return range && labels.place({ texts: [formatRange(range)], places: [{ x, y: y - 29 }] });
    }),
  ];
}

/** Places the number of a bar inside of it; null where it has no room. */
function placeInside(labels: Labels, texts: readonly string[], bar: Bar | null, strong: boolean) {
  const size = 12;
  if (!bar || bar.height < size + 6) return null;
  return labels.place({
    texts: texts.filter((text) => measureText(text, size * 1.08) + 6 <= bar.width),
    places: [{ x: bar.x + bar.width / 2, y: bar.y + bar.height / 2 + size * 0.36 }],
    size,
    strong,
    ink: colours.paper,
    must: true,
  });
}
