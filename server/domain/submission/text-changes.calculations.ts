/** A stretch of text that is the same on both sides, was taken out, or was put in. */
export type TextStretch = { kind: 'same' | 'removed' | 'added'; text: string };

/** Above this many comparisons two texts are set side by side without a look at single words. */
const mostComparisons = 4_000_000;

/**
 * The words that differ between two texts, by their longest common sequence of words (white space and line ends are
 * words too, so that the stretches that are the same or added put the new text together again, letter for letter).
 */
export function listTextChanges(before: string, now: string): TextStretch[] {
  const [old, fresh] = [splitWords(before), splitWords(now)];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < fresh.length - start &&
    old[old.length - 1 - end] === fresh[fresh.length - 1 - end]
  ) {
    end += 1;
  }
  const stretches: TextStretch[] = [];
  const add = (kind: TextStretch['kind'], words: readonly string[]) => {
    if (words.length === 0) return;
    const last = stretches.at(-1);
    if (last?.kind === kind) last.text += words.join('');
    else stretches.push({ kind, text: words.join('') });
  };
  add('same', fresh.slice(0, start));
  compareMiddle(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end), add);
  add('same', fresh.slice(fresh.length - end));
  return stretches;
}

const splitWords = (text: string): string[] => text.match(/\n|[^\S\n]+|\S+/g) ?? [];

function compareMiddle(
  old: string[],
  fresh: string[],
  add: (kind: TextStretch['kind'], words: readonly string[]) => void,
): void {
  if (old.length * fresh.length > mostComparisons) {
    add('removed', old);
    add('added', fresh);
    return;
  }
  // lengths[i][j]: the longest common sequence of old from i and fresh from j, in one flat table.
  const width = fresh.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        old[i] === fresh[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [mine, theirs] = [old[i], fresh[j]];
    if (mine !== undefined && mine === theirs) {
      add('same', [mine]);
      i += 1;
      j += 1;
    } else if (
      mine !== undefined &&
      (theirs === undefined || (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      add('removed', [mine]);
      i += 1;
    } else if (theirs !== undefined) {
      add('added', [theirs]);
      j += 1;
    }
  }
}
