import { readSearchWords } from './search-words.calculations.ts';

/** Anything longer is no word, but a URL or a mistake. */
const longestWord = 60;

/** Counts how many entries use each word in title, code or text. */
export function countSearchWords(
  entries: Iterable<{ code: string; title: string; body: string }>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code, title, body } of entries) {
    for (const word of readSearchWords(`${code} ${title} ${body}`)) {
      if (word.length <= longestWord) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}
