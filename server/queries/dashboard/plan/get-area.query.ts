import { DomainError } from '#server/domain/error/domain-error.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { requirePublication } from '../scope.ts';
import { groupByObjective, type ListedObjective } from './group-activities.ts';
import { type LinkedIndicator, listLinkedIndicators } from './list-linked-indicators.ts';
import { type Area, listAreas, listObjectives, listReporters, listStatusWords } from './load-plan.ts';
import { type LateActivity, listLate, loadReleasedWords } from './load-released-words.ts';
import { loadStanding } from './load-standing.ts';
import { countStands, type StandCounts, type StatusWord } from '#server/domain/plan/stand.calculations.ts';
import { type PublicationSummary, summarisePublication } from './summarise-publication.ts';

export type AreaAnswer = {
  publication: PublicationSummary;
  statuses: StatusWord[];
  area: Area;
  /** All areas, to step to the next. */
  areas: Area[];
  counts: StandCounts;
  /** Oldest first. */
  rounds: { code: string; title: string; counts: StandCounts }[];
  objectives: ListedObjective[];
  /** In the order of the plan. */
  late: LateActivity[];
  indicators: LinkedIndicator[];
  /** "timeline.A" and "activities-by-round.A". */
  figures: Record<string, DrawnFigure>;
};

/** One thematic area in a publication. Throws NOT_FOUND for a code that it does not have. */
export async function getArea(
  context: UseCaseContext,
  input: { code: string; publication?: number | undefined; language?: LanguageCode | undefined },
): Promise<AreaAnswer> {
  const database = context.connections.public;
  const publication = await requirePublication(database, input.publication);
  const { number } = publication;
  const areas = await listAreas(database, number);
  const area = areas.find(({ code }) => code === input.code);
  if (!area) {
    throw new DomainError('NOT_FOUND', `There is no thematic area ${input.code} in publication ${number}.`);
  }
  const [statuses, objectives, reporters, indicators, { activities, rounds, newest, find }, figures] =
    await Promise.all([
      listStatusWords(database, number),
      listObjectives(database, number),
      listReporters(database, number),
      listLinkedIndicators(database, number, publication.roundCode, { area: area.code }),
      loadStanding(database, publication, area.code),
      loadFigures(
        context,
        publication,
        [`timeline.${area.code}`, `activities-by-round.${area.code}`],
        input.language,
      ),
    ]);
  const findWords = await loadReleasedWords(
    database,
    number,
    reporters,
    activities.map(({ code }) => code),
  );
  return {
    publication: summarisePublication(publication, newest.title),
    statuses,
    area,
    areas,
    counts: countStands(activities.map(({ stand }) => stand)),
    rounds: rounds.map((round) => ({
      code: round.code,
      title: round.title,
      counts: countStands(activities.map((activity) => find(activity, round))),
    })),
    objectives: groupByObjective(objectives, activities),
    late: listLate(activities, statuses, newest.code, findWords),
    indicators,
    figures,
  };
}
