import { z } from 'zod';
import { toUnits } from '../value/decimal.calculations.ts';
import { buildCellKey, type IndicatorDefinition } from '../value/indicator-definition.ts';
import type { CheckedIndicator, CheckedReport } from './checked-report.ts';
import { defineRule, type RuleHit } from './rule.ts';
import { formatNumber } from '../language/number-format.ts';
import { getFigure } from './format-figure.ts';

const figure = z.enum(['value', 'numerator', 'denominator']);

/** Which figure of this indicator is compared with which figure of another, or of itself. */
const pairParameters = z.strictObject({
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
    return text === null ? null : { text, name: nameFigure(from.definition, cellKey, name) };
  };
  const part = read(indicator, pair.cell, pair.figure);
  const whole = read(other, pair.other_cell, pair.other_figure);
  return part && whole && { part, whole };
}

/** Names a figure: "I-B3", "I-B3 for “Forced criminality”", "“Persons found” of I-B2". */
function nameFigure(definition: IndicatorDefinition, cellKey: string, name: Pair['figure']): string {
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
  slice_above_total: defineRule('indicator', {
    asks: 'A slice, such as forced criminality, is no more than the total that it is a part of.',
    severity: 'error',
    parameters: pairParameters,
    check(indicator, pair, report) {
      const found = findPair(indicator, pair, report);
      if (!found || toUnits(found.part.text) <= toUnits(found.whole.text)) return [];
      return [
        describePair(
          pair,
          `${capitalise(found.part.name)} is ${formatNumber(found.part.text)}, more than ${found.whole.name}, which is ${formatNumber(found.whole.text)}.`,
          'The first is a part of the second, so it cannot be larger. Often the two come from different offices or days. Agree on one source and correct the other.',
        ),
      ];
    },
  }),

  unequal_to_other: defineRule('indicator', {
    asks: 'A figure that is asked in two places is the same in both.',
    severity: 'warning',
    parameters: pairParameters,
    check(indicator, pair, report) {
      const found = findPair(indicator, pair, report);
      if (!found || toUnits(found.part.text) === toUnits(found.whole.text)) return [];
      return [
        describePair(
          pair,
          `${capitalise(found.part.name)} is ${formatNumber(found.part.text)}, and ${found.whole.name} is ${formatNumber(found.whole.text)}.`,
          'By their definitions the two count the same. Correct one of them, or say why they differ.',
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
