import { useSearchParams } from 'react-router';
import { withPublication } from './link.ts';

/** The publication that the page in view is pinned to by its address; null for the newest. */
export function usePinnedPublication(): number | null {
  const [search] = useSearchParams();
  const text = search.get('publication');
  return text !== null && /^\d{1,10}$/.test(text) ? Number(text) : null;
}

/** Makes links between public pages that stay with the publication in view. */
export function usePublicationLink(): (path: string) => string {
  const pinned = usePinnedPublication();
  return (path) => withPublication(path, pinned);
}
