import { formatNumber } from '#server/domain/language/number-format.ts';
import { serialiseDecimal, parseDecimal } from '#server/domain/value/decimal.calculations.ts';
import type { TimeSeriesChart, DrawOptions, FigureDefinition, FigureRow } from '../figure.types.ts';
import { formatFigureNumber } from '#server/domain/language/counted-nouns.ts';
import { formatFigureCell } from '../format-cell.ts';
import { drawKey } from './time-series-key.ts';
import { type TimeSeriesInput, buildTimeSeriesLayout } from './time-series-layout.ts';
import type { TimeSeriesScene } from './time-series-scene.ts';
import { drawTargets } from './time-series-targets.ts';
import { drawMissingValueMarker } from './draw-symbol.ts';
import { createLabels } from './labels.ts';
import { decideAxisUnit } from './nice-scale.ts';
import { findMissingValue, findRowNumber, getRowText } from './read-row.ts';
import { colours, buildDrawing, element, type Markup, buildTitle, measureText } from './svg.ts';
import { formatNoteLetter } from '../note-letters.ts';

/** Draws the axis of numbers, the years and rounds, and the coverage of each round. */
function drawAxes({ layout, labels, describeTick }: TimeSeriesScene, height: number): (Markup | null)[] {
  const { plot, ticks, years, slots } = layout;
  return [
    ...ticks.flatMap(({ value, y }) => [
      element('line', {
        x1: plot.left,
        x2: plot.right,
        y1: y,
        y2: y,
        stroke: value === 0 ? colours.ink : colours.rule,
      }),
      labels.set({
        texts: [describeTick(value)],
        places: [{ x: plot.left - 8, y: y + 4, anchor: 'end' }],
        ink: colours.muted,
      }),
    ]),
    ...years.flatMap(({ year, x, width }) => [
      element('line', { x1: x, x2: x, y1: plot.bottom, y2: height - 4, stroke: colours.rule }),
      labels.set({
        texts: [String(year), `’${String(year).slice(2)}`],
        places: [{ x: x + width / 2, y: height - 8 }],
        size: 13,
        strong: true,
        must: true,
      }),
    ]),
    ...slots.map(({ round, middle }) =>
      labels.set({ texts: [round.label], places: [{ x: middle, y: plot.bottom + 16 }], must: true }),
    ),
    ...drawCoverage(layout, labels),
  ];
}

/**
 * Draws the coverage of each round, in one form for all: in full, short, or short and alternating between two
 * lines.
 */
function drawCoverage({ slots, plot }: TimeSeriesScene['layout'], labels: TimeSeriesScene['labels']) {
  const fits = (form: 'long' | 'short') =>
    slots.every(({ round, width }) => measureText(round.coverage?.[form] ?? '', 11) + 6 <= width);
  const form = fits('long') ? 'long' : 'short';
  const staggered = !fits(form);
  return slots.map(({ round, middle }, at) =>
    round.coverage
      ? labels.set({
          texts: [round.coverage[form]],
          places: [{ x: middle, y: plot.bottom + 31 + (staggered && at % 2 === 1 ? 12 : 0) }],
          size: 11,
          ink: colours.muted,
        })
      : null,
  );
}

/** Draws a broken line where a definition or a law changed, with the letter of its note. */
function drawBreaks({ chart, layout, labels }: TimeSeriesScene, top: number): (Markup | null)[] {
  const letters = new Map<string, string>();
  for (const [index, { row }] of chart.breaks.entries()) {
    letters.set(row, `${letters.get(row) ?? ''}${formatNoteLetter(index)}`);
  }
  return [...letters].flatMap(([row, letter]) => {
    const slot = layout.slots.find(({ round }) => round.key === row);
    if (!slot) return [];
    labels.keepLineFree({ x: slot.x, y: top + 4 }, { x: slot.x, y: layout.plot.bottom });
    const texts = chart.breaks.filter((each) => each.row === row).map(({ text }) => text);
    return [
      element(
        'g',
        { 'data-say': texts.join(' ') },
        buildTitle(texts.join(' ')),
        element('line', {
          x1: slot.x,
          x2: slot.x,
          y1: top + 4,
          y2: layout.plot.bottom + 6,
          stroke: colours.ink,
          'stroke-dasharray': '3 3',
        }),
        // Wide enough to point at.
        element('rect', {
          x: slot.x - 6,
          y: top,
          width: 12,
          height: layout.plot.bottom - top,
          fill: 'transparent',
        }),
      ),
      labels.set({ texts: [letter], places: [{ x: slot.x, y: top }], strong: true, must: true }),
    ];
  });
}

const underAxis = 66;

/** Draws a time series: bars or a line, targets and baseline, and the coverage below the axis. */
export function drawTimeSeries(
  figure: FigureDefinition,
  chart: TimeSeriesChart,
  options: DrawOptions,
): string {
  const { width, words } = options;
  const narrow = width < 480;
  const key = drawKey(figure, chart, width);
  const height = key.height + (narrow ? 290 : 330);
  const layout = buildTimeSeriesLayout(readInput(figure, chart), {
    width,
    height,
    left: narrow ? 44 : 54,
    right: narrow ? 8 : 14,
    top: key.height + 44,
    bottom: underAxis,
    squeeze: narrow,
  });
  const { divisor, word, letter } = decideAxisUnit(layout.scale.max);
  const scene: TimeSeriesScene = {
    figure,
    chart,
    layout,
    words,
    labels: createLabels(width, height),
    describeTick: (value) => formatNumber(value / divisor),
    describeFull: (cell) =>
      cell?.kind === 'number' ? describeLabel(cell.value, figure.unit, { divisor, letter }) : [],
  };
  const series = drawSeries(scene);
  const targets = drawTargets(scene);
  const parts: (Markup | null)[] = [
    key.markup,
    scene.labels.set({
      texts: [[figure.unit, word ?? ''].filter(Boolean).join(', ')],
      places: [{ x: 0, y: key.height + 14, anchor: 'start' }],
      ink: colours.muted,
      must: true,
    }),
    ...drawAxes(scene, height),
    ...drawBreaks(scene, key.height + 22),
    ...(chart.shape === 'level'
      ? [...targets.shapes, ...series.shapes]
      : [...series.shapes, ...targets.shapes]),
    // Newest first, then the furthest target: in little space, these two remain.
    ...series.labels(),
    ...targets.labels(),
  ];
  return buildDrawing(width, height, figure.summary, ...parts.filter((part) => part !== null));
}

/** Returns the label of a value: with every digit and, if that is exact, shorter ("1.25m" for 1 250 000). */
function describeLabel(
  value: string,
  unit: string,
  { divisor, letter }: { divisor: number; letter: string | null },
) {
  const short = letter && serialiseDecimal(parseDecimal(value) / BigInt(divisor));
  const isExact = short && parseDecimal(short) * BigInt(divisor) === parseDecimal(value);
  return [formatFigureNumber(value, unit), ...(isExact ? [`${formatNumber(short)}${letter}`] : [])];
}

function readInput(figure: FigureDefinition, chart: TimeSeriesChart): TimeSeriesInput {
  const placed = figure.rows.flatMap((row) => {
    const place = chart.places[row.key];
    return place ? [{ row, place }] : [];
  });
  const marksOf = (is: 'target' | 'baseline', column: string) =>
    placed.flatMap(({ row, place }) => {
      const value = findRowNumber(row, column);
      return place.is === is && value !== null ? [{ year: Number(place.end.slice(0, 4)), value }] : [];
    });
  return {
    kind: chart.shape,
    limit: chart.limit ?? undefined,
    whole: chart.whole,
    baseline: marksOf('baseline', chart.value)[0] ?? null,
    targets: marksOf('target', chart.target),
    rounds: placed
      .filter(({ place }) => place.is === 'round')
      .map(({ row, place }) => {
        const coverage = getRowText(row, chart.coverage);
        return {
          key: row.key,
          label: place.short,
          start: place.start,
          end: place.end,
          value: findRowNumber(row, chart.value),
          missing: findMissingValue(row.cells[chart.value]),
          coverage: coverage ? { long: coverage, short: coverage.replace(' of ', '/') } : null,
        };
      }),
  };
}

function drawSeries(scene: TimeSeriesScene) {
  const { layout, labels, describeFull, figure, chart, words } = scene;
  const rowOf = new Map(figure.rows.map((row) => [row.key, row]));
  const say = (key: string) => describeRound(rowOf.get(key), figure, chart, words);
  const shapes: Markup[] = [];
  for (const bar of layout.bars) {
    const height = Math.max(bar.height, 1);
    shapes.push(
      element(
        'g',
        { 'data-say': say(bar.key) },
        buildTitle(say(bar.key)),
        element('rect', {
          x: bar.x,
          y: bar.y + bar.height - height,
          width: Math.max(bar.width, 1),
          height,
          fill: colours.series1,
          stroke: colours.paper,
        }),
      ),
    );
  }
  for (const { x, y, width, height } of layout.bars) {
    labels.keepFree({ left: x, right: x + width, top: y, bottom: y + height });
  }
  for (const run of layout.runs) {
    run.forEach((point, at) => {
      labels.keepFree({ left: point.x - 5, right: point.x + 5, top: point.y - 5, bottom: point.y + 5 });
      const next = run[at + 1];
      if (next) labels.keepLineFree(point, next);
    });
    shapes.push(
      element('polyline', {
        points: run.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '),
        fill: 'none',
        stroke: colours.series1,
        'stroke-width': 2,
      }),
      ...run.map(({ key, x, y }) =>
        element(
          'g',
          { 'data-say': say(key) },
          buildTitle(say(key)),
          element('circle', { cx: x, cy: y, r: 4.5, fill: colours.series1, stroke: colours.paper }),
        ),
      ),
    );
  }
  for (const { key, state, x, y } of layout.missing) {
    shapes.push(
      element(
        'g',
        { 'data-say': say(key) },
        buildTitle(say(key)),
        element('rect', { x: x - 12, y: y - 26, width: 24, height: 24, fill: 'transparent' }),
        drawMissingValueMarker(state, { x: x - 8, y: y - 22, size: 16 }),
      ),
    );
    labels.keepFree({ left: x - 9, right: x + 9, top: y - 23, bottom: y - 5 });
  }
  const points = [
    ...layout.bars.map((bar) => ({ ...bar, middle: bar.x + bar.width / 2 })),
    ...layout.runs.flat().map((point) => ({ ...point, middle: point.x })),
  ];
  return {
    shapes,
    labels: () =>
      [...points].reverse().map(({ key, middle, y }, index) =>
        labels.set({
          texts: describeFull(rowOf.get(key)?.cells[chart.value]),
          places: [
            { x: middle, y: y - 9 },
            ...(chart.shape === 'level' ? [{ x: middle, y: y + 19 }] : []),
            { x: middle + 4, y: y - 9, anchor: 'end' as const },
            { x: middle - 4, y: y - 9, anchor: 'start' as const },
            ...(chart.shape === 'level'
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
        }),
      ),
  };
}

function describeRound(
  row: FigureRow | undefined,
  figure: FigureDefinition,
  chart: TimeSeriesChart,
  words: DrawOptions['words'],
): string {
  if (!row) return '';
  const coverage = getRowText(row, chart.coverage);
  const who = figure.columns.find(({ key }) => key === chart.coverage)?.label.toLowerCase() ?? '';
  return `${getRowText(row, chart.label)}: ${formatFigureCell(row.cells[chart.value], figure.unit, words)}${
    coverage ? `; ${who}: ${coverage}` : ''
  }`;
}
