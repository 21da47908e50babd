/** The decimal places of numeric(20,4) in Postgres. */
const places = 4;
const one = 10n ** BigInt(places);

/** Parses exact decimal text ("12.5") into ten-thousandths. */
export function parseDecimal(number: string): bigint {
  // Most figures are whole numbers.
  if (!number.includes('.')) return BigInt(number) * one;
  const [whole = '0', fraction = ''] = number.split('.');
  return BigInt(whole) * one + BigInt(fraction.slice(0, places).padEnd(places, '0') || '0');
}

/** Formats ten-thousandths as exact decimal text, without trailing zeros. */
export function serialiseDecimal(units: bigint): string {
  if (units < 0n) return `-${serialiseDecimal(-units)}`;
  const rest = units % one;
  if (rest === 0n) return String(units / one);
  const fraction = String(rest).padStart(places, '0').replace(/0+$/, '');
  return `${units / one}.${fraction}`;
}

/** Returns decimal text of numeric(20,4) without trailing zeros. */
export const trimDecimal = (number: string): string =>
  /^(?:0|[1-9]\d*)$/.test(number) ? number : serialiseDecimal(parseDecimal(number));

/** Like `trimDecimal`; null stays null. */
export const trimDecimalOrNull = (number: string | null): string | null =>
  number === null ? null : trimDecimal(number);

/**
 * Calculates a percentage to one decimal, exactly, rounded half away from zero (0.05 becomes "0.1"). Returns
 * null if the denominator is zero: a share of nothing is not 0 %. Both parts must be in the same units and
 * not negative.
 */
export const calculatePercentage = (numerator: bigint, denominator: bigint): string | null =>
  calculateRatio(numerator, denominator, 100);

/**
 * Divides and multiplies by `factor`, a whole number: 100 for a percentage, 100,000 for a rate. Rounds to one
 * decimal, half away from zero; null if there is nothing to divide by.
 */
export function calculateRatio(numerator: bigint, denominator: bigint, factor: number): string | null {
  if (denominator === 0n) return null;
  // Tenths, doubled and with the denominator added, so that the integer division rounds half up.
  const tenths = (numerator * BigInt(factor) * 20n + denominator) / (denominator * 2n);
  return `${tenths / 10n}.${tenths % 10n}`;
}
