import { calculatePercentage } from '../aggregation/percentage.calculations.ts';
import { toUnits } from '../value/decimal.calculations.ts';

/** Narrow no-break space: groups thousands without a line break inside the number. */
export const thinSpace = '\u202f';

/** As many decimals as the tracker stores: `numeric(20, 4)`. Whatever is stored is printed, and nothing is rounded. */
const mostDecimals = 4;

export interface NumberStyle {
  /** Digits after the point, always written; without it those that there are. */
  decimals?: number | undefined;
  /** Writes a plus sign too, for changes. */
  signed?: boolean | undefined;
  /**
   * For sentences of a translation. Figures have none: they read alike on the page, in pictures and in files, whatever
   * the language around them.
   */
  locale?: string | undefined;
}

type Format = { format: Intl.NumberFormat; group: string; minus: string };

/** Made once each: making one takes a hundred times as long as writing a number with it, and a report has many. */
const formats = new Map<string, Format>();

function findFormat({ locale = 'en-GB', decimals, signed = false }: NumberStyle): Format {
  const key = `${locale} ${decimals ?? ''} ${signed}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? mostDecimals,
    signDisplay: signed ? 'exceptZero' : 'negative',
    // Some locales leave thousands of four digits together.
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
 * The one way in which people are shown a number, on a page, in a figure, in a report and in a sentence: British point,
 * thin space between thousands, true minus sign, every decimal that is stored and none that is not. Decimal text is
 * never rounded by way of a float. A text that is no number comes back as it is: nothing must not become zero.
 */
export function formatNumber(value: number | bigint | string, style: NumberStyle = {}): string {
  if (typeof value === 'string' && !isDecimal.test(value)) return value;
  const { format, group, minus } = findFormat(style);
  return format
    .format(typeof value === 'string' ? (value as `${number}`) : value)
    .replaceAll(group, thinSpace)
    .replace(minus, '\u2212');
}

/** A percentage, to one decimal, from a number that is already in per cent: `formatPercentage(62.5)` gives "62.5%". */
export function formatPercentage(value: number | string, style: Omit<NumberStyle, 'decimals'> = {}): string {
  if (typeof value === 'string' && !isDecimal.test(value)) return value;
  return `${formatNumber(value, { ...style, decimals: 1 })}%`;
}

/** The share of two counts in per cent, worked out exactly: 30 of 45 is "66.7%". Null where there is no whole. */
export function formatShare(numerator: string, denominator: string): string | null {
  if (!isDecimal.test(numerator) || !isDecimal.test(denominator)) return null;
  const share = calculatePercentage(toUnits(numerator), toUnits(denominator));
  return share === null ? null : formatPercentage(share);
}
