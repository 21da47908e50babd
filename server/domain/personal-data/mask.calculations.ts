import type { Span } from './names.rules.ts';

/** How much of the text around is shown, in characters, and the most that one excerpt shows. */
const around = 24;
const longest = 160;

/**
 * A piece of the text with the places hidden that could say who somebody is: of every word there the first sign
 * stays, of a long number the first two and the last.
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
    // The first word of a place is a title or says what the number is; so is whatever is written small.
    const isPlain = digits === 0 && !word.includes('@');
    if (isPlain && (/^\p{Ll}/u.test(word) || (at === 0 && /^\p{Lu}[\p{L}.’']{0,8}$/u.test(word))))
      return word;
    return `${signs[0] ?? ''}•••`;
  });
