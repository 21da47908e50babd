import {
  countTargets,
  findJudgedYear,
  type ListedTarget,
  listTargets,
  type TargetCounts,
} from '#server/domain/finding/target-list.calculations.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { type PublicationSummary, summariseWith } from '#server/queries/dashboard/plan/get-scope.query.ts';
import { resolvePublication } from '#server/queries/dashboard/scope.ts';

export type TargetList = {
  publication: PublicationSummary;
  /** The year that the publication judges; null for a plan without targets. */
  year: number | null;
  counts: TargetCounts;
  /** Of all years, in the order of the plan. */
  targets: ListedTarget[];
};

/**
 * Every target of the plan with its outcome, as one publication shows it; `publication` is null while nothing is
 * published. Throws as `resolvePublication`.
 */
export async function listPublishedTargets(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<TargetList | { publication: null }> {
  const publication = await resolvePublication(context, input.publication);
  if (!publication) return { publication: null };
  const documents = await readDocuments(
    context.published,
    publication.number,
    'rounds',
    'indicators',
    'totals',
    'comparability',
  );
  const targets = listTargets(documents);
  const judged = findJudgedYear(targets, documents.rounds);
  return {
    publication: summariseWith(publication, documents.rounds),
    year: judged?.year ?? null,
    counts: judged?.counts ?? countTargets([]),
    targets,
  };
}
