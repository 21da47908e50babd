import { formatNumber } from '../../language/number-format.ts';
import { buildStatusPaints, drawPart, partGap } from './status-paint.ts';
import { colours, element, buildTitle } from './svg.ts';

/** A part of a bar: how many, in a word ("completed"), with its status symbol. */
export type BarSegment = { label: string; value: number; mark: string };

const height = 26;

/**
 * One bar in the colours of statuses with its numbers inside. Its widths are in per cent, so that it fits any place.
 * `id` is unique on the page; `name` says what is counted.
 */
export function drawBar(id: string, name: string, all: readonly BarSegment[]): string {
  const segments = all.filter(({ value }) => value > 0);
  const total = segments.reduce((sum, { value }) => sum + value, 0);
  const { definitions, getPaint } = buildStatusPaints(
    id,
    segments.map(({ mark }) => mark),
  );
  const percent = (value: number) => `${((value / Math.max(total, 1)) * 100).toFixed(3)}%`;
  let before = 0;
  const parts = segments.map(({ label, value, mark }) => {
    const start = before;
    before += value;
    const { fill, stroke, dash, on, under } = getPaint(mark);
    return element(
      'g',
      {},
      buildTitle(`${value} ${label.toLowerCase()}`),
      // The gap is half of each part's: widths in per cent cannot be shortened otherwise.
      element(
        'svg',
        { x: percent(start), width: percent(value), height },
        element('rect', {
          x: partGap / 2 + 0.5,
          y: 0.5,
          width: '100%',
          height: height - 1,
          fill,
          stroke,
          'stroke-dasharray': dash,
          style: `width:calc(100% - ${partGap + 1}px)`,
        }),
        element(
          'text',
          {
            x: '50%',
            y: height / 2 + 4.5,
            'text-anchor': 'middle',
            'font-size': '0.75rem',
            'font-weight': 600,
            fill: on,
            stroke: under,
            'stroke-width': 3,
            'paint-order': 'stroke',
          },
          String(value),
        ),
      ),
    );
  });
  const said = segments.map(({ label, value }) => `${formatNumber(value)} ${label.toLowerCase()}`);
  return element(
    'svg',
    {
      width: '100%',
      height,
      overflow: 'visible',
      role: 'img',
      'aria-label': said.length > 0 ? `${name}: ${said.join(', ')}.` : `${name}.`,
    },
    definitions,
    ...parts,
    total === 0
      ? element('line', {
          x1: 0,
          x2: '100%',
          y1: height / 2,
          y2: height / 2,
          stroke: colours.control,
          'stroke-dasharray': '2 3',
        })
      : null,
  ).svg;
}

/** What a part of a bar looks like, beside its word. `id` is unique on the page for the status. */
export function drawSwatch(id: string, mark: string): string {
  const { definitions, getPaint } = buildStatusPaints(id, [mark]);
  const swatch = drawPart(getPaint(mark), { x: 0, y: 0, width: 18, height: 14 });
  return element('svg', { width: 18, height: 14, 'aria-hidden': 'true' }, definitions, swatch).svg;
}
