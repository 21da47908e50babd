import { describeCell, type DocumentCell, type DocumentColumn, type DocumentRow } from './document.types.ts';

/** Width of the text on a page of A4, in points. */
const pageWidths = { portrait: 476, landscape: 720 } as const;
/** Space beside the words of a cell, in points. */
const padding = 8;
/** Letters of a word that is kept whole; a longer one, such as a URL, may be broken. */
const longestWord = 30;

/** Size of the text of a table in points: the larger of Word and PDF. */
const textSize = (columns: number): number => (columns > 6 ? 8 : 9);

/** Estimates the width of a word in em, on the safe side for Arial and Noto Sans. */
function estimateWidth(word: string): number {
  let width = 0;
  for (const letter of word) {
    if (/[iljtfr.,:;|'()[\]! ]/.test(letter)) width += 0.36;
    else if (/[mwMW%@—]/.test(letter)) width += 0.95;
    else if (/\p{Lu}/u.test(letter)) width += 0.68;
    else width += 0.575;
  }
  return width;
}

const listWords = (text: string): string[] => text.split(/\s+/).map((word) => word.slice(0, longestWord));

/** Estimates the width in points that the longest word of a column needs. */
function estimateNeed(column: DocumentColumn, cells: readonly DocumentCell[], size: number): number {
  const bold = 1.06;
  const widths = [
    ...listWords(column.label).map((word) => estimateWidth(word) * bold),
    ...cells.flatMap((cell) => {
      // A number with its thousands is one word.
      const words = cell.kind === 'number' ? [cell.shown] : listWords(describeCell(cell));
      const weight = cell.kind === 'text' && cell.strong !== true && !cell.lead ? 1 : bold;
      // The swatch of a status stands before its first word.
      const swatch = 'symbol' in cell && cell.symbol ? 1.2 : 0;
      return words.map((word, at) => estimateWidth(word) * weight + (at === 0 ? swatch : 0));
    }),
  ];
  return Math.max(...widths) * size + padding;
}

/**
 * Returns the columns with widths at which no number and no word is broken in two: each is at least as wide as
 * its longest word, and the rest of the page is shared as the given widths say. The widths add up to the text
 * width of the page, in points.
 */
export function calculateColumnWidths(
  columns: readonly DocumentColumn[],
  rows: readonly DocumentRow[],
  orientation: keyof typeof pageWidths,
): DocumentColumn[] {
  const total = pageWidths[orientation];
  const size = textSize(columns.length);
  const needs = columns.map((column, at) => {
    const cells = rows.flatMap((row) => ('group' in row ? [] : (row.cells[at] ?? [])));
    return estimateNeed(column, cells, size);
  });
  const needed = needs.reduce((sum, need) => sum + need, 0);
  if (needed >= total) {
    return columns.map((column, at) => ({ ...column, width: round(((needs[at] ?? 0) * total) / needed) }));
  }
  // What needs more than its share has what it needs; the others share what is left.
  const fixed = new Set<number>();
  for (;;) {
    const left = needs.reduce((sum, need, at) => (fixed.has(at) ? sum - need : sum), total);
    const shares = columns.reduce((sum, { width }, at) => (fixed.has(at) ? sum : sum + width), 0);
    const widths = columns.map(({ width }, at) =>
      fixed.has(at) ? (needs[at] ?? 0) : (left * width) / shares,
    );
    const short = widths.findIndex((width, at) => !fixed.has(at) && width < (needs[at] ?? 0));
    if (short === -1) return columns.map((column, at) => ({ ...column, width: round(widths[at] ?? 0) }));
    fixed.add(short);
  }
}

const round = (width: number): number => Math.round(width * 10) / 10;
