import type { DrawOptions, FigureDefinition, StatusBarsChart } from '../figure.types.ts';
import { getStatusColours } from '../status-palette.ts';
import { bold, axisGap, buildBarsLayout, nameLineHeight as lineHeight, nameSize } from './bars-layout.ts';
import { buildBarsModel } from './bars-model.ts';
import { buildStatusPaints, drawBarPart, drawPaintLegend, type LegendEntry } from './status-paint.ts';
import { buildDrawing, colours, element, type Markup, measureText, wrapText } from './svg.ts';

/**
 * Draws a bar of statuses for each row, on one scale. What is behind is to the left of an axis, everything else to
 * the right; or, with `due`, all parts follow one another from the left and a stepped line shows how many were due.
 * Names are on the left if there is room, otherwise above the bar. Rows with dates are spaced as those dates are.
 */
export function drawStatusBars(
  figure: FigureDefinition,
  chart: StatusBarsChart,
  options: DrawOptions,
): string {
  const { width, words } = options;
  const model = buildBarsModel(figure, chart, options);
  const { series, heads } = model;
  const { definitions, getPaint } = buildStatusPaints(
    `p-${figure.id.replaceAll('.', '_')}-${width}`,
    series.map(({ mark }) => mark),
  );
  const parts: Markup[] = [definitions];
  const entries: LegendEntry[] = [
    ...series.map(({ label, mark }) => ({ word: label, mark })),
    ...(chart.due ? [{ word: words['due'] ?? '', line: true as const }] : []),
  ];
  let y = drawPaintLegend(parts, entries, { width, top: 0, getPaint }) + 12;
  const { nameWidth, axis, apart, unit, barHeight, rowGap } = buildBarsLayout(model, chart, width);
  const beside = nameWidth !== null;
  if (heads) {
    const start = axis + axisGap + 4;
    const fits = start + measureText(heads.ahead, nameSize * bold) <= width;
    if (!fits) y += lineHeight;
    parts.push(
      head(heads.behind, axis - axisGap - 4, y + 12 - (fits ? 0 : lineHeight), 'end', 'delayed'),
      head(heads.ahead, fits ? start : width, y + 12, fits ? undefined : 'end', 'completed'),
    );
    y += 24;
  }
  const due: { x: number; top: number; bottom: number }[] = [];

  model.rows.forEach((row, index) => {
    const lines = wrapText(row.name, nameSize, nameWidth ?? width);
    y += (row.place - (model.rows[index - 1]?.place ?? -1) - 1) * (barHeight + rowGap);
    const top = beside ? y : y + lines.length * lineHeight + 3;
    const textTop = beside ? top + (barHeight - lines.length * lineHeight) / 2 : y;
    lines.forEach((line, at) =>
      parts.push(element('text', { x: 0, y: textTop + 12.5 + at * lineHeight, fill: colours.ink }, line)),
    );
    for (const part of row.parts) {
      const x = axis + part.x1 * unit + (part.x1 < 0 ? -apart : apart);
      const box = { x, y: top, width: (part.x2 - part.x1) * unit, height: barHeight };
      parts.push(drawBarPart(part, box, getPaint(part.mark)));
    }
    const bottom = top + barHeight;
    if (heads) {
      // Names above the bars are not struck through.
      const from = beside ? y - rowGap / 2 : top - 4;
      parts.push(
        element('line', {
          x1: axis,
          x2: axis,
          y1: from,
          y2: bottom + (beside ? rowGap / 2 : 4),
          stroke: colours.ink,
          'stroke-width': 1.5,
        }),
      );
    }
    if (row.due !== null) {
      due.push({ x: axis + row.due * unit, top: due.at(-1)?.bottom ?? top - 6, bottom: bottom + rowGap / 2 });
    }
    y = Math.max(bottom, beside ? textTop + lines.length * lineHeight : 0) + rowGap;
  });
  if (due.length > 0) parts.push(drawDueLine(due));
  return buildDrawing(width, y, figure.summary, ...parts);
}

const head = (
  text: string,
  x: number,
  y: number,
  anchor: 'end' | undefined,
  meaning: 'delayed' | 'completed',
): Markup =>
  element(
    'text',
    { x, y, 'text-anchor': anchor, 'font-weight': 600, fill: getStatusColours(meaning).edge },
    text,
  );

/** Draws the line at what is due: down along each bar, with a step from one to the next. */
function drawDueLine(due: readonly { x: number; top: number; bottom: number }[]): Markup {
  const points = due.flatMap(({ x, top, bottom }, at) => [
    `${x.toFixed(1)},${top.toFixed(1)}`,
    `${x.toFixed(1)},${(at === due.length - 1 ? bottom - 1 : bottom).toFixed(1)}`,
  ]);
  const line = { points: points.join(' '), fill: 'none', 'stroke-linejoin': 'miter' };
  return element(
    'g',
    {},
    element('polyline', { ...line, stroke: colours.paper, 'stroke-width': 5 }),
    element('polyline', { ...line, stroke: colours.ink, 'stroke-width': 2 }),
  );
}
