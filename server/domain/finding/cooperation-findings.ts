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

/**
 * Describes the content of the library, or the part that passes a filter: "31 entries bear on 27 of 43
 * activities". `tied` and `activities` count activities of the plan.
 */
export function describeLibrary(
  matching: number,
  { total, tied, activities }: { total: number; tied: number; activities: number },
): string {
  const entries = formatCount(total, 'entries');
  if (total === 0) return 'The library has no entry yet';
  if (matching === 0) return `None of ${entries} matches`;
  if (matching < total) return `${formatNumber(matching)} of ${entries} ${formatVerb(matching, 'match')}`;
  if (tied === 0) return `${entries} of studies, dialogues and cooperation`;
  return `${entries} ${formatVerb(total, 'bear')} on ${formatShareOf(tied, activities, 'activities')} of the plan`;
}
