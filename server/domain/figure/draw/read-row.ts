import type { FigureCell, FigureRow, NoNumberMark } from '../figure.types.ts';

/** The words of a text cell; empty where there is none. */
export function readText(row: FigureRow, key: string | null): string {
  const cell = key === null ? undefined : row.cells[key];
  return cell?.kind === 'text' ? cell.text : '';
}

/** The number of a cell, for placing it; null where the cell holds none. */
export function readNumber(row: FigureRow, key: string | null): number | null {
  const cell = key === null ? undefined : row.cells[key];
  return cell?.kind === 'number' ? Number(cell.value) : null;
}

/** The mark of a cell without a number. */
export function readMark(cell: FigureCell | undefined): NoNumberMark | null {
  return cell?.kind === 'none' ? cell.mark : null;
}
