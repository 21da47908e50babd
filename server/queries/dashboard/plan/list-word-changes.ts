import { and, desc, eq, lt, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Reader } from '#db/client.ts';
import { publication, publishedStatusWord } from '#db/schema/published.ts';
import type { Publication } from '../scope.ts';

/** A status that an earlier publication called otherwise, or counted otherwise. */
export type WordChange = {
  code: string;
  /** The newest publication in which it was otherwise. */
  publication: number;
  before: string;
  now: string;
  /** Whether it counts as late, done or on track other than then. */
  countsOtherwise: boolean;
};

/**
 * Statuses whose word or meaning is not that of earlier publications of the plan, so that rounds before compare with
 * care.
 */
export async function listWordChanges(
  database: Reader,
  { number, planCode }: Publication,
): Promise<WordChange[]> {
  const now = publishedStatusWord;
  const earlier = alias(publishedStatusWord, 'earlier');
  const countsOtherwise = sql<boolean>`(${earlier.isLate}, ${earlier.isDone}, ${earlier.isOnTrack})
    is distinct from (${now.isLate}, ${now.isDone}, ${now.isOnTrack})`;
  const rows = await database
    .select({
      code: now.code,
      publication: earlier.publication,
      before: earlier.label,
      now: now.label,
      countsOtherwise,
    })
    .from(now)
    .innerJoin(earlier, and(eq(earlier.code, now.code), lt(earlier.publication, number)))
    .innerJoin(
      publication,
      and(eq(publication.number, earlier.publication), eq(publication.planCode, planCode)),
    )
    .where(and(eq(now.publication, number), or(sql`${earlier.label} <> ${now.label}`, countsOtherwise)))
    .orderBy(desc(earlier.publication));
  const seen = new Set<string>();
  return rows.filter(({ code }) => !seen.has(code) && seen.add(code));
}
