import { type CountRange, findRange } from '#server/domain/value/count-range.ts';
import type { FigureCell, FigureLabels, FigureRow, MissingValueMarker } from '../figure.types.ts';

/**
 * Returns the text of a cell, in the language of the labels if it is a term of a list; empty without a cell.
 */
export function getRowText(row: FigureRow, key: string | null, labels: FigureLabels = {}): string {
  const cell = key === null ? undefined : row.cells[key];
  if (cell?.kind !== 'text') return '';
  return (cell.list && labels[`${cell.list.name}/${cell.list.code}`]) || cell.text;
}

/** Returns the number of a cell for positioning, or null if it has none. */
export function findRowNumber(row: FigureRow, key: string | null): number | null {
  const cell = key === null ? undefined : row.cells[key];
  return cell?.kind === 'number' ? Number(cell.value) : null;
}

/** Returns the range of a cell that is given as one, or null. */
export function findRowRange(row: FigureRow, key: string | null): CountRange | null {
  const cell = key === null ? undefined : row.cells[key];
  return cell?.kind === 'none' ? findRange(cell) : null;
}

/** Returns the missing-value marker of a cell without a number. */
export function findMissingValue(cell: FigureCell | undefined): MissingValueMarker | null {
  return cell?.kind === 'none' ? cell.mark : null;
}
