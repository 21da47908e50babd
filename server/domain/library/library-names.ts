import { compareText } from '#server/domain/publication/compare-text.ts';
import type { Lists, PlanDocument } from '../publication/documents.ts';

/** Names of what entries refer to, by code, in display order. */
export type LibraryNames = Record<
  'states' | 'bodies' | 'partners' | 'activities' | 'lenses',
  Record<string, string>
>;

/** Returns the names of a publication's states, bodies, partners, activities and lenses. */
export function listLibraryNames({
  lists: { reporters, partners, lenses },
  plan: { activities },
}: {
  lists: Pick<Lists, 'reporters' | 'partners' | 'lenses'>;
  plan: Pick<PlanDocument, 'activities'>;
}): LibraryNames {
  const namesOf = (kind: 'state' | 'body') =>
    Object.fromEntries(reporters.filter((each) => each.kind === kind).map(({ code, name }) => [code, name]));
  const titlesOf = (rows: readonly { code: string; title: string }[]) =>
    Object.fromEntries(rows.map(({ code, title }) => [code, title]));
  return {
    states: namesOf('state'),
    bodies: namesOf('body'),
    partners: Object.fromEntries(partners.map(({ slug, name }) => [slug, name])),
    activities: titlesOf(activities),
    lenses: titlesOf(lenses.toSorted((a, b) => compareText(a.title, b.title))),
  };
}
