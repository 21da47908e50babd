import type { CountRange } from '../value/count-range.ts';
import { WHOLE } from './round-table.calculations.ts';

/** The first classes, up to 99. A sum of none has a class too: otherwise a missing range would tell it. */
const first: readonly CountRange[] = [
  { least: 0, most: 10 },
  { least: 11, most: 49 },
  { least: 50, most: 99 },
];
/** From 100 on each power of ten has three classes, which start at so many times it. */
const starts = [100n, 250n, 500n, 1000n] as const;

/**
 * Returns the class of a suppressed sum: 0–10, 11–49, 50–99, 100–249, 250–499, 500–999, 1,000–2,499 and so on. The
 * classes are fixed and the same for all figures, so that a class tells nothing but that the sum is in it; each is at
 * least as wide as half of its upper end. From 100 on they are the size classes that the United States Census Bureau
 * gives in place of suppressed numbers in its County Business Patterns
 * (https://www.census.gov/programs-surveys/cbp/technical-documentation/methodology.html); below, they start above the
 * small counts. Of a sum that is no whole number it is the whole part that is in the class.
 */
export function findRangeClass(sum: bigint): CountRange {
  const whole = sum / WHOLE;
  const small = first.find(({ most }) => whole <= BigInt(most));
  if (small) return small;
  let unit = 1n;
  while (whole >= starts[3] * unit) unit *= 10n;
  const at = starts.findLastIndex((start) => whole >= start * unit);
  return { least: Number(starts[at]! * unit), most: Number(starts[at + 1]! * unit - 1n) };
}

/** The least and the most that a sum can be if its whole part is in a range. */
export const findSumBounds = ({ least, most }: CountRange): { lowest: bigint; highest: bigint } => ({
  lowest: BigInt(least) * WHOLE,
  highest: BigInt(most + 1) * WHOLE - 1n,
});
