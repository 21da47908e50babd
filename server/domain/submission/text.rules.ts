import { formatNumber } from '../language/number-format.ts';

/** The maximum length of a narrative field, in UTF-16 code units. */
export const longestText = 10_000;

// Control characters other than tab, line feed and carriage return; lone surrogates. Postgres refuses the null
// character, and the rest never belongs in a report. Emoji, right-to-left text and every script do.
// oxlint-disable-next-line no-control-regex -- naming control characters is the purpose of this expression
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
// Characters that reorder the text around them and can make a line read as something else.
const overrides = /[\u202d\u202e\u2066-\u2068]/;

/** Tells somebody that a text is too long. */
export const describeTooLong = (text: string, longest: number): string =>
  `Shorten this to ${formatNumber(longest)} characters; it has ${formatNumber(text.length)}.`;

/** Returns what is wrong with a free text, as a sentence, or null. */
export function findTextProblem(text: string, longest = longestText): string | null {
  if (text.length > longest) return describeTooLong(text, longest);
  if (control.test(text) || !text.isWellFormed()) {
    return 'Remove the characters that cannot be printed. They often come from text copied from another program.';
  }
  if (overrides.test(text)) {
    return 'Remove the hidden marks that change the direction of the text.';
  }
  return null;
}

/** Normalises line ends to those of the web and Postgres, and removes white space at the end. */
export function normaliseText(text: string): string {
  return text.replace(/\r\n?/g, '\n').trimEnd();
}
