import { type LibraryNames, listLibraryNames } from '#server/domain/library/list-published-library.ts';
import {
  countOutcomes,
  isInState,
  type OutcomeCounts,
  type OutcomeState,
} from '#server/domain/recommendation/outcome.rules.ts';
import {
  type Absence,
  decideAbsence,
  listPublishedRecommendations,
  type RecommendationLine,
} from '#server/domain/recommendation/list-published-recommendations.ts';
import { readDocument, readDocuments } from '#server/publications/publication-reader.ts';
import { type Publication, resolvePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

export type RecommendationFilter = { study?: string | undefined; response?: OutcomeState | undefined };

export type RecommendationsAnswer = {
  publication: Publication;
  /** Of the whole publication, and of the study that was asked for. */
  counts: OutcomeCounts;
  /** How many have a response of any body. */
  responded: number;
  matching: number;
  page: number;
  pages: number;
  items: RecommendationLine[];
  /** Studies and events with recommendations, and how many. */
  studies: { code: string; title: string; count: number }[];
  /** Studies without, and why. */
  without: { code: string; title: string; absence: Absence }[];
  names: LibraryNames;
};

export const recommendationPageSize = 50;

/**
 * The recommendations of a publication as a filter leaves them, in pages; a page beyond the last is the last. Without a
 * publication: null.
 */
export async function listRecommendationLines(
  context: PublicContext,
  input: { publication?: number | undefined; filter: RecommendationFilter; page: number },
): Promise<RecommendationsAnswer | { publication: null }> {
  const publication = await resolvePublication(context, input.publication);
  if (!publication) return { publication };
  const { published } = context;
  const [documents, recommendations] = await Promise.all([
    readDocuments(published, publication.number, 'library', 'lists', 'plan'),
    readDocument(published, publication.number, 'recommendations'),
  ]);
  const source = { recommendations, library: documents.library };
  const all = listPublishedRecommendations(source, publication.publishedAt.slice(0, 10));
  const { study, response } = input.filter;
  const ofStudy = study === undefined ? all : all.filter(({ item }) => item === study);
  const matching =
    response === undefined
      ? ofStudy
      : ofStudy.filter(({ outcomes }) => outcomes.some((outcome) => isInState(outcome, response)));
  const pages = Math.max(1, Math.ceil(matching.length / recommendationPageSize));
  const page = Math.min(input.page, pages);
  const counted = new Map(all.map(({ item, itemTitle }) => [item, itemTitle]));
  return {
    publication,
    counts: countOutcomes(ofStudy),
    responded: ofStudy.filter(({ outcomes }) => outcomes.some((outcome) => outcome.response !== null)).length,
    matching: matching.length,
    page,
    pages,
    items: matching.slice((page - 1) * recommendationPageSize, page * recommendationPageSize),
    studies: [...counted].map(([code, title]) => ({
      code,
      title,
      count: all.filter(({ item }) => item === code).length,
    })),
    without: documents.library
      .flatMap((entry) => {
        const absence = decideAbsence(source, entry);
        return absence === null ? [] : [{ code: entry.code, title: entry.title, absence }];
      })
      .sort((a, b) => a.title.localeCompare(b.title, 'en')),
    names: listLibraryNames(documents),
  };
}
