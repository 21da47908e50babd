import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Reader } from '#db/client.ts';
import { publication } from '#db/schema/published.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';

/** What every public question carries: the number of a publication, or nothing for the newest. */
export const publicationInput = z.object({ publication: z.number().optional() });

/**
 * One publication, and the number of the newest one, so that an older one can say that it is older. `publishedAt` is
 * an ISO point in time.
 */
export type Publication = typeof publication.$inferSelect & { newest: number };

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
  const withNewest = (row: typeof publication.$inferSelect, newest: number): Publication => ({
    ...row,
    publishedAt: new Date(row.publishedAt).toISOString(),
    newest,
  });
  const [newest] = await database.select().from(publication).orderBy(desc(publication.number)).limit(1);
  if (number === undefined) return newest ? withNewest(newest, newest.number) : null;
  if (newest?.number === number) return withNewest(newest, number);
  const [asked] = await database.select().from(publication).where(eq(publication.number, number));
  if (!asked) throw new DomainError('NOT_FOUND', `There is no publication ${number}.`);
  return withNewest(asked, newest?.number ?? asked.number);
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
