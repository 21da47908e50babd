/**
 * Calculates a percentage to one decimal, exactly, rounded half away from zero (0.05 becomes "0.1"). Returns
 * null if the denominator is zero: a share of nothing is not 0 %. Both parts must be in the same units and
 * not negative.
 */
export function calculatePercentage(numerator: bigint, denominator: bigint): string | null {
  if (denominator === 0n) return null;
  // Tenths of a percent, doubled and with the denominator added, so that the integer division rounds half up.
  const tenths = (numerator * 2000n + denominator) / (denominator * 2n);
  return `${tenths / 10n}.${tenths % 10n}`;
}
