import { singulars, type Things, type Verb, verbsOfOne } from './nouns.ts';
import { formatNumber, formatPercentage } from './number-format.ts';

const isOne = (count: number | string): boolean => Number(count) === 1;

/** Returns the verb for a count: "is" for one, "are" for any other number, including none. */
export const agree = (count: number | string, verb: Verb): string => (isOne(count) ? verbsOfOne[verb] : verb);

/** Returns the noun for a count: "country" or "countries"; an unlisted word stays unchanged. */
export function nameUnit(unit: string, count: number | string): string {
  return isOne(count) && Object.hasOwn(singulars, unit) ? singulars[unit as Things] : unit;
}

/** Formats a count with its noun and verb: "1 activity", "7 activities are", "1 204 reports". */
export function formatCount(count: number | string, things: Things, verb?: Verb): string {
  return [formatNumber(count), nameUnit(things, count), ...(verb ? [agree(count, verb)] : [])].join(' ');
}

/** Formats a figure without its unit, unless that is "%": "62.5%", "1 204". */
export function formatFigureNumber(value: string, unit: string): string {
  return unit === '%' ? formatPercentage(value) : formatNumber(value);
}

/** Formats a figure with its unit, which is data of the plan: "62.5%", "USD 1 204.5", "1 country". */
export function formatWithUnit(value: string, unit: string): string {
  const number = formatFigureNumber(value, unit);
  if (unit === '%' || unit === '') return number;
  // A currency is before its amount, on the same line.
  if (/^[A-Z]{3}$/.test(unit)) return `${unit}\u00a0${number}`;
  return `${number} ${nameUnit(unit, value)}`;
}
