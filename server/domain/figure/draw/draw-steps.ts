import type { DrawOptions, FigureDefinition, FigureRow, StepsChart } from '../figure.types.ts';
import { formatNumber } from '../../language/number-format.ts';
import { describeFigureCell, formatFigureCell } from '../format-cell.ts';
import { drawMissingValueMarker } from './draw-symbol.ts';
import { wrapLines } from './labels.ts';
import { findRowNumber, getRowText } from './read-row.ts';
import { colours, buildDrawing, element, type Markup, buildTitle } from './svg.ts';

const lineHeight = 16;
const barHeight = 22;

type Line = { text: string; size: number; ink: string; strong?: boolean };

/**
 * Draws counts below each other on one scale from zero, each inside the outline of what it is a part of: "649 of
 * 1,221". Nothing connects the bars, because no step is a share of another; a step without a number has a dashed
 * outline and its missing-value marker.
 */
export function drawSteps(figure: FigureDefinition, chart: StepsChart, options: DrawOptions): string {
  const { width, words, onPaper = false } = options;
  const wide = width >= 480;
  // The more room for words, the fewer lines, and the lower the figure.
  const textWidth = !wide ? width : onPaper ? Math.round(width * 0.38) : 200;
  const endWidth = wide ? 180 : width;
  const left = wide ? textWidth + 16 : 0;
  const room = wide ? width - left - endWidth - 16 : width;
  const baseOf = (row: FigureRow) => findRowNumber(row, chart.base ?? null);
  const max = Math.max(
    1e-9,
    ...figure.rows.flatMap((row) => [findRowNumber(row, chart.value) ?? 0, baseOf(row) ?? 0]),
  );
  const parts: Markup[] = [];
  let y = 4;
  figure.rows.forEach((row, index) => {
    const value = findRowNumber(row, chart.value);
    const cell = row.cells[chart.value];
    const base = value === null ? null : baseOf(row);
    const head: Line[] = [
      ...asLines(`${index + 1}. ${getRowText(row, chart.label)}`, 14, textWidth, colours.ink, true),
      ...asLines(getRowText(row, chart.detail), 12, textWidth, colours.muted),
    ];
    const indent = cell?.kind === 'none' ? 22 : 0;
    const end: Line[] = [
      ...asLines(describeCount(row, figure, chart, words), 14, endWidth - indent, colours.ink, true),
      ...asLines(getRowText(row, chart.share), 12, endWidth, colours.muted),
      ...asLines(getRowText(row, chart.coverage), 12, endWidth, colours.muted),
    ];
    write(parts, head, 0, y, 0);
    const top = wide ? y : y + head.length * lineHeight + 6;
    const say = describeStep(row, figure, chart, words);
    parts.push(
      element(
        'g',
        { 'data-say': say },
        buildTitle(say),
        value === null
          ? element('rect', {
              x: left + 0.5,
              y: top + 0.5,
              width: room - 1,
              height: barHeight - 1,
              fill: colours.paper,
              stroke: colours.control,
              'stroke-dasharray': '3 4',
            })
          : element('rect', {
              x: left,
              y: top,
              width: Math.max((value / max) * room, value > 0 ? 1 : 0),
              height: barHeight,
              fill: colours.series1,
            }),
        base === null
          ? null
          : element('rect', {
              x: left + 0.5,
              y: top + 0.5,
              width: Math.max((base / max) * room - 1, 1),
              height: barHeight - 1,
              fill: 'none',
              stroke: colours.control,
            }),
      ),
      element('line', { x1: left, x2: left, y1: top - 4, y2: top + barHeight + 4, stroke: colours.ink }),
    );
    const endX = wide ? width - endWidth : 0;
    const endY = wide ? y : top + barHeight + 6;
    if (cell?.kind === 'none') {
      parts.push(drawMissingValueMarker(cell.mark, { x: endX, y: endY + 1, size: 15 }));
    }
    write(parts, end, endX, endY, indent);
    y = Math.max(y + head.length * lineHeight, top + barHeight, endY + end.length * lineHeight) + 18;
  });
  return buildDrawing(width, Math.max(y, 1), figure.summary, ...parts);
}

/** "649 of 1 221", or the count alone where it has no base. */
function describeCount(
  row: FigureRow,
  figure: FigureDefinition,
  chart: StepsChart,
  words: DrawOptions['words'],
): string {
  const [cell, base] = [row.cells[chart.value], chart.base === undefined ? undefined : row.cells[chart.base]];
  if (cell?.kind !== 'number' || base?.kind !== 'number') return formatFigureCell(cell, figure.unit, words);
  return (words['ofBase'] ?? '')
    .replace('{count}', formatNumber(cell.value))
    .replace('{base}', formatNumber(base.value));
}

function asLines(text: string, size: number, width: number, ink: string, strong?: boolean): Line[] {
  if (text === '') return [];
  // Bold letters are wider than they are measured.
  return wrapLines(text, strong ? size * 1.08 : size, width, 4).map((line) => ({
    text: line,
    size,
    ink,
    ...(strong ? { strong } : {}),
  }));
}

function write(parts: Markup[], lines: readonly Line[], x: number, y: number, firstIndent: number): void {
  lines.forEach(({ text, size, ink, strong }, at) => {
    parts.push(
      element(
        'text',
        {
          x: x + (strong ? firstIndent : 0),
          y: y + 13 + at * lineHeight,
          'font-size': size,
          'font-weight': strong ? 600 : undefined,
          fill: ink,
        },
        text,
      ),
    );
  });
}

function describeStep(
  row: FigureRow,
  figure: FigureDefinition,
  chart: StepsChart,
  words: DrawOptions['words'],
): string {
  return [
    `${getRowText(row, chart.label)}: ${describeFigureCell(row.cells[chart.value], figure.unit, words)}`,
    getRowText(row, chart.share),
    getRowText(row, chart.coverage),
  ]
    .filter(Boolean)
    .join('; ');
}
