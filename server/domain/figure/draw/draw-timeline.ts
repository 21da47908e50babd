import type { DrawOptions, FigureDefinition, FigureRow, TimelineChart } from '../figure.types.ts';
import { drawStatusSymbol } from './draw-symbol.ts';
import { drawSymbolLegend, formatFigureCell } from './symbol-legend.ts';
import { groupRows, getTextWithSymbol } from './marked-rows.ts';
import { getRowText } from './read-row.ts';
import {
  shortenToWidth,
  colours,
  buildDrawing,
  element,
  type Markup,
  measureText,
  buildTitle,
  wrapText,
} from './svg.ts';
import {
  drawYears,
  listRuns,
  calculateDayPosition,
  calculateYearPosition,
  type YearAxis,
} from './year-axis.ts';

const barHeight = 10;
const markSize = 14;
const lineHeight = 17;
/** Bold letters are wider than they are measured. */
const bold = 1.08;
/**
 * With more rows than this a name takes one line, and on a phone none: it would make the picture longer than
 * the list of activities.
 */
const namedRows = 14;

type Layout = { nameWidth: number; axis: YearAxis; names: 'beside' | 'above' | 'keys' };

/**
 * Draws rows as bars over the years in which they run, grouped under headings, each with its status symbol.
 * The part before the last day of the newest round is filled, the part after it is open.
 */
export function drawTimeline(figure: FigureDefinition, chart: TimelineChart, options: DrawOptions): string {
  const { width } = options;
  const layout = planLayout(figure, chart, width);
  const { axis } = layout;
  const now = calculateDayPosition(axis, chart.seen.on, true);
  const parts: Markup[] = [];
  const legend: Markup[] = [];
  let y = drawSymbolLegend(
    legend,
    figure.rows.map((row) => getTextWithSymbol(row, chart.mark)),
    options,
  );
  y += 12;
  const seenAt = y + 12;
  const yearsAt = seenAt + 18;
  const top = yearsAt + 6;
  y = top + 4;
  for (const { name, rows } of groupRows(figure.rows, chart.group)) {
    const lines = wrapText(name, 13 * bold, layout.names === 'beside' ? layout.nameWidth : width);
    const header = lines.length * lineHeight + 6;
    // Names are above the lines of the years, which would otherwise strike them through.
    if (layout.names !== 'beside') {
      parts.push(element('rect', { x: 0, y, width, height: header, fill: colours.paper }));
    }
    lines.forEach((line, at) =>
      parts.push(
        element('text', { x: 0, y: y + 14 + at * lineHeight, fill: colours.ink, 'font-weight': 600 }, line),
      ),
    );
    y += header;
    for (const row of rows) y = drawRow(parts, row, { figure, chart, options, layout, now, y });
    y += 10;
  }
  const seen = chart.seen.label;
  const half = measureText(seen, 12) / 2;
  return buildDrawing(
    width,
    y,
    figure.summary,
    ...legend,
    ...drawYears(axis, yearsAt, top, y - 6),
    // Drawn behind the rows, so that names over it stay readable.
    element('line', {
      x1: now,
      x2: now,
      y1: seenAt + 4,
      y2: y - 6,
      stroke: colours.sea,
      'stroke-width': 1.5,
    }),
    element(
      'text',
      {
        x: Math.min(width - half, Math.max(half, now)),
        y: seenAt,
        'text-anchor': 'middle',
        'font-size': 12,
        fill: colours.sea,
      },
      seen,
    ),
    ...parts,
  );
}

function planLayout(figure: FigureDefinition, chart: TimelineChart, width: number): Layout {
  const names = width >= 480 ? 'beside' : figure.rows.length <= namedRows ? 'above' : 'keys';
  const keyWidth = Math.max(0, ...figure.rows.map(({ key }) => measureText(key, 13)));
  const nameWidth =
    names === 'beside' ? Math.round(width * 0.48) : names === 'keys' ? markSize + 6 + keyWidth : 0;
  const years = chart.years.map(({ year }) => year);
  return {
    names,
    nameWidth,
    axis: {
      first: Math.min(...years),
      last: Math.max(...years),
      left: nameWidth > 0 ? nameWidth + 12 : 0,
      right: width - 1,
    },
  };
}

type Place = {
  figure: FigureDefinition;
  chart: TimelineChart;
  options: DrawOptions;
  layout: Layout;
  now: number;
  y: number;
};

/** Draws a row from `y`; returns the top of the next. */
function drawRow(parts: Markup[], row: FigureRow, place: Place): number {
  const { figure, chart, options, layout, now, y } = place;
  const { axis, names } = layout;
  const cell = getTextWithSymbol(row, chart.mark);
  const years = chart.years.filter(({ column }) => getRowText(row, column) !== '').map(({ year }) => year);
  const runs = listRuns(years);
  const name = getRowText(row, chart.label);
  const spoken = runs.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`)).join(', ');
  const said = `${name}: ${spoken || '–'}; ${formatFigureCell(cell, options)}`;
  const shown = names === 'keys' ? row.key : name;
  const room = names === 'above' ? options.width - markSize - 6 : layout.nameWidth - markSize - 6;
  const lines =
    figure.rows.length <= namedRows
      ? clipLines(wrapText(shown, 13, room), room)
      : [shortenToWidth(shown, 13, room)];
  const textHeight = lines.length * lineHeight;
  const barTop = names === 'above' ? y + textHeight + 4 : y + 4;
  const bars = runs.flatMap(({ from, to }) => {
    const left = calculateYearPosition(axis, from) + 1;
    const right = calculateYearPosition(axis, to + 1) - 1;
    const split = Math.min(right, Math.max(left, now));
    return [
      ...(split > left
        ? [
            element('rect', {
              x: left,
              y: barTop,
              width: split - left,
              height: barHeight,
              fill: colours.control,
            }),
          ]
        : []),
      element('rect', {
        x: left + 0.5,
        y: barTop + 0.5,
        width: right - left - 1,
        height: barHeight - 1,
        fill: 'none',
        stroke: colours.control,
      }),
    ];
  });
  parts.push(
    element(
      'g',
      { 'data-say': said },
      buildTitle(said),
      ...(names === 'above'
        ? [element('rect', { x: 0, y, width: options.width, height: textHeight + 3, fill: colours.paper })]
        : []),
      drawStatusSymbol(cell.mark, { x: 0, y: y + 3, size: markSize }),
      ...lines.map((line, at) =>
        element('text', { x: markSize + 6, y: y + 14 + at * lineHeight, fill: colours.ink }, line),
      ),
      ...bars,
    ),
  );
  return names === 'above' ? barTop + barHeight + 9 : y + textHeight + 5;
}

/** Keeps at most two lines; an ellipsis shows that something is missing. */
function clipLines(lines: string[], room: number): string[] {
  if (lines.length <= 2) return lines;
  return [lines[0] ?? '', shortenToWidth(`${lines[1]} ${lines[2]}`, 13, room)];
}
