import type { BarsChart, DrawOptions, FigureDefinition, FigureRow } from '../figure.types.ts';
import { describeFigureCell, formatFigureCell } from '../format-cell.ts';
import { drawMissingValueMarker } from './draw-symbol.ts';
import { wrapLines } from './labels.ts';
import { findRowNumber, findRowRange, getRowText } from './read-row.ts';
import { colours, buildDrawing, element, type Markup, measureText, buildTitle } from './svg.ts';

const size = 13;
const lineHeight = 16;
const barHeight = 16;
const thin = 6;

/**
 * Draws a bar for each row from zero, its number at the end, and below it a thin bar for the previous round. A range is
 * a dashed bar from its least to its most, with the marker behind it.
 */
export function drawBars(figure: FigureDefinition, chart: BarsChart, options: DrawOptions): string {
  const { width, words, labels } = options;
  const wide = width >= 480;
  const nameWidth = wide ? Math.min(220, width * 0.32) : width;
  const left = wide ? nameWidth + 12 : 0;
  const rows = figure.rows.map((row) => ({
    row,
    name: wrapLines(getRowText(row, chart.label, labels), size, nameWidth, 3),
    text: formatFigureCell(row.cells[chart.value], figure.unit, words),
    value: findRowNumber(row, chart.value),
    range: findRowRange(row, chart.value),
    before: findRowNumber(row, chart.before),
  }));
  const room = Math.max(
    40,
    width -
      left -
      8 -
      Math.max(...rows.map(({ text, range }) => measureText(text, size) + (range === null ? 0 : 20)), 0),
  );
  const max =
    chart.limit ??
    Math.max(
      1e-9,
      ...rows.flatMap(({ value, range, before }) => [value ?? 0, range?.most ?? 0, before ?? 0]),
    );
  const parts: Markup[] = [];
  let y = drawKey(parts, figure, chart, width);
  for (const { row, name, text, value, range, before } of rows) {
    name.forEach((line, at) =>
      parts.push(element('text', { x: 0, y: y + 13 + at * lineHeight, fill: colours.ink }, line)),
    );
    const top = wide ? y : y + name.length * lineHeight + 3;
    const say = describeRow(row, figure, chart, options);
    const mark = row.cells[chart.value];
    const length = ((value ?? range?.most ?? 0) / max) * room;
    const from = ((range?.least ?? 0) / max) * room;
    parts.push(
      element(
        'g',
        { 'data-say': say },
        buildTitle(say),
        value === null
          ? element('rect', { x: left, y: top, width: room, height: barHeight, fill: 'transparent' })
          : element('rect', {
              x: left,
              y: top,
              width: Math.max(length, value > 0 ? 1 : 0),
              height: barHeight,
              fill: colours.series1,
            }),
        before === null
          ? null
          : element('rect', {
              x: left + 0.5,
              y: top + barHeight + 1.5,
              width: Math.max((before / max) * room - 1, 0),
              height: thin - 1,
              fill: colours.inset,
              stroke: colours.control,
            }),
        range === null
          ? null
          : element('rect', {
              x: left + from + 0.5,
              y: top + 0.5,
              width: Math.max(length - from - 1, 1),
              height: barHeight - 1,
              fill: colours.inset,
              stroke: colours.series1,
              'stroke-dasharray': '3 2',
            }),
        mark?.kind === 'none'
          ? drawMissingValueMarker(mark.mark, { x: left + length + 6, y: top + 1, size: 14 })
          : null,
      ),
      element('line', {
        x1: left,
        x2: left,
        y1: top - 3,
        y2: top + barHeight + thin + 4,
        stroke: colours.ink,
      }),
      element('text', { x: left + length + (value === null ? 26 : 6), y: top + 13, fill: colours.ink }, text),
    );
    y = Math.max(top + barHeight + thin, wide ? y + name.length * lineHeight : 0) + 14;
  }
  return buildDrawing(width, Math.max(y, 1), figure.summary, ...parts);
}

function describeRow(
  row: FigureRow,
  figure: FigureDefinition,
  chart: BarsChart,
  { words, labels }: DrawOptions,
): string {
  const said = [chart.value, chart.before].flatMap((key) => {
    const column = figure.columns.find((each) => each.key === key);
    const cell = key === null ? undefined : row.cells[key];
    return column && cell ? [`${column.label}: ${describeFigureCell(cell, figure.unit, words)}`] : [];
  });
  return `${getRowText(row, chart.label, labels)}. ${said.join('; ')}`;
}

function drawKey(parts: Markup[], figure: FigureDefinition, chart: BarsChart, width: number): number {
  let x = 0;
  let y = 10;
  for (const [key, height, fill, stroke] of [
    [chart.value, 12, colours.series1, undefined],
    [chart.before, thin - 1, colours.inset, colours.control],
  ] as const) {
    const column = figure.columns.find((each) => each.key === key);
    if (!column) continue;
    const needed = 32 + measureText(column.label, 12) + 16;
    if (x > 0 && x + needed > width) {
      x = 0;
      y += 20;
    }
    parts.push(
      element('rect', { x: x + 0.5, y: y - height / 2, width: 22, height, fill, stroke }),
      element('text', { x: x + 30, y: y + 4, 'font-size': 12, fill: colours.ink }, column.label),
    );
    x += needed;
  }
  return y + 22;
}
