import { z } from 'zod';
import { calculateBreakdownSums } from '../value/breakdown.calculations.ts';
import { toUnits } from '../value/decimal.calculations.ts';
import { buildCellKey } from '../value/indicator-definition.ts';
import { getTotal } from './checked-report.ts';
import { defineRule, type RuleHit } from './rule.ts';
import { formatNumber } from '../language/number-format.ts';
import { getFigure, type FigureName } from './format-figure.ts';

const figures: readonly FigureName[] = ['value', 'numerator', 'denominator'];

/** Rules that check totals and their parts, numerators and denominators. */
export const partsRules = {
  total_missing: defineRule('indicator', {
    asks: 'A total stands beside the parts of an indicator.',
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
          advice: 'The total is counted by itself. It may be larger than the parts when some are not known.',
        },
      ];
    },
  }),

  parts_exceed_total: defineRule('indicator', {
    asks: 'The parts of a breakdown add up to no more than the total.',
    severity: 'error',
    fixed: true,
    parameters: z.strictObject({}),
    check({ definition, cells }) {
      const total = getTotal(cells);
      return calculateBreakdownSums(definition, cells).flatMap((sum): RuleHit[] => {
        const figure = figures.find((name) => {
          const [part, limit] = [sum[name], getFigure(total, name)];
          return part !== null && limit !== null && toUnits(part) > toUnits(limit);
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

  parts_below_total: defineRule('indicator', {
    asks: 'Where every part of a breakdown is given, they add up to the total.',
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
            return part !== null && whole !== null && toUnits(part) < toUnits(whole);
          });
          const [part, whole] = [sum[figure ?? 'value'] ?? '0', getFigure(total, figure ?? 'value') ?? '0'];
          return {
            field: sum.dimension.code,
            sentence: `The parts of ${definition.code} by ${sum.dimension.name.toLowerCase()} add up to ${formatNumber(part)}, less than the total of ${formatNumber(whole)}.`,
            advice:
              'Usually the rest is not known. Put it under “Unknown”, so that readers see how much is missing.',
          };
        });
    },
  }),

  numerator_above_denominator: defineRule('indicator', {
    asks: 'The upper figure of a percentage is no more than the lower.',
    severity: 'error',
    fixed: true,
    parameters: z.strictObject({}),
    check({ definition, cells }) {
      return cells.flatMap((cell): RuleHit[] => {
        const [upper, lower] = [getFigure(cell, 'numerator'), getFigure(cell, 'denominator')];
        if (upper === null || lower === null || toUnits(upper) <= toUnits(lower)) return [];
        return [
          {
            field: buildCellKey(cell.dimension, cell.category),
            sentence: `In ${definition.code}, “${definition.numeratorLabel}” (${formatNumber(upper)}) is more than “${definition.denominatorLabel}” (${formatNumber(lower)}).`,
            advice:
              'The two are often typed in each other’s place. The upper one is a part of the lower one.',
          },
        ];
      });
    },
  }),

  split_missing: defineRule('indicator', {
    asks: 'A total above zero is also given by sex and by age.',
    severity: 'warning',
    parameters: z.strictObject({
      /** The breakdowns that are asked for, if the indicator has them. */
      dimensions: z.array(z.string()).default(['sex', 'age']),
    }),
    check({ definition, cells }, { dimensions }, { whole }) {
      // Another agency may hold the breakdown.
      if (!whole) return [];
      const total = getTotal(cells);
      const counted = figures.some((name) => toUnits(getFigure(total, name) ?? '0') > 0n);
      if (!counted) return [];
      return calculateBreakdownSums(definition, cells)
        .filter(({ dimension, answered }) => answered === 0 && dimensions.includes(dimension.code))
        .map(({ dimension }): RuleHit => {
          const name = dimension.name.toLowerCase();
          return {
            field: dimension.code,
            sentence: `${definition.code} has no figures by ${name}.`,
            advice: `Without them nobody can see whom the work reaches. Give what is known and put the rest under “Unknown”; if nothing is recorded by ${name}, say so.`,
          };
        });
    },
  }),
};
