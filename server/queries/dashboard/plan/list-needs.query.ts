import {
  countNeeds,
  isUrgent,
  listNeeds,
  type NeedingActivity,
  type NeedKind,
} from '#server/domain/finding/needs-help.calculations.ts';
import type { StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import { buildPlanStatus, planStatusKinds } from '#server/domain/plan/plan-status.calculations.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { resolvePublication } from '#server/queries/dashboard/scope.ts';
import { readNamedSupport } from '../support/support-parts.ts';
import { type PublicationSummary, summariseWith } from './get-scope.query.ts';
import { loadReleasedWords, type ReleasedWords } from './load-released-words.ts';
import { toStatusWord } from './plan-parts.ts';

export type NeedsAnswer = {
  publication: PublicationSummary | null;
  statuses: StatusWord[];
  /** Null where nothing is known of support, so that nothing is said of money. */
  hasSupport: boolean;
  counts: Record<NeedKind, number>;
  /** How many activities are in the plan. */
  total: number;
  /** Those that are behind have what their reporters released on what is in the way, and on what comes next. */
  activities: (NeedingActivity & { challenge: ReleasedWords | null })[];
};

/** The activities that need help, and what for. Throws as `resolvePublication`. */
export async function listNeedsOfPlan(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<NeedsAnswer> {
  const found = await resolvePublication(context, input.publication);
  if (!found) {
    const counts = countNeeds([]);
    return { publication: null, statuses: [], hasSupport: false, counts, total: 0, activities: [] };
  }
  const documents = await readDocuments(context.published, found.number, ...planStatusKinds, 'lists');
  const { lists, rounds } = documents;
  const { activities, newest } = buildPlanStatus(documents);
  const statuses = lists.statuses.map(toStatusWord);
  const support = await readNamedSupport(context, found.number, documents);
  const needing = listNeeds(activities, {
    today: newest.end,
    statuses,
    support: support?.entries ?? null,
  });
  const findWords = await loadReleasedWords(
    context,
    found.number,
    lists.reporters,
    needing.filter(isUrgent).map(({ code }) => code),
  );
  return {
    publication: summariseWith(found, rounds),
    statuses,
    hasSupport: support !== null,
    counts: countNeeds(needing),
    total: activities.filter(({ stand }) => stand.left === undefined).length,
    activities: needing.map((activity) => ({
      ...activity,
      challenge: findWords(activity, activity.stand.carriedFrom ?? newest.code, 'challenges'),
    })),
  };
}
