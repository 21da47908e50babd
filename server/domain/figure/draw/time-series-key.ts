import type { DrawOptions, TimeSeriesChart, FigureDefinition } from '../figure.types.ts';
import type { StatusPaints } from './status-paint.ts';
import { findRange } from '#server/domain/value/count-range.ts';
import { drawMissingValueMarker } from './draw-symbol.ts';
import { drawDiamond, outcomeMarks } from './time-series-targets.ts';
import { colours, element, type Markup, measureText, together } from './svg.ts';

const size = 12;
const lineHeight = 20;

/** What stands in the key of a time series. */
export type KeyEntry = {
  label: string;
  /** Draws the symbol in a line whose middle is at y, 22 px wide from x. */
  mark: ((x: number, y: number) => Markup) | null;
  /** Whether it is of the targets. */
  ofTargets?: boolean;
};

/** Lists the key of a time series. */
export function listKeyEntries(
  figure: FigureDefinition,
  chart: TimeSeriesChart,
  words: DrawOptions['words'],
  getPaint: StatusPaints['getPaint'],
): KeyEntry[] {
  const places = Object.values(chart.places);
  const labelOf = (key: string | null) => figure.columns.find((column) => column.key === key)?.label ?? '';
  const baseline = figure.rows.find((row) => chart.places[row.key]?.is === 'baseline');
  const entries: KeyEntry[] = [
    {
      label: labelOf(chart.value),
      mark: (x, y) =>
        chart.shape === 'flow'
          ? element('rect', { x: x + 6, y: y - 6, width: 10, height: 12, fill: colours.series1 })
          : together([
              element('line', {
                x1: x,
                x2: x + 22,
                y1: y,
                y2: y,
                stroke: colours.series1,
                'stroke-width': 2,
              }),
              element('circle', { cx: x + 11, cy: y, r: 4.5, fill: colours.series1 }),
            ]),
    },
  ];
  if (places.some(({ is }) => is === 'target')) {
    entries.push({
      label: labelOf(chart.target),
      ofTargets: true,
      mark: (x, y) =>
        chart.shape === 'flow'
          ? element('line', {
              x1: x,
              x2: x + 22,
              y1: y,
              y2: y,
              stroke: colours.ink,
              'stroke-width': 2,
            })
          : drawDiamond(x + 11, y),
    });
  }
  const outcomes = Object.values(chart.outcomes ?? {});
  for (const outcome of ['met', 'missed'] as const) {
    if (!outcomes.includes(outcome)) continue;
    const { fill, stroke } = getPaint(outcomeMarks[outcome]);
    entries.push({
      label: words[outcome] ?? '',
      ofTargets: true,
      mark: (x, y) =>
        element('rect', {
          x: x + 4.5,
          y: y - 5.5,
          width: 13,
          height: 11,
          fill,
          stroke,
          'fill-opacity': outcome === 'met' ? 0.25 : 0.45,
        }),
    });
  }
  if (baseline) {
    const cell = baseline.cells[chart.label];
    entries.push({
      label: cell?.kind === 'text' ? cell.text : '',
      mark: (x, y) =>
        chart.shape === 'flow'
          ? element('line', {
              x1: x,
              x2: x + 22,
              y1: y,
              y2: y,
              stroke: colours.ink,
              'stroke-width': 2,
              'stroke-dasharray': '2 3',
            })
          : element('circle', { cx: x + 11, cy: y, r: 4, fill: colours.paper, stroke: colours.ink }),
    });
  }
  if (chart.coverage) {
    entries.push({ label: `Under each round: ${labelOf(chart.coverage).toLowerCase()}`, mark: null });
  }
  return entries;
}

/** Lists the markers of rounds without a number, each with why there is none. */
function listMissingEntries(
  figure: FigureDefinition,
  chart: TimeSeriesChart,
  words: DrawOptions['words'],
): KeyEntry[] {
  const entries = new Map<string, KeyEntry>();
  for (const { key, cells } of figure.rows) {
    const cell = cells[chart.value];
    if (chart.places[key]?.is !== 'round' || cell?.kind !== 'none') continue;
    const label = (findRange(cell) ? words['range'] : words[cell.mark]) ?? '';
    entries.set(label, {
      label,
      mark: (x, y) => drawMissingValueMarker(cell.mark, { x: x + 3, y: y - 8, size: 16 }),
    });
  }
  return [...entries.values()];
}

/** Draws the key of a time series, in one or two lines above it. */
export function drawKey(
  figure: FigureDefinition,
  chart: TimeSeriesChart,
  { width, words, onPaper = false }: Pick<DrawOptions, 'width' | 'words' | 'onPaper'>,
  getPaint: StatusPaints['getPaint'],
): { markup: Markup; height: number } {
  const listed = listKeyEntries(figure, chart, words, getPaint);
  const marks = onPaper ? listMissingEntries(figure, chart, words) : [];
  // What is under the axis comes last.
  const entries = [...listed.filter(({ mark }) => mark), ...marks, ...listed.filter(({ mark }) => !mark)];
  const parts: Markup[] = [];
  let x = 0;
  let y = 10;
  for (const { label, mark } of entries) {
    const indent = mark ? 30 : 0;
    const needed = indent + measureText(label, size) + 16;
    if (x > 0 && x + needed > width) {
      x = 0;
      y += lineHeight;
    }
    parts.push(
      ...(mark ? [mark(x, y)] : []),
      element('text', { x: x + indent, y: y + 4, 'font-size': size, fill: colours.ink }, label),
    );
    x += needed;
  }
  return { markup: together(parts), height: y + 12 };
}
