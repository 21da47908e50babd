/**
 * SVG as text, in small parts. Colours are custom properties with the printed value as fallback ("var(--ink,
 * #1e1d1a)"): on a page they follow its theme, in a separate file they are black on white.
 */
export type Markup = { svg: string };

type Attributes = Record<string, string | number | undefined>;

export const colours = {
  paper: 'var(--paper, #fcfaf5)',
  inset: 'var(--paper-inset, #f4f1e8)',
  ink: 'var(--ink, #1e1d1a)',
  muted: 'var(--ink-muted, #59554c)',
  rule: 'var(--rule, #d6d1c4)',
  control: 'var(--rule-control, #7a7569)',
  sea: 'var(--sea, #0b4f6a)',
  series1: 'var(--series-1, #0b4f6a)',
  series2: 'var(--series-2, #8a7f68)',
  series3: 'var(--series-3, #3f8fa8)',
  series4: 'var(--series-4, #3a372f)',
} as const;

export function escapeXml(text: string): string {
  if (!/[&<>"]/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Rounds coordinates to a tenth of a pixel: smaller files, same picture. */
const say = (value: string | number) =>
  typeof value === 'number' ? String(Math.round(value * 10) / 10) : escapeXml(value);

/** Builds an element; its children are markup, or text that is escaped. */
export function element(
  name: string,
  attributes: Attributes = {},
  ...children: (Markup | string | null)[]
): Markup {
  let given = '';
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined) given += ` ${key}="${say(value)}"`;
  }
  let inside = '';
  for (const child of children) {
    if (child !== null) inside += typeof child === 'string' ? escapeXml(child) : child.svg;
  }
  return { svg: inside === '' ? `<${name}${given}/>` : `<${name}${given}>${inside}</${name}>` };
}

/** Joins several parts. */
export const together = (parts: readonly Markup[]): Markup => ({ svg: parts.map(({ svg }) => svg).join('') });

/** Builds a `<title>`, which browsers show as a tooltip and screen readers announce. */
export const buildTitle = (text: string): Markup => element('title', {}, text);

/**
 * Returns a width in px that a text is sure to fit, without a browser to measure it: Noto Sans at a size,
 * with wide letters counted as wide. Thai, Khmer and Burmese signs above or below a letter take no width.
 */
export function measureText(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += widths.get(character) ?? measureCharacter(character);
  return ems * size;
}

/** Width in ems of every measured character. */
const widths = new Map<string, number>();

function measureCharacter(character: string): number {
  const width = /\p{Mn}/u.test(character)
    ? 0
    : /[iljt.,:;'|! \u202f]/.test(character)
      ? 0.3
      : /[mwMW@%]/.test(character)
        ? 0.9
        : /[A-Z]/.test(character)
          ? 0.66
          : 0.575;
  widths.set(character, width);
  return width;
}

/**
 * Wraps a text to a width: at spaces and, in scripts that write none (Thai, Khmer, Lao, Burmese), between
 * words. A longer word has a line of its own.
 */
export function wrapText(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const { word, gap } of text.split(' ').flatMap(splitUnspaced)) {
    const last = lines.at(-1);
    if (last !== undefined && measureText(`${last}${gap}${word}`, size) <= width) {
      lines[lines.length - 1] = `${last}${gap}${word}`;
    } else lines.push(word);
  }
  return lines;
}

const unspaced = /[\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/u;
const words = /* @__PURE__ */ new Intl.Segmenter(undefined, { granularity: 'word' });

function splitUnspaced(text: string): { word: string; gap: string }[] {
  if (!unspaced.test(text)) return [{ word: text, gap: ' ' }];
  return [...words.segment(text)].map(({ segment }, index) => ({
    word: segment,
    gap: index === 0 ? ' ' : '',
  }));
}

/**
 * Builds a whole drawing. `name` is what screen readers announce; `id` separates the patterns of several
 * drawings on one page.
 */
export function buildDrawing(width: number, height: number, name: string, ...parts: Markup[]): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}`,
      width: Math.round(width),
      height: Math.round(height),
      role: 'img',
      'aria-label': name,
      'font-family': "'Noto Sans Variable','Noto Sans','Noto Sans Thai','Noto Sans Khmer',sans-serif",
      'font-size': 13,
    },
    ...parts,
  ).svg;
}

/**
 * Returns the drawing with plain colours: for files, which have no page around them, and for software that
 * does not support custom properties.
 */
export function withPlainColours(svg: string): string {
  return svg.replace(/var\(--[\w-]+, (#[0-9a-f]{3,8}|0)\)/g, '$1');
}

/**
 * Paints a drawing of plain colours without tiles where a colour alone is shown: programs that draw a PDF leave hairlines
 * between the tiles of a pattern. A hatch stays, over its colour.
 */
export function withSolidFills(svg: string): string {
  const colourOf = new Map<string, string>();
  const hatched = new Set<string>();
  const tiles = /<pattern id="([^"]+)"[^>]*><rect [^>]*fill="(#[0-9a-f]{3,8})"[^>]*\/>(.*?)<\/pattern>/g;
  const drawn = svg.replace(tiles, (whole, id: string, colour: string, rest: string) => {
    colourOf.set(id, colour);
    if (rest.replace(/<g opacity="0">.*?<\/g>/, '') === '') return '';
    hatched.add(id);
    return whole;
  });
  return drawn
    .replace(/<rect [^>]*fill="url\(#([^)]+)\)"[^>]*\/>/g, (whole, id: string) =>
      hatched.has(id) ? `${whole.replace(`url(#${id})`, colourOf.get(id) ?? '')}${whole}` : whole,
    )
    .replace(/url\(#([^)]+)\)/g, (whole, id: string) =>
      hatched.has(id) ? whole : (colourOf.get(id) ?? whole),
    );
}
