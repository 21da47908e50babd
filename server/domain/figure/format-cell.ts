import { formatNumber } from '#server/domain/language/number-format.ts';
import { formatWithUnit } from '#server/domain/language/counted-nouns.ts';
import { figure as english } from '#server/domain/language/messages/en/figure.ts';
import type { FigureCell, FigureWords } from './figure.types.ts';

/** Formats the two parts of a percentage, "25 of 40"; null if the cell has none. */
export function formatParts(cell: FigureCell): string | null {
  if (cell.kind !== 'number' || cell.numerator === undefined || cell.denominator === undefined) return null;
  return `${formatNumber(cell.numerator)} of ${formatNumber(cell.denominator)}`;
}

/** Formats a cell for people, whatever it contains: "62.5% (25 of 40)", "suppressed", "yes". */
export function formatFigureCell(
  cell: FigureCell | undefined,
  unit: string,
  words: FigureWords = english,
): string {
  if (!cell) return '';
  if (cell.kind === 'text') return cell.text;
  if (cell.kind === 'none') return (words[cell.mark] ?? english[cell.mark]).toLowerCase();
  const parts = formatParts(cell);
  return `${formatWithUnit(cell.value, cell.unit ?? unit)}${parts ? ` (${parts})` : ''}`;
}
