import { colours, element, type Markup, measureText, wrapText } from './svg.ts';

type Box = { left: number; right: number; top: number; bottom: number };
type Anchor = 'start' | 'middle' | 'end';

/** A position for a text: its baseline, and whether its start, middle or end is at x. */
export type LabelPlace = { x: number; y: number; anchor?: Anchor | undefined };

export type Label = {
  /** From the longest to the shortest; each is tried at every position before the next. */
  texts: readonly string[];
  places: readonly LabelPlace[];
  size?: number | undefined;
  ink?: string | undefined;
  strong?: boolean | undefined;
  /** May be drawn over a shape if there is no other position; never over another text. */
  must?: boolean | undefined;
};

/** A text at its place, in px. */
export type PlacedText = {
  text: string;
  x: number;
  y: number;
  anchor: Anchor;
  size: number;
  ink: string;
  strong: boolean;
};

/**
 * Creates a placer of texts that never overlap or leave the drawing. A text without a free position is left
 * out, because every number is also in the table and in a tooltip. Place the most important texts first.
 */
export function createLabels(width: number, height: number) {
  const texts: Box[] = [];
  const shapes: Box[] = [];
  const isApart = (box: Box) => (other: Box) =>
    box.right <= other.left || box.left >= other.right || box.bottom <= other.top || box.top >= other.bottom;
  const isFree = (box: Box, overShapes: boolean) =>
    box.left >= -0.5 &&
    box.right <= width + 0.5 &&
    box.top >= -0.5 &&
    box.bottom <= height + 0.5 &&
    texts.every(isApart(box)) &&
    (overShapes || shapes.every(isApart(box)));
  return {
    /** Keeps an area free of texts: a bar, a point. */
    keepFree(box: Box): void {
      shapes.push(box);
    },
    /** Keeps a line free of texts, in short pieces because it may be diagonal. */
    keepLineFree(from: { x: number; y: number }, to: { x: number; y: number }): void {
      const pieces = Math.max(1, Math.ceil(Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y)) / 5));
      for (let piece = 0; piece <= pieces; piece += 1) {
        const x = from.x + ((to.x - from.x) * piece) / pieces;
        const y = from.y + ((to.y - from.y) * piece) / pieces;
        shapes.push({ left: x - 1.5, right: x + 1.5, top: y - 1.5, bottom: y + 1.5 });
      }
    },
    place({ texts: forms, places, size = 12, ink = colours.ink, strong, must }: Label): PlacedText | null {
      const candidates = [false, ...(must ? [true] : [])].flatMap((overShapes) =>
        forms.flatMap((text) => places.map((place) => ({ text, place, overShapes }))),
      );
      for (const { text, place, overShapes } of candidates) {
        const { x, y, anchor = 'middle' } = place;
        // Bold letters are wider than they are measured.
        const box = boxOf(text, strong ? size * 1.08 : size, x, y, anchor);
        if (text === '' || !isFree(box, overShapes)) continue;
        texts.push({ ...box, left: box.left - apart, right: box.right + apart });
        return { text, x, y, anchor, size, ink, strong: strong ?? false };
      }
      return null;
    },
  };
}

/** Draws a text at its place. */
export const drawText = ({ text, x, y, anchor, size, ink, strong }: PlacedText): Markup =>
  element(
    'text',
    {
      x,
      y,
      'text-anchor': anchor === 'start' ? undefined : anchor,
      'font-size': size === 13 ? undefined : size,
      'font-weight': strong ? 600 : undefined,
      fill: ink,
    },
    text,
  );

/** Space between two texts on a line, in px. */
const apart = 3;

function boxOf(text: string, size: number, x: number, y: number, anchor: Anchor): Box {
  const width = measureText(text, size);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - size * 0.8, bottom: y + size * 0.22 };
}

/**
 * Wraps a text into at most `most` lines that are sure to fit a width. Breaks a word that is too long; a text
 * that is cut ends in "…".
 */
export function wrapLines(text: string, size: number, width: number, most: number): string[] {
  const lines = wrapText(text, size, width).flatMap((line) => breakWord(line, size, width));
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  let last = kept[most - 1] ?? '';
  while (last !== '' && measureText(`${last}…`, size) > width) last = [...last].slice(0, -1).join('');
  return [...kept.slice(0, -1), `${last.trimEnd()}…`];
}

function breakWord(word: string, size: number, width: number): string[] {
  if (measureText(word, size) <= width) return [word];
  const parts = [''];
  for (const character of word) {
    const next = `${parts.at(-1)}${character}`;
    if (measureText(next, size) > width && parts.at(-1) !== '') parts.push(character);
    else parts[parts.length - 1] = next;
  }
  return parts;
}
