import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { type Publication, resolvePublication } from '../scope.ts';
import { type LibraryLine, listLenses, loadLibraryItems } from './load-library.ts';

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
};

/** Which states work together. A lens that the publication does not have narrows to nothing. Without a publication: null. */
export async function getCooperation(
  context: UseCaseContext,
  input: {
    publication?: number | undefined;
    lens?: string | undefined;
    language?: LanguageCode | undefined;
  },
): Promise<CooperationAnswer | { publication: null }> {
  const database = context.connections.public;
  const publication = await resolvePublication(database, input.publication);
  if (!publication) return { publication };
  const id = input.lens === undefined ? 'cooperation' : `cooperation.${input.lens}`;
  const [figures, all, lenses] = await Promise.all([
    loadFigures(context, publication, [id], input.language),
    loadLibraryItems(database, publication.number),
    listLenses(database, publication.number),
  ]);
  const items = all.filter(({ isCooperation, states }) => isCooperation && states.length > 1);
  const { lens } = input;
  return {
    publication,
    figure: figures[id],
    lens:
      lens === undefined ? null : (lenses.find(({ code }) => code === lens) ?? { code: lens, title: lens }),
    lenses: lenses.filter(({ code }) => items.some((item) => item.lenses.includes(code))),
    items: lens === undefined ? items : items.filter((item) => item.lenses.includes(lens)),
  };
}
