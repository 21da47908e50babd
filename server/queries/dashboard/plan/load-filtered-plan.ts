import type { StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import {
  buildPlanStatus,
  listPlanYears,
  type PlanStatus,
  type ActivityWithStatus,
  type Round,
  planStatusKinds,
} from '#server/domain/plan/plan-status.calculations.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import {
  listUnknownCodes,
  matchesFilter,
  noStatusCodes,
  type PlanFilter,
  type PlanFilterCodes,
  type PlanFilterName,
} from './plan-filter.rules.ts';
import { type Area, asReporter, asStatusWord, type Objective, type Reporter } from './plan-parts.ts';

/** `activities` are all of the publication, as they stand in `round`. */
export type FilteredPlan = PlanStatus & {
  statuses: StatusWord[];
  areas: Area[];
  objectives: Objective[];
  /** States by name, then bodies by acronym. */
  reporters: Reporter[];
  partners: Area[];
  lenses: Area[];
  tags: Area[];
  /** The years of the plan, first to last. */
  years: number[];
  /** Those activities that the filter means, in the order of the plan. */
  meant: ActivityWithStatus[];
  /** The round in which the plan is seen: the one of the filter, or the newest. */
  round: Round;
  /** Parts of the filter that name something which the publication does not have; nothing is meant then. */
  unknown: { name: PlanFilterName; code: string }[];
};

/** A publication's plan narrowed by a filter: the page and every file of the plan read it here. */
export async function loadFilteredPlan(
  { published }: PublicContext,
  { number }: Pick<Publication, 'number'>,
  filter: PlanFilter,
): Promise<FilteredPlan> {
  const documents = await readDocuments(published, number, ...planStatusKinds, 'lists');
  const { publication, lists, plan } = documents;
  const { rounds, newest, find, activities: standing } = buildPlanStatus(documents);
  const round = rounds.find(({ code }) => code === filter.round) ?? newest;
  const activities = standing.map((activity) => ({ ...activity, stand: find(activity, round) }));
  const years = listPlanYears(publication.plan);
  const codesOf = (rows: readonly { code: string }[]) => rows.map(({ code }) => code);
  const bodies = codesOf(lists.reporters.filter(({ kind }) => kind === 'body'));
  const codes: PlanFilterCodes = {
    area: codesOf(plan.areas),
    objective: codesOf(plan.objectives),
    status: [...codesOf(lists.statuses), ...Object.values(noStatusCodes)],
    late: ['yes'],
    lead: bodies,
    body: bodies,
    state: codesOf(lists.reporters.filter(({ kind }) => kind === 'state')),
    partner: lists.partners.map(({ slug }) => slug),
    lens: codesOf(lists.lenses),
    tag: codesOf(lists.tags),
    year: years.map(String),
    round: codesOf(rounds),
  };
  const unknown = listUnknownCodes(filter, codes);
  const late = new Set(codesOf(lists.statuses.filter(({ isLate }) => isLate)));
  const meant =
    unknown.length > 0
      ? []
      : activities.filter((activity) => matchesFilter(activity, activity.stand, filter, late));
  return {
    statuses: lists.statuses.map(asStatusWord),
    areas: plan.areas,
    objectives: plan.objectives.map(({ code, area, title }) => ({ code, area, title })),
    reporters: lists.reporters.map(asReporter),
    partners: lists.partners.map(({ slug, name }) => ({ code: slug, title: name })),
    lenses: lists.lenses.map(({ code, title }) => ({ code, title })),
    tags: lists.tags.map(({ code, name }) => ({ code, title: name })),
    years,
    activities,
    meant,
    rounds,
    newest,
    round,
    find,
    unknown,
  };
}
