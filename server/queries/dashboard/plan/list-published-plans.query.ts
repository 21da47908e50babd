import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  countStatuses,
  type StatusCounts,
  type StatusWord,
} from '#server/domain/plan/activity-status.calculations.ts';
import { buildPlanStatus, planStatusKinds } from '#server/domain/plan/plan-status.calculations.ts';
import { findShownPublication } from '#server/domain/publication/withdrawal.rules.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { listPublications, type ListedPublication } from '../figures/list-publications.query.ts';
import { listPlans } from '#server/publications/list-plans.ts';
import { type Publication, requirePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { toStatusWord } from './plan-parts.ts';

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
  counts: StatusCounts;
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
  context: PublicContext,
  newest: ListedPublication,
  publications: number,
): Promise<PublishedPlan> {
  const [publication, documents] = await Promise.all([
    requirePublication(context, newest.number),
    readDocuments(context.published, newest.number, ...planStatusKinds, 'lists'),
  ]);
  return {
    code: publication.planCode,
    title: publication.planTitle,
    firstYear: Number(publication.planStartsOn.slice(0, 4)),
    lastYear: Number(publication.planEndsOn.slice(0, 4)),
    isLeading: publication.isLeading,
    publications,
    newest,
    counts: countStatuses(buildPlanStatus(documents).activities.map(({ stand }) => stand)),
    statuses: documents.lists.statuses.map(toStatusWord),
  };
}

/** The number of the newest publication of a plan that is not withdrawn. Throws NOT_FOUND for a plan without any. */
export async function findNewestOfPlan(
  { published }: PublicContext,
  { plan }: { plan: string },
): Promise<{ number: number }> {
  const index = await published.list();
  const number = findShownPublication(
    listPlans(index)
      .filter((each) => each.plan === plan)
      .map((each) => each.number),
    index.withdrawals,
  );
  if (number === null) {
    throw new DomainError('NOT_FOUND', `There is no publication of a plan ${plan.slice(0, 60)}.`);
  }
  return { number };
}
