import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { drawing } from '#db/schema/published-pages.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { drawForPages } from '#server/domain/figure/draw/draw-figure.ts';
import type { DrawnFigure, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { getMessages } from '#server/domain/language/catalogue.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import { findOwnWithdrawal, sayWithdrawal } from '#server/domain/publication/withdrawal.rules.ts';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { listLabels } from '../plan/list-labels.query.ts';
import { type Publication, requirePublication } from '../scope.ts';
import { collectFigures } from './collect-figures.ts';

/**
 * Figures of a publication by their ids, with pictures; ids that it does not have are left out, so that a page shows
 * what there is. In English as drawn when it was published; in another language drawn anew from the same definition.
 * A publication from before figures were drawn is drawn now, from its own rows.
 */
export async function loadFigures(
  { connections }: Pick<UseCaseContext, 'connections'>,
  publication: Publication,
  ids: readonly string[],
  language: LanguageCode = 'en',
): Promise<Record<string, DrawnFigure>> {
  const database = connections.public;
  if (ids.length === 0) return {};
  const kept = await listKept(database, publication, ids);
  const labels =
    language === 'en'
      ? {}
      : await listLabels({ connections } as UseCaseContext, { publication: publication.number, language });
  const { messages: words } = getMessages(language, 'figure');
  return Object.fromEntries(
    kept.map((figure) => [
      figure.definition.id,
      language === 'en' && figure.wide ? figure : drawForPages(figure.definition, { words, labels }),
    ]),
  );
}

/** One figure. Throws NOT_FOUND for an id that the publication does not have. */
export async function getFigure(
  context: UseCaseContext,
  input: { publication?: number | undefined; id: string; language?: LanguageCode | undefined },
): Promise<DrawnFigure & { newest: number; plan: string; notice: string }> {
  const publication = await requirePublication(context.connections.public, input.publication);
  const figures = await loadFigures(context, publication, [input.id], input.language);
  // An id may be the name of anything, "constructor" too.
  const figure = Object.hasOwn(figures, input.id) ? figures[input.id] : undefined;
  if (!figure) {
    throw new DomainError('NOT_FOUND', `Publication ${publication.number} has no figure ${input.id}.`);
  }
  // What is taken away says whose plan it is, that the plan is illustrative where it is, and what was withdrawn.
  const { newest, planTitle } = publication;
  const own = findOwnWithdrawal(publication);
  const notice = [own && sayWithdrawal(own), publication.notice].filter(Boolean).join(' ');
  return { ...figure, newest, plan: planTitle, notice };
}

/** Every figure of a publication, without pictures. */
export async function listFigures(
  { connections }: UseCaseContext,
  input: { publication?: number | undefined },
): Promise<FigureDefinition[]> {
  const publication = await requirePublication(connections.public, input.publication);
  return (await listKept(connections.public, publication)).map(({ definition }) => definition);
}

/** Definitions of old publications, which have none stored, are made once: a publication never changes. */
const collected = new WeakMap<Reader, Map<number, Promise<FigureDefinition[]>>>();

async function listKept(
  database: Reader,
  publication: Publication,
  ids?: readonly string[],
): Promise<DrawnFigure[]> {
  const rows = await database
    .select({ definition: drawing.definition, wide: drawing.wide, narrow: drawing.narrow })
    .from(drawing)
    .where(
      ids
        ? and(eq(drawing.publication, publication.number), inArray(drawing.figure, [...ids]))
        : eq(drawing.publication, publication.number),
    )
    .orderBy(asc(drawing.position));
  if (rows.length > 0) return rows as DrawnFigure[];
  const known = collected.get(database) ?? new Map<number, Promise<FigureDefinition[]>>();
  collected.set(database, known);
  const making = known.get(publication.number) ?? collectFigures(database, publication);
  known.set(publication.number, making);
  // What failed is tried again by whoever asks next.
  making.catch(() => known.delete(publication.number));
  const definitions = await making;
  return definitions
    .filter(({ id }) => !ids || ids.includes(id))
    .map((definition) => ({ definition, wide: '', narrow: '' }));
}
