import type { DrawOptions, FigureDefinition, TimeSeriesChart } from '../figure.types.ts';
import { describeTimeSeriesRow, listTimeSeriesBreaks } from './describe-time-series.ts';
import { drawMissingValueMarker } from './draw-symbol.ts';
import { drawText, type PlacedText } from './labels.ts';
import { buildStatusPaints, partGap } from './status-paint.ts';
import { buildDrawing, buildTitle, colours, element, type Markup } from './svg.ts';
import { drawKey } from './time-series-key.ts';
import { buildTimeSeriesLayout, type TimeSeriesFrame } from './time-series-layout.ts';
import { buildTimeSeriesModel, readTimeSeries } from './time-series-model.ts';
import { drawTargets, outcomeMarks } from './time-series-targets.ts';
import { breakRise, buildTimeSeriesTexts, type TimeSeriesTexts } from './time-series-texts.ts';

/** Returns the place of the plot of a time series, below `head` px, in a drawing of a width. */
export function getTimeSeriesFrame(width: number, head: number, onPaper = false): TimeSeriesFrame {
  const narrow = width < 480;
  return {
    width,
    height: head + (!narrow ? 330 : onPaper ? 258 : 290),
    left: narrow ? 44 : 54,
    right: narrow ? 8 : 14,
    top: head + 44,
    bottom: 66,
  };
}

/** Draws a time series: bars or a line, targets and baseline, and the coverage below the axis. */
export function drawTimeSeries(
  figure: FigureDefinition,
  chart: TimeSeriesChart,
  options: DrawOptions,
): string {
  const { width, words, onPaper } = options;
  const paints = buildStatusPaints(
    `p-${figure.id.replaceAll('.', '_')}-${width}`,
    Object.values(chart.outcomes ?? {}).map((outcome) => outcomeMarks[outcome]),
  );
  const key = drawKey(figure, chart, options, paints.getPaint);
  const frame = { ...getTimeSeriesFrame(width, key.height, onPaper), squeeze: width < 480 };
  const { height } = frame;
  const layout = buildTimeSeriesLayout(buildTimeSeriesModel(readTimeSeries(figure, chart)), frame);
  const texts = buildTimeSeriesTexts(figure, chart, layout, frame);
  const say = (row: string) => describeTimeSeriesRow(figure, chart, row, words);
  const scene = { chart, layout, say, getPaint: paints.getPaint };
  const [series, targets] = [drawSeries(scene), drawTargets(scene)];
  const parts: (Markup | null)[] = [
    paints.definitions,
    key.markup,
    draw(texts.unit),
    ...drawAxes(layout, texts, height),
    ...drawBreaks(chart, layout, texts),
    ...(chart.shape === 'level' ? [...targets, ...series] : [...series, ...targets]),
    ...texts.values.map(draw),
    ...texts.targets.map(draw),
  ];
  return buildDrawing(width, height, figure.summary, ...parts.filter((part) => part !== null));
}

/** What the parts of a time series are drawn from. `say` is what the mark of a row says. */
export type TimeSeriesScene = {
  chart: TimeSeriesChart;
  layout: ReturnType<typeof buildTimeSeriesLayout>;
  say: (row: string) => string;
  getPaint: ReturnType<typeof buildStatusPaints>['getPaint'];
};

const draw = (text: PlacedText | null | undefined) => (text ? drawText(text) : null);

/** Draws the axis of numbers, the years and rounds, and the coverage of each round. */
function drawAxes(
  { plot, ticks, years }: TimeSeriesScene['layout'],
  texts: TimeSeriesTexts,
  height: number,
): (Markup | null)[] {
  return [
    ...ticks.flatMap(({ value, y }, at) => [
      element('line', {
        x1: plot.left,
        x2: plot.right,
        y1: y,
        y2: y,
        stroke: value === 0 ? colours.ink : colours.rule,
      }),
      draw(texts.ticks[at]),
    ]),
    ...years.flatMap(({ x }, at) => [
      element('line', { x1: x, x2: x, y1: plot.bottom, y2: height - 4, stroke: colours.rule }),
      draw(texts.years[at]),
    ]),
    ...texts.rounds.map(draw),
    ...texts.coverage.map(draw),
  ];
}

/** Draws a broken line where a definition or a law changed, with the letter of its note. */
function drawBreaks(
  chart: TimeSeriesChart,
  { slots, plot }: TimeSeriesScene['layout'],
  texts: TimeSeriesTexts,
): (Markup | null)[] {
  const top = plot.top - breakRise;
  return listTimeSeriesBreaks(chart).flatMap(({ row, say }, at) => {
    const slot = slots.find(({ round }) => round.key === row);
    if (!slot) return [];
    return [
      element(
        'g',
        { 'data-say': say },
        buildTitle(say),
        element('line', {
          x1: slot.x,
          x2: slot.x,
          y1: top + 4,
          y2: plot.bottom + 6,
          stroke: colours.ink,
          'stroke-dasharray': '3 3',
        }),
        // Wide enough to point at.
        element('rect', { x: slot.x - 6, y: top, width: 12, height: plot.bottom - top, fill: 'transparent' }),
      ),
      draw(texts.breaks[at]),
    ];
  });
}

function drawSeries({ layout, say }: TimeSeriesScene): Markup[] {
  const shapes: Markup[] = [];
  const drawMark = (key: string, ...inside: (Markup | null)[]) =>
    element('g', { 'data-say': say(key) }, buildTitle(say(key)), ...inside);
  for (const bar of layout.bars) {
    const height = Math.max(bar.height, 1);
    shapes.push(
      drawMark(
        bar.key,
        element('rect', {
          x: bar.x,
          y: bar.y + bar.height - height,
          width: Math.max(bar.width, 1),
          height,
          fill: colours.series1,
        }),
        // Two rounds of one year are told apart.
        bar.carries
          ? element('line', {
              x1: bar.x,
              x2: bar.x + bar.width,
              y1: bar.y,
              y2: bar.y,
              stroke: colours.paper,
              'stroke-width': partGap,
            })
          : null,
      ),
    );
  }
  for (const run of layout.runs) {
    shapes.push(
      element('polyline', {
        points: run.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '),
        fill: 'none',
        stroke: colours.series1,
        'stroke-width': 2,
      }),
      ...run.map(({ key, x, y }) =>
        drawMark(
          key,
          element('circle', { cx: x, cy: y, r: 4.5, fill: colours.series1, stroke: colours.paper }),
        ),
      ),
    );
  }
  for (const { key, state, x, y } of layout.missing) {
    shapes.push(
      drawMark(
        key,
        element('rect', { x: x - 12, y: y - 26, width: 24, height: 24, fill: 'transparent' }),
        drawMissingValueMarker(state, { x: x - 8, y: y - 22, size: 16 }),
      ),
    );
  }
  return shapes;
}
