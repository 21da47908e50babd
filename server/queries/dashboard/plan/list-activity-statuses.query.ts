import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { requirePublication } from '../scope.ts';
import { loadFilteredPlan } from './load-filtered-plan.ts';
import type { PlanFilter } from './plan-filter.rules.ts';
import { type PublicationSummary, summarisePublication } from './summarise-publication.ts';

/** One activity in one round, with every code spelled out: a line of a file. */
export type ActivityStatusLine = {
  area: string;
  areaTitle: string;
  objective: string;
  objectiveTitle: string;
  activity: string;
  activityTitle: string;
  lead: string;
  leadName: string;
  years: number[];
  tags: string[];
  lenses: string[];
  round: string;
  roundTitle: string;
  state: 'reported' | 'carried' | 'not_reported' | 'not_due';
  status: string | null;
  statusLabel: string | null;
  carriedFrom: string | null;
};

/**
 * How every activity that the filter means stood in every round of a publication, in the order of the plan. A filter
 * by status looks at the newest round, or at the round that the filter names: then only that round is listed. Throws NOT_FOUND while nothing is published.
 */
export async function listActivityStatuses(
  { connections }: UseCaseContext,
  input: PlanFilter & { publication?: number | undefined },
): Promise<{ publication: PublicationSummary; lines: ActivityStatusLine[] }> {
  const database = connections.public;
  const publication = await requirePublication(database, input.publication);
  const plan = await loadFilteredPlan(database, publication, input);
  const { statuses, areas, objectives, reporters, meant, rounds, newest, find } = plan;
  const shown = input.round === undefined ? rounds : [plan.round];
  const labels = new Map(statuses.map(({ code, label }) => [code, label]));
  const areaTitles = new Map(areas.map(({ code, title }) => [code, title]));
  const objectiveTitles = new Map(objectives.map(({ code, title }) => [code, title]));
  const names = new Map(reporters.map(({ code, name }) => [code, name]));
  return {
    publication: summarisePublication(publication, newest.title),
    lines: meant.flatMap((activity) =>
      shown.map((round): ActivityStatusLine => {
        const { status, carriedFrom, due } = find(activity, round);
        return {
          area: activity.area,
          areaTitle: areaTitles.get(activity.area) ?? '',
          objective: activity.objective,
          objectiveTitle: objectiveTitles.get(activity.objective) ?? '',
          activity: activity.code,
          activityTitle: activity.title,
          lead: activity.lead,
          leadName: names.get(activity.lead) ?? '',
          years: activity.years,
          tags: activity.tags,
          lenses: activity.lenses,
          round: round.code,
          roundTitle: round.title,
          state: status === null ? (due ? 'not_reported' : 'not_due') : carriedFrom ? 'carried' : 'reported',
          status,
          statusLabel: status === null ? null : (labels.get(status) ?? status),
          carriedFrom,
        };
      }),
    ),
  };
}
