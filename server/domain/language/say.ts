import { singulars, type Things, type Verb, verbsOfOne } from './nouns.ts';
import { formatNumber, formatPercentage } from './number-format.ts';

const isOne = (count: number | string): boolean => Number(count) === 1;

/** "is" after one, "are" after any other number, none included. */
export const agree = (count: number | string, verb: Verb): string => (isOne(count) ? verbsOfOne[verb] : verb);

/** The word for what is counted, by the number before it: "country" or "countries"; a word that is not listed stays. */
export function nameUnit(unit: string, count: number | string): string {
  return isOne(count) && Object.hasOwn(singulars, unit) ? singulars[unit as Things] : unit;
}

/** A number of things, with what they do: "1 activity", "7 activities are", "1 204 reports". */
export function say(count: number | string, things: Things, verb?: Verb): string {
  return [formatNumber(count), nameUnit(things, count), ...(verb ? [agree(count, verb)] : [])].join(' ');
}

/** The number of a figure without its unit unless that is "%": "62.5%", "1 204". */
export function sayNumber(value: string, unit: string): string {
  return unit === '%' ? formatPercentage(value) : formatNumber(value);
}

/** A figure with its unit, which plans give as data: "62.5%", "USD 1 204.5", "1 country". */
export function sayWithUnit(value: string, unit: string): string {
  const number = sayNumber(value, unit);
  if (unit === '%' || unit === '') return number;
  // A currency stands before its amount, on the same line.
  if (/^[A-Z]{3}$/.test(unit)) return `${unit}\u00a0${number}`;
  return `${number} ${nameUnit(unit, value)}`;
}
