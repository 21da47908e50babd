import type { DrawOptions, FigureDefinition, FigureRow, TimelineChart } from '../figure.types.ts';
import { buildStatusPaints, drawPaintLegend, drawPart, type StatusPaints } from './status-paint.ts';
import { formatFigureCell, sortByProgress } from './symbol-legend.ts';
import { groupRows, getTextWithSymbol } from './marked-rows.ts';
import { formatDate } from '../../language/date-format.ts';
import { getRowText } from './read-row.ts';
import { colours, buildDrawing, element, type Markup, measureText, buildTitle, wrapText } from './svg.ts';
import {
  drawYears,
  listRuns,
  calculateDayPosition,
  calculateYearPosition,
  type YearAxis,
} from './year-axis.ts';

/** Room below the rows for the word at today's line. */
const todayHeight = 12;
const barHeight = 13;
const lineHeight = 17;
/** Bold letters are wider than they are measured. */
const bold = 1.08;
/** With more rows than this a phone shows no names: they would make the picture longer than the list of activities. */
const namedRows = 14;

type Layout = { nameWidth: number; axis: YearAxis; names: 'beside' | 'above' | 'keys' };

/**
 * Draws rows as bars over the years in which they run, grouped under headings, in the colour of their status: full
 * up to the last day of the newest round, pale after it. A line is at that day; the page's script adds one for today.
 */
export function drawTimeline(figure: FigureDefinition, chart: TimelineChart, options: DrawOptions): string {
  const { width } = options;
  const layout = planLayout(figure, chart, width);
  const { axis } = layout;
  const now = calculateDayPosition(axis, chart.seen.on, true);
  const parts: Markup[] = [];
  const marks = figure.rows.map((row) => getTextWithSymbol(row, chart.mark));
  const { definitions, getPaint } = buildStatusPaints(
    `p-${figure.id.replaceAll('.', '_')}-${width}`,
    marks.map(({ mark }) => mark),
  );
  const legend: Markup[] = [definitions];
  const entries = sortByProgress(marks).map((cell) => ({
    word: formatFigureCell(cell, options),
    mark: cell.mark,
  }));
  let y = drawPaintLegend(legend, entries, { width, top: 0, getPaint });
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
    for (const row of rows) y = drawRow(parts, row, { chart, options, layout, now, y, getPaint });
    y += 10;
  }
  const seen = (options.words['dataTo'] ?? '').replace('{date}', formatDate(chart.seen.on));
  const half = measureText(seen, 12) / 2;
  return buildDrawing(
    width,
    y + todayHeight,
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
    // Where the page's script draws today, which no stored drawing can have: the place of these years.
    element('rect', {
      x: axis.left,
      y: top,
      width: axis.right - axis.left,
      height: y - 6 - top,
      fill: 'none',
      'data-today': `${axis.first} ${axis.last}`,
      'data-word': options.words['today'],
    }),
    ...parts,
  );
}

function planLayout(figure: FigureDefinition, chart: TimelineChart, width: number): Layout {
  const names = width >= 480 ? 'beside' : figure.rows.length <= namedRows ? 'above' : 'keys';
  const keyWidth = Math.max(0, ...figure.rows.map(({ key }) => measureText(key, 13)));
  const nameWidth = names === 'beside' ? Math.round(width * 0.48) : names === 'keys' ? keyWidth : 0;
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
  chart: TimelineChart;
  options: DrawOptions;
  layout: Layout;
  now: number;
  y: number;
  getPaint: StatusPaints['getPaint'];
};

/** Draws a row from `y`; returns the top of the next. */
function drawRow(parts: Markup[], row: FigureRow, place: Place): number {
  const { chart, options, layout, now, y, getPaint } = place;
  const { axis, names } = layout;
  const cell = getTextWithSymbol(row, chart.mark);
  const years = chart.years.filter(({ column }) => getRowText(row, column) !== '').map(({ year }) => year);
  const runs = listRuns(years);
  const name = getRowText(row, chart.label);
  const spoken = runs.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`)).join(', ');
  const said = `${name}: ${spoken || '–'}; ${formatFigureCell(cell, options)}`;
  const shown = names === 'keys' ? row.key : name;
  const room = names === 'above' ? options.width : layout.nameWidth;
  const lines = wrapText(shown, 13, room);
  const textHeight = lines.length * lineHeight;
  const barTop = names === 'above' ? y + textHeight + 4 : y + 3;
  const bars = runs.flatMap(({ from, to }) => {
    const left = calculateYearPosition(axis, from) + 1;
    const right = calculateYearPosition(axis, to + 1) - 1;
    const split = Math.min(right, Math.max(left, now));
    const paint = getPaint(cell.mark);
    const part = (from: number, to: number, pale: boolean) =>
      to - from < 1
        ? []
        : [
            element(
              'g',
              { opacity: pale && cell.mark !== '' ? 0.4 : undefined },
              drawPart(paint, { x: from, y: barTop, width: to - from, height: barHeight }),
            ),
          ];
    return [...part(left, split, false), ...part(split, right, true)];
  });
  parts.push(
    element(
      'g',
      { 'data-say': said },
      buildTitle(said),
      ...(names === 'above'
        ? [element('rect', { x: 0, y, width: options.width, height: textHeight + 3, fill: colours.paper })]
        : []),
      ...lines.map((line, at) =>
        element('text', { x: 0, y: y + 14 + at * lineHeight, fill: colours.ink }, line),
      ),
      ...bars,
    ),
  );
  return names === 'above' ? barTop + barHeight + 9 : y + textHeight + 5;
}
