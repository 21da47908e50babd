import { eq, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '#db/client.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { searchWord } from '#db/schema/published.ts';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  countSearchWords,
  buildSearchQuery,
  parseSearchQuery,
  type SearchedWord,
} from '#server/domain/search/search-words.calculations.ts';
import { listSitePages } from '#server/domain/search/site-pages.ts';
import {
  listSearchedAddresses,
  listSearchEntries,
  type SearchEntry,
} from '#server/domain/search/search-entries.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { buildSearchRows } from '#server/publications/save-search.ts';
import type { PublicContext, OperationContext } from '#server/operation/operation-context.ts';
import { type Publication, resolvePublication } from '#server/queries/dashboard/scope.ts';

const searchHitShape = {
  kind: z.string(),
  code: z.string(),
  path: z.string(),
  title: z.string(),
  excerpt: z.string(),
};

/** What is found, most fitting first. `excerpt` has the words that were found between "\u0002" and "\u0003". */
export type SearchHit = RowOf<typeof searchHitShape>;

export type SearchAnswer = {
  publication: { number: number; newest: number } | null;
  question: string;
  words: SearchedWord[];
  /** Whether nothing had all the words, so that what has some of them is shown. */
  isPartial: boolean;
  total: number;
  /** How many of each kind were found, whatever kind is asked for. */
  kinds: { kind: string; count: number }[];
  page: number;
  pages: number;
  hits: SearchHit[];
};

/** What is found stands between two characters that no text has. */
const headline =
  'StartSel=\u0002, StopSel=\u0003, MaxFragments=2, MinWords=6, MaxWords=18, FragmentDelimiter=" … "';

const hitsOnPage = 20;
const longestQuestion = 200;

/**
 * Looks through one publication: plan, participants, indicators, released words, library and the publications of the plan before it.
 * Mistyped words are understood where a word of the publication is near; the answer says how. Throws BAD_INPUT for a
 * question of more than 200 characters and for a publication that there is none of.
 */
export async function search(
  { connections, published }: Pick<OperationContext, 'connections' | 'published'>,
  input: {
    publication?: number | undefined;
    question: string;
    kind?: string | undefined;
    page?: number | undefined;
  },
): Promise<SearchAnswer> {
  const database = connections.public;
  const question = input.question.trim();
  if (question.length > longestQuestion) {
    requireNoProblems([{ path: 'q', message: `Search for ${longestQuestion} characters at most.` }]);
  }
  const publication = await resolvePublication({ published }, input.publication);
  const nothing = { question, words: [], isPartial: false, total: 0, kinds: [], page: 1, pages: 0, hits: [] };
  if (!publication) return { publication: null, ...nothing };
  const named = { number: publication.number, newest: publication.newest };
  const { words: known, entries } = published.isStored(publication.number)
    ? await openIndex(database, publication.number)
    : await buildIndex({ published }, publication);
  const words = parseSearchQuery(question, known);
  if (words.length === 0) return { publication: named, ...nothing };
  const find = (join: '&' | '|') => countKinds(database, entries, question, buildSearchQuery(words, join));
  let join: '&' | '|' = '&';
  let kinds = await find(join);
  if (kinds.length === 0 && words.length > 1) {
    join = '|';
    kinds = await find(join);
  }
  const total = kinds.reduce(
    (sum, { kind, count }) => sum + (!input.kind || kind === input.kind ? count : 0),
    0,
  );
  const pages = Math.ceil(total / hitsOnPage);
  const page = Math.min(Math.max(1, input.page ?? 1), Math.max(1, pages));
  const query = buildSearchQuery(words, join);
  const hits = await readRows(
    database,
    searchHitShape,
    sql`select e.kind, e.code, e.path, e.title, ts_headline('english', e.body, ${asQuery(query)},
      ${headline})
      as excerpt
    from ${entries} e
    where ${matches(question, query)} ${input.kind ? sql`and e.kind = ${input.kind}` : sql``}
    order by lower(e.code) = lower(${question}) desc, ts_rank(e.words, ${asQuery(query)}) desc, e.position
    limit ${hitsOnPage} offset ${(page - 1) * hitsOnPage}`,
  );
  return {
    publication: named,
    question,
    words,
    isPartial: join === '|',
    total,
    kinds,
    page,
    pages,
    hits: [...hits],
  };
}

const asQuery = (query: string) => sql`to_tsquery('english', ${query})`;

/** A code is found as it is written, whatever the dictionary makes of it. */
const matches = (question: string, query: string) =>
  sql`(e.words @@ ${asQuery(query)} or lower(e.code) = lower(${question}))`;

function countKinds(database: Database, entries: SQL, question: string, query: string) {
  return readRows(
    database,
    { kind: z.string(), count: z.number() },
    sql`select e.kind, count(*)::integer as count from ${entries} e where ${matches(question, query)}
    group by e.kind order by min(e.position)`,
  );
}

type Index = { words: Map<string, number>; entries: SQL };

/** Words of publications that were asked for lately: a publication never changes. */
const known = new WeakMap<Database, Map<number, Promise<Index>>>();
const indexesKept = 8;

function openIndex(database: Database, publication: number): Promise<Index> {
  const kept = known.get(database) ?? new Map<number, Promise<Index>>();
  known.set(database, kept);
  const found = kept.get(publication) ?? readIndex(database, publication);
  kept.delete(publication);
  kept.set(publication, found);
  found.catch(() => kept.delete(publication));
  for (const oldest of kept.keys()) {
    if (kept.size <= indexesKept) break;
    kept.delete(oldest);
  }
  return found;
}

async function readIndex(database: Database, publication: number): Promise<Index> {
  const stored = await database
    .select({ word: searchWord.word, entries: searchWord.entries })
    .from(searchWord)
    .where(eq(searchWord.publication, publication));
  return {
    words: addSiteWords(new Map(stored.map(({ word, entries }) => [word, entries]))),
    entries: sql`(select kind, code, path, title, body, position, words from published.search_entry
      where publication = ${publication} union all ${selectEntries(listSitePages())})`,
  };
}

/** The index of a publication that is not stored, in the form of the table. */
async function buildIndex({ published }: PublicContext, { number, planCode }: Publication): Promise<Index> {
  const { plan } = await readDocuments(published, number, 'plan');
  const [documents, { publications }] = await Promise.all([
    published.read(number, listSearchedAddresses(plan)),
    published.list(),
  ]);
  const entries = listSearchEntries(
    documents,
    publications.filter((each) => each.plan.code === planCode),
  );
  return {
    words: addSiteWords(countSearchWords(entries)),
    entries: sql`(${selectEntries([...entries, ...listSitePages()])})`,
  };
}

/** Entries that are not stored, with the words of each as the table has them. */
const selectEntries = (entries: readonly SearchEntry[]): SQL =>
  sql`select x.kind, x.code, x.path, x.title, x.body, x.position, setweight(to_tsvector('english', x.code), 'A')
    || setweight(to_tsvector('english', x.title), 'A') || setweight(to_tsvector('english', x.body), 'C') as words
    from ${buildSearchRows(entries)} x`;

function addSiteWords(words: Map<string, number>): Map<string, number> {
  for (const [word, count] of countSearchWords(listSitePages())) {
    words.set(word, (words.get(word) ?? 0) + count);
  }
  return words;
}
