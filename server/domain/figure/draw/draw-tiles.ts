import type { DrawOptions, FigureDefinition, FigureRow, TilesChart } from '../figure.types.ts';
import { formatFigureCell } from '../format-cell.ts';
import { drawStatusSymbol } from './draw-symbol.ts';
import { getRowText } from './read-row.ts';
import { colours, buildDrawing, element, type Markup, measureText, buildTitle } from './svg.ts';

const gap = 6;

/**
 * Draws equal squares in roughly the states' geographic position, then the rows without a position on lines
 * of their own. A square shows a number and a symbol; all have the same colour, because nothing is ranked.
 */
export function drawTiles(figure: FigureDefinition, chart: TilesChart, options: DrawOptions): string {
  const { width, labels } = options;
  const places = figure.rows.map((row) => ({ row, place: chart.places[row.key] }));
  const across = Math.max(1, ...places.map(({ place }) => place?.column ?? 0));
  const side = Math.floor(Math.min(92, (width - gap * (across - 1)) / across));
  const parts: Markup[] = [];
  let y = drawLegend(parts, figure, chart, options);
  const top = y;
  for (const { row, place } of places) {
    if (!place) continue;
    const at = { x: (place.column - 1) * (side + gap), y: top + (place.row - 1) * (side + gap) };
    y = Math.max(y, at.y + side + gap);
    parts.push(drawTile(figure, chart, row, { ...at, width: side, height: side, labels }));
  }
  if (y > top) y += 14;
  const others = places.filter(({ place }) => !place).map(({ row }) => row);
  const chip = Math.max(92, ...others.map(({ key }) => measureText(key, 14) * 1.08 + 40));
  const inLine = Math.max(1, Math.floor((width + gap) / (chip + gap)));
  others.forEach((row, index) => {
    const at = {
      x: (index % inLine) * (chip + gap),
      y: y + Math.floor(index / inLine) * (52 + gap),
    };
    parts.push(drawTile(figure, chart, row, { ...at, width: chip, height: 52, labels }));
  });
  y += Math.ceil(others.length / inLine) * (52 + gap);
  return buildDrawing(width, Math.max(y, 1), figure.summary, ...parts);
}

type TilePlace = { x: number; y: number; width: number; height: number; labels: DrawOptions['labels'] };

function drawTile(
  figure: FigureDefinition,
  chart: TilesChart,
  row: FigureRow,
  { x, y, width, height, labels }: TilePlace,
): Markup {
  const state = row.cells[chart.state];
  const number = formatFigureCell(row.cells[chart.value], '');
  const word = describeWord(state, labels);
  const counted = formatFigureCell(row.cells[chart.value], figure.unit);
  const say = `${getRowText(row, chart.label, labels)}: ${counted}; ${word}`;
  // From the roomiest to the tightest: sizes of code, number and symbol, and the margin.
  const [codeSize, numberSize, markSize, edge] =
    height >= 70 ? [14, 18, 14, 8] : width >= 60 ? [14, 13, 14, 8] : [11, 11, 9, 4];
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
      stroke: colours.control,
    }),
    element(
      'text',
      {
        x: x + edge,
        y: y + edge + codeSize - 2,
        'font-size': codeSize,
        'font-weight': 600,
        fill: colours.ink,
      },
      row.key,
    ),
    state?.kind === 'text'
      ? drawStatusSymbol(state.mark ?? '', {
          x: x + width - edge - markSize,
          y: y + edge,
          size: markSize,
        })
      : null,
    element(
      'text',
      { x: x + edge, y: y + height - edge - 1, 'font-size': numberSize, fill: colours.ink },
      number,
    ),
  );
}

function describeWord(cell: FigureRow['cells'][string] | undefined, labels: DrawOptions['labels']): string {
  if (cell?.kind !== 'text') return '';
  return (cell.list && labels[`${cell.list.name}/${cell.list.code}`]) || cell.text;
}

/** Draws the legend: the number and each symbol that occurs, in words. */
function drawLegend(
  parts: Markup[],
  figure: FigureDefinition,
  chart: TilesChart,
  { width, labels }: DrawOptions,
): number {
  const column = (key: string) => figure.columns.find((each) => each.key === key)?.label ?? '';
  const marks = new Map(
    figure.rows.flatMap(({ cells }) => {
      const cell = cells[chart.state];
      return cell?.kind === 'text' ? [[cell.mark ?? '', describeWord(cell, labels)] as const] : [];
    }),
  );
  const entries: { word: string; mark: string | null }[] = [
    { word: `Number: ${column(chart.value).toLowerCase()}`, mark: null },
    ...[...marks].map(([mark, word]) => ({ mark, word })),
  ];
  let x = 0;
  let y = 4;
  for (const { word, mark } of entries) {
    const indent = mark === null ? 0 : 22;
    const needed = indent + measureText(word, 13) + 18;
    if (x > 0 && x + needed > width) {
      x = 0;
      y += 22;
    }
    if (mark !== null) parts.push(drawStatusSymbol(mark, { x, y: y + 1, size: 14 }));
    parts.push(element('text', { x: x + indent, y: y + 13, fill: colours.ink }, word));
    x += needed;
  }
  return y + 30;
}
