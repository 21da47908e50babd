import { formatNumber } from '#server/domain/language/number-format.ts';
import { countOf, joinWords, lowerFirst, shareOf } from './sentence-parts.ts';

/** Who works together, as a sentence: few pairs by name, in the order given; many by their number. */
export function sayCooperation(
  pairs: readonly { one: string; other: string }[],
  topic: string | null = null,
): string {
  const on = topic === null ? '' : ` on ${lowerFirst(topic)}`;
  if (pairs.length === 0) return `No pair of states is on record as working together${on}`;
  if (pairs.length > 2) {
    return `${formatNumber(pairs.length)} pairs of states are on record as working together${on}`;
  }
  const named = joinWords(
    pairs.map(({ one, other }) => (pairs.length === 1 ? `${one} and ${other}` : `${one} with ${other}`)),
  );
  return `${named} are on record as working together${on}`;
}

/** How much stands behind it: "11 entries of the library, which name 9 of 11 states". */
export function sayCooperationCoverage(entries: number, named: number, states: number): string {
  if (entries === 0) return 'no entry of the library';
  return `${countOf(entries, 'entry', 'entries')} of the library, which ${entries === 1 ? 'names' : 'name'} ${shareOf(named, states, 'state')}`;
}

/** What the library holds, or what of it a filter leaves, as a sentence. */
export function sayLibrary(matching: number, total: number, kinds: readonly KindCount[]): string {
  if (total === 0) return 'The library has no entry yet';
  if (matching === 0) return `None of ${countOf(total, 'entry', 'entries')} matches`;
  if (matching < total) {
    return `${formatNumber(matching)} of ${countOf(total, 'entry', 'entries')} ${matching === 1 ? 'matches' : 'match'}`;
  }
  // The two largest kinds, where the list of kinds puts them.
  const largest = kinds.toSorted((a, b) => b.count - a.count).slice(0, 2);
  const named = kinds
    .filter((kind) => largest.includes(kind))
    .map(({ label, count }) => `${formatNumber(count)} under \u201c${lowerFirst(label)}\u201d`);
  const entries = countOf(total, 'entry', 'entries');
  return named.length === 0 ? entries : `${entries}, ${joinWords(named)}`;
}

export type KindCount = { label: string; count: number };
