import { and, eq } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { publishedActivity, publishedNarrative } from '#db/schema/published.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { requirePublication } from '../scope.ts';
import { groupByObjective, type ListedObjective } from './group-activities.ts';
import { type LinkedIndicator, listLinkedIndicators } from './list-linked-indicators.ts';
import { type Area, listAreas, listObjectives, listStatusWords } from './load-plan.ts';
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
  /** What lead bodies have released about the difficulties of activities, by activity. */
  challenges: Record<string, string>;
  indicators: LinkedIndicator[];
};

/** One thematic area in a publication. Throws NOT_FOUND for a code that it does not have. */
export async function getArea(
  { connections }: UseCaseContext,
  input: { code: string; publication?: number | undefined },
): Promise<AreaAnswer> {
  const database = connections.public;
  const publication = await requirePublication(database, input.publication);
  const { number } = publication;
  const areas = await listAreas(database, number);
  const area = areas.find(({ code }) => code === input.code);
  if (!area) {
    throw new DomainError('NOT_FOUND', `There is no thematic area ${input.code} in publication ${number}.`);
  }
  const [statuses, objectives, indicators, challenges, { activities, rounds, newest, find }] =
    await Promise.all([
      listStatusWords(database, number),
      listObjectives(database, number),
      listLinkedIndicators(database, number, publication.roundCode, { area: area.code }),
      listChallenges(database, number, publication.roundCode, area.code),
      loadStanding(database, publication, area.code),
    ]);
  const late = new Set(statuses.filter(({ isLate }) => isLate).map(({ code }) => code));
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
    challenges: Object.fromEntries(
      activities
        .filter(({ stand }) => stand.status !== null && late.has(stand.status))
        .flatMap(({ code }) => {
          const words = challenges.get(code);
          return words ? [[code, words]] : [];
        }),
    ),
    indicators,
  };
}

/** The released words of lead bodies about what stands in the way, in one round. */
async function listChallenges(
  database: Reader,
  publication: number,
  round: string,
  area: string,
): Promise<Map<string, string>> {
  const rows = await database
    .select({ activity: publishedNarrative.activityCode, words: publishedNarrative.challenges })
    .from(publishedNarrative)
    .innerJoin(
      publishedActivity,
      and(
        eq(publishedActivity.publication, publishedNarrative.publication),
        eq(publishedActivity.code, publishedNarrative.activityCode),
        eq(publishedActivity.lead, publishedNarrative.reporterCode),
      ),
    )
    .where(
      and(
        eq(publishedNarrative.publication, publication),
        eq(publishedNarrative.roundCode, round),
        eq(publishedActivity.areaCode, area),
      ),
    );
  return new Map(rows.map(({ activity, words }) => [activity, words]));
}
