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

/**
 * A number as the pages write it: British point, thin space between thousands, true minus sign.
 * Takes a decimal text as well, so that database numerics are not rounded on the way.
 */
export function formatNumber(value: number | bigint | string, style: NumberStyle = {}): string {
  const format = new Intl.NumberFormat(style.locale ?? 'en-GB', {
    minimumFractionDigits: style.decimals ?? 0,
    maximumFractionDigits: style.decimals ?? 2,
    signDisplay: style.signed ? 'exceptZero' : 'negative',
  });
  return format
    .formatToParts(typeof value === 'string' ? (value as `${number}`) : value)
    .map((part) => (part.type === 'group' ? thinSpace : part.type === 'minusSign' ? '\u2212' : part.value))
    .join('');
}

/** A percentage from a number that is already in per cent: `formatPercentage(62.5)` gives "62.5%". */
export function formatPercentage(value: number | string, style: NumberStyle = {}): string {
  return `${formatNumber(value, { decimals: 1, ...style })}%`;
}
