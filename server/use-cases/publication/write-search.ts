import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { countSearchWords } from '#server/domain/search/count-search-words.calculations.ts';
import { listSearchEntries } from '#server/queries/dashboard/search/search-entries.ts';

/** Makes a publication searchable. Comes after all else that is written for it. */
export async function writeSearch(tx: Transaction, publication: number): Promise<void> {
  const rows = await tx.execute<{ code: string; title: string; body: string }>(sql`
    insert into published.search_entry (publication, kind, code, path, title, body, position)
    select ${publication}, e.* from (${listSearchEntries(publication)}) e
    returning code, title, body`);
  const words = [...countSearchWords(rows)].map(([word, entries]) => ({ word, entries }));
  await tx.execute(sql`
    insert into published.search_word (publication, word, entries)
    select ${publication}, g.word, g.entries
    from json_to_recordset(${JSON.stringify(words)}::text::json) as g (word text, entries integer)`);
}
