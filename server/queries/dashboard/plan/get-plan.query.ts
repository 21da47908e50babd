import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import {
  countStatuses,
  type StatusCounts,
  type StatusWord,
} from '#server/domain/plan/activity-status.calculations.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { resolvePublication } from '#server/queries/dashboard/scope.ts';
import { groupByArea, type ListedArea, type Area, type Objective } from './plan-parts.ts';
import { type FilteredPlan, loadFilteredPlan, type PlanFilter, type PlanFilterName } from './filter-plan.ts';
import { type PublicationSummary, summarisePublication } from './get-scope.query.ts';

/** What the plan can be narrowed to: everything that occurs in it, whether or not it is narrowed now. */
export type PlanChoices = {
  areas: Area[];
  objectives: Objective[];
  /** Bodies that lead an activity, and bodies that lead or cooperate, by acronym. */
  leads: Area[];
  bodies: Area[];
  states: Area[];
  partners: Area[];
  lenses: Area[];
  tags: Area[];
  years: number[];
  /** Oldest first. */
  rounds: Area[];
};

export type PlanAnswer = {
  publication: PublicationSummary;
  statuses: StatusWord[];
  choices: PlanChoices;
  /** The round in which the plan is seen. */
  round: { code: string; title: string };
  /** Parts of the filter that name something which the publication does not have. */
  unknown: { name: PlanFilterName; code: string }[];
  /** Only what the filter means, in the order of the plan. */
  areas: ListedArea[];
  counts: StatusCounts;
  /** How the activities of each area stand that the filter means. */
  areaCounts: (Area & { counts: StatusCounts })[];
  /** Activities that the filter means, and all of the plan; those that have left it included. */
  meant: number;
  total: number;
  /**
   * The timeline, where the plan is whole or narrowed to an area and nothing else; of the whole plan the picture at a
   * glance and the rounds too. A plan of very many activities has no picture of each.
   */
  figures: Record<string, DrawnFigure>;
};

/**
 * The plan with its objectives and activities, narrowed by a filter, as it stands in the newest round of a
 * publication or in the round that the filter names; `publication` is null while nothing is published.
 */
export async function getPlan(
  context: PublicContext,
  input: PlanFilter & { publication?: number | undefined; language?: LanguageCode | undefined },
): Promise<PlanAnswer | { publication: null }> {
  const publication = await resolvePublication(context, input.publication);
  if (!publication) return { publication: null };
  const { publication: _number, language, ...filter } = input;
  const plan = await loadFilteredPlan(context, publication, filter);
  const { statuses, areas, objectives, activities, meant, newest, round, unknown } = plan;
  return {
    publication: summarisePublication(publication, newest.title),
    statuses,
    choices: listChoices(plan),
    round: { code: round.code, title: round.title },
    unknown,
    areas: groupByArea(areas, objectives, meant),
    counts: countStatuses(meant.map(({ stand }) => stand)),
    areaCounts: areas.map((area) => ({
      ...area,
      counts: countStatuses(meant.filter((each) => each.area === area.code).map(({ stand }) => stand)),
    })),
    meant: meant.length,
    total: activities.length,
    figures: await loadFigures(context, publication, listFigureIds(filter, activities.length), language),
  };
}

/** The figures that show what the filter means, no more and no less. */
function listFigureIds(filter: PlanFilter, activities: number): string[] {
  const { area, ...others } = filter;
  if (Object.values(others).some((code) => code !== undefined)) return [];
  if (area !== undefined) return [`timeline.${area}`];
  return ['timeline', 'activities-by-round', ...(activities <= mostAtAGlance ? ['plan-at-a-glance'] : [])];
}

/** Up to so many activities are seen in one picture, a symbol each; more would be a wall of symbols. */
const mostAtAGlance = 400;

function listChoices(plan: FilteredPlan): PlanChoices {
  const { activities, reporters } = plan;
  const occurring = (codesOf: (activity: (typeof activities)[number]) => string[]) =>
    new Set(activities.flatMap(codesOf));
  const named = (kind: 'state' | 'body', codes: ReadonlySet<string>): Area[] =>
    reporters
      .filter((reporter) => reporter.kind === kind && codes.has(reporter.code))
      .map(({ code, name }) => ({ code, title: name }));
  const among = <Row extends { code: string }>(rows: readonly Row[], codes: ReadonlySet<string>) =>
    rows.filter(({ code }) => codes.has(code));
  return {
    areas: plan.areas,
    objectives: among(
      plan.objectives,
      occurring(({ objective }) => [objective]),
    ),
    leads: named(
      'body',
      occurring(({ lead }) => [lead]),
    ),
    bodies: named(
      'body',
      occurring(({ lead, cooperating }) => [lead, ...cooperating]),
    ),
    states: named(
      'state',
      occurring(({ states }) => states),
    ),
    partners: among(
      plan.partners,
      occurring(({ partners }) => partners),
    ),
    lenses: plan.lenses,
    tags: among(
      plan.tags,
      occurring(({ tags }) => tags),
    ),
    years: plan.years,
    rounds: plan.rounds.map(({ code, title }) => ({ code, title })),
  };
}
