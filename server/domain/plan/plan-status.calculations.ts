import type {
  Amendment,
  DocumentBody,
  Header,
  PlanDocument,
  PublishedActivity,
  PublishedRound,
} from '../publication/documents.ts';
import {
  buildActivityStatus,
  type ActivityEnd,
  type ActivityStatus,
} from './activity-status.calculations.ts';

/**
 * A round with its period: `year` is that of the first day, `start` and `end` are ISO dates, both inclusive.
 */
export type Round = { code: string; title: string; year: number; start: string; end: string };

/** Looks up the status of an activity in a round of the publication. */
export type FindStatus = (
  activity: { code: string; years: readonly number[] },
  round: Round,
) => ActivityStatus;

export type ActivityWithStatus = PublishedActivity & { stand: ActivityStatus };

/** The activities of a publication with their status in its newest round, and its rounds. */
export type PlanStatus = {
  /** In the order of the plan. */
  activities: ActivityWithStatus[];
  /** Oldest first. */
  rounds: Round[];
  newest: Round;
  find: FindStatus;
};

export type PlanStatusDocuments = {
  publication: Header;
  rounds: DocumentBody<'rounds'>;
  plan: PlanDocument;
  statuses: DocumentBody<'statuses'>;
  amendments: readonly Amendment[];
};

/** Their kinds, for whoever reads them. */
export const planStatusKinds = ['publication', 'rounds', 'plan', 'statuses', 'amendments'] as const;

export const toRound = ({ code, title, periodStart, periodEnd }: PublishedRound): Round => ({
  code,
  title,
  start: periodStart,
  end: periodEnd,
  year: Number(periodStart.slice(0, 4)),
});

/** The amendments by which activities leave a plan. */
const ends: readonly string[] = ['ended', 'merged', 'split'] satisfies ActivityEnd[];

/** Lists the activities of a plan that have not left it by the newest round: those that totals count. */
export const listRunning = (documents: PlanStatusDocuments): ActivityWithStatus[] =>
  buildPlanStatus(documents).activities.filter(({ stand }) => stand.left === undefined);

/**
 * Returns a look-up of how an activity has left the plan by a round: it was taken out, merged or split, by an amendment
 * that counts from this round or an earlier one. Undefined for one that is still in it.
 */
export function findEndInRound({
  amendments,
  rounds,
}: Pick<PlanStatusDocuments, 'amendments' | 'rounds'>): (
  activity: string,
  round: string,
) => ActivityEnd | undefined {
  const order = new Map(rounds.map(({ code }, at) => [code, at]));
  const turns = Map.groupBy(
    amendments.filter(
      ({ subject, kind }) => subject === 'activity' && (ends.includes(kind) || kind === 'resumed'),
    ),
    ({ code }) => code,
  );
  return (activity, round) => {
    const at = order.get(round) ?? -1;
    // Oldest first: the last one that counts by then says how it is.
    const last = turns.get(activity)?.findLast(({ fromRound }) => (order.get(fromRound) ?? Infinity) <= at);
    return last && ends.includes(last.kind) ? (last.kind as ActivityEnd) : undefined;
  };
}

/** Returns a look-up of an activity's status in each round, by the statuses and amendments of a publication. */
export function findStatusOfRound(
  documents: Pick<PlanStatusDocuments, 'statuses' | 'amendments' | 'rounds'>,
): FindStatus {
  const findEnd = findEndInRound(documents);
  return ({ code, years }, round) => {
    const row = documents.statuses[code]?.[round.code];
    return buildActivityStatus(
      years,
      round.year,
      row && { statusCode: row.status, carriedFrom: row.carriedFrom },
      findEnd(code, round.code),
    );
  };
}

/** Builds the status of each activity in the newest round, with a look-up for the others. */
export function buildPlanStatus(documents: PlanStatusDocuments): PlanStatus {
  const { publication, plan } = documents;
  const rounds = documents.rounds.map(toRound);
  const find = findStatusOfRound(documents);
  const newest = rounds.find(({ code }) => code === publication.round) ?? {
    code: publication.round,
    title: publication.round,
    year: Number(publication.plan.endsOn.slice(0, 4)),
    start: publication.plan.startsOn,
    end: publication.plan.endsOn,
  };
  return {
    activities: plan.activities.map((activity) => ({ ...activity, stand: find(activity, newest) })),
    rounds,
    newest,
    find,
  };
}

/** Lists the years of a plan, first to last. */
export function listPlanYears({ startsOn, endsOn }: Header['plan']): number[] {
  const first = Number(startsOn.slice(0, 4));
  const last = Number(endsOn.slice(0, 4));
  return Array.from({ length: Math.max(0, last - first) + 1 }, (_, at) => first + at);
}
