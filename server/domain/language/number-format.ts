import type { CountRange } from '../value/count-range.ts';
import { measureRules, type Measure } from '../value/measures.ts';
import { calculateRatio, parseDecimal, serialiseDecimal } from '../value/decimal.calculations.ts';

/**
 * The number of decimals that the tracker stores, `numeric(20, 4)`. Prints every stored decimal and rounds
 * nothing.
 */
const mostDecimals = 4;

export interface NumberStyle {
  /** Decimals that are always written; by default only those that the number has. */
  decimals?: number | undefined;
  /** Writes a plus sign too, for changes. */
  signed?: boolean | undefined;
}

/**
 * Cached, because creating a formatter takes a hundred times as long as using it, and a report has many
 * numbers.
 */
const formats = new Map<string, Intl.NumberFormat>();

function findFormat({ decimals, signed = false }: NumberStyle): Intl.NumberFormat {
  const key = `${decimals ?? ''} ${signed}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat('en-GB', {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? mostDecimals,
    signDisplay: signed ? 'exceptZero' : 'negative',
  });
  formats.set(key, format);
  return format;
}

const isDecimal = /^-?\d+(\.\d+)?$/;
/** As most numbers are. */
const isSmallWhole = /^(?:0|[1-9]\d{0,2})$/;

const plain: NumberStyle = {};

/**
 * Formats a number for people, the only way on pages and in figures, reports and sentences: British decimal
 * point, a comma between thousands, true minus sign, every stored decimal and no others, in every language. Decimal text
 * never passes through a float. A text that is no number is returned unchanged: nothing must not become zero.
 */
export function formatNumber(value: number | bigint | string, style: NumberStyle = plain): string {
  if (typeof value === 'string' && !isDecimal.test(value)) return value;
  if (style === plain && isSmallWhole.test(String(value))) return String(value);
  return findFormat(style)
    .format(typeof value === 'string' ? (value as `${number}`) : value)
    .replace('-', '\u2212');
}

/** Rounds decimal text to whole units, as a report prints money. It stays decimal text. */
export const calculateWhole = (value: string): string =>
  formatNumber(value, { decimals: 0 }).replaceAll(',', '');

/**
 * Formats a large amount to three digits, for a headline: "2.19m", "740k"; the exact number stands on the page that it
 * leads to. Rounds half up. Below 10,000 and for what is no number the same as `formatNumber`.
 */
export function formatShortAmount(value: string): string {
  if (!isDecimal.test(value)) return value;
  const size = BigInt(value.replace(/^-|\..*$/g, ''));
  const scale = shortScales.find(({ from }) => size >= from);
  if (!scale) return formatNumber(value);
  const whole = String(size / scale.unit).length;
  const step = scale.unit / 10n ** BigInt(Math.max(0, 3 - whole));
  const rounded = ((size + step / 2n) / step) * step;
  const short = serialiseDecimal((rounded * 10_000n) / scale.unit);
  return `${value.startsWith('-') ? '\u2212' : ''}${formatNumber(short)}${scale.letter}`;
}

const shortScales = [
  { from: 1_000_000_000n, unit: 1_000_000_000n, letter: 'bn' },
  { from: 1_000_000n, unit: 1_000_000n, letter: 'm' },
  { from: 10_000n, unit: 1000n, letter: 'k' },
];

/** Formats a range for a cell or a picture, with an en dash: "1–10". Both ends are included. */
export const formatRange = ({ least, most }: CountRange): string =>
  `${formatNumber(least)}–${formatNumber(most)}`;

/** Formats a range for a sentence or a screen reader: "1 to 10". `pattern` is that of another language. */
export const formatRangeInWords = ({ least, most }: CountRange, pattern = '{least} to {most}'): string =>
  pattern.replace('{least}', formatNumber(least)).replace('{most}', formatNumber(most));

/**
 * Formats a percentage, to one decimal, from a number already in per cent: `formatPercentage(62.5)` gives
 * "62.5%".
 */
export function formatPercentage(value: number | string, style: Omit<NumberStyle, 'decimals'> = {}): string {
  if (typeof value === 'string' && !isDecimal.test(value)) return value;
  return `${formatNumber(value, { ...style, decimals: 1 })}%`;
}

/**
 * Formats the ratio of two counts by its measure, calculated exactly: 30 of 45 is "66.7%". Null if the
 * denominator is zero.
 */
export function formatShare(
  numerator: string,
  denominator: string,
  measure: Measure = 'percentage',
): string | null {
  if (!isDecimal.test(numerator) || !isDecimal.test(denominator)) return null;
  const { factor, printedUnit } = measureRules[measure];
  const share = calculateRatio(parseDecimal(numerator), parseDecimal(denominator), factor);
  if (share === null) return null;
  return printedUnit === '%' ? formatPercentage(share) : `${formatNumber(share)} ${printedUnit}`;
}
