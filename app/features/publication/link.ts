import { useLocation, useRouteLoaderData } from 'react-router';
import type { loader } from '#app/routes/public/public-layout.tsx';

/**
 * A public address that keeps to one publication: adds `publication=N` to the query, before any fragment. With null
 * (the newest) the address stays as it is.
 */
export function withPublication(path: string, number: number | null): string {
  if (number === null) return path;
  if (!/[?#]/.test(path)) return `${path}?publication=${number}`;
  const [address = '', ...fragment] = path.split('#');
  const [pathname = '', query = ''] = address.split('?');
  const search = new URLSearchParams(query);
  search.set('publication', String(number));
  return `${pathname}?${search}${fragment.length > 0 ? `#${fragment.join('#')}` : ''}`;
}

/**
 * The publication that an address asks for; undefined where it asks for none. What is no number becomes 0, which
 * no publication has, so that the contract says what is wrong.
 */
export function readPublication(url: string): number | undefined {
  const text = new URL(url).searchParams.get('publication');
  if (text === null || text === '') return undefined;
  return /^\d{1,10}$/.test(text) ? Number(text) : 0;
}

/** As much of a publication as says by which address its plan is shown. */
type OfPlan = { newest: number; isLeading: boolean };

/** A public address as the newest publication of a plan shows it: with its number, unless the plan leads. */
export const withNewest = (path: string, { newest, isLeading }: OfPlan): string =>
  withPublication(path, isLeading ? null : newest);

/**
 * The page in view, in the newest publication of its plan. The page of a publication is about that publication, so
 * there the newest one's page is meant.
 */
export function buildNewestAddress(
  { pathname, search }: { pathname: string; search: string },
  publication: OfPlan,
): string {
  if (/^\/publications\/[^/]+$/.test(pathname)) return `/publications/${publication.newest}`;
  const query = new URLSearchParams(search);
  query.delete('publication');
  return withNewest(query.size > 0 ? `${pathname}?${query}` : pathname, publication);
}

/**
 * The publication that a page is about whose address does not keep to it: its own page, a comparison that leads to it,
 * and the page that stands in place of one of its files. Undefined on all others.
 */
export function readSubject(url: string, number: string | undefined): number | undefined {
  const { pathname, searchParams } = new URL(url);
  const [, ofFile = null] = /\/(?:publications|evidence)\/([^/]+)\/./.exec(pathname) ?? [];
  const text = number ?? (pathname.endsWith('/publications/compare') ? searchParams.get('to') : ofFile);
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

/**
 * The publication that links of the page in view keep to: the one in its address. A page of another plan than the
 * leading one keeps to that plan's newest where its own address has none. Null for the newest of the leading plan.
 */
export function usePinnedPublication(): number | null {
  const { search } = useLocation();
  const frame = useRouteLoaderData<typeof loader>('routes/public/public-layout');
  const text = search === '' ? null : new URLSearchParams(search).get('publication');
  if (text !== null && /^\d{1,10}$/.test(text)) return Number(text);
  return frame?.publication && !frame.publication.isLeading ? frame.publication.newest : null;
}

/** Makes links between public pages that stay with the publication in view. */
export function usePublicationLink(): (path: string) => string {
  const pinned = usePinnedPublication();
  return (path) => withPublication(path, pinned);
}

/** The number of a publication from an address; null for anything that is none. */
export const readPublicationNumber = (text: string | undefined): number | null =>
  text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
