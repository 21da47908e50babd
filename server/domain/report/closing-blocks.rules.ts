import { describeCell, type DocumentBlock, type DocumentRow, type DocumentTable } from './document.types.ts';

/** Width and height of the text of a page of A4, in points. */
const page = { portrait: { width: 476, height: 700 }, landscape: { width: 720, height: 440 } } as const;
/**
 * How much of a page closing blocks fill: more than a third, since heights are estimates; and less than two thirds, so
 * that what is before them on a page that they leave fills a third of it.
 */
const least = 0.4;
const most = 0.64;

/** Width of a letter and height of a line of running text and of tables, in points. */
const words = { letter: 4.8, line: 13 };
const small = { letter: 4.3, line: 12, space: 8 };
const headingHeight = 44;
const figureShare = 0.35;

const countLines = (text: string, width: number, letter: number): number =>
  text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * letter) / Math.max(width, letter))), 0);

function estimateTable({ columns, rows, notes, title }: DocumentTable, width: number): number {
  const all = columns.reduce((sum, column) => sum + column.width, 0);
  const estimateRow = (texts: readonly string[]): number =>
    small.space +
    small.line *
      Math.max(
        ...texts.map((text, at) =>
          countLines(text, (width * (columns[at]?.width ?? 0)) / all - small.space, small.letter),
        ),
      );
  const estimate = (row: DocumentRow): number =>
    'group' in row ? small.space + small.line : estimateRow(row.cells.map(describeCell));
  return (
    rows.reduce((sum, row) => sum + estimate(row), estimateRow(columns.map(({ label }) => label))) +
    (title === '' ? 0 : words.line * 2) +
    notes.length * small.line +
    words.line
  );
}

function estimateHeight(block: DocumentBlock, { width, height }: (typeof page)[keyof typeof page]): number {
  const estimateText = (runs: readonly { text?: string; label?: string }[]) =>
    countLines(runs.map(({ text, label }) => text ?? label ?? '').join(''), width, words.letter) *
      words.line +
    words.line / 2;
  switch (block.kind) {
    case 'heading':
      return headingHeight;
    case 'paragraph':
      return estimateText(block.runs);
    case 'list':
      return block.items.reduce((sum, item) => sum + estimateText(item), 0);
    case 'table':
      return estimateTable(block, width);
    case 'figure':
      return height * figureShare;
  }
}

/**
 * Counts the last blocks of pages of one orientation that paper keeps together, so that the last of these pages is
 * more than a third full where the paper turns after it. None where a longer block is in the way. `after` is what
 * follows on the same page, in points: the end of the document, which therefore never stands alone.
 */
export function countClosingBlocks(
  blocks: readonly DocumentBlock[],
  orientation: keyof typeof page,
  after = 0,
): number {
  const { height } = page[orientation];
  let filled = after;
  let count = 0;
  for (const block of blocks.toReversed()) {
    if (block.kind === 'heading' && block.newPage) return count;
    filled += estimateHeight(block, page[orientation]);
    if (filled > height * most) return count;
    count += 1;
    // A heading is kept with what follows it anyway.
    if (filled >= height * least) return count;
  }
  return count;
}
