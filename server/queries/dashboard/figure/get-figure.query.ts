import { DomainError } from '#server/domain/error/domain-error.ts';
import { buildFigurePublication } from '#server/domain/figure/collect/public-figures.ts';
import { drawForPages } from '#server/domain/figure/draw/draw-figure.ts';
import type { DrawnFigure, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { getMessages } from '#server/domain/language/catalogue.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import {
  type Address,
  addressOf,
  type DocumentBody,
  type FigureDocument,
} from '#server/domain/publication/documents.ts';
import { findOwnWithdrawal, describeWithdrawal } from '#server/domain/publication/withdrawal.rules.ts';
import { drawFigureDocument } from '#server/publications/draw-figures.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { type Publication, requirePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/**
 * Figures of a publication by their ids, with pictures; ids that it does not have are left out, so that a page shows
 * what there is. In English as drawn when it was published; in another language drawn anew from the same definition.
 */
export async function loadFigures(
  { published }: PublicContext,
  { number }: Pick<Publication, 'number'>,
  ids: readonly string[],
  language: LanguageCode = 'en',
): Promise<Record<string, DrawnFigure>> {
  if (ids.length === 0) return {};
  const addresses = ids.flatMap((id): Address[] =>
    language === 'en' ? [addressOf.figure(id), addressOf.drawing(id)] : [addressOf.figure(id)],
  );
  const [found, { publication, rounds, translations }] = await Promise.all([
    published.read(number, addresses),
    readDocuments(published, number, 'publication', 'rounds', 'translations'),
  ]);
  const about = buildFigurePublication({ publication, rounds });
  const labels = translations[language] ?? {};
  const { messages: words } = getMessages(language, 'figure');
  return Object.fromEntries(
    ids.flatMap((id): [string, DrawnFigure][] => {
      const figure = found.get(addressOf.figure(id)) as FigureDocument | undefined;
      if (!figure) return [];
      const definition: FigureDefinition = { ...figure, publication: about };
      if (language !== 'en') return [[id, drawForPages(definition, { words, labels })]];
      const drawing = found.get(addressOf.drawing(id)) as DocumentBody<'drawing'> | undefined;
      return [[id, { definition, ...(drawing ?? drawFigureDocument(figure)) }]];
    }),
  );
}

/** One figure. Throws NOT_FOUND for an id that the publication does not have. */
export async function getFigure(
  context: PublicContext,
  input: { publication?: number | undefined; id: string; language?: LanguageCode | undefined },
): Promise<DrawnFigure & { newest: number; plan: string; notice: string }> {
  const publication = await requirePublication(context, input.publication);
  const figures = await loadFigures(context, publication, [input.id], input.language);
  // An id may be the name of anything, "constructor" too.
  const figure = Object.hasOwn(figures, input.id) ? figures[input.id] : undefined;
  if (!figure) {
    throw new DomainError('NOT_FOUND', `Publication ${publication.number} has no figure ${input.id}.`);
  }
  // What is taken away says whose plan it is, that the plan is illustrative where it is, and what was withdrawn.
  const { newest, planTitle } = publication;
  const own = findOwnWithdrawal(publication);
  const notice = [own && describeWithdrawal(own), publication.notice].filter(Boolean).join(' ');
  return { ...figure, newest, plan: planTitle, notice };
}

/** Every figure of a publication, without pictures, in the order of the pages. */
export async function listFigures(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<FigureDefinition[]> {
  const { published } = context;
  const { number } = await requirePublication(context, input.publication);
  const { publication, rounds, figures } = await readDocuments(
    published,
    number,
    'publication',
    'rounds',
    'figures',
  );
  const addresses = figures.map(({ id }) => addressOf.figure(id));
  const found = await published.read(number, addresses);
  const about = buildFigurePublication({ publication, rounds });
  return addresses.flatMap((address) => {
    const figure = found.get(address) as FigureDocument | undefined;
    return figure ? [{ ...figure, publication: about }] : [];
  });
}
