import {
  type LibraryFilter,
  isInLibraryFilter,
  undated,
  type LibraryNames,
  listLibraryNames,
  type LibraryLine,
  listPublishedLibrary,
} from '#server/domain/library/list-published-library.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { type Publication, resolvePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/** A choice of a filter, with how many entries of the whole library it leaves. */
export type LibraryChoice = { code: string; title: string; count: number };

export type LibraryAnswer = {
  publication: Publication;
  /** Entries in the whole library of the publication. */
  total: number;
  /** Activities of the plan to which some entry is tied, and all of them. */
  tied: number;
  activities: number;
  /** Entries that the filter leaves; `items` are those of the page. */
  matching: number;
  page: number;
  pages: number;
  items: LibraryLine[];
  /** Only what some entry has. */
  choices: Record<
    'kinds' | 'states' | 'bodies' | 'partners' | 'activities' | 'lenses' | 'years',
    LibraryChoice[]
  >;
  names: LibraryNames;
};

export const libraryPageSize = 50;

/**
 * The library of a publication as a filter leaves it, newest first, in pages; a page beyond the last is the last.
 * Without a publication: null.
 */
export async function listLibrary(
  context: PublicContext,
  input: { publication?: number | undefined; filter: LibraryFilter; page: number },
): Promise<LibraryAnswer | { publication: null }> {
  const publication = await resolvePublication(context, input.publication);
  if (!publication) return { publication };
  const documents = await readDocuments(context.published, publication.number, 'library', 'lists', 'plan');
  const all = listPublishedLibrary(documents);
  const names = listLibraryNames(documents);
  const kinds = documents.lists.libraryKinds;
  const matching = all.filter((item) => isInLibraryFilter(item, input.filter));
  const pages = Math.max(1, Math.ceil(matching.length / libraryPageSize));
  const page = Math.min(input.page, pages);
  const choose = (
    codes: readonly string[],
    titleOf: (code: string) => string,
    has: (item: LibraryLine, code: string) => boolean,
  ): LibraryChoice[] =>
    codes.flatMap((code) => {
      const count = all.filter((item) => has(item, code)).length;
      return count === 0 ? [] : [{ code, title: titleOf(code), count }];
    });
  const inOrder = (record: Readonly<Record<string, string>>) => Object.keys(record);
  const yearOf = (item: LibraryLine) => String(item.year ?? undated);
  return {
    publication,
    total: all.length,
    tied: new Set(all.flatMap((item) => item.activities)).size,
    activities: Object.keys(names.activities).length,
    matching: matching.length,
    page,
    pages,
    items: matching.slice((page - 1) * libraryPageSize, page * libraryPageSize),
    choices: {
      kinds: choose(
        kinds.map(({ code }) => code),
        (code) => kinds.find((kind) => kind.code === code)?.label ?? code,
        (item, code) => item.kind === code,
      ),
      states: choose(
        inOrder(names.states),
        (code) => names.states[code] ?? code,
        (item, code) => item.states.includes(code),
      ),
      bodies: choose(
        inOrder(names.bodies),
        (code) => code,
        (item, code) => item.bodies.includes(code),
      ),
      partners: choose(
        inOrder(names.partners),
        (code) => names.partners[code] ?? code,
        (item, code) => item.partners.includes(code),
      ),
      activities: choose(
        inOrder(names.activities),
        (code) => `${code} ${names.activities[code]}`,
        (item, code) => item.activities.includes(code),
      ),
      lenses: choose(
        inOrder(names.lenses),
        (code) => names.lenses[code] ?? code,
        (item, code) => item.lenses.includes(code),
      ),
      years: choose(
        [...new Set(all.map(yearOf))],
        (code) => code,
        (item, code) => yearOf(item) === code,
      ),
    },
    names,
  };
}
