/**
 * Whether a link inside a document may stay: a page on the web, a mail, or a place in the document itself. Everything
 * else opens files, runs programs or hands data to them.
 */
export function isSafeAddress(address: string): boolean {
  // Browsers leave such characters out of a scheme, so "java\tscript:" would be one.
  if (/[\p{Cc}\p{Cf}\p{Z}]/u.test(address.slice(0, 12))) return false;
  return /^https?:\/\/[^\\]/i.test(address) || /^mailto:/i.test(address) || address.startsWith('#');
}
