export type PhraseSearch = {
  /** What to look for: words or phrases, whole words only, case-insensitive. */
  phrases: readonly string[];
  /** Words that negate or postpone a phrase shortly after them: "not", "will", "until". */
  takenBack: readonly string[];
  /** Words that settle a sentence: "postponed, but held in May" means that it was held. */
  settled: readonly string[];
};

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const asWords = (phrases: readonly string[]) => {
  const list = phrases
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '')
    .map((phrase) => escape(phrase.toLowerCase()).replace(/\s+/g, '\\s+'));
  return list.length === 0
    ? null
    : new RegExp(`(?<![\\p{L}\\p{N}])(?:${list.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
};

/** How many words before a phrase can negate it. */
const reach = 5;

/**
 * Finds the first phrase that a text contains and means, in the words of the text, or null. Reads sentences
 * one by one; ignores a phrase that is negated, postponed, or settled within its own sentence.
 */
export function findPhrase(text: string, { phrases, takenBack, settled }: PhraseSearch): string | null {
  const wanted = asWords(phrases);
  if (!wanted) return null;
  const [denial, settlement] = [asWords(takenBack), asWords(settled)];
  for (const sentence of text.replaceAll('’', "'").split(/[.!?;\n]+/)) {
    const lower = sentence.toLowerCase();
    if (settlement && lower.search(settlement) >= 0) continue;
    for (const match of lower.matchAll(wanted)) {
      const before = lower
        .slice(0, match.index)
        .split(/[\s,:()]+/)
        .filter(Boolean)
        .slice(-reach)
        .join(' ');
      const denied = (denial && before.search(denial) >= 0) || /n't( |$)/.test(before);
      if (!denied) return sentence.slice(match.index, match.index + match[0].length).replace(/\s+/g, ' ');
    }
  }
  return null;
}
