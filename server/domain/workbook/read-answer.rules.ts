import { formatNumber } from '../language/number-format.ts';
import { releaseLabels, releases, valueStateLabels, valueStates } from '../value/indicator-definition.ts';
import { largestCount, largestMoney } from '../value/indicator-value.rules.ts';
import type { RawCell } from './raw-workbook.ts';
import { type Read, readChoice, readFigure, readText, shorten, showCell } from './read-cells.rules.ts';
import type { EntryColumn } from './workbook-format.ts';
import type { CellAnswer, EntryRow, FieldName, FieldValue, WorkbookIndicator } from './workbook-report.ts';

/** The entry cells of one row that are not empty. A column that the sheet does not have is in `missing`. */
export type RowCells = {
  cells: Partial<Record<EntryColumn, RawCell>>;
  missing: ReadonlySet<EntryColumn>;
};

/**
 * The content of a field, or what is wrong with it; `column` is its position. Null if the sheet has no place
 * for it.
 */
export type ReadAnswer = ({ value: FieldValue } | { problem: string }) & { column: EntryColumn };

/** The columns from which a field is read; the first is where it is shown. */
export const columnsOf: Record<FieldName, readonly [EntryColumn, ...EntryColumn[]]> = {
  status: ['answer'],
  achievements: ['words'],
  challenges: ['challenges'],
  nextSteps: ['nextSteps'],
  released: ['release'],
  cell: ['answer', 'of', 'state'],
  note: ['words'],
  release: ['release'],
};

const yesNoOptions = [
  { code: 'yes', label: 'Yes' },
  { code: 'no', label: 'No' },
];
const releaseOptions = releases.map((code) => ({ code, label: releaseLabels[code] }));
const stateOptions = [...valueStates, 'not_yet_reported' as const].map((code) => ({
  code,
  label: valueStateLabels[code],
}));

/** Reads one field of a row; null if the sheet has no place for it. */
export function readAnswer(
  row: EntryRow,
  field: FieldName,
  given: RowCells,
  statuses: readonly { code: string; label: string }[],
): ReadAnswer | null {
  const [column] = columnsOf[field];
  if (given.missing.has(column)) return null;
  const cell = given.cells[column];
  switch (field) {
    case 'status':
      return { ...readChoice(cell, statuses), column };
    case 'released':
      return {
        ...(cell?.kind === 'boolean' ? { value: cell.value ? 'yes' : 'no' } : readChoice(cell, yesNoOptions)),
        column,
      };
    case 'release':
      return { ...readChoice(cell, releaseOptions), column };
    case 'cell':
      return row.kind === 'cell' ? readCell(row.indicator, given) : null;
    default:
      return { ...readText(cell), column };
  }
}

/** Reads the answer of one cell of an indicator from "Answer", "Out of" and "If there is no figure". */
function readCell(indicator: WorkbookIndicator, { cells, missing }: RowCells): ReadAnswer | null {
  const { measure } = indicator.definition;
  const state = readChoice(cells.state, stateOptions);
  if ('problem' in state) return { ...state, column: 'state' };
  const filled = (['answer', 'of'] as const).find((column) => {
    const cell = cells[column];
    return cell !== undefined && !(cell.kind === 'text' && cell.text.trim() === '');
  });
  if (state.value !== null && state.value !== 'reported') {
    const label = stateOptions.find(({ code }) => code === state.value)?.label;
    const beside = filled ? cells[filled] : undefined;
    if (filled && beside) {
      return {
        problem: `It says "${label}", and beside it stands "${shorten(showCell(beside))}". Remove one of them.`,
        column: filled,
      };
    }
    return { value: state.value === 'not_yet_reported' ? null : absent(state.value), column: 'state' };
  }
  if (!filled) {
    if (state.value === 'reported') {
      return {
        problem: 'It says "Reported", and there is no answer. Enter it, or clear both.',
        column: 'answer',
      };
    }
    // Without its column a reason for a missing figure cannot be told from no answer.
    return missing.has('state') ? null : { value: null, column: 'answer' };
  }
  switch (measure) {
    case 'count':
    case 'money': {
      const read = readFigure(cells.answer, limitsOf(measure));
      return fill(read, 'answer', (value) => ({ value }));
    }
    case 'percentage':
      return missing.has('of') ? null : readShare(indicator, cells.answer, cells.of);
    case 'choice':
      return fill(readChoice(cells.answer, indicator.definition.choices), 'answer', (choice) => ({ choice }));
    case 'text': {
      const read = readText(cells.answer);
      return 'problem' in read
        ? { ...read, column: 'answer' }
        : { value: reported({ text: read.value.trim() }), column: 'answer' };
    }
  }
}

function readShare(
  { definition }: WorkbookIndicator,
  answer: RawCell | undefined,
  outOf: RawCell | undefined,
): ReadAnswer {
  const numerator = readFigure(answer, limitsOf('count'));
  if ('problem' in numerator) return { ...numerator, column: 'answer' };
  const denominator = readFigure(outOf, limitsOf('count'));
  if ('problem' in denominator) return { ...denominator, column: 'of' };
  if (numerator.value === null) {
    return { problem: `Enter "${definition.numeratorLabel}" too.`, column: 'answer' };
  }
  if (denominator.value === null) {
    return { problem: `Enter "${definition.denominatorLabel}" too.`, column: 'of' };
  }
  if (BigInt(numerator.value) > BigInt(denominator.value)) {
    return {
      problem: `"${definition.numeratorLabel}" (${formatNumber(numerator.value)}) cannot be more than "${definition.denominatorLabel}" (${formatNumber(denominator.value)}).`,
      column: 'answer',
    };
  }
  return {
    value: reported({ numerator: numerator.value, denominator: denominator.value }),
    column: 'answer',
  };
}

const limitsOf = (measure: 'count' | 'money') =>
  measure === 'money'
    ? { decimals: true, largest: largestMoney }
    : { decimals: false, largest: largestCount };

function fill(
  read: Read<string | null>,
  column: EntryColumn,
  build: (value: string) => Partial<NonNullable<CellAnswer>>,
): ReadAnswer {
  if ('problem' in read) return { ...read, column };
  return { value: read.value === null ? null : reported(build(read.value)), column };
}

const nothing = { value: null, numerator: null, denominator: null, choice: null, text: null };
const reported = (given: Partial<NonNullable<CellAnswer>>): CellAnswer => ({
  ...nothing,
  ...given,
  state: 'reported',
});
const absent = (state: string): CellAnswer =>
  state === 'not_available' || state === 'not_applicable' ? { ...nothing, state } : null;
