import { formatNumber, formatPercentage } from '#server/domain/language/number-format.ts';
import { figure as english } from '#server/domain/language/messages/en/figure.ts';
import type { FigureCell, FigureWords } from './figure.types.ts';

/** A number of a figure as it is printed, without its unit unless that is "%": "62.5%", "1 204". */
export function sayNumber(value: string, unit: string): string {
  return unit === '%' ? formatPercentage(value) : formatNumber(value);
}

/** As `sayNumber` with its unit: "62.5%", "USD 1 204", "1 204 persons". */
export function sayWithUnit(value: string, unit: string): string {
  const number = sayNumber(value, unit);
  if (unit === '%' || unit === '') return number;
  // A currency stands before its amount, on the same line.
  if (/^[A-Z]{3}$/.test(unit)) return `${unit}\u00a0${number}`;
  return `${number} ${Number(value) === 1 ? unit.replace(/([^s])s$/, '$1') : unit}`;
}

/** The two parts of a percentage: "25 of 40"; null where a cell has none. */
export function sayParts(cell: FigureCell): string | null {
  if (cell.kind !== 'number' || cell.numerator === undefined || cell.denominator === undefined) return null;
  return `${formatNumber(cell.numerator)} of ${formatNumber(cell.denominator)}`;
}

/** A cell in words whatever it holds: "62.5% (25 of 40)", "suppressed", "yes". */
export function sayCell(cell: FigureCell | undefined, unit: string, words: FigureWords = english): string {
  if (!cell) return '';
  if (cell.kind === 'text') return cell.text;
  if (cell.kind === 'none') return (words[cell.mark] ?? english[cell.mark]).toLowerCase();
  const parts = sayParts(cell);
  return `${sayWithUnit(cell.value, cell.unit ?? unit)}${parts ? ` (${parts})` : ''}`;
}
