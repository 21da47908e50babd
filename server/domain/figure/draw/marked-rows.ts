import type { FigureCell, FigureRow } from '../figure.types.ts';
import { getRowText } from './read-row.ts';

export type MarkedText = FigureCell & { kind: 'text'; mark: string };

/** Returns the text of a cell with its symbol; an empty symbol is a short line: nothing is expected there. */
export function getTextWithSymbol(row: FigureRow, key: string): MarkedText {
  const cell = row.cells[key];
  if (cell?.kind !== 'text') return { kind: 'text', text: '', mark: '' };
  return { ...cell, mark: cell.mark ?? '' };
}

/** Groups rows by a text cell, in order of appearance. */
export function groupRows(rows: readonly FigureRow[], key: string): { name: string; rows: FigureRow[] }[] {
  const groups = new Map<string, FigureRow[]>();
  for (const row of rows) {
    const name = getRowText(row, key);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups].map(([name, own]) => ({ name, rows: own }));
}
