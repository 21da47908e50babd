import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  type LibraryNames,
  listLibraryNames,
  type LibraryLine,
  listPublishedLibrary,
} from '#server/domain/library/list-published-library.ts';
import {
  type Absence,
  decideAbsence,
  listPublishedRecommendations,
  type RecommendationLine,
} from '#server/domain/recommendation/list-published-recommendations.ts';
import {
  type ArrangementLine,
  listArrangementLines,
} from '#server/domain/arrangement/list-published-arrangements.ts';
import { isStudy } from '#server/domain/recommendation/list-published-recommendations.ts';
import { type EntryDriver, listEntryDrivers } from '#server/domain/library/study-drivers.ts';
import { readDocument, readDocuments } from '#server/publications/publication-reader.ts';
import { type Publication, requirePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

export type LibraryItemAnswer = {
  publication: Publication;
  item: LibraryLine;
  names: LibraryNames;
  /** What drives the situation that it studies; none for an entry that is no study. */
  drivers: EntryDriver[];
  /** Other entries that share an activity or a pair of states with it, at most five, newest first. */
  related: LibraryLine[];
  recommendations: RecommendationLine[];
  /** Why there are none; null where nobody asks. */
  absence: Absence | null;
  /** What its states have agreed between them; null where not all have released it. */
  arrangement: ArrangementLine | null;
};

const mostRelated = 5;

/** One entry of the library. Throws NOT_FOUND for a code that the publication does not have. */
export async function getLibraryItem(
  context: PublicContext,
  input: { publication?: number | undefined; code: string },
): Promise<LibraryItemAnswer> {
  const publication = await requirePublication(context, input.publication);
  const documents = await readDocuments(context.published, publication.number, 'library', 'lists', 'plan');
  const recommendations = await readDocument(context.published, publication.number, 'recommendations');
  const arrangements = await readDocument(context.published, publication.number, 'arrangements');
  const source = { recommendations, library: documents.library };
  const all = listPublishedLibrary(documents);
  const item = all.find(({ code }) => code === input.code);
  if (!item) {
    throw new DomainError(
      'NOT_FOUND',
      `There is no entry ${input.code} in the library of publication ${publication.number}.`,
    );
  }
  const shares = (mine: readonly string[], theirs: readonly string[]) =>
    mine.filter((code) => theirs.includes(code)).length;
  const related = all.filter(
    (other) =>
      other.code !== item.code &&
      (shares(item.activities, other.activities) > 0 || shares(item.states, other.states) > 1),
  );
  return {
    publication,
    item,
    names: listLibraryNames(documents),
    drivers: isStudy(item) ? listEntryDrivers(item, documents.lists, documents.plan.activities) : [],
    related: related.slice(0, mostRelated),
    recommendations: listPublishedRecommendations(source, publication.publishedAt.slice(0, 10)).filter(
      (line) => line.item === item.code,
    ),
    absence: decideAbsence(source, item),
    arrangement:
      listArrangementLines(arrangements, documents.library).find((line) => line.item === item.code) ?? null,
  };
}
