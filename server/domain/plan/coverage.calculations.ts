import type { DocumentBody, Lists } from '../publication/documents.ts';

/** Whether a reporter has reported for a round; never merged with "was not asked". */
export type CoverageState = 'reported' | 'not_reported' | 'not_due';

/** A reporter and whether it has reported for each round, in the order of the rounds. */
export type CoverageRow = {
  code: string;
  name: string;
  kind: 'state' | 'body';
  states: CoverageState[];
};

/**
 * Builds the rows of who has reported for which round, in the order of the reporters; leaves out those that
 * were never due.
 */
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
