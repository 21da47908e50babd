import type { Cell } from '../value/indicator-value.schema.ts';

/** Formats a list of rounds: "2025-H2", "2024-H2 and 2025-H1", "the last 4 rounds". */
export function formatRounds(rounds: readonly string[]): string {
  if (rounds.length <= 2) return rounds.toReversed().join(' and ');
  return `the last ${rounds.length} rounds`;
}

export type FigureName = 'value' | 'numerator' | 'denominator';

/** Returns a reported figure of a cell as exact decimal text, or null. */
export const getFigure = (cell: Cell | undefined, figure: FigureName): string | null =>
  cell?.state === 'reported' ? cell[figure] : null;
