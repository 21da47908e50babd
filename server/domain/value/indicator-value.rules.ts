import { formatNumber } from '../language/number-format.ts';
import { serialiseDecimal, parseDecimal } from './decimal.calculations.ts';
import { toLatinDigits } from './digits.rules.ts';
import type { IndicatorDefinition, DimensionDefinition } from './indicator-definition.ts';
import type { Cell } from './indicator-value.schema.ts';

const decimal = /^(\d{1,19})(?:\.(\d{1,4}))?$/;

/**
 * Parses a number as typed, in the digits of any script of the region: spaces (thin ones too) and commas between
 * groups of three digits are separators, a dot is the decimal point. Returns exact decimal text, or a sentence that says what is wrong.
 */
export function parseNumber(
  typed: string,
  options: { decimals: boolean; largest: bigint },
): { number: string } | { problem: string } {
  const text = toLatinDigits(typed)
    .replace(/[\s\u00a0\u2009\u202f]/g, '')
    .replace(/^\+/, '');
  const plain = /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  // A thousand in some countries, one in others: better to ask than to guess.
  if (/^\d{1,3}(\.\d{3})+$/.test(plain)) {
    const meant = plain.replaceAll('.', '');
    return {
      problem: `Write ${Number(meant)} without a point, or ${plain.replace(/\.0+$/, '')} if that is what you mean.`,
    };
  }
  if (/^[-−]/.test(plain)) return { problem: 'Enter a number that is zero or more.' };
  const short = /^(\d{1,15})(?:\.(\d{1,15}))?e\+?(\d{1,2})$/i.exec(plain);
  if (short) return { problem: describeShortForm(plain, short) };
  if (/^\d{20,}/.test(plain)) {
    return { problem: `Enter a number of at most ${formatNumber(options.largest)}.` };
  }
  const parts = decimal.exec(plain);
  if (!parts) {
    return {
      problem: options.decimals ? 'Enter a number, such as 1250.50.' : 'Enter a whole number, such as 125.',
    };
  }
  const fraction = (parts[2] ?? '').replace(/0+$/, '');
  if (fraction && !options.decimals) return { problem: 'Enter a whole number, without a decimal part.' };
  const whole = BigInt(parts[1] ?? '0');
  if (whole > options.largest || (whole === options.largest && fraction)) {
    return { problem: `Enter a number of at most ${formatNumber(options.largest)}.` };
  }
  return { number: fraction ? `${whole}.${fraction}` : String(whole) };
}

/** Says what to write in place of "1e3", the form in which spreadsheets show a number that does not fit its cell. */
function describeShortForm(
  typed: string,
  [, whole = '', fraction = '', exponent = '']: RegExpExecArray,
): string {
  const digits = `${whole}${fraction.padEnd(Number(exponent), '0')}`.replace(/^0+(?=\d)/, '');
  const isWhole = fraction.length <= Number(exponent);
  return isWhole && digits.length <= 15
    ? `“${typed}” is a short form. Write ${digits} if that is what you mean.`
    : `“${typed}” is a short form. Write the number in full, in digits.`;
}

/**
 * Formats a stored figure for a field. With exactly three decimals it gets a fourth: "12.345" may have been
 * typed for twelve thousand and is queried, "12.3450" is unambiguous.
 */
export const formatStoredFigure = (figure: string): string => figure.replace(/\.\d{3}$/, '$&0');

type Stored<State> = {
  dimension?: string | null;
  category?: string | null;
  state: State;
} & { [Field in 'value' | 'numerator' | 'denominator' | 'choice' | 'text']?: string | null };

/** Builds input from a stored cell, so that it can be checked and saved again. */
export function buildCellInput<State>(cell: Stored<State>) {
  const { dimension, category, state, value, numerator, denominator, choice, text } = cell;
  const write = (figure: string | null | undefined) => (figure == null ? null : formatStoredFigure(figure));
  const by: Record<string, string> = dimension == null || category == null ? {} : { [dimension]: category };
  return {
    by,
    state,
    value: write(value),
    numerator: write(numerator),
    denominator: write(denominator),
    choice: choice ?? null,
    text: text ?? null,
  };
}

export type BreakdownSum = {
  dimension: DimensionDefinition;
  /** Exact decimal text; null if no part was reported or the measure has no such quantity. */
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  /** How many categories have a reported figure, how many any answer, and how many there are. */
  reported: number;
  answered: number;
  of: number;
  /** Whether the parts add up to less than the reported total. */
  belowTotal: boolean;
};

/** Calculates the total of each breakdown from its parts. Never stored: a stored total drifts. */
export function calculateBreakdownSums(
  definition: Pick<IndicatorDefinition, 'dimensions'>,
  cells: Pick<Cell, 'dimension' | 'state' | 'value' | 'numerator' | 'denominator'>[],
): BreakdownSum[] {
  const total = cells.find((cell) => cell.dimension === null && cell.state === 'reported');
  return definition.dimensions.map((dimension) => {
    const own = cells.filter((cell) => cell.dimension === dimension.code);
    const parts = own.filter((cell) => cell.state === 'reported');
    const sum = (field: 'value' | 'numerator' | 'denominator') => {
      const given = parts.filter((part) => part[field] !== null);
      if (given.length === 0) return null;
      return serialiseDecimal(given.reduce((units, part) => units + parseDecimal(part[field] ?? '0'), 0n));
    };
    const sums = { value: sum('value'), numerator: sum('numerator'), denominator: sum('denominator') };
    const belowTotal = (['value', 'numerator', 'denominator'] as const).some((field) => {
      const [part, whole] = [sums[field], total?.[field] ?? null];
      return part !== null && whole !== null && parseDecimal(part) < parseDecimal(whole);
    });
    return {
      dimension,
      ...sums,
      reported: parts.length,
      answered: own.length,
      of: dimension.categories.length,
      belowTotal,
    };
  });
}
