import type { RecommendationsDocument } from './documents.ts';
import type { PublicationInput } from './publication-input.ts';

/**
 * Keeps of recommendations what a publication can show: ties to its own activities, to indicators that are not internal,
 * and to reporters that it has.
 */
export function filterRecommendations({
  recommendations: { recommendations, notPublished },
  library,
  plan,
  indicators,
  lists,
}: Pick<
  PublicationInput,
  'recommendations' | 'library' | 'plan' | 'indicators' | 'lists'
>): RecommendationsDocument {
  const codesOf = (list: readonly { code: string }[]) => new Set(list.map(({ code }) => code));
  const items = codesOf(library);
  const activities = codesOf(plan.activities);
  const shown = codesOf(indicators);
  const reporters = codesOf(lists.reporters);
  const tie = <Tied extends { activities: string[]; indicators: string[] }>(tied: Tied): Tied => ({
    ...tied,
    activities: tied.activities.filter((code) => activities.has(code)),
    indicators: tied.indicators.filter((code) => shown.has(code)),
  });
  return {
    recommendations: recommendations
      .filter(({ item }) => items.has(item))
      .map((one) => ({
        ...tie(one),
        addressedTo: one.addressedTo.filter((code) => reporters.has(code)),
        responses: one.responses.filter(({ by }) => reporters.has(by)).map(tie),
        statuses: one.statuses.filter(({ by }) => reporters.has(by)),
      })),
    notPublished: notPublished.filter((code) => items.has(code)),
  };
}
