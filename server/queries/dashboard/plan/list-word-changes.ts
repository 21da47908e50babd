import type { Lists } from '#server/domain/publication/documents.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/** A status that an earlier publication called otherwise, or counted otherwise. */
export type WordChange = {
  code: string;
  /** The newest publication in which it was otherwise. */
  publication: number;
  before: string;
  now: string;
  /** Whether it counts as late, done or on track other than then. */
  countsOtherwise: boolean;
};

type Status = Lists['statuses'][number];

/**
 * Statuses whose word or meaning is not that of earlier publications of the plan, so that rounds before compare with
 * care. Those that were otherwise most recently come first.
 */
export async function listWordChanges(
  { published }: PublicContext,
  { number, planCode }: Pick<Publication, 'number' | 'planCode'>,
): Promise<WordChange[]> {
  const [{ lists }, { publications }] = await Promise.all([
    readDocuments(published, number, 'lists'),
    published.list(),
  ]);
  const earlier = publications
    .filter((each) => each.plan.code === planCode && each.number < number)
    .toReversed();
  const listsBefore = await Promise.all(
    earlier.map((each) => readDocuments(published, each.number, 'lists')),
  );
  const changes = new Map<string, WordChange>();
  for (const [at, before] of listsBefore.entries()) {
    const then = new Map(before.lists.statuses.map((status) => [status.code, status]));
    for (const status of lists.statuses) {
      const { code, label } = status;
      const old = then.get(code);
      if (!old || changes.has(code)) continue;
      const countsOtherwise = countsDifferently(status, old);
      if (old.label === label && !countsOtherwise) continue;
      const publication = earlier[at]?.number ?? 0;
      changes.set(code, { code, publication, before: old.label, now: label, countsOtherwise });
    }
  }
  return [...changes.values()];
}

const countsDifferently = (one: Status, other: Status): boolean =>
  one.isLate !== other.isLate || one.isDone !== other.isDone || one.isOnTrack !== other.isOnTrack;
