import type { DrawOptions, FigureChart, FigureColumn, FigureDefinition } from '../figure.types.ts';
import { buildPatterns } from './patterns.ts';
import { findRowNumber, getRowText } from './read-row.ts';
import { colours, buildDrawing, element, type Markup, measureText, buildTitle, wrapText } from './svg.ts';

const barHeight = 20;
const gap = 14;
const lineHeight = 16;
const size = 13;

/**
 * Draws rows as stacked bars with the fills of their columns, numbers below, and above a legend of the fills
 * that occur. Names are on the left if there is room, otherwise above the bar.
 */
export function drawStacked(
  figure: FigureDefinition,
  chart: FigureChart & { kind: 'stacked' },
  { width, labels }: DrawOptions,
): string {
  const columns = chart.series.flatMap((key) => figure.columns.find((column) => column.key === key) ?? []);
  const rows = figure.rows.map((row) => ({
    name: getRowText(row, chart.label, labels),
    segments: columns.map((column) => ({ column, value: findRowNumber(row, column.key) ?? 0 })),
  }));
  const totals = rows.map(({ segments }) => segments.reduce((sum, { value }) => sum + value, 0));
  const largest = Math.max(1, ...totals);
  const nameWidth = width >= 480 ? Math.min(220, width * 0.34) : 0;
  const left = nameWidth > 0 ? nameWidth + 12 : 0;
  const room = width - left;
  const shown = columns.filter((_, at) => rows.some(({ segments }) => (segments[at]?.value ?? 0) > 0));
  const say = (column: FigureColumn) =>
    (column.list && labels[`${column.list.name}/${column.list.code}`]) || column.label;
  const { definitions, fill } = buildPatterns(
    `p-${figure.id.replaceAll('.', '_')}-${width}`,
    shown.map(({ mark }) => mark),
  );
  const parts: Markup[] = [definitions];
  let y = drawLegend(parts, shown, { width, say, fill }) + gap;

  rows.forEach(({ name, segments }, index) => {
    const lines = wrapText(name, size, nameWidth > 0 ? nameWidth : width);
    lines.forEach((line, at) =>
      parts.push(element('text', { x: 0, y: y + 14 + at * lineHeight, fill: colours.ink }, line)),
    );
    const top = nameWidth > 0 ? y : y + lines.length * lineHeight + 4;
    const full = chart.scale === 'share' ? Math.max(1, totals[index] ?? 1) : largest;
    let x = left;
    for (const { column, value } of segments) {
      if (value === 0) continue;
      const length = (value / full) * room;
      parts.push(
        element(
          'g',
          { 'data-say': `${name}: ${value} ${say(column)}` },
          buildTitle(`${value} ${say(column)}`),
          element('rect', {
            x: x + 0.5,
            y: top + 0.5,
            width: Math.max(1, length - 1),
            height: barHeight - 1,
            fill: fill(column.mark),
            stroke: colours.ink,
            'stroke-width': 1,
          }),
          measureText(String(value), 12) <= length + 6
            ? element(
                'text',
                {
                  x: x + length / 2,
                  y: top + barHeight + 13,
                  'text-anchor': 'middle',
                  'font-size': 12,
                  fill: colours.muted,
                },
                String(value),
              )
            : null,
        ),
      );
      x += length;
    }
    if (x === left) {
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
    y = Math.max(top + barHeight + 16, nameWidth > 0 ? y + lines.length * lineHeight : 0) + gap;
  });
  return buildDrawing(width, y, figure.summary, ...parts);
}

function drawLegend(
  parts: Markup[],
  columns: FigureColumn[],
  {
    width,
    say,
    fill,
  }: { width: number; say: (column: FigureColumn) => string; fill: (mark: string | undefined) => string },
): number {
  let x = 0;
  let y = 0;
  for (const column of columns) {
    const needed = 32 + measureText(say(column), size) + 16;
    if (x > 0 && x + needed > width) {
      x = 0;
      y += 22;
    }
    parts.push(
      element('rect', {
        x: x + 0.5,
        y: y + 2.5,
        width: 23,
        height: 13,
        fill: fill(column.mark),
        stroke: colours.ink,
      }),
      element('text', { x: x + 32, y: y + 14, fill: colours.ink }, say(column)),
    );
    x += needed;
  }
  return columns.length > 0 ? y + 22 : 0;
}
