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
  type ListedActivity,
  type Area,
  toStatusWord,
  type LinkedIndicator,
  listLinkedIndicators,
} from './plan-parts.ts';
import { type LateActivity, loadLate } from './load-released-words.ts';
import { type PublicationSummary, summarisePublication } from './get-scope.query.ts';

export type ObjectiveAnswer = {
  publication: PublicationSummary;
  statuses: StatusWord[];
  objective: Area;
  area: Area;
  /** All objectives of the area, to step to the next. */
  objectives: Area[];
  counts: StatusCounts;
  activities: ListedActivity[];
  /** In the order of the plan. */
  late: LateActivity[];
  /** Published indicators that measure one of its activities. */
  indicators: LinkedIndicator[];
  /** "timeline.A1". */
  figures: Record<string, DrawnFigure>;
};

/** One objective in a publication. Throws NOT_FOUND for a code that it does not have. */
export async function getObjective(
  context: PublicContext,
  input: { code: string; publication?: number | undefined; language?: LanguageCode | undefined },
): Promise<ObjectiveAnswer> {
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
  const objective = plan.objectives.find(({ code }) => code === input.code);
  if (!objective) {
    throw new DomainError('NOT_FOUND', `There is no objective ${input.code} in publication ${number}.`);
  }
  const { newest, ...standing } = buildPlanStatus(documents);
  const activities = standing.activities.filter((each) => each.objective === objective.code);
  const [figures, late] = await Promise.all([
    loadFigures(context, publication, [`timeline.${objective.code}`], input.language),
    loadLate(context, number, lists, activities, newest.code),
  ]);
  const named = ({ code, title }: Area): Area => ({ code, title });
  const measured = new Set(activities.map(({ code }) => code));
  return {
    publication: summarisePublication(publication, newest.title),
    statuses: lists.statuses.map(toStatusWord),
    objective: named(objective),
    area: named(
      plan.areas.find(({ code }) => code === objective.area) ?? {
        code: objective.area,
        title: objective.area,
      },
    ),
    objectives: plan.objectives.filter(({ area }) => area === objective.area).map(named),
    counts: countStatuses(activities.map(({ stand }) => stand)),
    activities: groupByObjective([objective], activities).flatMap((each) => each.activities),
    late,
    indicators: listLinkedIndicators(
      documents,
      publication.roundCode,
      ({ activity }) => activity !== null && measured.has(activity),
    ),
    figures,
  };
}
