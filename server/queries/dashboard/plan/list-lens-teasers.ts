import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { figure, publishedIndicator, publishedLens, publishedLensIndicator } from '#db/schema/published.ts';
import { countStands, type Stand, type StandCounts } from '#server/domain/plan/stand.calculations.ts';

/** One step of a lens's funnel in the newest round: a regional figure, or why there is none. */
export type FunnelStep = {
  indicator: string;
  label: string;
  state: (typeof figure.$inferSelect)['state'];
  /** Decimal text; of a percentage the numerator. */
  value: string | null;
  contributing: number | null;
  expected: number | null;
};

export type LensTeaser = { code: string; title: string; counts: StandCounts; funnel: FunnelStep[] };

/** Each lens in short: how its activities stand, and its funnel in one round. */
export async function listLensTeasers(
  database: Reader,
  publication: number,
  round: string,
  activities: readonly { lenses: string[]; stand: Stand }[],
): Promise<LensTeaser[]> {
  const link = publishedLensIndicator;
  const [lenses, steps] = await Promise.all([
    database
      .select({ code: publishedLens.code, title: publishedLens.title })
      .from(publishedLens)
      .where(eq(publishedLens.publication, publication))
      .orderBy(asc(publishedLens.code)),
    database
      .select({
        lens: link.lensCode,
        indicator: link.indicatorCode,
        label: link.funnelLabel,
        title: publishedIndicator.title,
        measure: publishedIndicator.measure,
        state: figure.state,
        value: sql<string | null>`trim_scale(${figure.value})::text`,
        numerator: sql<string | null>`trim_scale(${figure.numerator})::text`,
        contributing: figure.contributing,
        expected: figure.expected,
      })
      .from(link)
      .innerJoin(
        publishedIndicator,
        and(
          eq(publishedIndicator.publication, link.publication),
          eq(publishedIndicator.code, link.indicatorCode),
        ),
      )
      .leftJoin(
        figure,
        and(
          eq(figure.publication, link.publication),
          eq(figure.indicatorCode, link.indicatorCode),
          eq(figure.roundCode, round),
          eq(figure.scope, 'region'),
          sql`${figure.dimensionCode} is not distinct from ${link.sliceDimension}`,
          sql`${figure.categoryCode} is not distinct from ${link.sliceCategory}`,
        ),
      )
      .where(and(eq(link.publication, publication), isNotNull(link.funnelPosition)))
      .orderBy(asc(link.lensCode), asc(link.funnelPosition)),
  ]);
  return lenses.map(({ code, title }) => ({
    code,
    title,
    counts: countStands(activities.filter((each) => each.lenses.includes(code)).map(({ stand }) => stand)),
    funnel: steps
      .filter(({ lens }) => lens === code)
      .map((step) => ({
        indicator: step.indicator,
        label: step.label ?? step.title,
        state: step.state ?? 'not_yet_reported',
        value: step.measure === 'percentage' ? step.numerator : step.value,
        contributing: step.contributing,
        expected: step.expected,
      })),
  }));
}
