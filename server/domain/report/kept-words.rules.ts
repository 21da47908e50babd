import type { PaperBlock, PaperRun } from './document.types.ts';

/** Letters of what may stand between a heading and its table or figure and is no start of a chapter by itself: two lines. */
const mostLetters = 200;

const countLetters = (runs: readonly PaperRun[]): number =>
  runs.reduce((sum, run) => sum + (run.kind === 'reference' ? run.label : run.text).length, 0);

/**
 * Marks what stays on the page of the next block: a line or two that lead to a table, a figure or a section of the
 * chapter. Without it, a heading with one line is left at the foot of a page, and what it is about begins on the next.
 */
export function markShortWords(blocks: readonly PaperBlock[]): PaperBlock[] {
  const kept = new Set<number>();
  blocks.forEach((block, at) => {
    if (block.kind !== 'table' && block.kind !== 'figure' && block.kind !== 'heading') return;
    let first = at;
    let letters = 0;
    for (;;) {
      const before = blocks[first - 1];
      if (before?.kind !== 'paragraph') break;
      letters += countLetters(before.runs);
      first -= 1;
    }
    const title = blocks[first - 1];
    if (title?.kind !== 'heading' || letters > mostLetters) return;
    // Of headings, only one within the chapter is what the words lead to.
    if (block.kind === 'heading' && block.level <= title.level) return;
    for (let leading = first; leading < at; leading += 1) kept.add(leading);
  });
  return blocks.map((block, at) =>
    block.kind === 'paragraph' && kept.has(at) ? { ...block, keepNext: true } : block,
  );
}
