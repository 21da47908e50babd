import { formatNumber } from '../language/number-format.ts';
import { releaseLabels, valueStateLabels, type IndicatorDefinition } from '../value/indicator-definition.ts';
import type { CellAnswer, EntryRow, FieldName, FieldValue, WorkbookReport } from './workbook-report.ts';
import { namePart } from './workbook-format.ts';

/**
 * Describes the answer of a cell: "1 250", "12 out of 30", "Not available"; empty if there is none. `write`
 * formats its figures: on a sheet as they are typed.
 */
export function describeCellAnswer(
  definition: Pick<IndicatorDefinition, 'choices'>,
  answer: CellAnswer,
  write: (figure: string) => string = formatNumber,
): string {
  if (answer === null) return '';
  if (answer.state !== 'reported') return valueStateLabels[answer.state];
  if (answer.numerator !== null)
    return `${write(answer.numerator)} out of ${write(answer.denominator ?? '')}`;
  if (answer.choice !== null) {
    return definition.choices.find(({ code }) => code === answer.choice)?.label ?? answer.choice;
  }
  return answer.value === null ? (answer.text ?? '') : write(answer.value);
}

/** Formats the value of a field for people. */
export function describeValue(
  report: Pick<WorkbookReport, 'statuses'>,
  row: EntryRow,
  field: FieldName,
  value: FieldValue,
): string {
  if (value === null || typeof value === 'object') {
    return row.kind === 'cell' ? describeCellAnswer(row.indicator.definition, value) : '';
  }
  switch (field) {
    case 'status':
      return report.statuses.find(({ code }) => code === value)?.label ?? value;
    case 'released':
      return value === 'yes' ? 'Yes' : 'No';
    case 'release':
      return value in releaseLabels ? releaseLabels[value as keyof typeof releaseLabels] : value;
    default:
      return value;
  }
}

const fieldLabels: Record<Exclude<FieldName, 'cell'>, string> = {
  status: 'Status',
  achievements: 'Achievements',
  challenges: 'Challenges',
  nextSteps: 'Next steps',
  released: 'These words may be shown to the public',
  note: 'Note',
  release: 'May be shown',
};

/** Returns the label of a field on screens. */
export function nameField(row: EntryRow, field: FieldName): string {
  if (field !== 'cell') return fieldLabels[field];
  return row.kind === 'cell' ? namePart(row.indicator.definition.dimensions, row.place) : 'Answer';
}
