import type { Transaction } from '#db/as-viewer.ts';
import { listEqualIndicators } from '#server/domain/plan/figure-equality.ts';
import { listEqualitiesOfRound } from './list-equalities-of-round.ts';

/**
 * Loads which indicators of a round's plan ask for a figure of each other. Returns a look-up of the codes of the others,
 * by the code of an indicator; none for most.
 */
export async function loadEqualIndicators(
  tx: Transaction,
  roundId: number,
): Promise<(code: string) => string[]> {
  const equalities = await listEqualitiesOfRound(tx, { id: roundId });
  return (code) => listEqualIndicators(equalities, code);
}
