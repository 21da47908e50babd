import { DomainError } from '#server/domain/error/domain-error.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import { countStands, type StandCounts, type StatusWord } from '#server/domain/plan/stand.calculations.ts';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { requirePublication } from '../scope.ts';
import { groupByObjective, type ListedActivity } from './group-activities.ts';
import { type LinkedIndicator, listLinkedIndicators } from './list-linked-indicators.ts';
import { type Area, listAreas, listObjectives, listReporters, listStatusWords } from './load-plan.ts';
import { type LateActivity, listLate, loadReleasedWords } from './load-released-words.ts';
import { loadStanding } from './load-standing.ts';
import { type PublicationSummary, summarisePublication } from './summarise-publication.ts';

export type ObjectiveAnswer = {
  publication: PublicationSummary;
  statuses: StatusWord[];
  objective: Area;
  area: Area;
  /** All objectives of the area, to step to the next. */
  objectives: Area[];
  counts: StandCounts;
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
  context: UseCaseContext,
  input: { code: string; publication?: number | undefined; language?: LanguageCode | undefined },
): Promise<ObjectiveAnswer> {
  const database = context.connections.public;
  const publication = await requirePublication(database, input.publication);
  const { number } = publication;
  const objectives = await listObjectives(database, number);
  const objective = objectives.find(({ code }) => code === input.code);
  if (!objective) {
    throw new DomainError('NOT_FOUND', `There is no objective ${input.code} in publication ${number}.`);
  }
  const [statuses, areas, reporters, indicators, standing, figures] = await Promise.all([
    listStatusWords(database, number),
    listAreas(database, number),
    listReporters(database, number),
    listLinkedIndicators(database, number, publication.roundCode, { objective: objective.code }),
    loadStanding(database, publication, objective.area),
    loadFigures(context, publication, [`timeline.${objective.code}`], input.language),
  ]);
  const { newest } = standing;
  const activities = standing.activities.filter((each) => each.objective === objective.code);
  const findWords = await loadReleasedWords(
    database,
    number,
    reporters,
    activities.map(({ code }) => code),
  );
  const named = ({ code, title }: Area): Area => ({ code, title });
  return {
    publication: summarisePublication(publication, newest.title),
    statuses,
    objective: named(objective),
    area: named(
      areas.find(({ code }) => code === objective.area) ?? { code: objective.area, title: objective.area },
    ),
    objectives: objectives.filter(({ area }) => area === objective.area).map(named),
    counts: countStands(activities.map(({ stand }) => stand)),
    activities: groupByObjective([objective], activities).flatMap((each) => each.activities),
    late: listLate(activities, statuses, newest.code, findWords),
    indicators,
    figures,
  };
}
