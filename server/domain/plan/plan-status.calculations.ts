import type {
  DocumentBody,
  Header,
  PlanDocument,
  PublishedActivity,
  PublishedRound,
} from '../publication/documents.ts';
import { buildActivityStatus, type ActivityStatus } from './activity-status.calculations.ts';

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
};

/** Their kinds, for whoever reads them. */
export const planStatusKinds = ['publication', 'rounds', 'plan', 'statuses'] as const;

export const toRound = ({ code, title, periodStart, periodEnd }: PublishedRound): Round => ({
  code,
  title,
  start: periodStart,
  end: periodEnd,
  year: Number(periodStart.slice(0, 4)),
});

/** Returns a look-up of an activity's status in each round, by the statuses of a publication. */
export const findStatusOfRound =
  (statuses: DocumentBody<'statuses'>): FindStatus =>
  ({ code, years }, round) => {
    const row = statuses[code]?.[round.code];
    return buildActivityStatus(
      years,
      round.year,
      row && { statusCode: row.status, carriedFrom: row.carriedFrom },
    );
  };

export function buildPlanStatus({
  publication,
  rounds: published,
  plan,
  statuses,
}: PlanStatusDocuments): PlanStatus {
  const rounds = published.map(toRound);
  const find = findStatusOfRound(statuses);
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
