import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  calculateTotals,
  calculateDollars,
  type StageTotal,
} from '#server/domain/support/dollars.calculations.ts';
import {
  filterSupports,
  listUnsupported,
  type SupportFilter,
  type UnsupportedActivity,
} from '#server/domain/support/support-list.rules.ts';
import type { ExchangeRate, Support, SupportLists } from '#server/domain/support/support.schema.ts';
import { findLearningPlan, type LearningPlan } from '#server/loaders/learning/load-learning.ts';
import {
  loadExchangeRates,
  loadSupportLists,
  loadSupports,
  loadSupportVersions,
  type SupportRevision,
} from '#server/loaders/support/load-support.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type SupportList = {
  plan: LearningPlan;
  lists: SupportLists;
  /** Those that match. */
  supports: Support[];
  /** How many there are. */
  total: number;
  /** Of those that match and count: supports that were withdrawn do not. */
  totals: StageTotal[];
  /** Activities without money, with or without a partner. */
  unsupported: UnsupportedActivity[];
  rates: ExchangeRate[];
};

/** The supports of a plan that match a filter, what they come to, and what has none. */
export function listSupports(
  context: OperationContext,
  input: { plan?: string | undefined; filter?: SupportFilter | undefined },
): Promise<SupportList> {
  return runOperation(context, { permission: 'support.read' }, {}, async ({ tx }) => {
    const plan = await findLearningPlan(tx, input.plan);
    const lists = await loadSupportLists(tx, plan.id);
    const all = await loadSupports(tx, { plan: plan.id });
    const rates = await loadExchangeRates(tx);
    const supports = filterSupports(all, input.filter ?? {}, lists);
    const counted = supports.filter(({ content }) => !content.withdrawn);
    return {
      plan,
      lists,
      supports,
      total: all.length,
      totals: calculateTotals(
        counted.flatMap(({ content }) => content.amounts),
        rates,
      ),
      unsupported: listUnsupported(all, lists),
      rates,
    };
  });
}

export type SupportPage = {
  plan: LearningPlan;
  lists: SupportLists;
  support: Support | null;
  /** Each amount in whole US dollars, in the order of the amounts; null where no rate is stated. */
  dollars: ({ dollars: string; rate: ExchangeRate | null } | null)[];
  /** Newest first. */
  history: SupportRevision[];
};

/** One support with its history and the lists for its form; without a code the lists for a new one. Throws NOT_FOUND. */
export function getSupport(
  context: OperationContext,
  input: { plan?: string | undefined; code?: string | undefined },
): Promise<SupportPage> {
  return runOperation(context, { permission: 'support.read' }, {}, async ({ tx }) => {
    const plan = await findLearningPlan(tx, input.plan);
    const lists = await loadSupportLists(tx, plan.id);
    if (input.code === undefined) return { plan, lists, support: null, dollars: [], history: [] };
    const [support] = await loadSupports(tx, { plan: plan.id, code: input.code });
    if (!support) throw new DomainError('NOT_FOUND', 'This support does not exist.');
    const rates = await loadExchangeRates(tx);
    return {
      plan,
      lists,
      support,
      dollars: support.content.amounts.map((amount) => calculateDollars(amount, rates)),
      history: await loadSupportVersions(tx, plan.id, support.code),
    };
  });
}
