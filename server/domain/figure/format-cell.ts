import { formatNumber, formatRange, formatRangeInWords } from '#server/domain/language/number-format.ts';
import { formatWithUnit } from '#server/domain/language/counted-nouns.ts';
import { figure as english } from '#server/domain/language/messages/en/figure.ts';
import { findRange } from '../value/count-range.ts';
import type { FigureCell, FigureWords } from './figure.types.ts';

/** Formats the two parts of a percentage, "25 of 40"; null if the cell has none. */
export function formatParts(cell: FigureCell): string | null {
  if (cell.kind !== 'number' || cell.numerator === undefined || cell.denominator === undefined) return null;
  return `${formatNumber(cell.numerator)} of ${formatNumber(cell.denominator)}`;
}

/** Formats a cell for people, whatever it contains: "62.5% (25 of 40)", "suppressed", "1–10", "yes". */
export function formatFigureCell(
  cell: FigureCell | undefined,
  unit: string,
  words: FigureWords = english,
): string {
  if (!cell) return '';
  if (cell.kind === 'text') return cell.text;
  if (cell.kind === 'none') {
    const range = findRange(cell);
    return range ? formatRange(range) : (words[cell.mark] ?? english[cell.mark]).toLowerCase();
  }
  const parts = formatParts(cell);
  return `${formatWithUnit(cell.value, cell.unit ?? unit)}${parts ? ` (${parts})` : ''}`;
}

/** Describes a cell for screen readers: like `formatFigureCell`, with a range in words: "given as a range: 1 to 10". */
export function describeFigureCell(
  cell: FigureCell | undefined,
  unit: string,
  words: FigureWords = english,
): string {
  const range = cell?.kind === 'none' ? findRange(cell) : null;
  if (!range) return formatFigureCell(cell, unit, words);
  const { range: word = english.range, rangeInWords } = words;
  return `${word.toLowerCase()}: ${formatRangeInWords(range, rangeInWords)}`;
}
