import type { DocumentBody, Lists } from '../publication/documents.ts';
import type { CoverageRow } from './coverage.types.ts';

/** Who has reported for which round, in the order of the reporters; those that were never due are left out. */
export function buildCoverageRows(
  reporters: Lists['reporters'],
  coverage: DocumentBody<'coverage'>,
  rounds: readonly { code: string }[],
): CoverageRow[] {
  return reporters
    .map(({ code, name, kind }) => ({
      code,
      name,
      kind,
      states: rounds.map((round) => coverage[code]?.[round.code] ?? 'not_due'),
    }))
    .filter((row) => row.states.some((state) => state !== 'not_due'));
}
