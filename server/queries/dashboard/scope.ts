import { z } from 'zod';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { buildPlanPrefix, findLeadingPlan } from '#server/domain/publication/leading-plan.rules.ts';
import {
  findShownPublication,
  listNotices,
  type Withdrawal,
} from '#server/domain/publication/withdrawal.rules.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { listPlans } from '#server/publications/list-plans.ts';
import type { DueRound } from '#server/publications/publication-reader.ts';

/** What every public question carries: the number of a publication, or nothing for the newest of the leading plan. */
export const publicationInput = z.object({ publication: z.number().optional() });

/**
 * One publication, and the number of the newest one of its plan that is not withdrawn, so that an older one can say that
 * it is older. `publishedAt` is an ISO point in time, days are ISO dates.
 */
export type Publication = {
  number: number;
  planCode: string;
  planTitle: string;
  planStartsOn: string;
  planEndsOn: string;
  notice: string;
  roundCode: string;
  title: string;
  meeting: string;
  note: string;
  publishedAt: string;
  compilationSha256: string;
  contentSha256: string;
  /** What that checksum is of; see ListedHeader. */
  contentCovers: 'figures' | 'documents';
  newest: number;
  /** Whether its plan is the one that is shown where no publication is asked for. */
  isLeading: boolean;
  /** Whether publications of other plans stand beside it. */
  hasOtherPlans: boolean;
  /** What stands before a path that leads to the newest publication of its plan for good; see buildPlanPrefix. */
  planPrefix: string;
  /** What has to be said of withdrawn publications of its plan wherever it is shown; its own is among them. */
  withdrawals: Withdrawal[];
  /** The round after its newest one; null for an older publication, and where no further round is set. */
  next: DueRound | null;
};

const largestNumber = 2_147_483_647;

/**
 * The publication from which a public answer is drawn: the one asked for, or the newest of the leading plan. Null when
 * nothing has been published yet and none was asked for. Newest, older and withdrawn are judged within a plan. Throws
 * BAD_INPUT for anything that is not a whole number from 1, NOT_FOUND for a number that no publication has.
 */
export async function resolvePublication(
  { published }: PublicContext,
  number?: number | undefined,
): Promise<Publication | null> {
  if (number !== undefined && !(Number.isInteger(number) && number >= 1 && number <= largestNumber)) {
    const message = 'Give the number of a publication: a whole number from 1.';
    throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'publication', message }] });
  }
  const index = await published.list();
  const publications = listPlans(index);
  const leading = findLeadingPlan(publications, index.chosenPlan);
  const plan = number === undefined ? leading : publications.find((each) => each.number === number)?.plan;
  if (plan === null) return null;
  const ofPlan = publications.filter((each) => each.plan === plan).map((each) => each.number);
  const newest = findShownPublication(ofPlan, index.withdrawals);
  const asked = number ?? newest ?? 0;
  const found = index.publications.find((each) => each.number === asked);
  if (!found) throw new DomainError('NOT_FOUND', `There is no publication ${asked}.`);
  const shown = { number: found.number, newest: newest ?? found.number };
  return {
    number: found.number,
    planCode: found.plan.code,
    planTitle: found.plan.title,
    planStartsOn: found.plan.startsOn,
    planEndsOn: found.plan.endsOn,
    notice: found.notice,
    roundCode: found.round,
    title: found.title,
    meeting: found.meeting,
    note: found.note,
    publishedAt: found.publishedAt,
    compilationSha256: found.compilationSha256,
    contentSha256: found.contentSha256,
    contentCovers: found.contentCovers,
    newest: shown.newest,
    isLeading: found.plan.code === leading,
    hasOtherPlans: publications.some((each) => each.plan !== found.plan.code),
    planPrefix: buildPlanPrefix(found.plan.code, publications),
    withdrawals: listNotices(
      shown,
      index.withdrawals.filter((one) => ofPlan.includes(one.number)),
    ),
    next:
      shown.number === shown.newest
        ? (index.dueRounds.find((each) => each.plan === plan && each.code !== found.round) ?? null)
        : null,
  };
}

/** As `resolvePublication`, for answers about one thing: while nothing is published there is no such thing. */
export async function requirePublication(
  context: PublicContext,
  number?: number | undefined,
): Promise<Publication> {
  const found = await resolvePublication(context, number);
  if (!found) throw new DomainError('NOT_FOUND', 'Nothing has been published yet.');
  return found;
}
