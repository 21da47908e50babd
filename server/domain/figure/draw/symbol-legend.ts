import type { DrawOptions, FigureCell } from '../figure.types.ts';
import { statusSymbolNames } from '../symbol-shapes.ts';
import { drawStatusSymbol } from './draw-symbol.ts';
import type { MarkedText } from './marked-rows.ts';
import { colours, element, type Markup, measureText } from './svg.ts';

const size = 13;

/** Returns the word of a cell in the language of the drawing. */
export function formatFigureCell(
  cell: FigureCell & { kind: 'text' },
  { labels }: Pick<DrawOptions, 'labels'>,
): string {
  return (cell.list && labels[`${cell.list.name}/${cell.list.code}`]) || cell.text;
}

/** Returns each status that occurs once, in order of progress; "not due" is last. */
export function sortByProgress(cells: readonly MarkedText[]): MarkedText[] {
  const entries = new Map(cells.map((cell) => [`${cell.mark}/${cell.text}`, cell]));
  const order = (mark: string) => {
    const place = (statusSymbolNames as readonly string[]).indexOf(mark);
    return place < 0 ? statusSymbolNames.length : place;
  };
  return [...entries.values()].sort((a, b) => order(a.mark) - order(b.mark));
}

/**
 * Draws a legend of the symbols that occur, in order of progress; "not due" is last. Adds it to `parts` from
 * the top and returns its height.
 */
export function drawSymbolLegend(
  parts: Markup[],
  cells: readonly MarkedText[],
  options: Pick<DrawOptions, 'labels' | 'width'>,
): number {
  const sorted = sortByProgress(cells);
  let x = 0;
  let y = 0;
  for (const cell of sorted) {
    const word = formatFigureCell(cell, options);
    const needed = 20 + measureText(word, size) + 16;
    if (x > 0 && x + needed - 16 > options.width) {
      x = 0;
      y += 22;
    }
    parts.push(
      drawStatusSymbol(cell.mark, { x, y: y + 3, size: 14 }),
      element('text', { x: x + 20, y: y + 15, fill: colours.ink }, word),
    );
    x += needed;
  }
  return sorted.length > 0 ? y + 22 : 0;
}
