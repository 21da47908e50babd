import { type EditionRuleOfRound, loadEditionRule } from '#server/loaders/edition/load-edition-rule.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** The rule for the restricted editions of a round, with its history. Throws NOT_FOUND. */
export function getEditionRule(
  context: OperationContext,
  { round }: { round: string },
): Promise<EditionRuleOfRound> {
  return runOperation(context, { permission: 'edition.read' }, {}, ({ tx }) => loadEditionRule(tx, round));
}
