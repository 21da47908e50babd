import type { PaperBlock, PaperRun } from './document.types.ts';

/** Letters of what may stand between a heading and its table or figure and is no start of a chapter by itself: two lines. */
const mostLetters = 200;

const countLetters = (runs: readonly PaperRun[]): number =>
  runs.reduce((sum, run) => sum + (run.kind === 'reference' ? run.label : run.text).length, 0);

/**
 * Marks what stays on the page of the next block: a line or two that lead to a table or a figure. Without it, a heading
 * with one line is left at the foot of a page, and what it is about begins on the next.
 */
export function keepShortWords(blocks: readonly PaperBlock[]): PaperBlock[] {
  const kept = new Set<number>();
  blocks.forEach(({ kind }, at) => {
    if (kind !== 'table' && kind !== 'figure') return;
    let first = at;
    let letters = 0;
    for (;;) {
      const before = blocks[first - 1];
      if (before?.kind !== 'paragraph') break;
      letters += countLetters(before.runs);
      first -= 1;
    }
    if (blocks[first - 1]?.kind !== 'heading' || letters > mostLetters) return;
    for (let leading = first; leading < at; leading += 1) kept.add(leading);
  });
  return blocks.map((block, at) =>
    block.kind === 'paragraph' && kept.has(at) ? { ...block, keepNext: true } : block,
  );
}
