import type { Reader } from '#db/client.ts';
import type { Publication } from '../scope.ts';
import type { StandingActivity } from './group-activities.ts';
import { type FindStand, listActivities, loadStands } from './load-plan.ts';
import { listPublishedRounds, type Round } from './summarise-publication.ts';

/** The activities of a publication as they stand in its newest round, with its rounds. */
export async function loadStanding(
  database: Reader,
  publication: Publication,
  area?: string | undefined,
): Promise<{
  activities: StandingActivity[];
  rounds: Round[];
  newest: Round;
  find: FindStand;
}> {
  const [activities, rounds, find] = await Promise.all([
    listActivities(database, publication.number, area),
    listPublishedRounds(database, publication.number),
    loadStands(database, publication.number),
  ]);
  const newest = rounds.find(({ code }) => code === publication.roundCode) ?? {
    code: publication.roundCode,
    title: publication.roundCode,
    year: Number(publication.planEndsOn.slice(0, 4)),
    start: publication.planStartsOn,
    end: publication.planEndsOn,
  };
  return {
    activities: activities.map((activity) => ({ ...activity, stand: find(activity, newest) })),
    rounds,
    newest,
    find,
  };
}
