import { addShownFigures } from '#server/domain/publication/add-shown-figures.ts';
import {
  calculateEditionRuleEffect,
  type EditionRuleEffect,
} from '#server/domain/publication/edition-rule-effects.calculations.ts';
import { buildEditionRules, editionRules } from '#server/domain/publication/edition-rule.rules.ts';
import { listCompiledRounds } from '#server/loaders/publication/load-compiled.ts';
import { loadFigureInput } from '#server/loaders/publication/load-publication-input.ts';
import { decideInThread } from '#server/publications/decide-thread.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** A number above those of all publications: the public edition counts as shown before the restricted ones. */
const PUBLIC_EDITION = Number.MAX_SAFE_INTEGER;

/**
 * What restricted editions of a round would show by each rule. Writes nothing. Takes seconds, since all is decided again
 * for each, in a thread of its own; the transaction has ended by then. Refuses a round without a compilation.
 */
export async function previewEditionRules(
  context: OperationContext,
  { round }: { round: string },
): Promise<EditionRuleEffect[]> {
  const input = await runOperation(context, { permission: 'edition.make' }, { round }, async ({ tx }) =>
    loadFigureInput(tx, await listCompiledRounds(tx, round)),
  );
  const { figures } = await decideInThread({ ...input, rounds: [round] });
  const beside = addShownFigures(input, PUBLIC_EDITION, figures);
  const effects: EditionRuleEffect[] = [];
  for (const rule of editionRules) {
    await decideInThread({ ...beside, rounds: [round] }, buildEditionRules(rule));
    effects.push(calculateEditionRuleEffect(beside, round, rule));
  }
  return effects;
}
