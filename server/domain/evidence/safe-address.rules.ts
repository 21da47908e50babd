/**
 * Whether a link inside a document may stay: a web page, a mail address, or a place in the document itself.
 * Anything else opens files, runs programs or passes data to them.
 */
export function isSafeAddress(address: string): boolean {
  // Browsers ignore such characters in a scheme, so "java\tscript:" would be one.
  if (/[\p{Cc}\p{Cf}\p{Z}]/u.test(address.slice(0, 12))) return false;
  return /^https?:\/\/[^\\]/i.test(address) || /^mailto:/i.test(address) || address.startsWith('#');
}
