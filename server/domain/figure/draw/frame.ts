import type { FigureDefinition, MissingValueMarker } from '../figure.types.ts';
import { drawMissingValueMarker } from './draw-symbol.ts';
import {
  colours,
  buildDrawing,
  element,
  type Markup,
  measureText,
  withPlainColours,
  wrapText,
} from './svg.ts';

/** The texts around a figure in a standalone picture, in the reader's language. */
export type FrameTexts = {
  /** "Source: reports of lead bodies". */
  source: string;
  /** "Coverage: 9 of 11 states reporting"; empty if there is nothing to state. */
  coverage: string;
  /** "Publication 3, 20 May 2026". */
  publication: string;
  /** The URL of the figure. */
  address: string;
  /** The notice of an illustrative plan; empty otherwise. */
  notice: string;
  /** The missing-value markers that occur, with their words. */
  legend: readonly { mark: MissingValueMarker; word: string }[];
};

const margin = 24;
const small = 12;
const titleSize = 20;
/** Headings have a heavier weight, which is wider. */
const heavier = 1.07;

/**
 * Draws a figure as a standalone picture: finding, drawing, legend and source. The drawing is included
 * unchanged, so the picture shows what the page shows. Uses plain colours, because there is no page around
 * it.
 */
export function drawFrame(figure: FigureDefinition, picture: string, texts: FrameTexts): string {
  const size = getDrawingSize(picture);
  const room = Math.max(size.width, 560);
  const width = room + 2 * margin;
  const parts: Markup[] = [];
  let y = 0;

  if (texts.notice) {
    const lines = wrapText(texts.notice, small, room);
    const height = lines.length * 17 + 14;
    parts.push(element('rect', { x: 0, y: 0, width, height, fill: colours.inset }));
    y = writeLines(parts, lines, { y: 22, size: small, step: 17, fill: colours.ink }) + 8;
  }
  y = writeLines(parts, wrapText(figure.title, titleSize * heavier, room), {
    y: y + margin + 14,
    size: titleSize,
    step: 26,
    fill: colours.ink,
    weight: 600,
  });
  parts.push({ svg: picture.replace(/^<svg /, `<svg x="${margin}" y="${y}" `) });
  y += size.height + 12;
  if (texts.legend.length > 0) y = drawSymbolLegend(parts, texts.legend, { y, room });

  parts.push(element('line', { x1: margin, x2: width - margin, y1: y + 4, y2: y + 4, stroke: colours.rule }));
  const lines = [
    ...figure.notes,
    ...joinWhereRoom([texts.source, texts.coverage], room),
    ...joinWhereRoom([texts.publication, texts.address], room),
  ].flatMap((text) => wrapText(text, small, room));
  y = writeLines(parts, lines, { y: y + 24, size: small, step: 18, fill: colours.muted });
  const background = element('rect', { width, height: y + 8, fill: colours.paper });
  return withPlainColours(
    buildDrawing(width, y + 8, `${figure.title}. ${figure.summary}`, background, ...parts),
  );
}

/** Returns the width and height that a drawing states. */
export function getDrawingSize(picture: string): { width: number; height: number } {
  const [, width, height] = /^<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(picture) ?? [];
  return { width: Number(width ?? 0), height: Number(height ?? 0) };
}

/** Joins related facts on one line if they fit. */
function joinWhereRoom(texts: string[], room: number): string[] {
  const said = texts.filter((text) => text !== '');
  const line = said.join(' · ');
  return measureText(line, small) <= room ? [line] : said;
}

type Lines = { y: number; size: number; step: number; fill: string; weight?: number };

/**
 * Writes lines from the margin, the first with its baseline at `y`; returns where the next element may begin.
 */
function writeLines(parts: Markup[], lines: string[], { y, size, step, fill, weight }: Lines): number {
  lines.forEach((line, at) =>
    parts.push(
      element('text', { x: margin, y: y + at * step, 'font-size': size, 'font-weight': weight, fill }, line),
    ),
  );
  return y + (lines.length - 1) * step + (lines.length > 0 ? Math.round(step * 0.6) : 0);
}

function drawSymbolLegend(
  parts: Markup[],
  legend: FrameTexts['legend'],
  { y: top, room }: { y: number; room: number },
): number {
  let x = 0;
  let y = top;
  for (const { mark, word } of legend) {
    const needed = 20 + measureText(word, 13) + 18;
    if (x > 0 && x + needed > room) {
      x = 0;
      y += 22;
    }
    parts.push(
      drawMissingValueMarker(mark, { x: margin + x, y: y + 2, size: 13 }),
      element('text', { x: margin + x + 20, y: y + 13, fill: colours.ink }, word),
    );
    x += needed;
  }
  return y + 28;
}
