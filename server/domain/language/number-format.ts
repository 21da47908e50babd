import { measureRules, type Measure } from '../value/measures.ts';
import { calculateRatio, parseDecimal } from '../value/decimal.calculations.ts';

/** Narrow no-break space: groups thousands without a line break inside the number. */
export const thinSpace = '\u202f';

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
  /**
   * For translated sentences. Figures have none: they read the same on the page, in pictures and in files,
   * whatever the language around them.
   */
  locale?: string | undefined;
}

type Format = { format: Intl.NumberFormat; group: string; minus: string };

/**
 * Cached, because creating a formatter takes a hundred times as long as using it, and a report has many
 * numbers.
 */
const formats = new Map<string, Format>();

function findFormat({ locale = 'en-GB', decimals, signed = false }: NumberStyle): Format {
  const key = `${locale} ${decimals ?? ''} ${signed}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? mostDecimals,
    signDisplay: signed ? 'exceptZero' : 'negative',
    // Some locales do not group four digits.
    useGrouping: 'always',
  });
  const parts = format.formatToParts(-1000);
  const signOf = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const made = { format, group: signOf('group'), minus: signOf('minusSign') };
  formats.set(key, made);
  return made;
}

const isDecimal = /^-?\d+(\.\d+)?$/;

/**
 * Formats a number for people, the only way on pages and in figures, reports and sentences: British decimal
 * point, thin space between thousands, true minus sign, every stored decimal and no others. Decimal text
 * never passes through a float. A text that is no number is returned unchanged: nothing must not become zero.
 */
export function formatNumber(value: number | bigint | string, style: NumberStyle = {}): string {
  if (typeof value === 'string' && !isDecimal.test(value)) return value;
  const { format, group, minus } = findFormat(style);
  return format
    .format(typeof value === 'string' ? (value as `${number}`) : value)
    .replaceAll(group, thinSpace)
    .replace(minus, '\u2212');
}

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
