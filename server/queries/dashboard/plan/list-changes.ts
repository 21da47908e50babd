import { and, desc, eq, lt } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { publication } from '#db/schema/published.ts';
import type { Publication } from '../scope.ts';
import { type FindStand, listActivities, listStatusWords, loadStands } from './load-plan.ts';
import { listPublishedRounds, type Round } from './summarise-publication.ts';

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
  database: Reader,
  { number, planCode }: Publication,
  now: {
    activities: readonly { code: string; title: string; lead: string; years: number[] }[];
    find: FindStand;
    round: Round;
  },
): Promise<Changes | null> {
  const [before] = await database
    .select({
      number: publication.number,
      publishedAt: publication.publishedAt,
      round: publication.roundCode,
    })
    .from(publication)
    .where(and(eq(publication.planCode, planCode), lt(publication.number, number)))
    .orderBy(desc(publication.number))
    .limit(1);
  if (!before) return null;
  const [words, activities, find, rounds] = await Promise.all([
    listStatusWords(database, before.number),
    listActivities(database, before.number),
    loadStands(database, before.number),
    listPublishedRounds(database, before.number),
  ]);
  const round = rounds.find(({ code }) => code === before.round);
  const said = new Map(words.map(({ code, label, mark }) => [code, { label, mark }]));
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
  return {
    since: { ...before, publishedAt: new Date(before.publishedAt).toISOString() },
    activities: changed,
    added,
    removed: activities.filter(({ code }) => !today.has(code)).map(({ code, title }) => ({ code, title })),
  };
}
