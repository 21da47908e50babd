/** The page that stands in for one that cannot be loaded: it shows a copy from this device, or what there is. */
export const shellPath = '/workspace/on-this-device';

/** Copies of pages lie in one cache a person. */
export const pagesCachePrefix = 'bohol-pages-';
/** Files of the pages lie in one cache a build. */
export const buildCachePrefix = 'bohol-build-';

/** When the server made a copy (its own clock), and what state of the item it shows. */
export const cachedAtHeader = 'x-kept-at';
export const stampHeader = 'x-stamp';

/** What a page says to a worker that does not know of it. */
export const claimPlease = 'claim';

export const isWorkspacePath = (pathname: string): boolean => /^\/workspace(?:[/.]|$)/.test(pathname);

/** The address at which the data of a page is fetched when nobody loads the document. */
export function buildDataPath(page: string): string {
  const [path = '', search = ''] = page.split('?');
  return `${path}.data${search ? `?${search}` : ''}`;
}

/** The page whose data an address gives, without the router's own parameter; null when it gives none. */
export function readDataPath(url: URL): string | null {
  if (!isWorkspacePath(url.pathname) || !url.pathname.endsWith('.data')) return null;
  const search = new URLSearchParams(url.search);
  search.delete('_routes');
  const rest = search.toString();
  return url.pathname.slice(0, -'.data'.length) + (rest ? `?${rest}` : '');
}

/** Where the stand-in is sent to. Only pages of the workspace can be asked for. */
export const buildShellPath = (page: string): string => `${shellPath}?to=${encodeURIComponent(page)}`;

/** The page that was asked for when the stand-in came; null for none of ours. */
export function readShellTarget(search: string): string | null {
  const to = new URLSearchParams(search).get('to') ?? '';
  return /^\/workspace(?:[/?]|$)/.test(to) && !to.startsWith(shellPath) ? to : null;
}

/** What the service worker tells a page. */
export type WorkerNews = {
  kind: 'page';
  /** Path and query of a page that was asked for. */
  page: string;
  /** When the server made the copy that was given; null when it came from the server just now. */
  cachedAt: string | null;
};
