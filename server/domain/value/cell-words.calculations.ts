import { formatNumber, formatShare } from '../language/number-format.ts';
import { formatWithUnit } from '../language/counted-nouns.ts';
import { getAnswerKind } from './measures.ts';
import type { SnapshotCell } from '../submission/snapshot-content.ts';
import { type IndicatorDefinition, valueStateLabels } from './indicator-definition.ts';

type ValueDefinition = Pick<IndicatorDefinition, 'measure' | 'unit' | 'choices'>;

/**
 * Formats a cell of a report: "1 240 persons", "66.7% (30 of 45)", "Not available". Zero is a number and is
 * written; a missing cell is not yet reported.
 */
export function formatSnapshotCell(definition: ValueDefinition, cell: SnapshotCell | undefined): string {
  if (!cell) return valueStateLabels.not_yet_reported;
  if (cell.state !== 'reported') return valueStateLabels[cell.state];
  switch (getAnswerKind(definition.measure)) {
    case 'number':
      return formatWithUnit(String(cell.value ?? ''), definition.unit);
    case 'ratio': {
      const [numerator, denominator] = [String(cell.numerator ?? ''), String(cell.denominator ?? '')];
      const share = formatShare(numerator, denominator, definition.measure);
      const parts = `${formatNumber(numerator)} of ${formatNumber(denominator)}`;
      return share === null ? parts : `${share} (${parts})`;
    }
    case 'choice':
      return definition.choices.find(({ code }) => code === cell.choice)?.label ?? cell.choice ?? '';
    case 'text':
      return cell.text ?? '';
  }
}
