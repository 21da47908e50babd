import { asc, eq } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import {
  publishedActivity,
  publishedLens,
  publishedPartner,
  publishedReporter,
} from '#db/schema/published.ts';

/** Names of what entries are tied to, by code, in the order in which lists show them. */
export type LibraryNames = Record<
  'states' | 'bodies' | 'partners' | 'activities' | 'lenses',
  Record<string, string>
>;

/** The names of a publication's states, bodies, partners, activities and lenses. */
export async function listNames(database: Reader, publication: number): Promise<LibraryNames> {
  const [reporters, partners, activities, lenses] = await Promise.all([
    database
      .select({ code: publishedReporter.code, name: publishedReporter.name, kind: publishedReporter.kind })
      .from(publishedReporter)
      .where(eq(publishedReporter.publication, publication))
      .orderBy(asc(publishedReporter.name)),
    database
      .select({ code: publishedPartner.slug, name: publishedPartner.name })
      .from(publishedPartner)
      .where(eq(publishedPartner.publication, publication))
      .orderBy(asc(publishedPartner.name)),
    database
      .select({ code: publishedActivity.code, name: publishedActivity.title })
      .from(publishedActivity)
      .where(eq(publishedActivity.publication, publication))
      .orderBy(asc(publishedActivity.position)),
    database
      .select({ code: publishedLens.code, name: publishedLens.title })
      .from(publishedLens)
      .where(eq(publishedLens.publication, publication))
      .orderBy(asc(publishedLens.title)),
  ]);
  const byCode = (rows: readonly { code: string; name: string }[]) =>
    Object.fromEntries(rows.map(({ code, name }) => [code, name]));
  const bodies = reporters.filter(({ kind }) => kind === 'body');
  return {
    states: byCode(reporters.filter(({ kind }) => kind === 'state')),
    bodies: byCode(bodies.toSorted((a, b) => a.code.localeCompare(b.code, 'en'))),
    partners: byCode(partners),
    activities: byCode(activities),
    lenses: byCode(lenses),
  };
}
