import type {
  DisclosedIndicator,
  DisclosureRound,
  DisclosureRules,
  EarlierFigure,
  SupersededCells,
} from './disclosure.types.ts';
import { decidePrimary, type PrimaryDecision } from './primary-disclosure.rules.ts';
import { buildRoundTable, type RoundTable } from './round-table.calculations.ts';

/** A round as of earlier publications, with what was protected then by its own rules. */
export type PastRound = {
  publications: readonly number[];
  table: RoundTable;
  primary: PrimaryDecision;
  /** Codes of the reporters that contribute to a figure shown then. */
  quoted: Set<string>;
};

/**
 * Builds the earlier states of a round that matter: those in which a shown figure had a value that has been
 * superseded since. `answers` are all answers of a choice that occur, today's too.
 */
export function buildPastRounds(
  indicator: DisclosedIndicator,
  rules: DisclosureRules,
  { round, cells: now }: DisclosureRound,
  superseded: readonly SupersededCells[],
  earlier: readonly EarlierFigure[],
  answers: readonly string[],
): PastRound[] {
  return superseded
    .flatMap(({ publications, cells }): PastRound[] => {
      const shown = earlier.filter(({ publication }) => publications.includes(publication));
      const quoted = new Set(shown.flatMap(({ contributing }) => contributing));
      const changed = new Set(cells.map(({ reporter }) => reporter));
      if (![...changed].some((reporter) => quoted.has(reporter))) return [];
      const all = [...cells, ...now.filter(({ reporter }) => !changed.has(reporter))];
      const table = buildRoundTable(indicator, { round, cells: all }, answers);
      return [{ publications, table, primary: decidePrimary(indicator, rules, table, []), quoted }];
    })
    .sort((a, b) => Math.min(...a.publications) - Math.min(...b.publications));
}
