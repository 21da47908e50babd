import { formatNumber, formatPercentage, type NumberStyle } from '#server/domain/language/number-format.ts';

export interface NumProps extends NumberStyle {
  value: number | bigint | string;
  /** `%` closes up to the number; any other unit follows after a space. The value is in per cent already. */
  unit?: string | undefined;
}

/** A number on the page, zero included. For a cell without one use `NoNumber`. */
export function Num({ value, unit, decimals, signed }: NumProps) {
  const style = { decimals, signed };
  if (unit === '%' && typeof value !== 'bigint') {
    return (
      <data value={String(value)}>
        {formatPercentage(value, { signed, ...(decimals === undefined ? {} : { decimals }) })}
      </data>
    );
  }
  return (
    <data value={String(value)}>
      {formatNumber(value, style)}
      {unit ? `\u00a0${unit}` : ''}
    </data>
  );
}
