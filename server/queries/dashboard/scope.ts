import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Reader } from '#db/client.ts';
import { publication } from '#db/schema/published.ts';
import { withdrawal } from '#db/schema/published-pages.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  findShownPublication,
  listNotices,
  type Withdrawal,
} from '#server/domain/publication/withdrawal.rules.ts';

/** What every public question carries: the number of a publication, or nothing for the newest. */
export const publicationInput = z.object({ publication: z.number().optional() });

/**
 * One publication, and the number of the newest one that is not withdrawn, so that an older one can say that it is
 * older. `publishedAt` is an ISO point in time.
 */
export type Publication = typeof publication.$inferSelect & {
  newest: number;
  /** What has to be said of withdrawn publications wherever it is shown; its own withdrawal is among them. */
  withdrawals: Withdrawal[];
};

const largestNumber = 2_147_483_647;

/**
 * The publication from which a public answer is drawn: the one asked for, or the newest. Null when nothing has been
 * published yet and none was asked for. Reads schema `published` only. Throws BAD_INPUT for anything that is not a
 * whole number from 1, NOT_FOUND for a number that no publication has.
 */
export async function resolvePublication(
  database: Reader,
  number?: number | undefined,
): Promise<Publication | null> {
  if (number !== undefined && !(Number.isInteger(number) && number >= 1 && number <= largestNumber)) {
    const message = 'Give the number of a publication: a whole number from 1.';
    throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'publication', message }] });
  }
  const [rows, withdrawn] = await Promise.all([
    database.select({ number: publication.number }).from(publication).orderBy(desc(publication.number)),
    listWithdrawals(database),
  ]);
  const newest = findShownPublication(
    rows.map((row) => row.number),
    withdrawn,
  );
  if (newest === null && number === undefined) return null;
  const asked = number ?? newest ?? 0;
  const [row] = await database.select().from(publication).where(eq(publication.number, asked));
  if (!row) throw new DomainError('NOT_FOUND', `There is no publication ${asked}.`);
  const shown = { number: row.number, newest: newest ?? row.number };
  return {
    ...row,
    publishedAt: new Date(row.publishedAt).toISOString(),
    newest: shown.newest,
    withdrawals: listNotices(shown, withdrawn),
  };
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
