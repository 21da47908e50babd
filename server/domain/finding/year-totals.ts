import { toUnits, fromUnits } from '#server/domain/value/decimal.calculations.ts';
import type { PublicRound, RoundFigure } from './public-figure.types.ts';
import { coverYear, yearOf } from './round-words.ts';

export type YearTotal = {
  year: number;
  /** The sum of the shown figures, as decimal text; null if there is none. */
  total: string | null;
  /** Whether the sum is for the whole year: every part of it is reported and shown. */
  complete: boolean;
  /** Whether the rounds of the publication cover the whole year, shown or not. */
  over: boolean;
};

/**
 * Adds the figures of each calendar year, for indicators that count what happened in a period and whose
 * targets are for a whole year. A hidden figure does not count as zero: the year is then incomplete.
 */
export function addUpYears(
  rounds: readonly PublicRound[],
  figures: readonly Pick<RoundFigure, 'round' | 'state' | 'value'>[],
): YearTotal[] {
  const byRound = new Map(figures.map((figure) => [figure.round, figure]));
  const years = new Map<number, PublicRound[]>();
  for (const round of rounds) years.set(yearOf(round), [...(years.get(yearOf(round)) ?? []), round]);
  return [...years].map(([year, inYear]) => {
    const values = inYear.map(({ code }) => {
      const figure = byRound.get(code);
      return figure?.state === 'reported' ? figure.value : null;
    });
    const shown = values.filter((value) => value !== null);
    const over = coverYear(inYear, year);
    return {
      year,
      total: shown.length > 0 ? fromUnits(shown.reduce((sum, value) => sum + toUnits(value), 0n)) : null,
      complete: over && shown.length === values.length,
      over,
    };
  });
}
