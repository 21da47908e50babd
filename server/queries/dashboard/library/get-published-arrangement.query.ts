import {
  type ArrangementSubject,
  listArrangementSubjects,
} from '#server/domain/arrangement/list-published-arrangements.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { listLibraryNames } from '#server/domain/library/list-published-library.ts';
import type { PublishedArrangement } from '#server/domain/publication/documents.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { readDocument, readDocuments } from '#server/publications/publication-reader.ts';
import { type Publication, requirePublication } from '#server/queries/dashboard/scope.ts';

export type PublishedArrangementAnswer = {
  publication: Publication;
  title: string;
  summary: string;
  arrangement: Omit<PublishedArrangement, 'accounts' | 'steps'> & { hasAccounts: boolean };
  /** Aims, each followed by its steps. */
  subjects: ArrangementSubject[];
  /** Names of states by code. */
  names: Record<string, string>;
};

/** What states have agreed and done, as all of them have released it. Throws NOT_FOUND. */
export async function getPublishedArrangement(
  context: PublicContext,
  input: { publication?: number | undefined; code: string },
): Promise<PublishedArrangementAnswer> {
  const publication = await requirePublication(context, input.publication);
  const { number } = publication;
  const [documents, arrangements] = await Promise.all([
    readDocuments(context.published, number, 'library', 'lists', 'plan'),
    readDocument(context.published, number, 'arrangements'),
  ]);
  const arrangement = arrangements?.find(({ item }) => item === input.code);
  const entry = documents.library.find(({ code }) => code === input.code);
  if (!arrangement || !entry) {
    throw new DomainError(
      'NOT_FOUND',
      `There is no arrangement ${input.code} in publication ${number} that all its states have released.`,
    );
  }
  const { accounts, steps: _steps, ...rest } = arrangement;
  return {
    publication,
    title: entry.title,
    summary: entry.summary,
    arrangement: { ...rest, hasAccounts: accounts !== null },
    subjects: listArrangementSubjects(arrangement),
    names: listLibraryNames(documents).states,
  };
}
