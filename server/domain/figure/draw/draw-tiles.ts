import type { DrawOptions, FigureDefinition, FigureRow, TilesChart } from '../figure.types.ts';
import { formatFigureCell } from '../format-cell.ts';
import { getTextWithSymbol, type MarkedText } from './marked-rows.ts';
import { getRowText } from './read-row.ts';
import {
  buildStatusPaints,
  drawPaintLegend,
  drawPart,
  type LegendEntry,
  type StatusPaints,
} from './status-paint.ts';
import { formatFigureCell as formatMarkedText } from './symbol-legend.ts';
import { colours, buildDrawing, element, type Markup, measureText, buildTitle, wrapText } from './svg.ts';

const gap = 6;
const largest = 88;
const tallest = 68;
const lowest = 48;
const chipHeight = 58;
/** What the legend of a map needs at least. */
const mapWidth = 400;

type Scene = {
  figure: FigureDefinition;
  chart: TilesChart;
  options: DrawOptions;
  /** The columns with symbols, oldest first. */
  series: readonly string[];
  getPaint: StatusPaints['getPaint'];
};

/**
 * Draws equal squares in roughly the states' geographic position, then the rows without a position on lines of their
 * own. A square has its code, a number if there is one, and a small square for each round. All squares have the same
 * colour, because nothing is ranked.
 */
export function drawTiles(figure: FigureDefinition, chart: TilesChart, options: DrawOptions): string {
  const places = figure.rows.map((row) => ({ row, place: chart.places[row.key] }));
  const across = Math.max(1, ...places.map(({ place }) => place?.column ?? 0));
  const side = Math.floor(Math.min(largest, (options.width - gap * (across - 1)) / across));
  // A map is no wider than its squares, so that it fills the place that it is given.
  const isMap = places.length > 0 && places.every(({ place }) => place !== undefined);
  const width = isMap
    ? Math.min(options.width, Math.max(mapWidth, across * (side + gap) - gap))
    : options.width;
  // A number that has no room beside its code is under it.
  const height = Math.min(Math.max(side, chart.value === null ? 0 : lowest), tallest);
  const series = chart.series ?? (chart.state === undefined ? [] : [chart.state]);
  const cells = figure.rows.flatMap((row) => series.map((key) => getTextWithSymbol(row, key)));
  const { definitions, getPaint } = buildStatusPaints(
    `p-${figure.id.replaceAll('.', '_')}-${width}`,
    cells.map(({ mark }) => mark),
  );
  const scene = { figure, chart, options: { ...options, width }, series, getPaint };
  const parts: Markup[] = [definitions];
  let y = drawLegend(parts, scene, cells);
  const top = y;
  for (const { row, place } of places) {
    if (!place) continue;
    const at = { x: (place.column - 1) * (side + gap), y: top + (place.row - 1) * (height + gap) };
    y = Math.max(y, at.y + height + gap);
    parts.push(drawTile(scene, row, { ...at, width: side, height }));
  }
  if (y > top) y += 14;
  const others = places.filter(({ place }) => !place).map(({ row }) => row);
  const chip = Math.max(96, ...others.map(({ key }) => measureText(key, 14) * 1.08 + 52));
  const inLine = Math.max(1, Math.floor((width + gap) / (chip + gap)));
  others.forEach((row, index) => {
    const at = {
      x: (index % inLine) * (chip + gap),
      y: y + Math.floor(index / inLine) * (chipHeight + gap),
    };
    parts.push(drawTile(scene, row, { ...at, width: chip, height: chipHeight }));
  });
  y += Math.ceil(others.length / inLine) * (chipHeight + gap);
  return buildDrawing(width, Math.max(y, 1), figure.summary, ...parts);
}

type TilePlace = { x: number; y: number; width: number; height: number };

function drawTile(
  { figure, chart, options, series, getPaint }: Scene,
  row: FigureRow,
  { x, y, width, height }: TilePlace,
): Markup {
  const number = chart.value === null ? undefined : row.cells[chart.value];
  const cells = series.map((key) => ({ key, cell: getTextWithSymbol(row, key) }));
  const heard = cells.map(({ key, cell }) => {
    const word = formatMarkedText(cell, options);
    const label = figure.columns.find((column) => column.key === key)?.label ?? key;
    return series.length > 1 ? `${label}: ${word.toLowerCase()}` : word;
  });
  const said = [...(number ? [formatFigureCell(number, figure.unit)] : []), ...heard];
  const say = `${getRowText(row, chart.label, options.labels)}: ${said.join('; ')}`;
  const edge = width >= 60 ? 9 : 5;
  const size = width >= 60 ? 14 : 12;
  const square = Math.min(18, (width - 2 * edge) / Math.max(1, series.length));
  const text = number ? formatFigureCell(number, '') : '';
  const needed = measureText(row.key, size * 1.08) + measureText(text, size) + 6;
  const isUnder = needed > width - 2 * edge;
  const markTop = y + height - edge - square;
  return element(
    'g',
    { 'data-say': say },
    buildTitle(say),
    element('rect', {
      x: x + 0.5,
      y: y + 0.5,
      width: width - 1,
      height: height - 1,
      fill: colours.inset,
      stroke: colours.rule,
    }),
    element(
      'text',
      { x: x + edge, y: y + edge + size - 3, 'font-size': size, 'font-weight': 600, fill: colours.ink },
      row.key,
    ),
    number
      ? element(
          'text',
          {
            x: isUnder ? x + edge : x + width - edge,
            y: y + edge + size - 3 + (isUnder ? size + 1 : 0),
            'text-anchor': isUnder ? undefined : 'end',
            'font-size': size,
            fill: colours.ink,
          },
          text,
        )
      : null,
    ...cells.map(({ cell }, at) =>
      drawMark(cell, { x: x + edge - 1 + at * square, y: markTop, side: square }, getPaint),
    ),
  );
}

/** A small square for a round: filled, open, or a short line where nothing was asked. */
function drawMark(
  { mark }: MarkedText,
  { x, y, side }: { x: number; y: number; side: number },
  getPaint: StatusPaints['getPaint'],
): Markup {
  if (mark !== '') return drawPart(getPaint(mark), { x, y: y + 1, width: side, height: side - 2 });
  const line = { x1: x + side * 0.25, x2: x + side * 0.75, y1: y + side / 2, y2: y + side / 2 };
  return element('line', { ...line, stroke: colours.control, 'stroke-width': 1.5 });
}

/** Draws the legend: each mark that occurs, in words, and which rounds the squares stand for. Returns where it ends. */
function drawLegend(
  parts: Markup[],
  { figure, chart, options, series, getPaint }: Scene,
  cells: readonly MarkedText[],
): number {
  const { width, words } = options;
  const column = (key: string) => figure.columns.find((each) => each.key === key)?.label ?? '';
  const marks = new Map(cells.map((cell) => [cell.mark, formatMarkedText(cell, options)]));
  const entries = [...marks]
    .filter(([mark]) => mark !== '')
    .map(([mark, word]): LegendEntry => ({ word, mark }));
  const nothing = marks.get('');
  if (nothing !== undefined) entries.push({ word: nothing, dash: true });
  let y = drawPaintLegend(parts, entries, { width, top: 0, getPaint });
  const lines = [
    ...(chart.value === null ? [] : [`${words['number']}: ${column(chart.value).toLowerCase()}`]),
    ...(series.length > 1 ? [`${words['squares']}: ${series.map(column).join(', ')}`] : []),
  ].flatMap((line) => wrapText(line, 12, width));
  for (const line of lines) {
    parts.push(element('text', { x: 0, y: y + 13, 'font-size': 12, fill: colours.muted }, line));
    y += 17;
  }
  return y + 10;
}
