import type { SqlTransaction } from '#db/sql.ts';
import { encodeTextArray } from '#db/text-array.ts';
import { buildDocuments, type Documents } from '#server/domain/publication/build-publication.ts';
import { type Address, addressOf, type Header } from '#server/domain/publication/documents.ts';
import { countSearchWords } from '#server/domain/search/count-search-words.calculations.ts';
import { listSearchEntries, type SearchedPublication } from '#server/domain/search/search-entries.ts';
import { addDrawings } from '../draw-figures.ts';
import { hashText, serialiseDocument } from '../serialise-document.ts';
import { readOldRows } from './read-old-rows.ts';

/**
 * Lays out every publication that is kept as rows in documents; runs once, just before migration 0029, which proves that
 * documents and rows say the same and drops the rows. Figures keep the pictures that were drawn when they were
 * published; of a publication from before there were pictures they are drawn now.
 */
export async function convertPublications(tx: SqlTransaction): Promise<void> {
  const publications = await tx<{ number: number }[]>`
    select number from published.publication p
    where not exists (select from published.publication_document d where d.publication = p.number) order by number`;
  if (publications.length === 0) return;
  // A publication that is out takes nothing more. This is the one time that its form changes, and not what it says.
  const tables = [
    'published.publication_document',
    'tracker.publication_trace',
    'published.search_entry',
    'published.search_word',
  ];
  for (const table of tables) await tx.script(`alter table ${table} disable trigger publication_is_unsealed`);
  for (const { number } of publications) {
    await convertPublication(tx, number);
    await convertTraces(tx, number);
  }
  for (const table of tables) await tx.script(`alter table ${table} enable trigger publication_is_unsealed`);
  await tx`
    insert into published.stored_file (sha256, storage_key)
    select distinct sha256, storage_key from published.evidence where kind = 'file' and sha256 is not null`;
}

async function convertPublication(tx: SqlTransaction, number: number): Promise<void> {
  const { content, drawings } = await readOldRows(tx, number);
  const documents = buildDocuments(
    content,
    drawings.length > 0 ? drawings.map(({ definition }) => definition) : undefined,
  );
  for (const { definition, wide, narrow } of drawings) {
    documents.set(addressOf.drawing(definition.id), { wide, narrow });
  }
  if (drawings.length === 0) addDrawings(documents);
  await makeSearchable(tx, documents);
  const stored = [...documents].map(([address, body]) => ({ address, ...serialiseDocument(address, body) }));
  const column = (of: (document: (typeof stored)[number]) => string) => stored.map(of);
  await tx`
    insert into published.document (sha256, kind, version, body)
    select distinct on (g.sha256) g.* from unnest(${column(({ sha256 }) => sha256)}::text[],
      ${column(({ kind }) => kind)}::text[], ${stored.map(({ version }) => version)}::integer[],
      ${encodeTextArray(stored.map(({ bytes }) => bytes))}::text[]) as g (sha256, kind, version, body)
    on conflict do nothing`;
  await tx`
    insert into published.publication_document (publication, address, sha256)
    select ${number}::integer, * from unnest(${column(({ address }) => address)}::text[],
      ${column(({ sha256 }) => sha256)}::text[])`;
}

/** A publication from before there was a search gets its entries, as new ones do. */
async function makeSearchable(tx: SqlTransaction, documents: Documents): Promise<void> {
  const { number, plan } = documents.get('publication') as Header;
  const [known] = await tx`select from published.search_entry where publication = ${number} limit 1`;
  if (known) return;
  const publications = await tx<SearchedPublication[]>`
    select number, title, meeting, note from published.publication where plan_code = ${plan.code} order by number`;
  const entries = listSearchEntries(documents, publications);
  await tx`
    insert into published.search_entry (publication, kind, code, path, title, body, position)
    select ${number}::integer, g.* from json_to_recordset(${JSON.stringify(entries)}::text::json)
      as g (kind text, code text, path text, title text, body text, position integer)`;
  const words = [...countSearchWords(entries)].map(([word, count]) => ({ word, entries: count }));
  await tx`
    insert into published.search_word (publication, word, entries)
    select ${number}::integer, g.word, g.entries
    from json_to_recordset(${JSON.stringify(words)}::text::json) as g (word text, entries integer)`;
}

async function convertTraces(tx: SqlTransaction, number: number): Promise<void> {
  const traces = await tx<{ indicator: string; round: string; list: unknown[] }[]>`
    select indicator_code as indicator, round_code as round, json_agg(json_build_object('scope', scope,
      'dimension', dimension_code, 'category', category_code, 'contributing', contributing, 'valueIds', value_ids,
      'reasons', reasons) order by scope <> 'region', scope, dimension_code nulls first, category_code) as list
    from tracker.figure_source where publication_number = ${number} group by indicator_code, round_code`;
  const texts = traces.map(({ list }) => JSON.stringify(list));
  const checksums = texts.map(hashText);
  await tx`
    insert into tracker.figure_trace (sha256, body)
    select distinct on (g.sha256) g.* from unnest(${checksums}::text[], ${texts}::text[]) as g (sha256, body)
    on conflict do nothing`;
  const addresses = traces.map(({ indicator, round }): Address => addressOf.values(indicator, round));
  await tx`
    insert into tracker.publication_trace (publication_number, indicator_code, round_code, values_sha256, trace_sha256)
    select ${number}::integer, g.indicator, g.round, d.sha256, g.trace
    from unnest(${traces.map(({ indicator }) => indicator)}::text[], ${traces.map(({ round }) => round)}::text[],
      ${addresses}::text[], ${checksums}::text[]) as g (indicator, round, address, trace)
    left join published.publication_document d on d.publication = ${number}::integer and d.address = g.address`;
}
