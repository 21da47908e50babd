import { calculatePercentage, fromUnits, toUnits } from '#server/domain/value/decimal.calculations.ts';
import { calculateBreakdownSums, readNumber } from '#server/domain/value/indicator-value.rules.ts';
import type { DimensionDefinition, IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import {
  type CellDraft,
  type FigureField,
  getCell,
  hasAnswer,
  type IndicatorDraft,
  listCellPlaces,
  listFigureFields,
} from './indicator-draft.ts';

/** Larger than anything that the rules let through: here a figure is only read, not judged. */
const anySize = 10n ** 18n;

/** The exact number that a person typed, or null while it is not one. */
export function readFigure(typed: string): string | null {
  if (typed.trim() === '') return null;
  const read = readNumber(typed, { decimals: true, largest: anySize });
  return 'number' in read ? read.number : null;
}

/** The percentage of a cell as its two numbers stand ("66.7"); null while they do not make one. */
export function calculateDraftPercentage({ numerator, denominator }: CellDraft): string | null {
  const [part, whole] = [readFigure(numerator), readFigure(denominator)];
  if (part === null || whole === null) return null;
  return calculatePercentage(toUnits(part), toUnits(whole));
}

/** How the parts of a breakdown stand to the total. */
export type DraftDifference = { kind: 'equal' } | { kind: 'less' | 'more'; by: string } | null;

export type DraftSum = {
  dimension: DimensionDefinition;
  /** By figure ("value", or "numerator" and "denominator"): what the parts add up to, null without any. */
  sums: Partial<Record<FigureField, string | null>>;
  differences: Partial<Record<FigureField, DraftDifference>>;
  reported: number;
  of: number;
};

/** What the parts of each breakdown add up to, from what stands in the fields now. */
export function calculateDraftSums(definition: IndicatorDefinition, draft: IndicatorDraft): DraftSum[] {
  const fields = listFigureFields(definition.measure);
  if (fields.length === 0) return [];
  const cells = listCellPlaces(definition).map(({ key, dimension }) => {
    const cell = getCell(draft, key);
    const counts = cell.state === 'reported' || (cell.state === '' && hasAnswer(cell));
    const read = (field: FigureField) => (counts ? readFigure(cell[field]) : null);
    const figures = { value: read('value'), numerator: read('numerator'), denominator: read('denominator') };
    const complete = fields.every((field) => figures[field] !== null);
    return { dimension, state: complete ? ('reported' as const) : ('not_available' as const), ...figures };
  });
  const total = cells[0];
  return calculateBreakdownSums(definition, cells).map((sum) => ({
    dimension: sum.dimension,
    sums: Object.fromEntries(fields.map((field) => [field, sum[field]])),
    differences: Object.fromEntries(
      fields.map((field) => [
        field,
        compare(sum[field], total?.state === 'reported' ? (total[field] ?? null) : null),
      ]),
    ),
    reported: sum.reported,
    of: sum.of,
  }));
}

function compare(sum: string | null, total: string | null): DraftDifference {
  if (sum === null || total === null) return null;
  const difference = toUnits(total) - toUnits(sum);
  if (difference === 0n) return { kind: 'equal' };
  return difference > 0n
    ? { kind: 'less', by: fromUnits(difference) }
    : { kind: 'more', by: fromUnits(-difference) };
}

/** Cells whose percentage has one of its two numbers: somebody is in the middle of typing. */
export function listHalfTyped(definition: IndicatorDefinition, draft: IndicatorDraft): string[] {
  if (definition.measure !== 'percentage') return [];
  return listCellPlaces(definition).flatMap(({ key }) => {
    const { numerator, denominator } = getCell(draft, key);
    return (numerator.trim() === '') !== (denominator.trim() === '') ? [key] : [];
  });
}
