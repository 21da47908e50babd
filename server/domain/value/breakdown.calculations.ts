import { toUnits, fromUnits } from './decimal.calculations.ts';
import type { DimensionDefinition, IndicatorDefinition } from './indicator-definition.ts';
import type { Cell } from './indicator-value.schema.ts';

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
      return fromUnits(given.reduce((units, part) => units + toUnits(part[field] ?? '0'), 0n));
    };
    const sums = { value: sum('value'), numerator: sum('numerator'), denominator: sum('denominator') };
    const belowTotal = (['value', 'numerator', 'denominator'] as const).some((field) => {
      const [part, whole] = [sums[field], total?.[field] ?? null];
      return part !== null && whole !== null && toUnits(part) < toUnits(whole);
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
