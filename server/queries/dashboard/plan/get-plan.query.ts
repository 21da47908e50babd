import { eq } from 'drizzle-orm';
import { publishedLens } from '#db/schema/published.ts';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { resolvePublication } from '../scope.ts';
import { groupByArea, type ListedArea } from './group-activities.ts';
import { type Area, listAreas, listObjectives, listStatusWords, listTags } from './load-plan.ts';
import { loadStanding } from './load-standing.ts';
import { matchesFilter, type PlanFilter } from './plan-filter.rules.ts';
import { countStands, type StandCounts, type StatusWord } from '#server/domain/plan/stand.calculations.ts';
import { type PublicationSummary, summarisePublication } from './summarise-publication.ts';

export type PlanAnswer = {
  publication: PublicationSummary;
  statuses: StatusWord[];
  /** What the plan can be narrowed to: everything that occurs in it, whether or not it is narrowed now. */
  choices: { areas: Area[]; leads: string[]; lenses: Area[]; tags: Area[] };
  /** Only what the filter means, in the order of the plan. */
  areas: ListedArea[];
  counts: StandCounts;
  /** Activities in the whole plan. */
  total: number;
};

/**
 * The plan with its objectives and activities, narrowed by a filter, as it stands in the newest round of a
 * publication; `publication` is null while nothing is published.
 */
export async function getPlan(
  { connections }: UseCaseContext,
  input: PlanFilter & { publication?: number | undefined },
): Promise<PlanAnswer | { publication: null }> {
  const database = connections.public;
  const publication = await resolvePublication(database, input.publication);
  if (!publication) return { publication: null };
  const [statuses, areas, objectives, lenses, tags, { activities, newest }] = await Promise.all([
    listStatusWords(database, publication.number),
    listAreas(database, publication.number),
    listObjectives(database, publication.number),
    database
      .select({ code: publishedLens.code, title: publishedLens.title })
      .from(publishedLens)
      .where(eq(publishedLens.publication, publication.number)),
    listTags(database, publication.number),
    loadStanding(database, publication),
  ]);
  const meant = activities.filter((activity) => matchesFilter(activity, activity.stand, input));
  const sorted = (codes: string[]) => [...new Set(codes)].sort((a, b) => a.localeCompare(b, 'en'));
  return {
    publication: summarisePublication(publication, newest.title),
    statuses,
    choices: {
      areas,
      leads: sorted(activities.map(({ lead }) => lead)),
      lenses,
      tags: tags.filter(({ code }) => activities.some((activity) => activity.tags.includes(code))),
    },
    areas: groupByArea(areas, objectives, meant),
    counts: countStands(meant.map(({ stand }) => stand)),
    total: activities.length,
  };
}
