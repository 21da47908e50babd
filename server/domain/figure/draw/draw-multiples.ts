import type { DrawOptions, FigureDefinition, FigureRow, MultiplesChart } from '../figure.types.ts';
import { formatWithUnit } from '#server/domain/language/counted-nouns.ts';
import { describeFigureCell, formatFigureCell } from '../format-cell.ts';
import { drawMissingValueMarker, drawStatusSymbol } from './draw-symbol.ts';
import { wrapLines } from './labels.ts';
import { findRowNumber, getRowText } from './read-row.ts';
import { colours, buildDrawing, element, type Markup, buildTitle } from './svg.ts';

const size = 12;
const lineHeight = 15;
const plotHeight = 64;
const gap = 20;

type Panel = { x: number; y: number; width: number; top: number };

/**
 * Draws small multiples: a picture for each row, all from zero, on one scale or each on its own if rows are
 * different things. In the order of the rows, so nothing is ranked.
 */
export function drawMultiples(figure: FigureDefinition, chart: MultiplesChart, options: DrawOptions): string {
  const { width, words, labels } = options;
  const { rows } = figure;
  const across = width >= 480 ? Math.max(2, Math.min(4, rows.length)) : 2;
  const panelWidth = (width - gap * (across - 1)) / across;
  const highest = (rows: readonly FigureRow[], unit: string) =>
    chart.limit ??
    (unit === '%' ? 100 : null) ??
    Math.max(1e-9, ...rows.flatMap((row) => chart.series.map((key) => findRowNumber(row, key) ?? 0)));
  const shared = highest(figure.rows, figure.unit);
  const parts: Markup[] = [];
  let y = 0;
  const hasNumbers = figure.rows.some((row) => chart.series.some((key) => row.cells[key]?.kind === 'number'));
  if (chart.scale === 'shared' && hasNumbers) {
    const text = `Each picture: 0 to ${formatWithUnit(String(shared), figure.unit)}`;
    parts.push(element('text', { x: 0, y: 12, 'font-size': size, fill: colours.muted }, text));
    y = 26;
  }
  for (let start = 0; start < rows.length; start += across) {
    const inLine = rows.slice(start, start + across).map((row) => ({
      row,
      name: wrapLines(getRowText(row, chart.label, labels), size, panelWidth, 5),
      newest: wrapLines(describeNewest(row, figure, chart, options), size, panelWidth, 2),
    }));
    const names = Math.max(...inLine.map(({ name }) => name.length));
    const under = Math.max(...inLine.map(({ newest }) => newest.length));
    const top = y + names * lineHeight + 8;
    inLine.forEach(({ row, name, newest }, at) => {
      const panel = { x: at * (panelWidth + gap), y, width: panelWidth, top };
      const max = chart.scale === 'own' ? highest([row], unitOf(row, figure, chart)) : shared;
      parts.push(
        ...writeLines(name, panel.x, y + 12, colours.ink),
        ...drawPanel(figure, chart, row, { panel, max, words, labels }),
        ...writeLines(newest, panel.x, top + plotHeight + 32, colours.ink),
      );
    });
    y = top + plotHeight + 28 + under * lineHeight + 14;
  }
  return buildDrawing(width, Math.max(y, 1), figure.summary, ...parts);
}

const writeLines = (lines: readonly string[], x: number, y: number, ink: string): Markup[] =>
  lines.map((line, at) => element('text', { x, y: y + at * lineHeight, 'font-size': size, fill: ink }, line));

const unitOf = (row: FigureRow, figure: FigureDefinition, chart: MultiplesChart) =>
  chart.unit === null ? figure.unit : getRowText(row, chart.unit);

function describeNewest(
  row: FigureRow,
  figure: FigureDefinition,
  chart: MultiplesChart,
  { words, labels }: DrawOptions,
): string {
  const key = chart.series.at(-1) ?? '';
  const newest = row.cells[key];
  if (newest?.kind === 'text') return getRowText(row, key, labels);
  if (newest?.kind !== 'number') return formatFigureCell(newest, '', words);
  return formatFigureCell({ kind: 'number', value: newest.value }, unitOf(row, figure, chart));
}

function drawPanel(
  figure: FigureDefinition,
  chart: MultiplesChart,
  row: FigureRow,
  { panel, max, words, labels }: Pick<DrawOptions, 'words' | 'labels'> & { panel: Panel; max: number },
): Markup[] {
  const base = panel.top + plotHeight;
  const slot = panel.width / chart.series.length;
  const unit = unitOf(row, figure, chart);
  const points = chart.series.map((key, at) => {
    const value = findRowNumber(row, key);
    return {
      key,
      cell: row.cells[key],
      x: panel.x + slot * (at + 0.5),
      y: value === null ? null : base - (value / max) * (plotHeight - 6),
      title: figure.columns.find((column) => column.key === key)?.label ?? key,
    };
  });
  const parts: Markup[] = [
    element('line', { x1: panel.x, x2: panel.x + panel.width, y1: base, y2: base, stroke: colours.control }),
  ];
  if (chart.shape === 'level') parts.push(...drawLines(points));
  for (const { key, cell, x, y, title } of points) {
    if (!cell) continue;
    const say = `${getRowText(row, chart.label, labels)}, ${title}: ${getRowText(row, key, labels) || describeFigureCell(cell, unit, words)}`;
    parts.push(
      element(
        'g',
        { 'data-say': say },
        buildTitle(say),
        ...(y === null
          ? drawWithout(cell, x, base, slot)
          : chart.shape === 'flow'
            ? [drawBar(x, y, base, slot)]
            : [element('circle', { cx: x, cy: y, r: 3.5, fill: colours.series1, stroke: colours.paper })]),
      ),
    );
  }
  const [first, last] = [points[0], points.at(-1)];
  for (const [point, anchor, x] of [
    [first, undefined, panel.x],
    [last === first ? undefined : last, 'end', panel.x + panel.width],
  ] as const) {
    if (!point) continue;
    parts.push(
      element(
        'text',
        { x, y: base + 15, 'font-size': 11, 'text-anchor': anchor, fill: colours.muted },
        point.title,
      ),
    );
  }
  return parts;
}

/** Draws lines between adjacent points, with a gap where there is no number. */
function drawLines(points: readonly { x: number; y: number | null }[]): Markup[] {
  return points.slice(1).flatMap((point, at) => {
    const before = points[at];
    if (!before || before.y === null || point.y === null) return [];
    return [
      element('line', {
        x1: before.x,
        y1: before.y,
        x2: point.x,
        y2: point.y,
        stroke: colours.series1,
        'stroke-width': 1.75,
      }),
    ];
  });
}

function drawBar(x: number, y: number, base: number, slot: number): Markup {
  const width = Math.min(slot * 0.7, 34);
  return element('rect', {
    x: x - width / 2,
    y: Math.min(y, base - 1),
    width,
    height: Math.max(base - y, 1),
    fill: colours.series1,
  });
}

/** Draws the marker of a cell without a number, or of an answer, on the baseline. */
function drawWithout(cell: FigureRow['cells'][string], x: number, base: number, slot: number): Markup[] {
  const side = Math.min(14, slot - 2);
  const place = { x: x - side / 2, y: base - side - 5, size: side };
  const area = element('rect', {
    x: x - slot / 2,
    y: base - 24,
    width: slot,
    height: 24,
    fill: 'transparent',
  });
  if (cell?.kind === 'none') return [area, drawMissingValueMarker(cell.mark, place)];
  return cell?.kind === 'text' ? [area, drawStatusSymbol(cell.mark ?? '', place)] : [];
}
