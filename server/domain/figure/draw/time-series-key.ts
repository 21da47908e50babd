import type { TimeSeriesChart, FigureDefinition } from '../figure.types.ts';
import { drawDiamond } from './time-series-targets.ts';
import { colours, element, type Markup, measureText, together } from './svg.ts';

const size = 12;
const lineHeight = 20;

/** Draws the key of a time series, in one or two lines above it. */
export function drawKey(
  figure: FigureDefinition,
  chart: TimeSeriesChart,
  width: number,
): { markup: Markup; height: number } {
  const places = Object.values(chart.places);
  const labelOf = (key: string | null) => figure.columns.find((column) => column.key === key)?.label ?? '';
  const baseline = figure.rows.find((row) => chart.places[row.key]?.is === 'baseline');
  const entries: { label: string; mark: ((x: number, y: number) => Markup) | null }[] = [
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
