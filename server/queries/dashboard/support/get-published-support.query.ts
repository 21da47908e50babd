import {
  findJudgedYear,
  findMoneyTarget,
  type ListedTarget,
  listTargets,
} from '#server/domain/finding/target-list.calculations.ts';
import { planStatusKinds } from '#server/domain/plan/plan-status.calculations.ts';
import {
  type AreaSupport,
  listUnfinanced,
  type PartnerSupport,
  calculateSupportByArea,
  calculateSupportByPartner,
  calculateSupportByYear,
  calculateSupportSum,
  type SupportSum,
  type UnfinancedActivity,
} from '#server/domain/support/public-support.calculations.ts';
import type { ExchangeRate } from '#server/domain/support/support.schema.ts';
import type { StageTotal } from '#server/domain/support/dollars.calculations.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { resolvePublication } from '#server/queries/dashboard/scope.ts';
import { listActivities } from '../figures/list-activities.ts';
import { type PublicationSummary, summariseWith } from '../plan/get-scope.query.ts';
import { readNamedSupport } from './support-parts.ts';

export type PublishedSupportPage = {
  publication: PublicationSummary | null;
  /** Null where nothing is published, and for a publication from before support was published. */
  support:
    | (SupportSum & {
        entries: number;
        partners: PartnerSupport[];
        years: { year: number; totals: StageTotal[] }[];
        areas: AreaSupport[];
        rates: ExchangeRate[];
        /** Activities that are in the plan. */
        activities: number;
        unfinanced: UnfinancedActivity[];
        /** What bodies report of partners' money, with its target; null where the plan has no such indicator. */
        reported: ListedTarget | null;
      })
    | null;
};

/** What partners support as a whole, and what nobody finances. Throws as `resolvePublication`. */
export async function getPublishedSupport(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<PublishedSupportPage> {
  const found = await resolvePublication(context, input.publication);
  if (!found) return { publication: null, support: null };
  const documents = await readDocuments(
    context.published,
    found.number,
    ...planStatusKinds,
    'lists',
    'indicators',
    'totals',
    'comparability',
  );
  const { plan, lists, rounds } = documents;
  const publication = summariseWith(found, rounds);
  const named = await readNamedSupport(context, found.number, documents);
  if (!named) return { publication, support: null };
  const { entries, rates } = named;
  const left = new Set(
    listActivities(documents, () => true).flatMap((activity) => (activity.left ? [activity.code] : [])),
  );
  const inPlan = plan.activities.filter(({ code }) => !left.has(code));
  return {
    publication,
    support: {
      ...calculateSupportSum(entries, rates),
      entries: entries.length,
      partners: calculateSupportByPartner(entries, lists.partners, rates),
      years: calculateSupportByYear(entries, rates),
      areas: calculateSupportByArea(entries, plan.areas, rates),
      rates,
      activities: inPlan.length,
      unfinanced: listUnfinanced(inPlan, entries, lists.partners),
      reported: findMoneyTarget(findJudgedYear(listTargets(documents), rounds)?.targets ?? []),
    },
  };
}
