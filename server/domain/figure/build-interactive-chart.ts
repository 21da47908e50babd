import { type BarsLayout, buildBarsLayout, nameLineHeight, nameSize } from './draw/bars-layout.ts';
import { type BarsModel, buildBarsModel } from './draw/bars-model.ts';
import {
  createTimeSeriesFormat,
  describeTimeSeriesRow,
  listTimeSeriesBreaks,
} from './draw/describe-time-series.ts';
import { getTimeSeriesFrame } from './draw/draw-time-series.ts';
import { buildStatusPaints, drawPart } from './draw/status-paint.ts';
import { colours, element, type Markup, measureText, wrapText } from './draw/svg.ts';
import { listKeyEntries } from './draw/time-series-key.ts';
import { buildTimeSeriesLayout, type TimeSeriesFrame } from './draw/time-series-layout.ts';
import { buildTimeSeriesModel, readTimeSeries, type TimeSeriesModel } from './draw/time-series-model.ts';
import { outcomeMarks } from './draw/time-series-targets.ts';
import { buildTimeSeriesTexts, type TimeSeriesTexts } from './draw/time-series-texts.ts';
import type {
  DrawOptions,
  FigureDefinition,
  StackedChart,
  StatusBarsChart,
  TimeSeriesChart,
} from './figure.types.ts';

/**
 * What an interactive chart shows, from the models that the picture is drawn from: marks in the coordinates of the data,
 * for an axis of a chart library to place, and texts in px, which the picture places by the same rules.
 */
export type InteractiveChart = InteractiveTimeSeries | InteractiveBars;

type Common = {
  /** In px. */
  width: number;
  height: number;
  /** The key, whose entries with a `part` can be left out. */
  choices: ChartChoice[];
  /** The patterns of the statuses. */
  definitions: Markup;
  getPaint: ReturnType<typeof buildStatusPaints>['getPaint'];
};

export type InteractiveTimeSeries = Common & {
  kind: 'course';
  frame: TimeSeriesFrame;
  model: TimeSeriesModel;
  texts: TimeSeriesTexts;
  describeTick: (value: number) => string;
  /** What the mark of a row (its key) says. */
  say: (row: string) => string;
  breaks: { x: number; say: string }[];
};

export type InteractiveBars = Common & {
  kind: 'bars';
  model: BarsModel;
  layout: BarsLayout;
  /** The lines of the names, by row. */
  names: string[][];
  /** The space over the rows, and the height of each place, in px. */
  top: number;
  step: number;
  headsInTwoLines: boolean;
};

export type ChartChoice = {
  /** What is left out; null for what is always shown. */
  part: string | null;
  label: string;
  /** 22 px wide and 18 px high. */
  swatch: Markup | null;
};

type Options = DrawOptions & { leftOut: ReadonlySet<string> };

/**
 * Whether there is an interactive chart of a figure: of bars that can be told apart, and of a time series with at least
 * two numbers. Small multiples have no dates, so that no real time axis can be drawn of them.
 */
export function canBeExplored({ chart, rows }: FigureDefinition): boolean {
  const hasNumber = (key: string, isEnough: (value: number) => boolean) =>
    rows.filter(({ cells }) => cells[key]?.kind === 'number' && isEnough(Number(cells[key].value)));
  if (chart.kind === 'course')
    return (
      hasNumber(chart.value, () => true).filter(({ key }) => chart.places[key]?.is === 'round').length > 1
    );
  if (chart.kind !== 'stacked' && chart.kind !== 'statuses') return false;
  return (
    rows.length > 1 &&
    chart.series.filter((key) => hasNumber(key, (value) => value > 0).length > 0).length > 1
  );
}

/** Builds the interactive chart of a figure in a width (px), without the parts that are left out. Null where there is none. */
export function buildInteractiveChart(figure: FigureDefinition, options: Options): InteractiveChart | null {
  const { chart } = figure;
  if (!canBeExplored(figure)) return null;
  if (chart.kind === 'course') return buildTimeSeries(figure, chart, options);
  return chart.kind === 'stacked' || chart.kind === 'statuses' ? buildBars(figure, chart, options) : null;
}

const nameOf = ({ id }: FigureDefinition, width: number) => `chart-${id.replaceAll('.', '_')}-${width}`;

function buildTimeSeries(
  figure: FigureDefinition,
  chart: TimeSeriesChart,
  { width, words, leftOut }: Options,
): InteractiveTimeSeries {
  const model = buildTimeSeriesModel(readTimeSeries(figure, chart), {
    withoutTargets: leftOut.has(chart.target),
  });
  const frame = getTimeSeriesFrame(width, 0);
  const { height } = frame;
  const { definitions, getPaint } = buildStatusPaints(
    nameOf(figure, width),
    Object.values(chart.outcomes ?? {}).map((outcome) => outcomeMarks[outcome]),
  );
  return {
    kind: 'course',
    width,
    height,
    definitions,
    getPaint,
    frame,
    model,
    texts: buildTimeSeriesTexts(figure, chart, buildTimeSeriesLayout(model, frame), frame),
    describeTick: createTimeSeriesFormat(figure.unit, model.scale.max).describeTick,
    say: (row) => describeTimeSeriesRow(figure, chart, row, words),
    breaks: listTimeSeriesBreaks(chart).flatMap(({ row, say }) => {
      const at = model.rounds.find(({ round }) => round.key === row);
      return at ? [{ x: at.x1, say }] : [];
    }),
    choices: listKeyEntries(figure, chart, words, getPaint)
      // Met and missed go with the targets.
      .filter(
        ({ ofTargets }, at, all) =>
          !ofTargets || all.findIndex((one) => one.ofTargets) === at || !leftOut.has(chart.target),
      )
      .map(({ label, mark, ofTargets }, at, all) => ({
        label,
        part: ofTargets && all.findIndex((one) => one.ofTargets) === at ? chart.target : null,
        swatch: mark && mark(0, 9),
      })),
  };
}

function buildBars(
  figure: FigureDefinition,
  chart: StackedChart | StatusBarsChart,
  { width, words, labels, leftOut }: Options,
): InteractiveBars {
  const whole = buildBarsModel(figure, chart, { words, labels });
  const model = buildBarsModel(figure, chart, { words, labels, leftOut });
  const layout = buildBarsLayout(model, chart, width);
  const { definitions, getPaint } = buildStatusPaints(
    nameOf(figure, width),
    whole.series.map(({ mark }) => mark),
  );
  const names = model.rows.map(({ name }) => wrapText(name, nameSize, layout.nameWidth ?? width));
  const lines = Math.max(...names.map(({ length }) => length)) * nameLineHeight;
  const step =
    layout.nameWidth === null
      ? lines + 3 + layout.barHeight + layout.rowGap
      : Math.max(lines, layout.barHeight) + layout.rowGap;
  const headsInTwoLines =
    model.heads !== null && layout.axis + 7 + measureText(model.heads.ahead, nameSize * 1.08) > width;
  const top = model.heads ? (headsInTwoLines ? 40 : 24) : 6;
  return {
    kind: 'bars',
    width,
    height: top + model.places * step,
    definitions,
    getPaint,
    model,
    layout,
    names,
    top,
    step,
    headsInTwoLines,
    choices: [
      ...whole.series.map(({ key, label, mark }) => ({
        part: key,
        label,
        swatch: drawPart(getPaint(mark), { x: 2, y: 1, width: 18, height: 16 }),
      })),
      ...(chart.kind === 'statuses' && chart.due
        ? [
            {
              part: null,
              label: words['due'] ?? '',
              swatch: element('line', {
                x1: 11,
                x2: 11,
                y1: 0,
                y2: 18,
                stroke: colours.ink,
                'stroke-width': 2,
              }),
            },
          ]
        : []),
    ],
  };
}
