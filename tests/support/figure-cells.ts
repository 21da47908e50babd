import type { FigureCell, FigureDefinition } from '#server/domain/figure/figure.types.ts';

/** Where a cell stands in the table of a figure, counted from 0. */
export type CellPlace = { row: number; at: number; key: string; column: string };

/** Every place of a figure's table, whether it holds something or not. */
export function* listCells(
  definition: FigureDefinition,
): Generator<{ cell: FigureCell | undefined; place: CellPlace }> {
  for (const [row, { key, cells }] of definition.rows.entries()) {
    for (const [at, { key: column }] of definition.columns.entries()) {
      yield { cell: cells[column], place: { row, at, key, column } };
    }
  }
}

/** "12.5000" and "12.5" are one number; kept as text, so that no digit is lost on the way. */
export const plain = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** A printed number has two decimals at most. */
export const printed = (value: string): string => plain(Number(value).toFixed(2));

/** What a cell says, in one text: "=40 25/62", "suppressed", "suppressed 1–10", "“Yes”"; empty where there is none. */
export function describeExactly(cell: FigureCell | undefined): string {
  if (!cell) return '';
  if (cell.kind === 'text') return `“${cell.text}”`;
  if (cell.kind === 'none') return describeMark(cell.mark, cell.least, cell.most);
  return formatFigureNumber(cell.value, cell.numerator, cell.denominator);
}

/** A mark, with the range of a suppressed figure: "suppressed 1–10". */
export const describeMark = (mark: string, least?: number | string, most?: number | string): string =>
  least == null || least === '' ? mark : `${mark} ${least}–${most}`;

export const formatFigureNumber = (
  value: string,
  numerator?: string | null,
  denominator?: string | null,
): string =>
  `=${plain(value)}${numerator && denominator ? ` ${plain(numerator)}/${plain(denominator)}` : ''}`;

/** Numbers of a text as decimal text: "1 204 of 2 000.50" has 1204 and 2000.5. */
export const numbersIn = (text: string): string[] =>
  [...text.matchAll(/\d+(?:,\d{3})*(?:\.\d+)?/g)].map(([number]) => plain(number.replaceAll(',', '')));

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
};

/** What a piece of a page says without its tags. */
export const readText = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(amp|lt|gt|quot|#x27|#39);/g, (sign) => entities[sign] ?? sign)
    .trim();

/** The cells of the last table in a piece of a page, row by row, without its head; null where there is none. */
export function readLastTable(html: string): string[][] | null {
  const body = [...html.matchAll(/<tbody[^>]*>(.*?)<\/tbody>/gs)].at(-1)?.[1];
  return (
    body
      ?.split('</tr>')
      .slice(0, -1)
      .map((row) => [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell)) ?? null
  );
}
