import { z } from 'zod';
import { ageBreakdowns } from '../value/age-breakdowns.rules.ts';
import { calculateBreakdownSums } from '../value/indicator-value.rules.ts';
import { parseDecimal } from '../value/decimal.calculations.ts';
import { buildCellKey, type IndicatorDefinition } from '../value/indicator-definition.ts';
import {
  getTotal,
  getFigure,
  type FigureName,
  type CheckedIndicator,
  type CheckedReport,
} from './checked-report.ts';
import { createRule, type RuleHit } from './rule.ts';
import { formatNumber } from '../language/number-format.ts';

const figure = z.enum(['value', 'numerator', 'denominator']);

/** Which figure of this indicator is compared with which figure of another, or of itself. */
export const pairParameters = z.strictObject({
  /** A cell of this indicator: "total" or "form=forced_criminality". */
  cell: z.string().default('total'),
  figure: figure.default('value'),
  /** The code of the other indicator; empty for the same one. */
  other: z.string().default(''),
  other_cell: z.string().default('total'),
  other_figure: figure.default('value'),
});
type Pair = z.output<typeof pairParameters>;

type Figure = { text: string; name: string };

/** Finds both figures with their names, if both are reported and the rule names a pair. */
function findPair(
  indicator: CheckedIndicator,
  pair: Pair,
  { indicators }: CheckedReport,
): { part: Figure; whole: Figure } | null {
  const other =
    pair.other === '' ? indicator : indicators.find(({ definition }) => definition.code === pair.other);
  if (!other || (other === indicator && pair.cell === pair.other_cell && pair.figure === pair.other_figure)) {
    return null;
  }
  const read = (from: CheckedIndicator, cellKey: string, name: Pair['figure']): Figure | null => {
    const cell = from.cells.find(({ dimension, category }) => buildCellKey(dimension, category) === cellKey);
    const text = getFigure(cell, name);
    return text === null ? null : { text, name: describeFigure(from.definition, cellKey, name) };
  };
  const part = read(indicator, pair.cell, pair.figure);
  const whole = read(other, pair.other_cell, pair.other_figure);
  return part && whole && { part, whole };
}

type NamedIndicator = Pick<
  IndicatorDefinition,
  'code' | 'numeratorLabel' | 'denominatorLabel' | 'dimensions'
>;

/** Describes a figure: "I-B3", "I-B3 for “Forced criminality”", "“Persons found” of I-B2". */
export function describeFigure(definition: NamedIndicator, cellKey: string, name: FigureName): string {
  const label =
    name === 'numerator'
      ? definition.numeratorLabel
      : name === 'denominator'
        ? definition.denominatorLabel
        : null;
  const [dimension, category] = cellKey.split('=');
  const part = definition.dimensions
    .find(({ code }) => code === dimension)
    ?.categories.find(({ code }) => code === category);
  return `${label === null ? '' : `“${label}” of `}${definition.code}${part ? ` for “${part.name}”` : ''}`;
}

/** Rules that check the consistency of figures across indicators. */
export const othersRules = {
  slice_above_total: createRule('indicator', {
    asks: 'A slice, such as forced criminality, is no more than the total that it is a part of.',
    severity: 'error',
    parameters: pairParameters,
    check(indicator, pair, report) {
      const found = findPair(indicator, pair, report);
      if (!found || parseDecimal(found.part.text) <= parseDecimal(found.whole.text)) return [];
      return [
        describePair(
          pair,
          `${capitalise(found.part.name)} is ${formatNumber(found.part.text)}, more than ${found.whole.name}, which is ${formatNumber(found.whole.text)}.`,
          'The first is part of the second, so it cannot be larger. Often the two come from different offices or dates. Agree on one source and correct the other.',
        ),
      ];
    },
  }),

  unequal_to_other: createRule('indicator', {
    asks: 'A figure that is asked for twice is the same in both places.',
    severity: 'warning',
    parameters: pairParameters,
    check(indicator, pair, report) {
      const found = findPair(indicator, pair, report);
      if (!found || parseDecimal(found.part.text) === parseDecimal(found.whole.text)) return [];
      return [
        describePair(
          pair,
          `${capitalise(found.part.name)} is ${formatNumber(found.part.text)}, and ${found.whole.name} is ${formatNumber(found.whole.text)}.`,
          'By definition both count the same thing. Correct one of them, or say why they differ.',
        ),
      ];
    },
  }),
};

const describePair = (pair: Pair, sentence: string, advice: string): RuleHit => ({
  field: pair.cell,
  sentence,
  advice,
});

const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const figures: readonly FigureName[] = ['value', 'numerator', 'denominator'];

/** Rules that check totals and their parts, numerators and denominators. */
export const partsRules = {
  total_missing: createRule('indicator', {
    asks: 'An indicator with parts has a total.',
    severity: 'error',
    fixed: true,
    parameters: z.strictObject({}),
    check({ definition: { code }, cells }, _, { whole }) {
      // A holder of only a breakdown cannot see whether another agency has given the total.
      if (!whole || cells.length === 0 || getTotal(cells)) return [];
      return [
        {
          field: 'total',
          sentence: `Enter the total of ${code}: there are parts but no total.`,
          advice:
            'The total is counted separately. It can be larger than the sum of the parts when some details are unknown.',
        },
      ];
    },
  }),

  parts_exceed_total: createRule('indicator', {
    asks: 'The parts of a breakdown add up to no more than the total.',
    severity: 'error',
    fixed: true,
    parameters: z.strictObject({}),
    check({ definition, cells }) {
      const total = getTotal(cells);
      return calculateBreakdownSums(definition, cells).flatMap((sum): RuleHit[] => {
        const figure = figures.find((name) => {
          const [part, limit] = [sum[name], getFigure(total, name)];
          return part !== null && limit !== null && parseDecimal(part) > parseDecimal(limit);
        });
        if (!figure) return [];
        const [part, limit] = [sum[figure] ?? '0', getFigure(total, figure) ?? '0'];
        return [
          {
            field: sum.dimension.code,
            sentence: `The parts of ${definition.code} by ${sum.dimension.name.toLowerCase()} add up to ${formatNumber(part)}, more than the total of ${formatNumber(limit)}.`,
            advice:
              'Often somebody was counted in two parts, or the parts are newer than the total. Count each person or case once, and correct the total or the part.',
          },
        ];
      });
    },
  }),

  parts_below_total: createRule('indicator', {
    asks: 'If every part of a breakdown is given, the parts add up to the total.',
    severity: 'warning',
    parameters: z.strictObject({
      /** Breakdowns that are incomplete by definition. */
      except: z.array(z.string()).default([]),
    }),
    check({ definition, cells }, { except }) {
      const total = getTotal(cells);
      return calculateBreakdownSums(definition, cells)
        .filter((sum) => sum.belowTotal && sum.reported === sum.of && !except.includes(sum.dimension.code))
        .map((sum): RuleHit => {
          const figure = figures.find((name) => {
            const [part, whole] = [sum[name], getFigure(total, name)];
            return part !== null && whole !== null && parseDecimal(part) < parseDecimal(whole);
          });
          const [part, whole] = [sum[figure ?? 'value'] ?? '0', getFigure(total, figure ?? 'value') ?? '0'];
          return {
            field: sum.dimension.code,
            sentence: `The parts of ${definition.code} by ${sum.dimension.name.toLowerCase()} add up to ${formatNumber(part)}, less than the total of ${formatNumber(whole)}.`,
            advice:
              'Usually the rest is unknown. Enter it under “Unknown”, so that readers see how much is missing.',
          };
        });
    },
  }),

  numerator_above_denominator: createRule('indicator', {
    asks: 'The numerator of a percentage is no more than its denominator.',
    severity: 'error',
    fixed: true,
    parameters: z.strictObject({}),
    check({ definition, cells }) {
      return cells.flatMap((cell): RuleHit[] => {
        const [upper, lower] = [getFigure(cell, 'numerator'), getFigure(cell, 'denominator')];
        if (upper === null || lower === null || parseDecimal(upper) <= parseDecimal(lower)) return [];
        return [
          {
            field: buildCellKey(cell.dimension, cell.category),
            sentence: `In ${definition.code}, “${definition.numeratorLabel}” (${formatNumber(upper)}) is more than “${definition.denominatorLabel}” (${formatNumber(lower)}).`,
            advice: 'The two are often swapped. The first is part of the second.',
          },
        ];
      });
    },
  }),

  split_missing: createRule('indicator', {
    asks: 'A total above zero is also broken down by sex and by age.',
    severity: 'warning',
    parameters: z.strictObject({
      /** The breakdowns that are asked for, if the indicator has them. */
      dimensions: z.array(z.string()).default(['sex', ...ageBreakdowns]),
    }),
    check({ definition, cells }, { dimensions }, { whole }) {
      // Another agency may hold the breakdown.
      if (!whole) return [];
      const total = getTotal(cells);
      const counted = figures.some((name) => parseDecimal(getFigure(total, name) ?? '0') > 0n);
      if (!counted) return [];
      return calculateBreakdownSums(definition, cells)
        .filter(({ dimension, answered }) => answered === 0 && dimensions.includes(dimension.code))
        .map(({ dimension }): RuleHit => {
          const name = dimension.name.toLowerCase();
          return {
            field: dimension.code,
            sentence: `${definition.code} has no figures by ${name}.`,
            advice: `Without them nobody can see who benefits. Give what you know and enter the rest under “Unknown”. If nothing is recorded by ${name}, say so.`,
          };
        });
    },
  }),
};
