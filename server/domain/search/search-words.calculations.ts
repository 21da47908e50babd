import { nearestWord } from './nearest-word.calculations.ts';

/** More words than anybody types; the rest of a pasted text is ignored. */
const largestCount = 12;

/**
 * Returns the words of a text as they are searched: lower case, in order, each once. The parts of a code stay
 * together: "A1.1", "I-B3", "2025-H2". Letters of any script count, with their diacritics.
 */
export function readSearchWords(text: string): string[] {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+(?:[.-][\p{L}\p{N}\p{M}]+)*/gu);
  return [...new Set(words ?? [])];
}

/** One word of a query, and the word of the publication that is meant if the typed one does not occur. */
export type SearchedWord = { typed: string; meant: string };

/**
 * Matches a query with the words of a publication. A word stays if the publication has it or a word that
 * begins with it; otherwise it becomes the nearest one, if there is one. `known` has how many entries use
 * each word.
 */
export function readQuestion(question: string, known: ReadonlyMap<string, number>): SearchedWord[] {
  return readSearchWords(question)
    .filter((word) => !emptyWords.has(word))
    .slice(0, largestCount)
    .map((typed) => ({ typed, meant: nearestWord(typed, known) ?? typed }));
}

/** Words that every sentence has; the database's dictionary ignores the same. */
const emptyWords = new Set(
  'a an and are as at be by for from has have in is it its not of on or that the to was were which who with'.split(
    ' ',
  ),
);

/**
 * Builds a query for `to_tsquery`: each word as a prefix. Words consist of letters and digits, so nothing in
 * them is an operator; codes are split as the database does.
 */
export function buildSearchQuery(words: readonly SearchedWord[], join: '&' | '|'): string {
  return words
    .map(({ meant }) =>
      meant
        .split(/[.-]/)
        .map((part) => `'${part}':*`)
        .join(' & '),
    )
    .map((each) => `(${each})`)
    .join(` ${join} `);
}
