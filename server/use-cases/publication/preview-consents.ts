import { setImmediate } from 'node:timers/promises';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  calculateFreeingConsent,
  type FreeingConsent,
  listConsentCandidates,
  sortFreeingConsents,
} from '#server/domain/publication/freeing-consents.calculations.ts';
import { listCompiledRounds } from '#server/loaders/publication/load-compiled.ts';
import { loadFigureInput } from '#server/loaders/publication/load-publication-input.ts';
import { decideInThread } from '#server/publications/decide-thread.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** After so long no further consent is tried, in milliseconds. */
const PATIENCE = 10_000;

export type ConsentPreview = {
  consents: FreeingConsent[];
  /** How many consents were tried, the most promising first, and how many were worth a try. */
  tried: number;
  candidates: number;
};

/**
 * Which single consents would free most regional figures of a round, if it were published now. Writes nothing. Takes
 * seconds, since figures are decided again for each: the transaction has ended by then, and between two decisions
 * others have their turn. Refuses a round without a compilation.
 */
export async function previewConsents(
  context: OperationContext,
  { round }: { round: string },
): Promise<ConsentPreview> {
  const input = await runOperation(
    context,
    { permission: 'publication.preview' },
    { round },
    async ({ tx }) => loadFigureInput(tx, await listCompiledRounds(tx, round)),
  );
  // Rounds are decided apart from each other.
  const { figures } = await decideInThread({ ...input, rounds: [round] });
  const candidates = listConsentCandidates(input, round, figures);
  const weighed: FreeingConsent[] = [];
  const end = performance.now() + PATIENCE;
  for (const candidate of candidates) {
    if (performance.now() > end) break;
    await setImmediate();
    weighed.push(calculateFreeingConsent(input, round, figures, candidate));
  }
  return {
    consents: sortFreeingConsents(weighed),
    tried: weighed.length,
    candidates: candidates.length,
  };
}
