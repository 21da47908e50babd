import { formatNumber } from '../../language/number-format.ts';
import { buildPatterns } from './patterns.ts';
import { colours, element, buildTitle } from './svg.ts';

/** A part of a bar: how many, in a word ("completed"), with the filling of its mark. */
export type BarSegment = { label: string; value: number; mark: string };

const barHeight = 20;
const height = barHeight + 18;

/**
 * One bar of fillings with its numbers beneath. Its widths are in per cent, so that it fits any place. `id` is unique
 * on the page; `name` says what is counted.
 */
export function drawBar(id: string, name: string, all: readonly BarSegment[]): string {
  const segments = all.filter(({ value }) => value > 0);
  const total = segments.reduce((sum, { value }) => sum + value, 0);
  const { definitions, fill } = buildPatterns(
    id,
    segments.map(({ mark }) => mark),
  );
  const percent = (value: number) => `${((value / Math.max(total, 1)) * 100).toFixed(3)}%`;
  let before = 0;
  const parts = segments.map(({ label, value, mark }) => {
    const start = before;
    before += value;
    return element(
      'g',
      {},
      buildTitle(`${value} ${label.toLowerCase()}`),
      element('rect', {
        x: percent(start),
        y: 0.5,
        width: percent(value),
        height: barHeight - 1,
        fill: fill(mark),
        stroke: colours.ink,
      }),
      element(
        'text',
        {
          x: percent(start + value / 2),
          y: height - 3,
          'text-anchor': 'middle',
          'font-size': '0.75rem',
          fill: colours.muted,
        },
        String(value),
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
          y1: barHeight / 2,
          y2: barHeight / 2,
          stroke: colours.control,
          'stroke-dasharray': '2 3',
        })
      : null,
  ).svg;
}
