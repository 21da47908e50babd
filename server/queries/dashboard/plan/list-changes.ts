import {
  buildPlanStatus,
  type FindStatus,
  type Round,
  planStatusKinds,
} from '#server/domain/plan/plan-status.calculations.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/** A status as it is said of a change: the words may have been others in the earlier publication. */
export type SaidStatus = { label: string; mark: string };

export type ActivityChange = {
  code: string;
  title: string;
  lead: string;
  /** Null: no status. */
  from: SaidStatus | null;
  to: string | null;
};

export type Changes = {
  since: { number: number; publishedAt: string; round: string };
  /** Activities of both publications that stand differently in the newest round of each. */
  activities: ActivityChange[];
  /** Activities that the earlier publication did not have, and those that this one no longer has. */
  added: { code: string; title: string }[];
  removed: { code: string; title: string }[];
};

/** What is different from the publication of the plan before this one; null for the first. */
export async function listChanges(
  { published }: PublicContext,
  { number, planCode }: Publication,
  now: {
    activities: readonly { code: string; title: string; lead: string; years: number[] }[];
    find: FindStatus;
    round: Round;
  },
): Promise<Changes | null> {
  const { publications } = await published.list();
  const before = publications.findLast((each) => each.plan.code === planCode && each.number < number);
  if (!before) return null;
  const documents = await readDocuments(published, before.number, ...planStatusKinds, 'lists');
  const { activities, find, rounds } = buildPlanStatus(documents);
  const round = rounds.find(({ code }) => code === before.round);
  const said = new Map(documents.lists.statuses.map(({ code, label, mark }) => [code, { label, mark }]));
  const earlier = new Map(activities.map((activity) => [activity.code, activity]));
  const today = new Set(now.activities.map(({ code }) => code));
  const changed: Changes['activities'] = [];
  const added: Changes['added'] = [];
  for (const activity of now.activities) {
    const { code, title, lead } = activity;
    const then = earlier.get(code);
    if (!then || !round) {
      added.push({ code, title });
      continue;
    }
    const from = find(then, round).status;
    const to = now.find(activity, now.round).status;
    if (from === to) continue;
    changed.push({ code, title, lead, from: from === null ? null : (said.get(from) ?? null), to });
  }
  const { publishedAt } = before;
  return {
    since: { number: before.number, publishedAt, round: before.round },
    activities: changed,
    added,
    removed: activities.filter(({ code }) => !today.has(code)).map(({ code, title }) => ({ code, title })),
  };
}
