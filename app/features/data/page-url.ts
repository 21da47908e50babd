/**
 * The full address of a page that shows a row of a file as it stood in a publication, to be found again from the file
 * alone. `origin` is the tracker's public address, not the name by which somebody asked for the file.
 */
export function buildPageUrl(origin: string, path: string, publication: number): string {
  const url = new URL(path, origin);
  url.searchParams.set('publication', String(publication));
  return url.href;
}
