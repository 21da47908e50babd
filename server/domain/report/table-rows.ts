import type { DocumentCell, DocumentRow, LabelledWords } from './document.types.ts';

/** The most letters of one row: a quarter of a page, so that rows are kept whole and pages are full. */
const mostLetters = 480;

/** Splits a passage between sentences into pieces of at most `limit` letters where the sentences allow it. */
function splitPassage({ label, text }: LabelledWords, limit: number): LabelledWords[] {
  if (text.length <= limit) return [{ label, text }];
  const pieces: string[] = [];
  for (const sentence of text.split(/(?<=[.!?;])\s+|\n+/)) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + sentence.length < limit)
      pieces[pieces.length - 1] = `${last} ${sentence}`;
    else pieces.push(...splitWords(sentence, limit));
  }
  return pieces.map((piece, at) => ({
    label: at === 0 || label === '' ? label : `${label}, continued`,
    text: piece,
  }));
}

/** Splits a sentence that is longer than any row between words. */
function splitWords(sentence: string, limit: number): string[] {
  const pieces = [''];
  for (const word of sentence.match(/\S+\s*/g) ?? []) {
    const last = pieces.at(-1) ?? '';
    if (last !== '' && last.length + word.length > limit) pieces.push(word);
    else pieces[pieces.length - 1] = last + word;
  }
  return pieces.map((piece) => piece.trim());
}

/**
 * Splits a row whose words would not fit on a page into rows that do. Each further row repeats what the row is
 * about (the cells of `repeated`) and is marked "continued"; its other cells are empty.
 */
export function buildRows(cells: readonly DocumentCell[], repeated: readonly number[]): DocumentRow[] {
  const at = cells.findIndex(({ kind }) => kind === 'words');
  const words = cells[at];
  if (words?.kind !== 'words') return [{ cells: [...cells] }];
  const groups: LabelledWords[][] = [[]];
  let letters = 0;
  for (const piece of words.items.flatMap((item) => splitPassage(item, mostLetters))) {
    if (letters > 0 && letters + piece.text.length > mostLetters) {
      groups.push([]);
      letters = 0;
    }
    groups.at(-1)?.push(piece);
    letters += piece.text.length;
  }
  return groups.map((items, part): DocumentRow => {
    if (part === 0)
      return { cells: cells.map((cell, column) => (column === at ? { ...words, items } : cell)) };
    return {
      cells: cells.map((cell, column): DocumentCell => {
        if (column === at) return { kind: 'words', items };
        return repeated.includes(column)
          ? markContinued(cell, column === repeated[0])
          : { kind: 'text', text: '' };
      }),
    };
  });
}

function markContinued(cell: DocumentCell, isFirst: boolean): DocumentCell {
  if (cell.kind !== 'text' || !isFirst) return cell;
  return cell.lead === undefined
    ? { ...cell, text: `${cell.text} continued` }
    : { ...cell, lead: `${cell.lead} continued` };
}
