import { fromUnits, toUnits } from '../value/decimal.calculations.ts';
import type { ContributionState } from './aggregate.calculations.ts';

/** One cell of one reporter's report on one indicator: the total, or one part of one dimension. */
export type ReportCell = {
  dimension: string | null;
  category: string | null;
  state: ContributionState;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
};

export const partProblemCodes = [
  'parts_exceed_total',
  'parts_below_total',
  'numerator_exceeds_denominator',
] as const;

export type PartQuantity = 'value' | 'numerator' | 'denominator';

export type PartProblem = {
  code: (typeof partProblemCodes)[number];
  /** An error stops the report; a warning asks for a second look. */
  severity: 'error' | 'warning';
  /** The dimension at fault and, for one cell, its category; both null for the total. */
  dimension: string | null;
  category: string | null;
  quantity: PartQuantity;
  sentence: string;
};

export type BreakdownQuantities = Record<PartQuantity, string | null>;

export type BreakdownSum = {
  dimension: string;
  /** What the reported parts add up to; null where no part carries that quantity. */
  sum: BreakdownQuantities;
  /** The total less the sum, negative where the parts exceed it; null where either is missing. */
  difference: BreakdownQuantities;
  /** How many categories are reported, of how many. */
  reported: number;
  categories: number;
};

const quantities = ['value', 'numerator', 'denominator'] as const;

/**
 * Checks the cells of one indicator in one report against each other. `cells` holds a cell for each category of
 * each dimension, those not yet reported included: a dimension counts as complete once none of its cells is
 * missing or not available. Order of problems: by dimension as given, then by quantity.
 */
export function checkParts(cells: readonly ReportCell[]): PartProblem[] {
  const problems = cells.filter(isReported).flatMap(checkNumerator);
  for (const breakdown of calculateBreakdownSums(cells)) {
    const complete = cells
      .filter(({ dimension }) => dimension === breakdown.dimension)
      .every(({ state }) => state === 'reported' || state === 'not_applicable');
    for (const quantity of quantities) {
      const [sum, difference] = [breakdown.sum[quantity], breakdown.difference[quantity]];
      if (sum === null || difference === null || difference === '0') continue;
      const place = { dimension: breakdown.dimension, category: null, quantity };
      const total = fromUnits(toUnits(sum) + readSigned(difference));
      const what = quantity === 'value' ? 'total' : quantity;
      if (difference.startsWith('-')) {
        problems.push({
          ...place,
          code: 'parts_exceed_total',
          severity: 'error',
          sentence: `The parts add up to ${sum}, more than the ${what} of ${total}.`,
        });
      } else if (complete) {
        problems.push({
          ...place,
          code: 'parts_below_total',
          severity: 'warning',
          sentence: `The parts add up to ${sum}, less than the ${what} of ${total}. Put the other ${difference} under "unknown".`,
        });
      }
    }
  }
  return problems;
}

/** The totals of each dimension worked out from its parts, for display. Dimensions come in the order given. */
export function calculateBreakdownSums(cells: readonly ReportCell[]): BreakdownSum[] {
  const total = cells.find((cell) => cell.dimension === null && isReported(cell));
  const dimensions = new Set(cells.flatMap(({ dimension }) => (dimension === null ? [] : [dimension])));
  return [...dimensions].map((dimension) => {
    const all = cells.filter((cell) => cell.dimension === dimension);
    const parts = all.filter(isReported);
    const sum: BreakdownQuantities = { value: null, numerator: null, denominator: null };
    const difference: BreakdownQuantities = { value: null, numerator: null, denominator: null };
    for (const quantity of quantities) {
      const given = parts.flatMap((part) => part[quantity] ?? []);
      if (given.length === 0) continue;
      const units = given.reduce((added, number) => added + toUnits(number), 0n);
      sum[quantity] = fromUnits(units);
      const whole = total?.[quantity] ?? null;
      if (whole !== null) difference[quantity] = writeSigned(toUnits(whole) - units);
    }
    return { dimension, sum, difference, reported: parts.length, categories: all.length };
  });
}

function isReported({ state }: ReportCell): boolean {
  return state === 'reported';
}

function checkNumerator({ dimension, category, numerator, denominator }: ReportCell): PartProblem[] {
  if (numerator === null || denominator === null || toUnits(numerator) <= toUnits(denominator)) return [];
  return [
    {
      code: 'numerator_exceeds_denominator',
      severity: 'error',
      dimension,
      category,
      quantity: 'numerator',
      sentence: `${numerator} cannot be more than the ${denominator} that it is a part of.`,
    },
  ];
}

function writeSigned(units: bigint): string {
  return units < 0n ? `-${fromUnits(-units)}` : fromUnits(units);
}

function readSigned(number: string): bigint {
  return number.startsWith('-') ? -toUnits(number.slice(1)) : toUnits(number);
}
