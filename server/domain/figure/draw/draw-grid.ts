import type { DrawOptions, FigureDefinition, GridChart } from '../figure.types.ts';
import { drawStatusSymbol } from './draw-symbol.ts';
import { drawSymbolLegend, formatFigureCell } from './symbol-legend.ts';
import { groupRows, getTextWithSymbol } from './marked-rows.ts';
import { getRowText } from './read-row.ts';
import { colours, buildDrawing, element, type Markup, measureText, buildTitle } from './svg.ts';

const rowHeight = 22;
const markSize = 14;
const labelHeight = 15;

/** Splits "2025-H2" into two short lines, so that many rounds fit beside each other. */
const splitLabel = (label: string): string[] => label.split('-');

/**
 * Draws a symbol for each row and column, with groups below each other or, if there is room, side by side. If
 * there are too many columns, draws the newest: the table has them all.
 */
export function drawGrid(figure: FigureDefinition, chart: GridChart, options: DrawOptions): string {
  const { width } = options;
  const columns = chart.series.flatMap((key) => figure.columns.find((column) => column.key === key) ?? []);
  const parts: Markup[] = [];
  const cells = figure.rows.flatMap((row) => columns.map(({ key }) => getTextWithSymbol(row, key)));
  const top = drawSymbolLegend(parts, cells, options) + 12;
  const groups = groupRows(figure.rows, chart.group);
  const nameOf = (row: FigureDefinition['rows'][number]) => {
    const cell = row.cells[chart.label];
    return cell?.kind === 'text' ? formatFigureCell(cell, options) : '';
  };
  const nameWidth =
    16 +
    Math.max(
      0,
      ...groups.map(({ name }) => measureText(name, 14)),
      ...figure.rows.map((row) => measureText(nameOf(row), 13)),
    );
  const columnWidth = Math.max(
    32,
    ...columns.flatMap(({ label }) => splitLabel(label).map((part) => measureText(part, 12) + 8)),
  );
  const header = labelHeight * Math.max(1, ...columns.map(({ label }) => splitLabel(label).length));
  const beside = groups.length > 1 && groups.length * (nameWidth + columns.length * columnWidth) <= width;
  const blockWidth = beside ? width / groups.length : width;
  const room = Math.max(1, Math.floor((blockWidth - nameWidth) / columnWidth));
  const shown = columns.slice(-room);
  let x = 0;
  let y = top;
  let bottom = top;
  for (const { name, rows } of groups) {
    parts.push(
      element('text', { x, y: y + header - 1, fill: colours.ink, 'font-weight': 600 }, name),
      ...shown.flatMap(({ label }, at) =>
        splitLabel(label).map((part, line, all) =>
          element(
            'text',
            {
              x: x + nameWidth + (at + 0.5) * columnWidth,
              y: y + header - 1 - (all.length - 1 - line) * labelHeight,
              'text-anchor': 'middle',
              'font-size': 12,
              fill: colours.muted,
            },
            part,
          ),
        ),
      ),
    );
    rows.forEach((row, index) => {
      const line = y + header + 5 + index * rowHeight;
      parts.push(
        element('line', {
          x1: x,
          x2: x + nameWidth + shown.length * columnWidth,
          y1: line + 0.5,
          y2: line + 0.5,
          stroke: colours.rule,
        }),
        element('text', { x, y: line + 15, fill: colours.ink }, nameOf(row)),
      );
      shown.forEach(({ key, label }, at) => {
        const cell = getTextWithSymbol(row, key);
        const said = `${getRowText(row, chart.label)}, ${label}: ${formatFigureCell(cell, options)}`;
        parts.push(
          element(
            'g',
            { 'data-say': said },
            buildTitle(said),
            drawStatusSymbol(cell.mark, {
              x: x + nameWidth + (at + 0.5) * columnWidth - markSize / 2,
              y: line + (rowHeight - markSize) / 2,
              size: markSize,
            }),
          ),
        );
      });
    });
    const end = y + header + 5 + rows.length * rowHeight + 16;
    bottom = Math.max(bottom, end);
    if (beside) x += blockWidth;
    else y = end;
  }
  return buildDrawing(width, bottom, figure.summary, ...parts);
}
