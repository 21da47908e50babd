import { setImmediate } from 'node:timers/promises';
import { addShownFigures } from '#server/domain/publication/add-shown-figures.ts';
import { decideFigures } from '#server/domain/publication/decide-figures.ts';
import {
  calculateEditionRuleEffect,
  type EditionRuleEffect,
} from '#server/domain/publication/edition-rule-effects.calculations.ts';
import { editionRules } from '#server/domain/publication/edition-rule.rules.ts';
import { listCompiledRounds } from '#server/loaders/publication/load-compiled.ts';
import { loadFigureInput } from '#server/loaders/publication/load-publication-input.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** A number above those of all publications: the public edition counts as shown before the restricted ones. */
const PUBLIC_EDITION = Number.MAX_SAFE_INTEGER;

/**
 * What restricted editions of a round would show by each rule. Writes nothing. Takes seconds, since all is decided again
 * for each: the transaction has ended by then, and between two decisions others have their turn. Refuses a round without
 * a compilation.
 */
export async function previewEditionRules(
  context: OperationContext,
  { round }: { round: string },
): Promise<EditionRuleEffect[]> {
  const input = await runOperation(context, { permission: 'edition.make' }, { round }, async ({ tx }) =>
    loadFigureInput(tx, await listCompiledRounds(tx, round)),
  );
  const { figures } = decideFigures({ ...input, rounds: [round] });
  const beside = addShownFigures(input, PUBLIC_EDITION, figures);
  const effects: EditionRuleEffect[] = [];
  for (const rule of editionRules) {
    await setImmediate();
    effects.push(calculateEditionRuleEffect(beside, round, rule));
  }
  return effects;
}
