/**
 * The full address of a page that shows a row of a file as it stood in a publication, to be found again from the file
 * alone. `request` is the request for the file: the page lies on the same site.
 */
export function buildPageUrl(request: Request, path: string, publication: number): string {
  const url = new URL(path, request.url);
  url.searchParams.set('publication', String(publication));
  return url.href;
}
