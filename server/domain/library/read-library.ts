import type { DocumentBody, LibraryEntry, Lists } from '../publication/documents.ts';

/** An entry of the library for lists, with codes of states, bodies, partners, activities and lenses. */
export type LibraryLine = LibraryEntry & { kindLabel: string; isCooperation: boolean };

/** Reads every entry of a publication's library: newest first, entries without a year last, then by title. */
export function readLibrary({
  library,
  lists,
}: {
  library: DocumentBody<'library'>;
  lists: Pick<Lists, 'libraryKinds'>;
}): LibraryLine[] {
  const kindOf = new Map(lists.libraryKinds.map((kind) => [kind.code, kind]));
  return library
    .map((entry) => ({
      ...entry,
      kindLabel: kindOf.get(entry.kind)?.label ?? entry.kind,
      isCooperation: kindOf.get(entry.kind)?.isCooperation ?? false,
    }))
    .sort(
      (a, b) =>
        (b.year ?? 0) - (a.year ?? 0) ||
        (b.happenedOn ?? '').localeCompare(a.happenedOn ?? '') ||
        a.title.localeCompare(b.title, 'en'),
    );
}
