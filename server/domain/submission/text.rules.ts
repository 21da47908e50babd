import { formatNumber } from '../language/number-format.ts';

/** The most that one field of narrative takes, in characters as JavaScript counts them. */
export const longestText = 10_000;

// Control characters other than tab, line feed and carriage return; lone surrogates. Postgres refuses the null
// character, and the rest never belongs in a report. Emoji, right-to-left text and every script do.
// oxlint-disable-next-line no-control-regex -- naming control characters is the purpose of this expression
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
// Marks that reorder the text around them and can make a line read as something it is not.
const overrides = /[\u202d\u202e\u2066-\u2068]/;

/** What somebody is told whose text is too long. */
export const sayTooLong = (text: string, longest: number): string =>
  `Shorten this to ${formatNumber(longest)} characters; it has ${formatNumber(text.length)}.`;

/** What is wrong with a piece of free text, as a sentence, or null. */
export function findTextProblem(text: string, longest = longestText): string | null {
  if (text.length > longest) return sayTooLong(text, longest);
  if (control.test(text) || !text.isWellFormed()) {
    return 'Remove the characters that cannot be printed; they often come with a copy from another program.';
  }
  if (overrides.test(text)) {
    return 'Remove the hidden marks that change the direction of the text.';
  }
  return null;
}

/** Line ends as the web and Postgres agree on them, without white space at the end. */
export function normaliseText(text: string): string {
  return text.replace(/\r\n?/g, '\n').trimEnd();
}
