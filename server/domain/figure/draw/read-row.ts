import type { FigureCell, FigureLabels, FigureRow, NoNumberMark } from '../figure.types.ts';

/** The words of a text cell, in the language of the labels where they are a word of a list; empty without a cell. */
export function readText(row: FigureRow, key: string | null, labels: FigureLabels = {}): string {
  const cell = key === null ? undefined : row.cells[key];
  if (cell?.kind !== 'text') return '';
  return (cell.list && labels[`${cell.list.name}/${cell.list.code}`]) || cell.text;
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
