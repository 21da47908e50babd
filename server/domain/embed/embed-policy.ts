/**
 * The content security policy of an embedded figure: anyone may frame it, even a page opened from a file, and
 * nothing in it runs, loads or sends. It has no frame-ancestors, because even "*" excludes pages without a
 * network origin. An answer with exactly this policy also omits X-Frame-Options.
 */
export const embedPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
