import type { DataFilter } from '#server/domain/data/data-query.rules.ts';
import type { recommendationRow } from '#server/domain/data/recommendation-rows.schema.ts';
import {
  isAboutActivity,
  listPublishedRecommendations,
} from '#server/domain/recommendation/list-published-recommendations.ts';
import { decideState } from '#server/domain/recommendation/outcome.rules.ts';
import { readDocument, readDocuments } from '#server/publications/publication-reader.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import type { Bare } from './list-plan-data.query.ts';

/** Recommendations by state and body, as the filter means them; in the order of the titles of studies. */
export async function listRecommendationRows(
  { published }: PublicContext,
  { number, publishedAt }: Publication,
  { activity, state, body }: DataFilter,
): Promise<Bare<typeof recommendationRow>[]> {
  const [{ library }, recommendations] = await Promise.all([
    readDocuments(published, number, 'library'),
    readDocument(published, number, 'recommendations'),
  ]);
  return listPublishedRecommendations({ recommendations, library }, publishedAt.slice(0, 10))
    .filter((line) => activity === undefined || isAboutActivity(line, activity))
    .flatMap((line) =>
      line.outcomes
        .filter(({ by }) => (state === undefined || by === state) && (body === undefined || by === body))
        .map(({ by, response, status, overdue }) => ({
          library_code: line.item,
          library_title: line.itemTitle,
          recommendation_code: line.code,
          recommendation: line.text,
          place: line.place || null,
          made_on: line.madeOn,
          reporter_code: by,
          response: decideState(response),
          response_reason: response?.reason || null,
          responded_on: response?.on ?? null,
          response_source: response?.source || null,
          response_due_on: line.answerBy,
          action_due_on: response?.dueOn ?? null,
          status: status?.status ?? null,
          status_on: status?.on ?? null,
          status_note: status?.note || null,
          is_overdue: overdue !== null,
          about_activities: line.activities,
          about_indicators: line.indicators,
          activities: response?.activities ?? [],
          indicators: response?.indicators ?? [],
        })),
    );
}
