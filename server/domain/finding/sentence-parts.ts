import { type Things, formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';

/** Returns a count with its verb: "11 are", "1 is", "none is". */
export function countWithVerb(count: number): string {
  return count === 0 ? 'none is' : `${formatNumber(count)} ${formatVerb(count, 'are')}`;
}

/** Returns a share in words: "9 of 11 states", "all 11 states", "none of 11 states". */
export function formatShareOf(part: number, whole: number, things: Things): string {
  if (whole > 1 && part === whole) return `all ${formatCount(whole, things)}`;
  return `${part === 0 ? 'none' : formatNumber(part)} of ${formatCount(whole, things)}`;
}

/**
 * Makes a title fit into a sentence: "Protection of victims" becomes "protection of victims"; "MLA requests"
 * stays.
 */
export function formatLowerFirst(text: string): string {
  return /^[A-Z](?![A-Z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** Returns a round's title within a sentence, "the second half of 2025"; other titles stay unchanged. */
export function formatRoundInSentence(title: string): string {
  return /^[A-Z][a-z]+ (half|quarter|third|term|year)\b/.test(title)
    ? `the ${formatLowerFirst(title)}`
    : title;
}

/** Shortens a text to at most `limit` characters, at a word and with an ellipsis. */
export function shorten(text: string, limit: number): string {
  const whole = text.replace(/\s+/g, ' ').trim();
  if (whole.length <= limit) return whole;
  const cut = whole.slice(0, limit);
  const kept = cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut.slice(0, -1);
  return `${kept.replace(/[\s,;:.–-]+$/, '')}…`;
}
