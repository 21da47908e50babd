import type {
  DisclosedIndicator,
  DisclosureRound,
  EarlierFigure,
  SupersededCells,
} from './disclosure.types.ts';
import type { DisclosureRules } from './disclosure-settings.rules.ts';
import { decidePrimary, isToldAsSmall, type PrimaryDecision } from './primary-disclosure.rules.ts';
import { buildRoundTable, type RoundTable } from './round-table.calculations.ts';

/** A round as of earlier publications, with what was protected then by its own rules. */
export type PastRound = {
  publications: readonly number[];
  table: RoundTable;
  primary: PrimaryDecision;
  /** Codes of the reporters that contribute to a figure shown then, or to one that was known to be small. */
  quoted: Set<string>;
};

/**
 * Builds the earlier states of a round that matter: those in which a shown figure, or one that was known to be small,
 * had a value that has been superseded since. `answers` are all answers of a choice that occur, today's too.
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
      const changed = new Set(cells.map(({ reporter }) => reporter));
      if (changed.size === 0) return [];
      const all = [...cells, ...now.filter(({ reporter }) => !changed.has(reporter))];
      const table = buildRoundTable(indicator, { round, cells: all }, answers);
      const primary = decidePrimary(indicator, rules, table, []);
      const small = listInSmallSums(indicator, rules, table, primary);
      const quoted = new Set([...shown.flatMap(({ contributing }) => contributing), ...small]);
      // Whoever came later was not in a small sum, which bounds the others all the same.
      if (small.length === 0 && ![...changed].some((reporter) => quoted.has(reporter))) return [];
      return [{ publications, table, primary, quoted }];
    })
    .sort((a, b) => Math.min(...a.publications) - Math.min(...b.publications));
}

/** The reporters in a regional sum of which readers knew that it was small. */
function listInSmallSums(
  indicator: DisclosedIndicator,
  rules: DisclosureRules,
  table: RoundTable,
  primary: PrimaryDecision,
): string[] {
  return primary.sums.flatMap(({ contributors, sums }, place) =>
    sums.some((_, quantity) => isToldAsSmall(indicator, rules, { table, primary, place, quantity }))
      ? contributors.map((reporter) => table.reporters[reporter]!)
      : [],
  );
}
