import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import { type LibraryLine, listPublishedLibrary } from '#server/domain/library/list-published-library.ts';
import {
  type ArrangementLine,
  listArrangementLines,
} from '#server/domain/arrangement/list-published-arrangements.ts';
import { readDocument, readDocuments } from '#server/publications/publication-reader.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { type Publication, resolvePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

export type CooperationAnswer = {
  publication: Publication;
  /** Undefined in a publication from before there was a library, and for a lens without cooperation. */
  figure: DrawnFigure | undefined;
  /** The lens that narrows the figure. */
  lens: { code: string; title: string } | null;
  /** Lenses that have entries of cooperation. */
  lenses: { code: string; title: string }[];
  /** The entries behind the figure, newest first. */
  items: LibraryLine[];
  /** What states have agreed between them, as far as all have released it; of the lens alone. */
  arrangements: ArrangementLine[];
};

/** Which states work together. A lens that the publication does not have narrows to nothing. Without a publication: null. */
export async function getCooperation(
  context: PublicContext,
  input: {
    publication?: number | undefined;
    lens?: string | undefined;
    language?: LanguageCode | undefined;
  },
): Promise<CooperationAnswer | { publication: null }> {
  const publication = await resolvePublication(context, input.publication);
  if (!publication) return { publication };
  const id = input.lens === undefined ? 'cooperation' : `cooperation.${input.lens}`;
  const [figures, documents, arrangements] = await Promise.all([
    loadFigures(context, publication, [id], input.language),
    readDocuments(context.published, publication.number, 'library', 'lists'),
    readDocument(context.published, publication.number, 'arrangements'),
  ]);
  const lenses = documents.lists.lenses.map(({ code, title }) => ({ code, title }));
  const items = listPublishedLibrary(documents).filter(
    ({ isCooperation, states }) => isCooperation && states.length > 1,
  );
  const { lens } = input;
  const shown = lens === undefined ? items : items.filter((item) => item.lenses.includes(lens));
  return {
    publication,
    figure: figures[id],
    lens:
      lens === undefined ? null : (lenses.find(({ code }) => code === lens) ?? { code: lens, title: lens }),
    lenses: lenses.filter(({ code }) => items.some((item) => item.lenses.includes(code))),
    items: shown,
    arrangements: listArrangementLines(arrangements, shown),
  };
}
