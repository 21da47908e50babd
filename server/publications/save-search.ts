import { eq, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { publication } from '#db/schema/published.ts';
import type { Documents } from '#server/domain/publication/build-publication.ts';
import type { Header } from '#server/domain/publication/documents.ts';
import { countSearchWords } from '#server/domain/search/search-words.calculations.ts';
import {
  listSearchEntries,
  type SearchedPublication,
  type SearchEntry,
} from '#server/domain/search/search-entries.ts';

/** Entries are sent in parts, so that a large publication does not become one huge parameter. */
const partSize = 500;

/**
 * Makes a publication that is stored searchable, once. `publicationsOfPlan` are those of its plan, itself among them.
 */
export async function saveSearch(
  tx: Transaction,
  documents: Documents,
  publicationsOfPlan: readonly SearchedPublication[],
): Promise<void> {
  const { number } = documents.get('publication') as Header;
  const entries = listSearchEntries(documents, publicationsOfPlan);
  for (let at = 0; at < entries.length; at += partSize) {
    await tx.execute(sql`
      insert into published.search_entry (publication, kind, code, path, title, body, position)
      select ${number}, g.* from ${buildSearchRows(entries.slice(at, at + partSize))} g`);
  }
  const words = [...countSearchWords(entries)].map(([word, count]) => ({ word, entries: count }));
  await tx.execute(sql`
    insert into published.search_word (publication, word, entries)
    select ${number}, g.word, g.entries
    from json_to_recordset(${JSON.stringify(words)}::text::json) as g (word text, entries integer)`);
}

/** Entries as rows that can be selected from, with the columns of published.search_entry as far as these are written. */
export const buildSearchRows = (entries: readonly SearchEntry[]): SQL => sql`(
  select * from json_to_recordset(${JSON.stringify(entries)}::text::json)
    as r (kind text, code text, path text, title text, body text, position integer))`;

/** The publications of a plan as `saveSearch` is given them. */
export function listSearchedPublications(tx: Transaction, plan: string): Promise<SearchedPublication[]> {
  const { number, title, meeting, note, planCode } = publication;
  return tx
    .select({ number, title, meeting, note })
    .from(publication)
    .where(eq(planCode, plan))
    .orderBy(number);
}
