import { asc, eq } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { publishedLens, publishedLibraryItem, publishedLibraryKind } from '#db/schema/published.ts';

export type LibraryKind = { code: string; label: string; isCooperation: boolean };

/** An entry of the library as the lists show it. Codes stand for states, bodies, partners, activities and lenses. */
export type LibraryLine = {
  code: string;
  /** Of its kind. */
  kind: string;
  kindLabel: string;
  isCooperation: boolean;
  title: string;
  summary: string;
  /** Days as ISO dates; without one the year alone may be known. */
  happenedOn: string | null;
  endedOn: string | null;
  year: number | null;
  organisers: string;
  place: string;
  url: string | null;
  basis: string;
  states: string[];
  bodies: string[];
  partners: string[];
  activities: string[];
  lenses: string[];
};

/** The kinds of a publication's library in their order. */
export function listLibraryKinds(database: Reader, publication: number): Promise<LibraryKind[]> {
  const kind = publishedLibraryKind;
  return database
    .select({ code: kind.code, label: kind.label, isCooperation: kind.isCooperation })
    .from(kind)
    .where(eq(kind.publication, publication))
    .orderBy(asc(kind.position), asc(kind.code));
}

/** The lenses of a publication by code. */
export function listLenses(
  database: Reader,
  publication: number,
): Promise<{ code: string; title: string }[]> {
  return database
    .select({ code: publishedLens.code, title: publishedLens.title })
    .from(publishedLens)
    .where(eq(publishedLens.publication, publication))
    .orderBy(asc(publishedLens.code));
}

/** Every entry of a publication's library: newest first, what has no year last, then by title. */
export async function loadLibraryItems(database: Reader, publication: number): Promise<LibraryLine[]> {
  const rows = await database
    .select()
    .from(publishedLibraryItem)
    .where(eq(publishedLibraryItem.publication, publication));
  const kinds = await listLibraryKinds(database, publication);
  const kindOf = new Map(kinds.map((kind) => [kind.code, kind]));
  return rows
    .map(({ publication: _publication, kindCode, ...row }) => ({
      ...row,
      kind: kindCode,
      kindLabel: kindOf.get(kindCode)?.label ?? kindCode,
      isCooperation: kindOf.get(kindCode)?.isCooperation ?? false,
    }))
    .sort(
      (a, b) =>
        (b.year ?? 0) - (a.year ?? 0) ||
        (b.happenedOn ?? '').localeCompare(a.happenedOn ?? '') ||
        a.title.localeCompare(b.title, 'en'),
    );
}
