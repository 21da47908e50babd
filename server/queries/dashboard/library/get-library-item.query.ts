import { DomainError } from '#server/domain/error/domain-error.ts';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { type Publication, requirePublication } from '../scope.ts';
import { listNames, type LibraryNames } from './list-names.ts';
import { type LibraryLine, loadLibraryItems } from './load-library.ts';

export type LibraryItemAnswer = {
  publication: Publication;
  item: LibraryLine;
  names: LibraryNames;
  /** Other entries that share an activity or a pair of states with it, at most five, newest first. */
  related: LibraryLine[];
};

const mostRelated = 5;

/** One entry of the library. Throws NOT_FOUND for a code that the publication does not have. */
export async function getLibraryItem(
  { connections }: UseCaseContext,
  input: { publication?: number | undefined; code: string },
): Promise<LibraryItemAnswer> {
  const database = connections.public;
  const publication = await requirePublication(database, input.publication);
  const [all, names] = await Promise.all([
    loadLibraryItems(database, publication.number),
    listNames(database, publication.number),
  ]);
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
  return { publication, item, names, related: related.slice(0, mostRelated) };
}
