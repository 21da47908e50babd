/** Headers of a page whose address opens an account: no other page, cache or search engine is told it. */
export const secretLinkHeaders = {
  'cache-control': 'no-store',
  // Not "no-referrer": browsers would then hide the origin of the form too, and it would be refused.
  'referrer-policy': 'same-origin',
  'x-robots-tag': 'noindex',
} as const;
