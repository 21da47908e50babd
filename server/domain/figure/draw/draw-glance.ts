import type { DrawOptions, FigureDefinition, GlanceChart } from '../figure.types.ts';
import { drawStatusSymbol } from './draw-symbol.ts';
import { drawSymbolLegend, formatFigureCell } from './symbol-legend.ts';
import { groupRows, getTextWithSymbol } from './marked-rows.ts';
import { getRowText } from './read-row.ts';
import { colours, buildDrawing, element, type Markup, buildTitle, wrapText } from './svg.ts';

const markSize = 20;
const place = { width: 38, height: 48 };
const partGap = 12;
const lineHeight = 18;

/**
 * Draws lines of status symbols with the keys of their rows below and a gap between parts. The name of a line
 * is on the left if there is room, otherwise above its symbols. A line that is too long wraps, if possible at
 * the start of a part.
 */
export function drawGlance(figure: FigureDefinition, chart: GlanceChart, options: DrawOptions): string {
  const { width } = options;
  const beside = width >= 480;
  const nameWidth = beside ? 210 : width;
  const left = beside ? nameWidth + 18 : 0;
  const parts: Markup[] = [];
  const marks = figure.rows.map((row) => getTextWithSymbol(row, chart.mark));
  let y = drawSymbolLegend(parts, marks, options) + 10;

  for (const { name, rows } of groupRows(figure.rows, chart.group)) {
    parts.push(rule(width, y));
    y += 10;
    const lines = wrapText(name, 13, nameWidth);
    lines.forEach((line, at) =>
      parts.push(element('text', { x: 0, y: y + 14 + at * lineHeight, fill: colours.ink }, line)),
    );
    let top = beside ? y : y + lines.length * lineHeight + 6;
    let x = left;
    for (const { rows: own } of groupRows(rows, chart.part)) {
      const gap = x > left ? partGap : 0;
      const fits = x + gap + own.length * place.width <= width;
      if (!fits && x > left && own.length * place.width <= width - left) {
        x = left;
        top += place.height;
      } else x += gap;
      for (const row of own) {
        if (x + place.width > width + 0.5) {
          x = left;
          top += place.height;
        }
        const cell = getTextWithSymbol(row, chart.mark);
        const said = `${getRowText(row, chart.label)}: ${formatFigureCell(cell, options)}`;
        parts.push(
          element(
            'g',
            { 'data-say': said },
            buildTitle(said),
            drawStatusSymbol(cell.mark, { x: x + (place.width - markSize) / 2, y: top, size: markSize }),
            element(
              'text',
              {
                x: x + place.width / 2,
                y: top + markSize + 16,
                'text-anchor': 'middle',
                'font-size': 12,
                fill: colours.muted,
              },
              row.key,
            ),
          ),
        );
        x += place.width;
      }
    }
    y = Math.max(top + place.height, beside ? y + lines.length * lineHeight + 8 : 0);
  }
  parts.push(rule(width, y));
  return buildDrawing(width, y + 2, figure.summary, ...parts);
}

const rule = (width: number, y: number): Markup =>
  element('line', { x1: 0, x2: width, y1: y + 0.5, y2: y + 0.5, stroke: colours.rule });
