import {
  type SymbolShape,
  findSymbolShape,
  type NoNumberState,
  getMissingValueShape,
} from '../symbol-shapes.ts';
import { findStatusMeaning, getStatusColours } from '../status-palette.ts';
import { colours, element, type Markup, together } from './svg.ts';

export type SymbolPlace = { x: number; y: number; size: number; ink?: string };

/**
 * Draws a status symbol with its top left corner at (x, y), in the colour of its status; an empty name is a short
 * line: nothing is expected there.
 */
export function drawStatusSymbol(mark: string, place: SymbolPlace): Markup {
  if (mark === '') return drawShape(nothingExpected, place);
  const meaning = findStatusMeaning(mark);
  return drawShape(findSymbolShape(mark), {
    ...(meaning ? { ink: getStatusColours(meaning).edge } : {}),
    ...place,
  });
}

/** Draws the missing-value marker of a cell without a number. Zero is a number and is written. */
export function drawMissingValueMarker(state: NoNumberState, place: SymbolPlace): Markup {
  return drawShape(getMissingValueShape(state), place);
}

const nothingExpected: SymbolShape = { stroke: 'M4.5 8h7' };

function drawShape(shape: SymbolShape, { x, y, size, ink = colours.ink }: SymbolPlace): Markup {
  const parts: Markup[] = [];
  if (shape.fill) parts.push(element('path', { d: shape.fill, fill: ink, 'fill-rule': 'evenodd' }));
  if (shape.stroke) {
    parts.push(
      element('path', {
        d: shape.stroke,
        fill: 'none',
        stroke: ink,
        'stroke-width': shape.strokeWidth ?? 1.5,
        pathLength: shape.dash ? 60 : undefined,
        'stroke-dasharray': shape.dash,
      }),
    );
  }
  // The scale has three decimals: rounded to tenths it would move a symbol of 14 px by a pixel.
  const scale = String(Math.round((size / 16) * 1000) / 1000);
  return element('g', { transform: `translate(${round(x)} ${round(y)}) scale(${scale})` }, together(parts));
}

const round = (value: number) => Math.round(value * 10) / 10;
