import { compareText } from '#server/domain/publication/compare-text.ts';
import { findLeadingPlan } from '#server/domain/publication/leading-plan.rules.ts';
import { findShownPublication } from '#server/domain/publication/withdrawal.rules.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { listPlans } from '#server/publications/list-plans.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

export type ComparisonChoices = {
  /** Of all plans, newest first: two of one plan can be compared. */
  publications: { number: number; plan: string; title: string; publishedAt: string }[];
  /** The plan to choose from; null before the first publication. */
  plan: { code: string; title: string } | null;
  /** The other plans by title, each with its newest publication. */
  otherPlans: { code: string; title: string; newest: number }[];
  /** Of the newest publication of the plan. */
  areas: { code: string; title: string }[];
  indicators: { code: string; title: string; area: string }[];
};

/**
 * What a reader can choose from before two publications are compared: those of the plan of `publication`, or of the
 * leading plan where there is no such publication.
 */
export async function listComparisonChoices(
  { published }: PublicContext,
  input: { publication?: number | undefined },
): Promise<ComparisonChoices> {
  const index = await published.list();
  const asked =
    index.publications.find(({ number }) => number === input.publication)?.plan.code ??
    findLeadingPlan(listPlans(index), index.chosenPlan);
  const newest = [...Map.groupBy(index.publications, ({ plan }) => plan.code).values()].flatMap((ofPlan) => {
    const shown = findShownPublication(
      ofPlan.map(({ number }) => number),
      index.withdrawals,
    );
    return ofPlan.filter(({ number }) => number === shown);
  });
  const chosen = newest.find(({ plan }) => plan.code === asked);
  if (!chosen) return { publications: [], plan: null, otherPlans: [], areas: [], indicators: [] };
  const { plan, indicators } = await readDocuments(published, chosen.number, 'plan', 'indicators');
  return {
    publications: index.publications
      .map((each) => ({
        number: each.number,
        plan: each.plan.code,
        title: each.title,
        publishedAt: each.publishedAt,
      }))
      .toReversed(),
    plan: { code: chosen.plan.code, title: chosen.plan.title },
    otherPlans: newest
      .filter((each) => each !== chosen)
      .map((each) => ({ code: each.plan.code, title: each.plan.title, newest: each.number }))
      .sort((a, b) => compareText(a.title, b.title)),
    areas: plan.areas,
    indicators: indicators.map(({ code, title, area }) => ({ code, title, area })),
  };
}
