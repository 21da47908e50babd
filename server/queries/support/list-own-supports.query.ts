import { calculateDollars, type Converted } from '#server/domain/support/dollars.calculations.ts';
import type { Support } from '#server/domain/support/support.schema.ts';
import { loadExchangeRates, loadSupports } from '#server/loaders/support/load-support.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** What a partner sees of a support of its own; `changedBy` is empty: who of the secretariat wrote it is not told. */
export type OwnSupport = Support & {
  /** Each amount in whole US dollars, in the order of the amounts; null where no rate is stated. */
  dollars: (Converted | null)[];
};

/** Everything that the viewer's own organisations give, in every plan. */
export function listOwnSupports(
  context: OperationContext,
): Promise<{ partners: string[]; supports: OwnSupport[] }> {
  return runOperation(context, { permission: 'support.readOwn' }, {}, async ({ tx, viewer }) => {
    const partners = viewer.assignments.flatMap(({ partner }) => (partner ? [partner] : []));
    const supports = await loadSupports(tx, { partners: partners.map(({ code }) => code) });
    const rates = await loadExchangeRates(tx);
    return {
      partners: partners.map(({ name }) => name),
      supports: supports.map((support) => ({
        ...support,
        changedBy: '',
        dollars: support.content.amounts.map((amount) => calculateDollars(amount, rates)),
      })),
    };
  });
}
