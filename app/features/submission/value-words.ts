import { formatPercentage } from '#server/domain/language/number-format.ts';
import { formatWithUnit } from '#server/domain/language/format-counts.ts';
import { type IndicatorDefinition, valueStateLabels } from '#server/domain/value/indicator-definition.ts';
import type { CellDraft } from '../entry/indicator-draft.ts';
import { calculateDraftPercentage, readFigure } from '../entry/indicator-sums.ts';

type ValueDefinition = Pick<IndicatorDefinition, 'measure' | 'unit' | 'choices'>;

/** A number as pages write it, with its unit; what is not a number stays as it was typed. */
export function writeFigure(typed: string, unit = ''): string {
  const figure = readFigure(typed);
  if (figure !== null) return formatWithUnit(figure, unit);
  return [`“${typed.trim()}”`, unit === '%' ? '' : unit].filter(Boolean).join(' ');
}

/** A cell in words: "124 persons", "66.7% (30 of 45)", "Not available". */
export function describeCell(definition: ValueDefinition, cell: CellDraft): string {
  if (cell.state === '' || cell.state === 'not_available' || cell.state === 'not_applicable') {
    return valueStateLabels[cell.state || 'not_yet_reported'];
  }
  switch (definition.measure) {
    case 'count':
    case 'money':
      return writeFigure(cell.value, definition.unit);
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
