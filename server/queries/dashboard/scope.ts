import { desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Reader } from '#db/client.ts';
import { publication } from '#db/schema/published.ts';
import { withdrawal } from '#db/schema/published-pages.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  buildPlanPrefix,
  findLeadingPlan,
  type PublicationOfPlan,
} from '#server/domain/publication/leading-plan.rules.ts';
import {
  findShownPublication,
  listNotices,
  type Withdrawal,
} from '#server/domain/publication/withdrawal.rules.ts';

/** What every public question carries: the number of a publication, or nothing for the newest of the leading plan. */
export const publicationInput = z.object({ publication: z.number().optional() });

/**
 * One publication, and the number of the newest one of its plan that is not withdrawn, so that an older one can say that
 * it is older. `publishedAt` is an ISO point in time.
 */
export type Publication = typeof publication.$inferSelect & {
  newest: number;
  /** Whether its plan is the one that is shown where no publication is asked for. */
  isLeading: boolean;
  /** Whether publications of other plans stand beside it. */
  hasOtherPlans: boolean;
  /** What stands before a path that leads to the newest publication of its plan for good; see buildPlanPrefix. */
  planPrefix: string;
  /** What has to be said of withdrawn publications of its plan wherever it is shown; its own is among them. */
  withdrawals: Withdrawal[];
};

const largestNumber = 2_147_483_647;

/**
 * The publication from which a public answer is drawn: the one asked for, or the newest of the leading plan. Null when
 * nothing has been published yet and none was asked for. Newest, older and withdrawn are judged within a plan. Reads
 * schema `published` only. Throws BAD_INPUT for anything that is not a whole number from 1, NOT_FOUND for a number that
 * no publication has.
 */
export async function resolvePublication(
  database: Reader,
  number?: number | undefined,
): Promise<Publication | null> {
  if (number !== undefined && !(Number.isInteger(number) && number >= 1 && number <= largestNumber)) {
    const message = 'Give the number of a publication: a whole number from 1.';
    throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'publication', message }] });
  }
  const [{ publications, leading }, withdrawn] = await Promise.all([
    listPublicationsOfPlans(database),
    listWithdrawals(database),
  ]);
  const plan = number === undefined ? leading : publications.find((each) => each.number === number)?.plan;
  if (plan === null) return null;
  const ofPlan = publications.filter((each) => each.plan === plan).map((each) => each.number);
  const newest = findShownPublication(ofPlan, withdrawn);
  const asked = number ?? newest ?? 0;
  const [row] = await database.select().from(publication).where(eq(publication.number, asked));
  if (!row) throw new DomainError('NOT_FOUND', `There is no publication ${asked}.`);
  const shown = { number: row.number, newest: newest ?? row.number };
  return {
    ...row,
    publishedAt: new Date(row.publishedAt).toISOString(),
    newest: shown.newest,
    isLeading: row.planCode === leading,
    hasOtherPlans: publications.some((each) => each.plan !== row.planCode),
    planPrefix: buildPlanPrefix(row.planCode, publications),
    withdrawals: listNotices(
      shown,
      withdrawn.filter((one) => ofPlan.includes(one.number)),
    ),
  };
}

/** The numbers of all publications with their plans, and the plan that leads; null before the first. */
export async function listPublicationsOfPlans(
  database: Reader,
): Promise<{ publications: PublicationOfPlan[]; leading: string | null }> {
  const rows = await database.execute<PublicationOfPlan & { chosen: string | null }>(sql`
    select p.number, p.plan_code as plan,
      (select l.plan_code from published.leading_plan l order by l.id desc limit 1) as chosen
    from published.publication p order by p.number`);
  const publications = rows.map((row) => ({ number: row.number, plan: row.plan }));
  return { publications, leading: findLeadingPlan(publications, rows[0]?.chosen ?? null) };
}

/** Every withdrawal, newest publication first. */
export async function listWithdrawals(database: Reader): Promise<Withdrawal[]> {
  const rows = await database.select().from(withdrawal).orderBy(desc(withdrawal.publication));
  return rows.map((row) => ({
    number: row.publication,
    reason: row.reason,
    at: new Date(row.withdrawnAt).toISOString(),
  }));
}

/** As `resolvePublication`, for answers about one thing: while nothing is published there is no such thing. */
export async function requirePublication(
  database: Reader,
  number?: number | undefined,
): Promise<Publication> {
  const found = await resolvePublication(database, number);
  if (!found) throw new DomainError('NOT_FOUND', 'Nothing has been published yet.');
  return found;
}
