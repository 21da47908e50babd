import { formatNumber, formatPercentage } from '#server/domain/language/number-format.ts';
import { type IndicatorDefinition, valueStateLabels } from '#server/domain/value/indicator-definition.ts';
import type { CellDraft } from '../entry/indicator-draft.ts';
import { calculateDraftPercentage, readFigure } from '../entry/indicator-sums.ts';

type ValueDefinition = Pick<IndicatorDefinition, 'measure' | 'unit' | 'choices'>;

/** A number as pages write it; what is not a number stays as it was typed. */
export function writeFigure(typed: string): string {
  const figure = readFigure(typed);
  return figure === null ? `“${typed.trim()}”` : formatNumber(figure);
}

/** A cell in words: "124 persons", "66.7% (30 of 45)", "Not available". */
export function describeCell(definition: ValueDefinition, cell: CellDraft): string {
  if (cell.state === '' || cell.state === 'not_available' || cell.state === 'not_applicable') {
    return valueStateLabels[cell.state || 'not_yet_reported'];
  }
  switch (definition.measure) {
    case 'count':
    case 'money':
      return withUnit(writeFigure(cell.value), definition.unit);
    case 'percentage': {
      const percentage = calculateDraftPercentage(cell);
      const parts = `${writeFigure(cell.numerator)} of ${writeFigure(cell.denominator)}`;
      return percentage === null ? parts : `${formatPercentage(percentage)} (${parts})`;
    }
    case 'choice':
      return definition.choices.find(({ code }) => code === cell.choice)?.label ?? cell.choice;
    case 'text':
      return cell.text;
  }
}

/** A number with its unit; an amount of money has its currency in front. */
export function withUnit(figure: string, unit: string): string {
  if (unit === 'USD') return `USD\u00a0${figure}`;
  return unit === '' || unit === '%' ? figure : `${figure}\u00a0${unit}`;
}
