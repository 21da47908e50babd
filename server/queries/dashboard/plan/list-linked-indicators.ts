import { and, asc, eq, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { figure, publishedActivity, publishedIndicator } from '#db/schema/published.ts';

/** An indicator with its regional figure in one round, or why there is none. */
export type LinkedIndicator = {
  code: string;
  title: string;
  unit: string;
  measure: (typeof publishedIndicator.$inferSelect)['measure'];
  state: (typeof figure.$inferSelect)['state'];
  /** Decimal text; a percentage in per cent. */
  value: string | null;
  contributing: number | null;
  expected: number | null;
};

/** The published indicators of an area, of an objective's activities or of one activity, in the order of the plan, with the totals of a round. */
export function listLinkedIndicators(
  database: Reader,
  publication: number,
  round: string,
  of: { area: string } | { objective: string } | { activity: string },
): Promise<LinkedIndicator[]> {
  const indicator = publishedIndicator;
  return database
    .select({
      code: indicator.code,
      title: indicator.title,
      unit: indicator.unit,
      measure: indicator.measure,
      state: sql<LinkedIndicator['state']>`coalesce(${figure.state}, 'not_yet_reported')`,
      value: sql<string | null>`trim_scale(${figure.value})::text`,
      contributing: figure.contributing,
      expected: figure.expected,
    })
    .from(indicator)
    .leftJoin(
      figure,
      and(
        eq(figure.publication, indicator.publication),
        eq(figure.indicatorCode, indicator.code),
        eq(figure.roundCode, round),
        eq(figure.scope, 'region'),
        sql`${figure.dimensionCode} is null`,
      ),
    )
    .where(
      and(
        eq(indicator.publication, publication),
        'area' in of
          ? eq(indicator.areaCode, of.area)
          : 'activity' in of
            ? eq(indicator.activityCode, of.activity)
            : sql`${indicator.activityCode} in (
                select a.code from ${publishedActivity} a
                where a.publication = ${publication} and a.objective_code = ${of.objective})`,
      ),
    )
    .orderBy(asc(indicator.position));
}
