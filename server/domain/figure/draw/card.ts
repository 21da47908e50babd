import { getDrawingSize } from './frame.ts';
import { colours, buildDrawing, element, type Markup, withPlainColours, wrapText } from './svg.ts';

/** The content of a page's social media card (og:image). */
export type CardContent = {
  /** The kind of page: "Indicator I-B3". */
  kicker: string;
  /** The finding. */
  title: string;
  /** The two drawings of a figure, if the page starts with one. */
  picture: { wide: string; narrow: string } | null;
  /** "Publication 3, 20 May 2026", "9 of 11 states reporting". */
  facts: readonly string[];
  /** The title of the plan. */
  plan: string;
  /** The notice of an illustrative plan; empty otherwise. */
  notice: string;
};

/** The size that social networks ask for, in px. */
export const cardSize = { width: 1200, height: 630 } as const;

const margin = 60;
const room = cardSize.width - 2 * margin;
/** Left edge of the plan's title, after the name of the tracker. */
const planAt = 200;
/** Below this scale the words in a figure are illegible on a card, so the card shows only the finding. */
const smallestScale = 0.85;
const heavier = 1.07;

type Place = { picture: string; scale: number; x: number; y: number; titleWidth: number; titleSize: number };

/** Draws a card of 1200 by 630: the finding in large letters, the figure if it is legible, and its source. */
export function drawCard(content: CardContent): string {
  const parts: Markup[] = [
    element('rect', { width: cardSize.width, height: cardSize.height, fill: colours.paper }),
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
  const floor = drawFoot(parts, content);
  const place = content.picture ? findPlace(content.title, content.picture, { top, floor }) : null;
  const titleWidth = place?.titleWidth ?? room;
  const sizes = place ? [place.titleSize] : [64, 58, 52, 46, 40, 34, 28];
  const size = sizes.find((each) => measureTitle(content.title, each, titleWidth) <= floor - top) ?? 28;
  const lines = wrapText(content.title, size * heavier, titleWidth);
  // Text that does not fit even in small letters is cut instead of drawn over the footer.
  const most = Math.max(1, Math.floor((floor - top) / (size * 1.25)));
  const shown = lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]} …`] : lines;
  shown.forEach((line, at) =>
    parts.push(
      text(line, { x: margin, y: top + size + at * size * 1.25, size, weight: 600, fill: colours.ink }),
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
  return withPlainColours(buildDrawing(cardSize.width, cardSize.height, content.title, ...parts));
}

/** Draws the footer; returns its top. */
function drawFoot(parts: Markup[], { facts, notice }: CardContent): number {
  let floor = cardSize.height;
  if (notice) {
    const lines = wrapText(notice, 18, room).slice(0, 3);
    const height = lines.length * 25 + 24;
    floor -= height;
    parts.push(
      element('rect', { x: 0, y: floor, width: cardSize.width, height, fill: colours.inset }),
      ...lines.map((line, at) =>
        text(line, { x: margin, y: floor + 31 + at * 25, size: 18, fill: colours.ink }),
      ),
    );
  }
  const line = cutToOneLine(facts.filter((fact) => fact !== '').join(' · '), 21, room);
  const rule = floor - 60;
  parts.push(
    text(line, { x: margin, y: floor - 22, size: 21, fill: colours.muted }),
    element('line', { x1: margin, x2: cardSize.width - margin, y1: rule, y2: rule, stroke: colours.rule }),
  );
  return rule - 16;
}

function cutToOneLine(words: string, size: number, width: number): string {
  const [first = '', ...more] = wrapText(words, size, width);
  return more.length > 0 ? `${first} …` : first;
}

/** Places the figure below the finding or beside it, wherever it is larger. Null if it would be illegible. */
function findPlace(
  title: string,
  picture: { wide: string; narrow: string },
  { top, floor }: { top: number; floor: number },
): Place | null {
  const height = floor - top;
  const wide = getDrawingSize(picture.wide);
  const narrow = getDrawingSize(picture.narrow);
  const underSize = 40;
  const titleHeight = measureTitle(title, underSize, room) + 24;
  const under = Math.min(room / wide.width, (height - titleHeight) / wide.height);
  const besideWidth = 500;
  const besideSize = [44, 40, 36, 32].find((size) => measureTitle(title, size, besideWidth) <= height);
  const beside = besideSize ? Math.min((room - besideWidth - 48) / narrow.width, height / narrow.height) : 0;
  if (!(Math.max(under, beside) >= smallestScale)) return null;
  return under >= beside
    ? {
        picture: picture.wide,
        scale: under,
        x: margin,
        y: top + titleHeight,
        titleWidth: room,
        titleSize: underSize,
      }
    : {
        picture: picture.narrow,
        scale: beside,
        x: margin + besideWidth + 48,
        y: top + 8,
        titleWidth: besideWidth,
        titleSize: besideSize ?? underSize,
      };
}

const measureTitle = (title: string, size: number, width: number) =>
  wrapText(title, size * heavier, width).length * size * 1.25;

type TextPlace = { x: number; y: number; size: number; fill: string; weight?: number };

const text = (words: string, { x, y, size, fill, weight }: TextPlace) =>
  element('text', { x, y, 'font-size': size, 'font-weight': weight, fill }, words);
