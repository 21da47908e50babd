import { formatNumber } from '#server/domain/language/number-format.ts';
import { formatLowerFirst, formatShareOf } from './sentence-parts.ts';
import { formatList } from '#server/domain/language/list-format.ts';
import { formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';

/**
 * Describes who works together in a sentence: a few pairs by name, in the given order; many by their number.
 */
export function describeCooperation(
  pairs: readonly { one: string; other: string }[],
  topic: string | null = null,
): string {
  const on = topic === null ? '' : ` on ${formatLowerFirst(topic)}`;
  if (pairs.length === 0) return `No pair of states is on record as working together${on}`;
  if (pairs.length > 2) {
    return `${formatNumber(pairs.length)} pairs of states are on record as working together${on}`;
  }
  const named = formatList(
    pairs.map(({ one, other }) => (pairs.length === 1 ? `${one} and ${other}` : `${one} with ${other}`)),
  );
  return `${named} are on record as working together${on}`;
}

/** Describes the coverage: "11 entries of the library, which name 9 of 11 states". */
export function describeCooperationCoverage(entries: number, named: number, states: number): string {
  if (entries === 0) return 'no entry of the library';
  return `${formatCount(entries, 'entries')} of the library, which ${formatVerb(entries, 'name')} ${formatShareOf(named, states, 'states')}`;
}
