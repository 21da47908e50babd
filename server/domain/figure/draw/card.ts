import { getDrawingSize } from './frame.ts';
import { colours, buildDrawing, element, type Markup, withPlainColours, wrapText } from './svg.ts';

/** The content of a page's social media card (og:image), or of a figure's slide. */
export type CardContent = {
  /** The kind of page: "Indicator I-B3". */
  kicker: string;
  /** The finding. */
  title: string;
  /** Draws the figure at a width in px, if the page starts with one. */
  draw: ((width: number) => string) | null;
  /** "Publication 3, 20 May 2026", "9 of 11 states reporting". */
  facts: readonly string[];
  /** The title of the plan. */
  plan: string;
  /** The notice of an illustrative plan; empty otherwise. */
  notice: string;
};

/** The size that social networks ask for, in px. */
export const cardSize = { width: 1200, height: 630 } as const;
/** A slide of 16:9, in px. */
export const slideSize = { width: 1280, height: 720 } as const;

type Size = { width: number; height: number };
const margin = 60;
/** Left edge of the plan's title, after the name of the tracker. */
const planAt = 200;
/** Below this scale the words in a figure are illegible on a card, so the card shows only the finding. */
const smallestScale = 0.85;
const heavier = 1.07;
/** Widths at which a figure is tried, in px: the one that fills its place best is taken. */
const widths = [304, 360, 420, 480, 560, 640, 720, 840, 960] as const;

type Place = { picture: string; scale: number; x: number; y: number; titleWidth: number; titleSize: number };

/**
 * Draws a card, by default of the size that social networks ask for: the finding in large letters, the figure as large
 * as it can be if it is legible, and its source.
 */
export function drawCard(content: CardContent, size: Size = cardSize): string {
  const room = size.width - 2 * margin;
  const parts: Markup[] = [
    element('rect', { width: size.width, height: size.height, fill: colours.paper }),
    text('Bohol tracker', { x: margin, y: 64, size: 26, weight: 600, fill: colours.sea }),
    text(cutToOneLine(content.plan, 21, room - planAt), {
      x: margin + planAt,
      y: 64,
      size: 21,
      fill: colours.muted,
    }),
  ];
  if (content.kicker) {
    parts.push(
      text(cutToOneLine(content.kicker, 24, room), { x: margin, y: 122, size: 24, fill: colours.ink }),
    );
  }
  const top = content.kicker ? 140 : 96;
  const floor = drawFoot(parts, content, size);
  const place = content.draw ? findPlace(content.title, content.draw, { top, floor, room }) : null;
  const titleWidth = place?.titleWidth ?? room;
  const sizes = place ? [place.titleSize] : [64, 58, 52, 46, 40, 34, 28];
  const titleSize = sizes.find((each) => measureTitle(content.title, each, titleWidth) <= floor - top) ?? 28;
  const lines = wrapText(content.title, titleSize * heavier, titleWidth);
  // Text that does not fit even in small letters is cut instead of drawn over the footer.
  const most = Math.max(1, Math.floor((floor - top) / (titleSize * 1.25)));
  const shown = lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]} …`] : lines;
  shown.forEach((line, at) =>
    parts.push(
      text(line, {
        x: margin,
        y: top + titleSize + at * titleSize * 1.25,
        size: titleSize,
        weight: 600,
        fill: colours.ink,
      }),
    ),
  );
  if (place) {
    const { width, height } = getDrawingSize(place.picture);
    const inner = place.picture.replace(/ width="[\d.]+" height="[\d.]+"/, '');
    parts.push({
      svg: inner.replace(
        /^<svg /,
        `<svg x="${place.x}" y="${place.y}" width="${Math.round(width * place.scale)}" height="${Math.round(height * place.scale)}" `,
      ),
    });
  }
  return withPlainColours(buildDrawing(size.width, size.height, content.title, ...parts));
}

/** Draws the footer; returns its top. */
function drawFoot(parts: Markup[], { facts, notice }: CardContent, { width, height }: Size): number {
  const room = width - 2 * margin;
  let floor = height;
  if (notice) {
    const lines = wrapText(notice, 18, room).slice(0, 3);
    const noticeHeight = lines.length * 25 + 24;
    floor -= noticeHeight;
    parts.push(
      element('rect', { x: 0, y: floor, width, height: noticeHeight, fill: colours.inset }),
      ...lines.map((line, at) =>
        text(line, { x: margin, y: floor + 31 + at * 25, size: 18, fill: colours.ink }),
      ),
    );
  }
  const line = cutToOneLine(facts.filter((fact) => fact !== '').join(' · '), 21, room);
  const rule = floor - 60;
  parts.push(
    text(line, { x: margin, y: floor - 22, size: 21, fill: colours.muted }),
    element('line', { x1: margin, x2: width - margin, y1: rule, y2: rule, stroke: colours.rule }),
  );
  return rule - 16;
}

function cutToOneLine(words: string, size: number, width: number): string {
  const [first = '', ...more] = wrapText(words, size, width);
  return more.length > 0 ? `${first} …` : first;
}

/**
 * Places the figure below the finding or beside it, drawn at the width at which it fills its place best. Null if it
 * would be illegible.
 */
function findPlace(
  title: string,
  draw: (width: number) => string,
  { top, floor, room }: { top: number; floor: number; room: number },
): Place | null {
  const besideWidth = 400;
  const besideSize = [40, 36, 32, 28].find((size) => measureTitle(title, size, besideWidth) <= floor - top);
  const underSize = [40, 34].find((size) => wrapText(title, size * heavier, room).length <= 2) ?? 30;
  const underTop = top + measureTitle(title, underSize, room) + 24;
  const places = [
    { x: margin, y: underTop, titleWidth: room, titleSize: underSize },
    ...(besideSize
      ? [{ x: margin + besideWidth + 40, y: top + 8, titleWidth: besideWidth, titleSize: besideSize }]
      : []),
  ];
  let best: (Place & { area: number }) | null = null;
  for (const width of widths) {
    const picture = draw(width);
    const drawn = getDrawingSize(picture);
    for (const place of places) {
      const free = { width: margin + room - place.x, height: floor - place.y };
      const scale = Math.min(free.width / drawn.width, free.height / drawn.height);
      const area = drawn.width * drawn.height * scale * scale;
      if (scale >= smallestScale && area > (best?.area ?? 0)) best = { ...place, picture, scale, area };
    }
  }
  return best;
}

const measureTitle = (title: string, size: number, width: number) =>
  wrapText(title, size * heavier, width).length * size * 1.25;

type TextPlace = { x: number; y: number; size: number; fill: string; weight?: number };

const text = (words: string, { x, y, size, fill, weight }: TextPlace) =>
  element('text', { x, y, 'font-size': size, 'font-weight': weight, fill }, words);
