import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  findLongestOverdue,
  listOutcomes,
  type Outcome,
} from '#server/domain/recommendation/outcome.rules.ts';
import type {
  Recommendation,
  RecommendationLists,
} from '#server/domain/recommendation/recommendation.schema.ts';
import { type LibraryEntry, listVisibleEntries } from '#server/loaders/library/load-library-entries.ts';
import {
  type LearningAboutRecommendation,
  listLearningAbout,
  loadRecommendationLists,
  loadRecommendations,
  loadRecommendationVersions,
  type RecommendationRevision,
} from '#server/loaders/recommendation/load-recommendations.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type ListedRecommendation = Recommendation & { outcomes: Outcome[] };

export type RecommendationsPage = { entry: LibraryEntry; recommendations: ListedRecommendation[] };

/** An entry of the library with its recommendations and what became of them. Throws NOT_FOUND. */
export function listRecommendations(
  context: OperationContext,
  input: { item: string },
): Promise<RecommendationsPage> {
  return runOperation(context, { permission: 'recommendation.read' }, {}, async ({ tx }) => {
    const entry = await findEntry(tx, input.item);
    const all = await loadRecommendations(tx, { item: input.item });
    return { entry, recommendations: all.map((one) => withOutcomes(one, context)) };
  });
}

export type AllRecommendations = {
  recommendations: (ListedRecommendation & { item: string; itemTitle: string })[];
  /** How many there are before they are narrowed, and how many of them are overdue. */
  total: number;
  overdue: number;
};

/** The recommendations of every study and event, those that are overdue longest first; or only these. */
export function listAllRecommendations(
  context: OperationContext,
  input: { overdue?: boolean | undefined },
): Promise<AllRecommendations> {
  return runOperation(context, { permission: 'recommendation.read' }, {}, async ({ tx }) => {
    const titles = new Map((await listVisibleEntries(tx, sql`true`)).map(({ code, title }) => [code, title]));
    const all = (await loadRecommendations(tx)).map((one) => ({
      ...withOutcomes(one, context),
      item: one.item,
      itemTitle: titles.get(one.item) ?? one.item,
    }));
    const late = all.filter((one) => findLongestOverdue(one) !== null);
    const recommendations = (input.overdue ? late : all).toSorted((a, b) =>
      (findLongestOverdue(a) ?? '9').localeCompare(findLongestOverdue(b) ?? '9'),
    );
    return { recommendations, total: all.length, overdue: late.length };
  });
}

export type RecommendationPage = {
  entry: LibraryEntry;
  /** What was learned from the plan and agreed on because of it. */
  learning: LearningAboutRecommendation[];
  lists: RecommendationLists;
  recommendation: ListedRecommendation | null;
  /** Newest first. */
  history: RecommendationRevision[];
};

/**
 * One recommendation with its history and the lists for its forms; without a code the lists for a new one. Throws
 * NOT_FOUND.
 */
export function getRecommendation(
  context: OperationContext,
  input: { item: string; code?: string | undefined },
): Promise<RecommendationPage> {
  return runOperation(context, { permission: 'recommendation.read' }, {}, async ({ tx }) => {
    const entry = await findEntry(tx, input.item);
    const lists = await loadRecommendationLists(tx);
    if (input.code === undefined) return { entry, lists, learning: [], recommendation: null, history: [] };
    const [found] = await loadRecommendations(tx, { item: input.item, code: input.code });
    if (!found) throw new DomainError('NOT_FOUND', 'This recommendation does not exist.');
    return {
      entry,
      lists,
      learning: await listLearningAbout(tx, `${input.item}/${input.code}`),
      recommendation: withOutcomes(found, context),
      history: await loadRecommendationVersions(tx, input.item, input.code),
    };
  });
}

async function findEntry(tx: Transaction, code: string): Promise<LibraryEntry> {
  const [entry] = await listVisibleEntries(tx, sql`i.code = ${code}`);
  if (!entry) throw new DomainError('NOT_FOUND', 'There is no such entry in the library.');
  return entry;
}

const withOutcomes = (one: Recommendation, context: OperationContext): ListedRecommendation => ({
  ...one,
  outcomes: listOutcomes(one, context.now().toISOString().slice(0, 10)),
});
