import type { DrawOptions, FigureDefinition, TrackChart } from '../figure.types.ts';
import { drawStatusSymbol } from './draw-symbol.ts';
import { drawSymbolLegend, formatFigureCell } from './symbol-legend.ts';
import { getTextWithSymbol } from './marked-rows.ts';
import { getRowText } from './read-row.ts';
import { colours, buildDrawing, element, type Markup, buildTitle } from './svg.ts';
import {
  drawYears,
  listRuns,
  calculateDayPosition,
  calculateYearPosition,
  type YearAxis,
} from './year-axis.ts';

const bandHeight = 40;

/**
 * Draws status symbols in the middle of the periods that their rows cover, above a bar along the years in
 * which the activity runs. A dotted line connects a symbol with the one that it repeats.
 */
export function drawTrack(figure: FigureDefinition, chart: TrackChart, options: DrawOptions): string {
  const { width } = options;
  const axis: YearAxis = { ...chart.years, left: 0, right: width - 1 };
  const parts: Markup[] = [];
  const top =
    drawSymbolLegend(
      parts,
      figure.rows.map((row) => getTextWithSymbol(row, chart.mark)),
      options,
    ) + 10;
  const middle = top + bandHeight / 2;
  const middles = new Map(
    figure.rows.map(({ key }) => {
      const place = chart.places[key];
      return [
        key,
        place
          ? (calculateDayPosition(axis, place.start) + calculateDayPosition(axis, place.end, true)) / 2
          : axis.left,
      ] as const;
    }),
  );
  const step = Math.min(width, ...[...middles.values()].map((x, at, all) => x - (all[at - 1] ?? -width)));
  const size = Math.max(12, Math.min(20, step - 4));
  parts.push(
    ...listRuns(chart.runs).flatMap(({ from, to }) => {
      const x = calculateYearPosition(axis, from);
      const length = calculateYearPosition(axis, to + 1) - x;
      return [
        element('rect', { x, y: top, width: length, height: bandHeight, fill: colours.inset }),
        // The tint is lost on paper and in forced colours; the bar is not.
        element('rect', { x, y: top + bandHeight - 4, width: length, height: 4, fill: colours.control }),
      ];
    }),
    ...drawYears(axis, top + bandHeight + 18, top, top + bandHeight + 4),
    element('line', {
      x1: 0,
      x2: axis.right,
      y1: top + bandHeight + 0.5,
      y2: top + bandHeight + 0.5,
      stroke: colours.control,
    }),
    ...figure.rows.flatMap((row, at): Markup[] => {
      const cell = getTextWithSymbol(row, chart.mark);
      const x = middles.get(row.key) ?? 0;
      const from = getRowText(row, chart.from);
      const before = middles.get(figure.rows[at - 1]?.key ?? '');
      const repeats = from !== '' && before !== undefined;
      const said = `${getRowText(row, chart.label)}: ${formatFigureCell(cell, options)}${repeats ? ` (${from})` : ''}`;
      return [
        ...(repeats && x - before > size
          ? [
              element('line', {
                x1: before + size / 2 + 1,
                x2: x - size / 2 - 1,
                y1: middle,
                y2: middle,
                stroke: colours.ink,
                'stroke-width': 1.5,
                'stroke-dasharray': '1.5 3.5',
              }),
            ]
          : []),
        element(
          'g',
          { 'data-say': said },
          buildTitle(said),
          drawStatusSymbol(cell.mark, { x: x - size / 2, y: middle - size / 2, size }),
        ),
      ];
    }),
  );
  return buildDrawing(width, top + bandHeight + 26, figure.summary, ...parts);
}
