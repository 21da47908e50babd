import type { TimeSeriesScene } from './draw-time-series.ts';
import type { Shade } from './time-series-layout.ts';
import { buildTitle, colours, element, type Markup } from './svg.ts';

/**
 * Draws targets and the baseline: a rule over the year of a flow, a point at the end of the year of a level.
 */
export function drawTargets({ chart, layout, say, getPaint }: TimeSeriesScene): Markup[] {
  const { targets, baseline } = layout;
  const path = [...(baseline ? [baseline] : []), ...targets];
  const shapes = targets.flatMap(({ shade }) =>
    shade && shade.height >= 1 ? [drawShade(shade, getPaint)] : [],
  );
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
  for (const mark of path) {
    const isBaseline = mark === baseline;
    shapes.push(
      element(
        'g',
        { 'data-say': say(mark.row) },
        buildTitle(say(mark.row)),
        ...(chart.shape === 'flow'
          ? drawRule(mark, isBaseline)
          : [(isBaseline ? drawRing : drawDiamond)(mark.x, mark.y)]),
      ),
    );
  }
  return shapes;
}

/** The symbols of the statuses whose colours a met and a missed target have. */
export const outcomeMarks = { met: 'solid', missed: 'hatched' } as const;

/** Returns how the area between a target and what it is compared with is filled. */
export function getShadeLook(outcome: Shade['outcome'], getPaint: TimeSeriesScene['getPaint']) {
  const { fill, stroke } = getPaint(outcomeMarks[outcome]);
  return { fill, stroke, 'fill-opacity': outcome === 'met' ? 0.25 : 0.45 };
}

const drawShade = ({ outcome, ...box }: Shade, getPaint: TimeSeriesScene['getPaint']): Markup =>
  element('rect', { ...box, ...getShadeLook(outcome, getPaint) });

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

export const drawRing = (x: number, y: number): Markup =>
  element('circle', { cx: x, cy: y, r: 4, fill: colours.paper, stroke: colours.ink, 'stroke-width': 1.5 });

export const drawDiamond = (x: number, y: number): Markup =>
  element('path', {
    d: `M${x.toFixed(1)} ${(y - 5).toFixed(1)}l5 5l-5 5l-5 -5z`,
    fill: colours.paper,
    stroke: colours.ink,
    'stroke-width': 1.5,
  });
