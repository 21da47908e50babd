import { DomainError } from '#server/domain/error/domain-error.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import {
  countStatuses,
  type StatusCounts,
  type StatusWord,
} from '#server/domain/plan/activity-status.calculations.ts';
import { buildPlanStatus, planStatusKinds } from '#server/domain/plan/plan-status.calculations.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { requirePublication } from '#server/queries/dashboard/scope.ts';
import {
  groupByObjective,
  type ListedObjective,
  type Area,
  toStatusWord,
  type LinkedIndicator,
  listLinkedIndicators,
} from './plan-parts.ts';
import { type LateActivity, loadLate } from './load-released-words.ts';
import { type PublicationSummary, summarisePublication } from './get-scope.query.ts';

export type AreaAnswer = {
  publication: PublicationSummary;
  statuses: StatusWord[];
  area: Area;
  /** All areas, to step to the next. */
  areas: Area[];
  counts: StatusCounts;
  /** Oldest first. */
  rounds: { code: string; title: string; counts: StatusCounts }[];
  objectives: ListedObjective[];
  /** In the order of the plan. */
  late: LateActivity[];
  indicators: LinkedIndicator[];
  /** "timeline.A" and "activities-by-round.A". */
  figures: Record<string, DrawnFigure>;
};

/** One thematic area in a publication. Throws NOT_FOUND for a code that it does not have. */
export async function getArea(
  context: PublicContext,
  input: { code: string; publication?: number | undefined; language?: LanguageCode | undefined },
): Promise<AreaAnswer> {
  const publication = await requirePublication(context, input.publication);
  const { number } = publication;
  const documents = await readDocuments(
    context.published,
    number,
    ...planStatusKinds,
    'lists',
    'indicators',
    'totals',
  );
  const { lists, plan } = documents;
  const area = plan.areas.find(({ code }) => code === input.code);
  if (!area) {
    throw new DomainError('NOT_FOUND', `There is no thematic area ${input.code} in publication ${number}.`);
  }
  const { rounds, newest, find, ...standing } = buildPlanStatus(documents);
  const activities = standing.activities.filter((each) => each.area === area.code);
  const [figures, late] = await Promise.all([
    loadFigures(
      context,
      publication,
      [`timeline.${area.code}`, `activities-by-round.${area.code}`],
      input.language,
    ),
    loadLate(context, number, lists, activities, newest.code),
  ]);
  return {
    publication: summarisePublication(publication, newest.title),
    statuses: lists.statuses.map(toStatusWord),
    area,
    areas: plan.areas,
    counts: countStatuses(activities.map(({ stand }) => stand)),
    rounds: rounds.map((round) => ({
      code: round.code,
      title: round.title,
      counts: countStatuses(activities.map((activity) => find(activity, round))),
    })),
    objectives: groupByObjective(plan.objectives, activities),
    late,
    indicators: listLinkedIndicators(
      documents,
      publication.roundCode,
      (indicator) => indicator.area === area.code,
    ),
    figures,
  };
}
