import { findStatusMeaning, getStatusColours, type StatusMeaning } from '../status-palette.ts';
import { buildTitle, colours, element, type Markup, measureText, together } from './svg.ts';

/** How a part of a bar is painted, by the symbol of its status. */
export type StatusPaint = {
  fill: string;
  stroke: string;
  dash?: string;
  /** The colour of text on it, and of what keeps the text free of a pattern. */
  on: string;
  under: string;
};

export type StatusPaints = {
  definitions: Markup;
  getPaint: (mark: string | undefined) => StatusPaint;
};

const tile = 8;

/** A line at 45° through a tile of 8, without a seam. */
const diagonal = 'M-2 2L2 -2M-2 10L10 -2M6 10L10 6';

/** What stands in for colour in forced colours and in black-and-white print. */
const patterns: Record<StatusMeaning, (ink: string, paper: string) => Markup[]> = {
  completed: (ink) => [element('rect', { width: tile, height: tile, fill: ink })],
  recurring: (ink, paper) => [
    element('rect', { width: tile, height: tile, fill: ink }),
    element('circle', { cx: 4, cy: 4, r: 1.7, fill: 'none', stroke: paper, 'stroke-width': 1.1 }),
  ],
  'on-track': (ink) => [element('rect', { width: tile, height: tile, fill: ink, 'fill-opacity': '0.42' })],
  planned: (ink) => [
    element('circle', { cx: 2, cy: 2, r: 1.2, fill: ink }),
    element('circle', { cx: 6, cy: 6, r: 1.2, fill: ink }),
  ],
  'not-started': () => [],
  delayed: (ink) => [element('path', { d: diagonal, stroke: ink, 'stroke-width': 1.8 })],
  'on-hold': (ink) => [element('path', { d: 'M2 0V8M6 0V8', stroke: ink, 'stroke-width': 1.2 })],
  ended: (ink) => [element('path', { d: 'M0 0L8 8', stroke: ink, 'stroke-width': 0.8 })],
};

/**
 * Builds the paints of the given symbols. Each has its colour of the palette, "delayed" with a thin hatch, so that it
 * is told apart in greyscale; the property `--pattern` turns the patterns on. `prefix` is unique on the page.
 */
export function buildStatusPaints(prefix: string, marks: readonly (string | undefined)[]): StatusPaints {
  const meanings = [...new Set(marks.flatMap((mark) => findStatusMeaning(mark) ?? []))];
  const definitions = element('defs', {}, together(meanings.map((meaning) => buildPattern(prefix, meaning))));
  return {
    definitions: meanings.length > 0 ? definitions : { svg: '' },
    getPaint: (mark) => {
      const meaning = findStatusMeaning(mark);
      if (meaning) {
        const { fill, edge, on } = getStatusColours(meaning);
        return { fill: `url(#${prefix}-${meaning})`, stroke: edge, on, under: fill };
      }
      // Nothing is expected there, or nobody has said anything.
      return mark === ''
        ? { fill: 'none', stroke: colours.control, dash: '1.5 2.5', on: colours.muted, under: colours.paper }
        : {
            fill: colours.paper,
            stroke: colours.control,
            dash: '5 3',
            on: colours.ink,
            under: colours.paper,
          };
    },
  };
}

function buildPattern(prefix: string, meaning: StatusMeaning): Markup {
  const { fill, edge, on } = getStatusColours(meaning);
  return element(
    'pattern',
    { id: `${prefix}-${meaning}`, width: tile, height: tile, patternUnits: 'userSpaceOnUse' },
    element('rect', { width: tile, height: tile, fill }),
    meaning === 'delayed'
      ? element('path', { d: diagonal, stroke: on, 'stroke-width': 0.8, 'stroke-opacity': '0.5' })
      : null,
    meaning === 'not-started'
      ? null
      : element('g', { opacity: 'var(--pattern, 0)' }, ...patterns[meaning](edge, fill)),
  );
}

/** Space between two parts of a bar, in px. */
export const partGap = 2;

export type Box = { x: number; y: number; width: number; height: number };

/** Draws a part of a bar over a box, half the gap inside of it at each end. */
export function drawPart({ fill, stroke, dash }: StatusPaint, { x, y, width, height }: Box): Markup {
  const shown = Math.max(1, width - partGap);
  return element('rect', {
    x: x + (width - shown) / 2 + 0.5,
    y: y + 0.5,
    width: Math.max(0.5, shown - 1),
    height: height - 1,
    fill,
    stroke,
    'stroke-dasharray': dash,
  });
}

/** Writes a number in the middle of a part; null where it has no room. */
export function drawPartNumber(
  { on, under }: StatusPaint,
  box: Box,
  number: string,
  size = 12,
): Markup | null {
  if (measureText(number, size) > box.width - partGap || size > box.height) return null;
  return element(
    'text',
    {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2 + size * 0.36,
      'text-anchor': 'middle',
      'font-size': size,
      'font-weight': 600,
      fill: on,
      stroke: under,
      'stroke-width': 3,
      'paint-order': 'stroke',
    },
    number,
  );
}

/** Draws a part of a bar with its number inside, which says its title at the pointer. */
export const drawBarPart = (
  { say, title, label }: { say: string; title: string; label: string },
  box: Box,
  paint: StatusPaint,
): Markup =>
  element(
    'g',
    { 'data-say': say },
    buildTitle(title),
    drawPart(paint, box),
    drawPartNumber(paint, box, label),
  );

export type LegendEntry =
  | { word: string; mark: string | undefined }
  | { word: string; line: true }
  | { word: string; dash: true };

/**
 * Draws a legend of the parts that occur, as they are painted; a line stands for what is due, a dash for nothing
 * expected. Adds it to `parts` from `top` and returns where it ends.
 */
export function drawPaintLegend(
  parts: Markup[],
  entries: readonly LegendEntry[],
  { width, top, getPaint }: { width: number; top: number; getPaint: StatusPaints['getPaint'] },
): number {
  let x = 0;
  let y = top;
  for (const entry of entries) {
    const needed = 23 + measureText(entry.word, 13) + 16;
    if (x > 0 && x + needed - 16 > width) {
      x = 0;
      y += 22;
    }
    if ('dash' in entry) {
      const dash = { x1: x + 4, x2: x + 14, y1: y + 9, y2: y + 9, stroke: colours.control };
      parts.push(element('line', { ...dash, 'stroke-width': 1.5 }));
    } else if ('line' in entry) {
      parts.push(
        element('line', { x1: x + 8, x2: x + 8, y1: y, y2: y + 18, stroke: colours.ink, 'stroke-width': 2 }),
      );
    } else {
      parts.push(drawPart(getPaint(entry.mark), { x, y: y + 1, width: 18, height: 16 }));
      if (entry.mark === 'unknown') {
        const mark = { x: x + 9, y: y + 13, 'text-anchor': 'middle', 'font-size': 12, fill: colours.ink };
        parts.push(element('text', mark, '?'));
      }
    }
    parts.push(element('text', { x: x + 23, y: y + 14, fill: colours.ink }, entry.word));
    x += needed;
  }
  return entries.length > 0 ? y + 22 : top;
}
