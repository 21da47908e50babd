/** The settings of the disclosure rules, and why they are what they are. */
export type DisclosureRules = {
  /** Counts of persons from 1 to this number are suppressed. */
  smallCountUpTo: number;
  /** How many reporters with a reported value a regional figure needs. */
  minimumContributors: number;
  /**
   * How many reporters whose figures the reader does not know must be behind every sum that it can work out. By
   * the number of reporters that read together, each with its own figures: none is the public.
   */
  unknownReporters: readonly number[];
  /**
   * By the number of reporters that read together: how much of a sum, in per cent of the largest unknown figure
   * in it, must be left when that figure and those of the readers are taken away. With less, the largest could
   * be estimated too closely (the p % rule).
   */
  marginPercent: readonly number[];
  /** A hidden value stays uncertain by at least this share of itself, in per cent. */
  widthPercent: number;
  /** A hidden value stays uncertain by at least so many neighbouring values. */
  neighbouringValues: number;
  /** How many reporters with a hidden figure must be behind the range of a suppressed sum. */
  reportersBehindRange: number;
};

/**
 * The rules that apply unless the secretariat sets others.
 *
 * - Counts 1 to 10 are suppressed: the Counter Trafficking Data Collaborative publishes with k = 11, no group of
 *   fewer than eleven persons (https://www.ctdatacollaborative.org/glossary).
 * - Three contributors is the usual rule for magnitude tables (Hundepool and others, Statistical Disclosure
 *   Control, Wiley 2012, chapter 4): with two, each can derive the other's figure. Here three are needed that the
 *   reader does not know, also if the reader is a reporter itself. Against two that read together two must be
 *   left: three would suppress every total of four.
 * - The p % rule is that of the same chapter, with p = 10 against each other contributor. Against the public it
 *   is 25: no figure may be more than 80 per cent of its total.
 * - A tenth of the value, and three values for a count: a reader that is sure within less knows the figure for
 *   every purpose. Sums of suppressed cells are held to the same (Daalmans and de Waal, Transactions on Data
 *   Privacy 3, 2010).
 * - Two reporters behind a range: a reporter that lets its figure into totals only has not agreed to a range of its
 *   own figure.
 */
export const defaultDisclosureRules: DisclosureRules = {
  smallCountUpTo: 10,
  minimumContributors: 3,
  unknownReporters: [3, 3, 2],
  marginPercent: [25, 10],
  widthPercent: 10,
  neighbouringValues: 3,
  reportersBehindRange: 2,
};

/** Returns how many reporters with a hidden figure a sum needs so that every reader is left with enough. */
export function countFewestUnknown({ unknownReporters }: Pick<DisclosureRules, 'unknownReporters'>): number {
  return Math.max(...unknownReporters.map((needed, readers) => needed + readers));
}

/**
 * Whether the largest of the figures in a sum can be estimated too closely from the sum, by the public or by
 * other contributors. `amounts` are not negative and unknown to the public.
 */
export function isDominated(
  { marginPercent }: Pick<DisclosureRules, 'marginPercent'>,
  amounts: readonly bigint[],
): boolean {
  const [largest = 0n, ...others] = [...amounts].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
  return marginPercent.some((percent, readers) => {
    const rest = others.slice(readers).reduce((sum, amount) => sum + amount, 0n);
    return rest * 100n < largest * BigInt(percent);
  });
}

/** Returns the largest share of a sum, in per cent, that the public may know to be one reporter's. */
export function calculateLargestShare({ marginPercent }: Pick<DisclosureRules, 'marginPercent'>): number {
  return Math.floor(10_000 / (100 + (marginPercent[0] ?? 0)));
}
