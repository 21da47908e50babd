import { synonyms } from './synonyms.ts';

/** A shorter mistyped word could be anything. */
const shortestGuessed = 4;

/**
 * Finds the word meant by a mistyped one: the nearest known word by single changes (a letter inserted,
 * removed or replaced, or two adjacent ones swapped), one change for short words and two for longer ones; of
 * several, the one that most entries use. Returns the word itself if it, a longer word that begins with it,
 * or its stem is known; null if nothing is near.
 */
export function findNearestWord(typed: string, known: ReadonlyMap<string, number>): string | null {
  if (known.has(typed)) return typed;
  const stem = typed.replace(/(ies|es|s|ing|ed)$/, '');
  for (const word of known.keys()) {
    if (word.startsWith(typed) || (stem.length >= shortestGuessed && word.startsWith(stem))) return typed;
  }
  if (typed.length < shortestGuessed || /\d/.test(typed)) return null;
  const limit = typed.length < 6 ? 1 : 2;
  let best: { word: string; changes: number; entries: number } | null = null;
  for (const [word, entries] of known) {
    if (Math.abs(word.length - typed.length) > limit) continue;
    const changes = countChanges(typed, word, limit);
    if (changes > limit) continue;
    if (!best || changes < best.changes || (changes === best.changes && entries > best.entries)) {
      best = { word, changes, entries };
    }
  }
  return best?.word ?? null;
}

/**
 * Counts the changes from one word to another, a swap counted as one (optimal string alignment, Damerau
 * 1964). Stops at more than `limit`. Letters are compared with their diacritics, as stored.
 */
export function countChanges(from: string, to: string, limit: number): number {
  const a = [...from];
  const b = [...to];
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

/** More words than anybody types; the rest of a pasted text is ignored. */
const largestCount = 12;

/**
 * Returns the words of a text as they are searched: lower case, in order, each once. The parts of a code stay
 * together: "A1.1", "I-B3", "2025-H2". Letters of any script count, with their diacritics.
 */
export function parseSearchWords(text: string): string[] {
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
 * each word. Words for which the plan has others (`synonyms`) count as known.
 */
export function parseSearchQuery(question: string, known: ReadonlyMap<string, number>): SearchedWord[] {
  const understood = new Map([...[...synonyms.keys()].map((word) => [word, 1] as const), ...known]);
  return parseSearchWords(question)
    .filter((word) => !emptyWords.has(word))
    .slice(0, largestCount)
    .map((typed) => ({ typed, meant: findNearestWord(typed, understood) ?? typed }));
}

/** Words that every sentence has; the database's dictionary ignores the same. */
const emptyWords = new Set(
  'a an and are as at be by for from has have in is it its not of on or that the to was were which who with'.split(
    ' ',
  ),
);

/**
 * Builds a query for `to_tsquery`: each word as a prefix, or the plan's words for it. Words consist of letters and digits, so nothing in
 * them is an operator; codes are split as the database does.
 */
export function buildSearchQuery(words: readonly SearchedWord[], join: '&' | '|'): string {
  return words
    .map(({ meant }) =>
      [meant, ...(synonyms.get(meant) ?? [])]
        .map((word) =>
          word
            .split(/[.-]/)
            .map((part) => `'${part}':*`)
            .join(' & '),
        )
        .join(' | '),
    )
    .map((each) => `(${each})`)
    .join(` ${join} `);
}

/** Anything longer is no word, but a URL or a mistake. */
const longestWord = 60;

/** Counts how many entries use each word in title, code or text. */
export function countSearchWords(
  entries: Iterable<{ code: string; title: string; body: string }>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code, title, body } of entries) {
    for (const word of parseSearchWords(`${code} ${title} ${body}`)) {
      if (word.length <= longestWord) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}
