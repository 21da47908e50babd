import { useRouteLoaderData, useSearchParams } from 'react-router';
import type { loader } from '#app/routes/public/public-layout.tsx';
import { withPublication } from './link.ts';

/**
 * The publication that links of the page in view keep to: the one in its address. A page of another plan than the
 * leading one keeps to that plan's newest where its own address has none. Null for the newest of the leading plan.
 */
export function usePinnedPublication(): number | null {
  const [search] = useSearchParams();
  const frame = useRouteLoaderData<typeof loader>('routes/public/public-layout');
  const text = search.get('publication');
  if (text !== null && /^\d{1,10}$/.test(text)) return Number(text);
  return frame?.publication && !frame.publication.isLeading ? frame.publication.newest : null;
}

/** Makes links between public pages that stay with the publication in view. */
export function usePublicationLink(): (path: string) => string {
  const pinned = usePinnedPublication();
  return (path) => withPublication(path, pinned);
}
