import type { z } from 'zod';
import type { FieldProblem } from '../error/domain-error.ts';
import { formatNumber } from '../language/number-format.ts';
import { findTextProblem } from '../submission/text.rules.ts';
import { serialiseDecimal, parseDecimal } from './decimal.calculations.ts';
import { toLatinDigits } from './digits.rules.ts';
import { buildCellKey, type IndicatorDefinition, type DimensionDefinition } from './indicator-definition.ts';
import { getAnswerKind, measureRules, type AnswerKind } from './measures.ts';
import type { Cell, cellInputSchema } from './indicator-value.schema.ts';

const decimal = /^(\d{1,19})(?:\.(\d{1,4}))?$/;

type ParsedCell = z.output<typeof cellInputSchema>;

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
 * Converts the cells of one indicator to exact values, or lists what is wrong by field: rules of single
 * cells, duplicates, and parts that exceed their total. `path` is the prefix of each field's path.
 */
export function checkCells(
  indicator: IndicatorDefinition,
  input: ParsedCell[],
  path = 'cells',
): { cells: Cell[]; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const cells: Cell[] = [];
  const seen = new Set<string>();
  input.forEach((given, index) => {
    const at = `${path}.${index}`;
    const place = findCellPlace(indicator, given.by);
    if ('problem' in place) {
      problems.push({ path: `${at}.by`, message: place.problem });
      return;
    }
    const key = buildCellKey(place.dimension, place.category);
    if (seen.has(key)) {
      problems.push({ path: `${at}.by`, message: `The cell ${key} is given twice.` });
      return;
    }
    seen.add(key);
    const cell = checkCell(indicator, given, place, at, problems);
    if (cell) cells.push(cell);
  });
  if (problems.length === 0) problems.push(...findPartsAboveTotal(indicator, cells, input, path));
  return { cells, problems };
}

function findCellPlace(
  indicator: IndicatorDefinition,
  by: Record<string, string>,
): { dimension: string | null; category: string | null } | { problem: string } {
  const entries = Object.entries(by);
  if (entries.length === 0) return { dimension: null, category: null };
  if (entries.length > 1) return { problem: 'Give one breakdown at a time: figures are not crossed.' };
  const [dimensionCode = '', categoryCode = ''] = entries[0] ?? [];
  const dimension = indicator.dimensions.find(({ code }) => code === dimensionCode);
  if (!dimension) {
    return { problem: `${indicator.code} is not broken down by "${dimensionCode}".` };
  }
  if (!dimension.categories.some(({ code }) => code === categoryCode)) {
    return { problem: `"${categoryCode}" is not a category of ${dimension.name.toLowerCase()}.` };
  }
  return { dimension: dimensionCode, category: categoryCode };
}

function checkCell(
  indicator: IndicatorDefinition,
  given: ParsedCell,
  place: { dimension: string | null; category: string | null },
  at: string,
  problems: FieldProblem[],
): Cell | null {
  const empty = { value: null, numerator: null, denominator: null, choice: null, text: null };
  if (given.state !== 'reported') {
    const leftOver = (['value', 'numerator', 'denominator', 'choice', 'text'] as const).find(
      (field) => given[field] != null && given[field] !== '',
    );
    if (leftOver) {
      problems.push({
        path: `${at}.${leftOver}`,
        message: 'Remove the figure, or choose “Figure given, or to come”: a cell cannot be both.',
      });
      return null;
    }
    return { ...place, state: given.state, ...empty };
  }
  const before = problems.length;
  const number = (field: 'value' | 'numerator' | 'denominator') => {
    const typed = given[field];
    if (typed == null) {
      problems.push({ path: `${at}.${field}`, message: 'Enter a number, or say why there is none.' });
      return null;
    }
    const read = parseNumber(typed, measureRules[indicator.measure].entry);
    if ('problem' in read) {
      problems.push({ path: `${at}.${field}`, message: read.problem });
      return null;
    }
    return read.number;
  };
  const cell: Cell = { ...place, state: 'reported', ...empty };
  const foreign = (['value', 'numerator', 'denominator', 'choice', 'text'] as const).filter(
    (field) =>
      given[field] != null &&
      given[field] !== '' &&
      !fieldsOf[getAnswerKind(indicator.measure)].includes(field),
  );
  for (const field of foreign) {
    problems.push({ path: `${at}.${field}`, message: `${indicator.code} has no ${field}.` });
  }
  switch (getAnswerKind(indicator.measure)) {
    case 'number':
      cell.value = number('value');
      break;
    case 'ratio':
      cell.numerator = number('numerator');
      cell.denominator = number('denominator');
      if (
        cell.numerator &&
        cell.denominator &&
        parseDecimal(cell.numerator) > parseDecimal(cell.denominator)
      ) {
        problems.push({
          path: `${at}.numerator`,
          message: `"${indicator.numeratorLabel}" cannot be more than "${indicator.denominatorLabel}".`,
        });
      }
      break;
    case 'choice':
      if (!indicator.choices.some(({ code }) => code === given.choice)) {
        problems.push({ path: `${at}.choice`, message: 'Choose one of the answers in the list.' });
      } else cell.choice = given.choice ?? null;
      break;
    case 'text': {
      const text = given.text?.trim() ?? '';
      const problem = text === '' ? 'Write an answer, or say why there is none.' : findTextProblem(text);
      if (problem) problems.push({ path: `${at}.text`, message: problem });
      else cell.text = text;
      break;
    }
  }
  return problems.length === before ? cell : null;
}

const fieldsOf: Record<AnswerKind, readonly string[]> = {
  number: ['value'],
  ratio: ['numerator', 'denominator'],
  choice: ['choice'],
  text: ['text'],
};

function findPartsAboveTotal(
  indicator: IndicatorDefinition,
  cells: Cell[],
  input: ParsedCell[],
  path: string,
): FieldProblem[] {
  const total = cells.find((cell) => cell.dimension === null && cell.state === 'reported');
  if (!total) return [];
  const problems: FieldProblem[] = [];
  for (const dimension of indicator.dimensions) {
    for (const field of ['value', 'numerator', 'denominator'] as const) {
      const limit = total[field];
      if (limit === null) continue;
      const parts = cells.filter((cell) => cell.dimension === dimension.code && cell[field] !== null);
      const sum = parts.reduce((units, cell) => units + parseDecimal(cell[field] ?? '0'), 0n);
      if (sum <= parseDecimal(limit)) continue;
      const last = input.findLastIndex((cell) => Object.keys(cell.by)[0] === dimension.code);
      const name =
        field === 'value'
          ? 'total'
          : `total "${field === 'numerator' ? indicator.numeratorLabel : indicator.denominatorLabel}"`;
      problems.push({
        path: `${path}.${last}.${field}`,
        message: `The parts by ${dimension.name.toLowerCase()} add up to ${formatNumber(serialiseDecimal(sum))}, more than the ${name} of ${formatNumber(limit)}.`,
      });
    }
  }
  return problems;
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
