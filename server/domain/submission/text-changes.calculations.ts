/**
 * A stretch of text that was removed, added, or is the same in both; then `before` is the old text, which may
 * differ in spaces.
 */
export type TextStretch =
  | { kind: 'same'; text: string; before: string }
  | { kind: 'removed' | 'added'; text: string };

/** Above this many comparisons two texts are compared as a whole instead of word by word. */
const mostComparisons = 4_000_000;

/** `key` is what is compared: the word, and how many lines end before it. */
type Word = { text: string; key: string };
type Step = { kind: TextStretch['kind']; text: string; before: string };

/**
 * Compares two texts by their longest common sequence of words. A word includes the white space before it;
 * line ends count, the number of spaces does not. The stretches reproduce both texts exactly.
 */
export function listTextChanges(before: string, now: string): TextStretch[] {
  const [old, fresh] = [splitWords(before), splitWords(now)];
  const shortest = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < shortest && isSame(old[start], fresh[start])) start += 1;
  let end = 0;
  while (end < shortest - start && isSame(old.at(-1 - end), fresh.at(-1 - end))) end += 1;
  return joinSteps([
    ...pair(old.slice(0, start), fresh.slice(0, start)),
    ...compareMiddle(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)),
    ...pair(old.slice(old.length - end), fresh.slice(fresh.length - end)),
  ]);
}

const splitWords = (text: string): Word[] =>
  (text.match(/\s*\S+|\s+$/g) ?? []).map((part) => ({
    text: part,
    key: part.replace(/^\s+/, (space) => '\n'.repeat(space.split('\n').length - 1)),
  }));

const isSame = (one: Word | undefined, other: Word | undefined) =>
  one !== undefined && one.key === other?.key;

const pair = (old: Word[], fresh: Word[]): Step[] =>
  fresh.map(({ text }, index) => ({ kind: 'same', text, before: old[index]?.text ?? '' }));
const removed = ({ text }: Word): Step => ({ kind: 'removed', text, before: '' });
const added = ({ text }: Word): Step => ({ kind: 'added', text, before: '' });

function compareMiddle(old: Word[], fresh: Word[]): Step[] {
  if (old.length * fresh.length > mostComparisons) return [...old.map(removed), ...fresh.map(added)];
  // lengths[i][j]: the longest common sequence of old from i and fresh from j, in one flat table.
  const width = fresh.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = isSame(old[i], fresh[j])
        ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
        : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [mine, theirs] = [old[i], fresh[j]];
    if (mine && theirs && isSame(mine, theirs)) {
      steps.push(...pair([mine], [theirs]));
      i += 1;
      j += 1;
    } else if (
      mine &&
      (!theirs || (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      steps.push(removed(mine));
      i += 1;
    } else if (theirs) {
      steps.push(added(theirs));
      j += 1;
    }
  }
  return steps;
}

/** Joins adjacent steps of one kind into a stretch. */
function joinSteps(steps: Step[]): TextStretch[] {
  const joined: Step[] = [];
  for (const step of steps) {
    const last = joined.at(-1);
    if (last?.kind === step.kind) {
      last.text += step.text;
      last.before += step.before;
    } else joined.push({ ...step });
  }
  return joined.map(({ kind, text, before }) => (kind === 'same' ? { kind, text, before } : { kind, text }));
}
