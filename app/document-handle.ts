/**
 * A route that exports `handle = { document: true }` is read as it comes from the server: none of the pages' own
 * scripts are sent with it, only a small one that draws charts and copies text when asked to.
 */
export function isDocumentHandle(handle: unknown): boolean {
  return typeof handle === 'object' && handle !== null && 'document' in handle && handle.document === true;
}
