/**
 * What a frame on another site may do: be shown by anyone, also by a page that is a file. Nothing in it runs, loads or
 * sends. It says nothing of who may frame it, since even "*" shuts out pages that come from no network; whatever carries
 * exactly this goes without the older rule against frames too.
 */
export const embedPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
