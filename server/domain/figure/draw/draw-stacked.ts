import type { DrawOptions, FigureDefinition, StackedChart } from '../figure.types.ts';
import { buildBarsLayout, nameLineHeight as lineHeight, nameSize } from './bars-layout.ts';
import { buildBarsModel } from './bars-model.ts';
import { buildStatusPaints, drawBarPart, drawPaintLegend } from './status-paint.ts';
import { buildDrawing, colours, element, type Markup, wrapText } from './svg.ts';

/**
 * Draws rows as stacked bars with the colours of their columns, numbers inside, and above a legend of what
 * occurs. Names are on the left if there is room, otherwise above the bar.
 */
export function drawStacked(figure: FigureDefinition, chart: StackedChart, options: DrawOptions): string {
  const { width } = options;
  const model = buildBarsModel(figure, chart, options);
  const { definitions, getPaint } = buildStatusPaints(
    `p-${figure.id.replaceAll('.', '_')}-${width}`,
    model.series.map(({ mark }) => mark),
  );
  const parts: Markup[] = [definitions];
  const entries = model.series.map(({ label, mark }) => ({ word: label, mark }));
  const { nameWidth, left, unit, barHeight, rowGap } = buildBarsLayout(model, chart, width);
  let y = drawPaintLegend(parts, entries, { width, top: 0, getPaint }) + rowGap;

  for (const row of model.rows) {
    const lines = wrapText(row.name, nameSize, nameWidth ?? width);
    lines.forEach((line, at) =>
      parts.push(element('text', { x: 0, y: y + 17 + at * lineHeight, fill: colours.ink }, line)),
    );
    const top = nameWidth === null ? y + lines.length * lineHeight + 4 : y;
    for (const part of row.parts) {
      const box = {
        x: left + part.x1 * unit,
        y: top,
        width: (part.x2 - part.x1) * unit,
        height: barHeight,
      };
      parts.push(drawBarPart(part, box, getPaint(part.mark)));
    }
    if (row.parts.length === 0) {
      parts.push(
        element('line', {
          x1: left,
          x2: width,
          y1: top + barHeight / 2,
          y2: top + barHeight / 2,
          stroke: colours.rule,
          'stroke-dasharray': '2 4',
        }),
      );
    }
    y = Math.max(top + barHeight, nameWidth === null ? 0 : y + lines.length * lineHeight) + rowGap;
  }
  return buildDrawing(width, y, figure.summary, ...parts);
}
