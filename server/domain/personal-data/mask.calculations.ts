import type { Span } from './names.rules.ts';

/** How many characters of the surrounding text are shown, and the maximum length of an excerpt. */
const around = 24;
const longest = 160;

/**
 * Builds an excerpt in which everything that could identify a person is masked: the first character of each
 * word and the first two and the last of each long number stay.
 */
export function buildExcerpt(text: string, spans: readonly Span[]): string {
  const start = Math.max(0, Math.min(...spans.map((span) => span.start)) - around);
  const end = Math.min(text.length, Math.max(...spans.map((span) => span.end)) + around, start + longest);
  const hidden = (index: number) => spans.some((span) => index >= span.start && index < span.end);
  let excerpt = '';
  let run = '';
  for (let index = start; index < end; index += 1) {
    if (hidden(index)) run += text[index] ?? '';
    else {
      excerpt += maskWords(run) + (text[index] ?? '');
      run = '';
    }
  }
  excerpt += maskWords(run);
  const shown = excerpt.replace(/\s+/g, ' ').trim();
  return `${start > 0 ? '…' : ''}${shown}${end < text.length ? '…' : ''}`;
}

const maskWords = (text: string) =>
  text.replace(/[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}'’./@_%+-]*/gu, (word, at: number) => {
    const signs = [...word];
    const digits = signs.filter((sign) => /\p{N}/u.test(sign)).length;
    if (digits >= 5) return `${signs.slice(0, 2).join('')}${'•'.repeat(5)}${signs.at(-1) ?? ''}`;
    // Keeps the first word, which is a title or the kind of number, and words in lower case.
    const isPlain = digits === 0 && !word.includes('@');
    if (isPlain && (/^\p{Ll}/u.test(word) || (at === 0 && /^\p{Lu}[\p{L}.’']{0,8}$/u.test(word))))
      return word;
    return `${signs[0] ?? ''}•••`;
  });
