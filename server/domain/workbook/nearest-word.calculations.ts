import { normaliseWords } from './workbook-format.ts';

/**
 * Finds the option that somebody most likely meant, or returns null: edit distance (Levenshtein 1966) of at
 * most a third of the word's length, or an option that starts with what was typed.
 */
export function findNearest(typed: string, options: readonly string[]): string | null {
  // Longer than any option with typing errors: nothing is near.
  const word = normaliseWords(typed.slice(0, 200));
  if (word.length < 2) return null;
  const starts = options.filter((option) => normaliseWords(option).startsWith(word));
  if (starts.length === 1 && word.length >= 3) return starts[0] ?? null;
  let nearest: { option: string; distance: number } | null = null;
  for (const option of options) {
    const distance = countEdits(word, normaliseWords(option));
    if (!nearest || distance < nearest.distance) nearest = { option, distance };
  }
  return nearest && nearest.distance <= Math.max(1, Math.floor(word.length / 3)) ? nearest.option : null;
}

/** Counts the letters to insert, remove or replace to get from one word to the other. */
function countEdits(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const change = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, change));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
