import type { SnapshotCell } from '../submission/snapshot-content.ts';
import { type IndicatorDefinition, valueStateLabels } from './indicator-definition.ts';

type ValueDefinition = Pick<IndicatorDefinition, 'measure' | 'unit' | 'choices'>;

const narrowSpace = '\u202f';

/**
 * A decimal text as pages write it, "-1234.5" as "−1 234.5" with a narrow space between thousands. Text in, text out:
 * a figure never passes through a float.
 */
export function writeDecimal(figure: string | number): string {
  const parts = /^(-?)(\d+)(\.\d+)?$/.exec(String(figure));
  if (!parts) return String(figure);
  const [, sign = '', whole = '', fraction = ''] = parts;
  return `${sign ? '\u2212' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, narrowSpace)}${fraction}`;
}

/** A share in per cent with one decimal, rounded half up: 30 of 45 is "66.7%". Null where there is no whole. */
export function writeShare(numerator: string | number, denominator: string | number): string | null {
  const whole = Number(denominator);
  if (!(whole > 0)) return null;
  return `${writeDecimal((Math.round((1000 * Number(numerator)) / whole) / 10).toFixed(1))}%`;
}

/**
 * A cell of a report in words: "1 240 persons", "66.7% (30 of 45)", "Not available". Zero is a number and is written;
 * a cell that is not there has not been reported yet.
 */
export function describeSnapshotCell(definition: ValueDefinition, cell: SnapshotCell | undefined): string {
  if (!cell) return valueStateLabels.not_yet_reported;
  if (cell.state !== 'reported') return valueStateLabels[cell.state];
  switch (definition.measure) {
    case 'count':
    case 'money':
      return withUnit(writeDecimal(cell.value ?? ''), definition.unit);
    case 'percentage': {
      const [numerator, denominator] = [cell.numerator ?? '', cell.denominator ?? ''];
      const share = writeShare(numerator, denominator);
      const parts = `${writeDecimal(numerator)} of ${writeDecimal(denominator)}`;
      return share === null ? parts : `${share} (${parts})`;
    }
    case 'choice':
      return definition.choices.find(({ code }) => code === cell.choice)?.label ?? cell.choice ?? '';
    case 'text':
      return cell.text ?? '';
  }
}

function withUnit(figure: string, unit: string): string {
  if (unit === 'USD') return `USD\u00a0${figure}`;
  return unit === '' || unit === '%' ? figure : `${figure}\u00a0${unit}`;
}
