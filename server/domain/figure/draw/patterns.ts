import { colours, element, type Markup, together } from './svg.ts';

const tile = 8;
const { ink, paper } = colours;

/** The pattern of each status symbol's fill over an area. Distinguishable without colour. */
const fillings: Record<string, () => Markup[]> = {
  empty: () => [],
  dot: () => [
    element('circle', { cx: 2, cy: 2, r: 1.2, fill: ink }),
    element('circle', { cx: 6, cy: 6, r: 1.2, fill: ink }),
  ],
  half: () => [element('rect', { width: tile, height: tile, fill: ink, 'fill-opacity': '0.42' })],
  hatched: () => [
    element('path', { d: 'M-2 2L2 -2M-2 10L10 -2M6 10L10 6', stroke: ink, 'stroke-width': 1.8 }),
  ],
  solid: () => [element('rect', { width: tile, height: tile, fill: ink })],
  turn: () => [
    element('rect', { width: tile, height: tile, fill: ink }),
    element('circle', { cx: 4, cy: 4, r: 1.7, fill: 'none', stroke: paper, 'stroke-width': 1.1 }),
  ],
  bars: () => [element('path', { d: 'M2 0V8M6 0V8', stroke: ink, 'stroke-width': 1.2 })],
  stroke: () => [element('path', { d: 'M0 0L8 8', stroke: ink, 'stroke-width': 0.8 })],
  unknown: () => [element('path', { d: 'M0 4H4', stroke: ink, 'stroke-width': 0.8 })],
};

const known = (mark: string | undefined) => (mark !== undefined && mark in fillings ? mark : 'unknown');

/**
 * Builds the patterns of the given symbols and returns the `fill` that refers to each. `prefix` is unique on
 * the page.
 */
export function buildPatterns(prefix: string, marks: readonly (string | undefined)[]) {
  const names = [...new Set(marks.map(known))];
  const definitions = element(
    'defs',
    {},
    together(
      names.map((name) =>
        element(
          'pattern',
          { id: `${prefix}-${name}`, width: tile, height: tile, patternUnits: 'userSpaceOnUse' },
          element('rect', { width: tile, height: tile, fill: paper }),
          ...(fillings[name]?.() ?? []),
        ),
      ),
    ),
  );
  return { definitions, fill: (mark: string | undefined) => `url(#${prefix}-${known(mark)})` };
}
