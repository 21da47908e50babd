import { formatFigureCell } from '../format-cell.ts';
import type { TimeSeriesScene } from './time-series-scene.ts';
import { getRowText } from './read-row.ts';
import { colours, element, type Markup, buildTitle } from './svg.ts';

/**
 * Draws targets and the baseline: a rule over the year of a flow, a point at the end of the year of a level.
 */
export function drawTargets({ layout, labels, describeFull, figure, chart, words }: TimeSeriesScene) {
  const { targets, baseline } = layout;
  const path = [...(baseline ? [baseline] : []), ...targets];
  const rows = new Map(
    figure.rows.flatMap((row) => {
      const place = chart.places[row.key];
      return place && place.is !== 'round' ? [[`${place.is}-${place.end.slice(0, 4)}`, row]] : [];
    }),
  );
  const findCell = (mark: (typeof path)[number]) => {
    const isBaseline = mark === baseline;
    const row = rows.get(`${isBaseline ? 'baseline' : 'target'}-${mark.year}`);
    return { row, cell: row?.cells[isBaseline ? chart.value : chart.target] };
  };
  const shapes: Markup[] = [];
  if (chart.shape === 'level' && path.length > 1) {
    shapes.push(
      element('polyline', {
        points: path.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '),
        fill: 'none',
        stroke: colours.muted,
        'stroke-dasharray': '5 4',
      }),
    );
  }
  path.forEach((mark, at) => {
    const next = path[at + 1];
    if (chart.shape === 'flow') labels.keepLineFree({ x: mark.x1, y: mark.y }, { x: mark.x2, y: mark.y });
    else {
      labels.keepFree({ left: mark.x - 5, right: mark.x + 5, top: mark.y - 5, bottom: mark.y + 5 });
      if (next) labels.keepLineFree(mark, next);
    }
  });
  for (const mark of path) {
    const { row, cell } = findCell(mark);
    const isBaseline = mark === baseline;
    const say = row ? `${getRowText(row, chart.label)}: ${formatFigureCell(cell, figure.unit, words)}` : '';
    shapes.push(
      element(
        'g',
        { 'data-say': say },
        buildTitle(say),
        ...(chart.shape === 'flow'
          ? drawRule(mark, isBaseline)
          : [isBaseline ? drawRing(mark) : drawDiamond(mark.x, mark.y)]),
      ),
    );
  }
  return {
    shapes,
    labels: () =>
      [...path].reverse().map((mark) => {
        const { x, y, x1, x2 } = mark;
        return labels.set({
          texts: describeFull(findCell(mark).cell),
          places:
            chart.shape === 'flow'
              ? [
                  { x: x1, y: y - 6, anchor: 'start' },
                  { x: x2, y: y - 6, anchor: 'end' },
                  { x: x1, y: y + 15, anchor: 'start' },
                ]
              : [
                  { x, y: y - 10 },
                  { x: x + 5, y: y - 10, anchor: 'end' },
                  { x, y: y + 19 },
                  { x: x + 5, y: y + 19, anchor: 'end' },
                ],
          ink: colours.muted,
        });
      }),
  };
}

function drawRule({ x1, x2, y }: { x1: number; x2: number; y: number }, isBaseline: boolean): Markup[] {
  const line = { x1, x2: Math.max(x2, x1 + 4), y1: y, y2: y };
  return [
    element('line', { ...line, stroke: colours.paper, 'stroke-width': 5 }),
    element('line', {
      ...line,
      stroke: colours.ink,
      'stroke-width': 2,
      'stroke-dasharray': isBaseline ? '2 3' : undefined,
    }),
  ];
}

const drawRing = ({ x, y }: { x: number; y: number }) =>
  element('circle', { cx: x, cy: y, r: 4, fill: colours.paper, stroke: colours.ink, 'stroke-width': 1.5 });

export const drawDiamond = (x: number, y: number): Markup =>
  element('path', {
    d: `M${x.toFixed(1)} ${(y - 5).toFixed(1)}l5 5l-5 5l-5 -5z`,
    fill: colours.paper,
    stroke: colours.ink,
    'stroke-width': 1.5,
  });
