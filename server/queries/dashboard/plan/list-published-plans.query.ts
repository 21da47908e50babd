import { DomainError } from '#server/domain/error/domain-error.ts';
import { findShownPublication } from '#server/domain/publication/withdrawal.rules.ts';
import { countStands, type StandCounts, type StatusWord } from '#server/domain/plan/stand.calculations.ts';
import { listPublications, type ListedPublication } from '../figures/list-publications.query.ts';
import type { PublicContext } from '../figures/figure-row.ts';
import { listPublicationsOfPlans, listWithdrawals, type Publication, requirePublication } from '../scope.ts';
import { listStatusWords } from './load-plan.ts';
import { loadStanding } from './load-standing.ts';

/** A plan with publications, as its newest one shows it. */
export type PublishedPlan = {
  code: string;
  title: string;
  firstYear: number;
  lastYear: number;
  /** Whether it is the one that is shown where no publication is asked for. */
  isLeading: boolean;
  publications: number;
  /** Its newest publication that is not withdrawn; where all are, the newest of them. */
  newest: ListedPublication;
  counts: StandCounts;
  statuses: StatusWord[];
};

export type PublishedPlans = {
  /** The publication that the page stands in; null while nothing is published. */
  publication: Publication | null;
  plans: PublishedPlan[];
};

/** Every plan with publications: the leading one first, then those that start last. Throws as `resolvePublication`. */
export async function listPublishedPlans(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<PublishedPlans> {
  const { publication, publications } = await listPublications(context, input);
  const byPlan = Map.groupBy(publications, ({ plan }) => plan.code);
  const plans = await Promise.all(
    [...byPlan.values()].map(async (listed): Promise<PublishedPlan> => {
      const shown = findShownPublication(
        listed.map(({ number }) => number),
        listed.filter(({ withdrawn }) => withdrawn !== null),
      );
      const newest = listed.find(({ number }) => number === shown);
      if (!newest) throw new Error('A plan that is listed has a publication.');
      return describePlan(context, newest, listed.length);
    }),
  );
  plans.sort((a, b) => Number(b.isLeading) - Number(a.isLeading) || b.firstYear - a.firstYear);
  return { publication, plans };
}

async function describePlan(
  { connections }: PublicContext,
  newest: ListedPublication,
  publications: number,
): Promise<PublishedPlan> {
  const database = connections.public;
  const publication = await requirePublication(database, newest.number);
  const [statuses, { activities }] = await Promise.all([
    listStatusWords(database, newest.number),
    loadStanding(database, publication),
  ]);
  return {
    code: publication.planCode,
    title: publication.planTitle,
    firstYear: Number(publication.planStartsOn.slice(0, 4)),
    lastYear: Number(publication.planEndsOn.slice(0, 4)),
    isLeading: publication.isLeading,
    publications,
    newest,
    counts: countStands(activities.map(({ stand }) => stand)),
    statuses,
  };
}

/** The number of the newest publication of a plan that is not withdrawn. Throws NOT_FOUND for a plan without any. */
export async function findNewestOfPlan(
  { connections }: PublicContext,
  { plan }: { plan: string },
): Promise<{ number: number }> {
  const database = connections.public;
  const [{ publications }, withdrawn] = await Promise.all([
    listPublicationsOfPlans(database),
    listWithdrawals(database),
  ]);
  const number = findShownPublication(
    publications.filter((each) => each.plan === plan).map((each) => each.number),
    withdrawn,
  );
  if (number === null) {
    throw new DomainError('NOT_FOUND', `There is no publication of a plan ${plan.slice(0, 60)}.`);
  }
  return { number };
}
