/** Narrow no-break space: groups thousands without a line break inside the number. */
export const thinSpace = '\u202f';

export interface NumberStyle {
  /** Digits after the point, always written; without it up to two, as needed. */
  decimals?: number | undefined;
  /** Writes a plus sign too, for changes. */
  signed?: boolean | undefined;
  /**
   * For sentences of a translation. Figures have none: they read alike on the page, in pictures and in files, whatever
   * the language around them.
   */
  locale?: string | undefined;
}

/** Made once each: making one takes a hundred times as long as writing a number with it, and a report has many. */
const formats = new Map<string, Intl.NumberFormat>();

function findFormat({ locale = 'en-GB', decimals, signed = false }: NumberStyle): Intl.NumberFormat {
  const key = `${locale} ${decimals ?? ''} ${signed}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? 2,
    signDisplay: signed ? 'exceptZero' : 'negative',
  });
  formats.set(key, format);
  return format;
}

/**
 * A number as the pages write it: British point, thin space between thousands, true minus sign.
 * Takes a decimal text as well, so that database numerics are not rounded on the way.
 */
export function formatNumber(value: number | bigint | string, style: NumberStyle = {}): string {
  return findFormat(style)
    .formatToParts(typeof value === 'string' ? (value as `${number}`) : value)
    .map((part) => (part.type === 'group' ? thinSpace : part.type === 'minusSign' ? '\u2212' : part.value))
    .join('');
}

/** A percentage from a number that is already in per cent: `formatPercentage(62.5)` gives "62.5%". */
export function formatPercentage(value: number | string, style: NumberStyle = {}): string {
  return `${formatNumber(value, { decimals: 1, ...style })}%`;
}
