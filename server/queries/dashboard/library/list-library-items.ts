import type { Reader } from '#db/client.ts';
import { type LibraryFilter, matchesLibraryFilter } from '#server/domain/library/library-filter.rules.ts';
import { type LibraryLine, loadLibraryItems } from './load-library.ts';

/**
 * The entries of a publication's library that are tied to something, newest first, for its page: an activity, states,
 * a body, a partner, a lens.
 */
export async function listLibraryItems(
  database: Reader,
  publication: number,
  about: Pick<LibraryFilter, 'activity' | 'states' | 'body' | 'partner' | 'lens'>,
): Promise<LibraryLine[]> {
  return (await loadLibraryItems(database, publication)).filter((item) => matchesLibraryFilter(item, about));
}
