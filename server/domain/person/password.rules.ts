export const shortestPassword = 12;
export const longestPassword = 200;

/**
 * Returns what is wrong with a new password, as a sentence, or null. Length counts, composition does not:
 * rules about digits and symbols make passwords that people forget and programs guess (NIST SP 800-63B).
 * `isCommon` looks a password up in a list of those that attackers try first.
 */
export function findPasswordProblem(
  password: string,
  context: { email: string; name: string; isCommon: (password: string) => boolean },
): string | null {
  const length = [...password].length;
  if (length < shortestPassword) {
    return `Use at least ${shortestPassword} characters. Several words in a row are easy to remember.`;
  }
  if (length > longestPassword) return `Use at most ${longestPassword} characters.`;
  const plain = password.toLowerCase();
  if (new Set(plain).size < 5 || context.isCommon(plain) || context.isCommon(plain.replace(/[^a-z]/g, ''))) {
    return 'This password is one of the first that an attacker would try. Choose another.';
  }
  const own = [context.email.split('@')[0] ?? '', ...context.name.split(/\s+/)].filter(
    (part) => part.length > 3,
  );
  if (own.some((part) => plain.replaceAll(part.toLowerCase(), '').length < shortestPassword / 2)) {
    return 'This password is mostly your own name or address. Choose another.';
  }
  return null;
}
