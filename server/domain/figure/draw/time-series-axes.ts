import { letterOf } from '../note-letters.ts';
import type { TimeSeriesScene } from './time-series-scene.ts';
import { colours, element, type Markup, measureText, titled } from './svg.ts';

/** Draws the axis of numbers, the years and rounds, and the coverage of each round. */
export function drawAxes(
  { layout, labels, describeTick }: TimeSeriesScene,
  height: number,
): (Markup | null)[] {
  const { plot, ticks, years, slots } = layout;
  return [
    ...ticks.flatMap(({ value, y }) => [
      element('line', {
        x1: plot.left,
        x2: plot.right,
        y1: y,
        y2: y,
        stroke: value === 0 ? colours.ink : colours.rule,
      }),
      labels.set({
        texts: [describeTick(value)],
        places: [{ x: plot.left - 8, y: y + 4, anchor: 'end' }],
        ink: colours.muted,
      }),
    ]),
    ...years.flatMap(({ year, x, width }) => [
      element('line', { x1: x, x2: x, y1: plot.bottom, y2: height - 4, stroke: colours.rule }),
      labels.set({
        texts: [String(year), `’${String(year).slice(2)}`],
        places: [{ x: x + width / 2, y: height - 8 }],
        size: 13,
        strong: true,
        must: true,
      }),
    ]),
    ...slots.map(({ round, middle }) =>
      labels.set({ texts: [round.label], places: [{ x: middle, y: plot.bottom + 16 }], must: true }),
    ),
    ...drawCoverage(layout, labels),
  ];
}

/**
 * Draws the coverage of each round, in one form for all: in full, short, or short and alternating between two
 * lines.
 */
function drawCoverage({ slots, plot }: TimeSeriesScene['layout'], labels: TimeSeriesScene['labels']) {
  const fits = (form: 'long' | 'short') =>
    slots.every(({ round, width }) => measureText(round.coverage?.[form] ?? '', 11) + 6 <= width);
  const form = fits('long') ? 'long' : 'short';
  const staggered = !fits(form);
  return slots.map(({ round, middle }, at) =>
    round.coverage
      ? labels.set({
          texts: [round.coverage[form]],
          places: [{ x: middle, y: plot.bottom + 31 + (staggered && at % 2 === 1 ? 12 : 0) }],
          size: 11,
          ink: colours.muted,
        })
      : null,
  );
}

/** Draws a broken line where a definition or a law changed, with the letter of its note. */
export function drawBreaks({ chart, layout, labels }: TimeSeriesScene, top: number): (Markup | null)[] {
  const letters = new Map<string, string>();
  for (const [index, { row }] of chart.breaks.entries()) {
    letters.set(row, `${letters.get(row) ?? ''}${letterOf(index)}`);
  }
  return [...letters].flatMap(([row, letter]) => {
    const slot = layout.slots.find(({ round }) => round.key === row);
    if (!slot) return [];
    labels.keepLineFree({ x: slot.x, y: top + 4 }, { x: slot.x, y: layout.plot.bottom });
    const texts = chart.breaks.filter((each) => each.row === row).map(({ text }) => text);
    return [
      element(
        'g',
        { 'data-say': texts.join(' ') },
        titled(texts.join(' ')),
        element('line', {
          x1: slot.x,
          x2: slot.x,
          y1: top + 4,
          y2: layout.plot.bottom + 6,
          stroke: colours.ink,
          'stroke-dasharray': '3 3',
        }),
        // Wide enough to point at.
        element('rect', {
          x: slot.x - 6,
          y: top,
          width: 12,
          height: layout.plot.bottom - top,
          fill: 'transparent',
        }),
      ),
      labels.set({ texts: [letter], places: [{ x: slot.x, y: top }], strong: true, must: true }),
    ];
  });
}
