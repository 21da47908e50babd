import { getAnswerKind, measureRules } from '../value/measures.ts';
import { type NeedList, needLists, serialiseKinds } from '../need/need-kinds.ts';
import { findTextProblem, normaliseText } from '../submission/text.rules.ts';
import { parseNumber } from '../value/indicator-value.rules.ts';
import { parseDecimal } from '../value/decimal.calculations.ts';
import { toLatinDigits } from '../value/digits.rules.ts';
import { serialiseDay } from './build-workbook.calculations.ts';
import { findNearest } from './nearest-word.calculations.ts';
import type { RawCell } from './raw-workbook.ts';
import { normaliseWords, type EntryColumn } from './workbook-format.ts';
import { formatNumber } from '../language/number-format.ts';
import { releaseLabels, releases, valueStateLabels, valueStates } from '../value/indicator-definition.ts';
import type { CellAnswer, EntryRow, FieldName, FieldValue, WorkbookIndicator } from './workbook-report.ts';

/** What was read from a cell, or a sentence that says what is wrong with it. */
type Read<T> = { value: T } | { problem: string };

const isBlank = (cell: RawCell | undefined) =>
  cell === undefined || (cell.kind === 'text' && cell.text.trim() === '');

/** Finds content that nobody means to report, whatever the cell is for; null if the cell can be read. */
function findCellProblem(cell: RawCell): string | null {
  switch (cell.kind) {
    case 'formula':
      return cell.shown
        ? `There is a formula here, which shows "${shorten(cell.shown)}". Paste its value instead.`
        : 'There is a formula here. Paste its value instead.';
    case 'error':
      return `The cell shows ${shorten(cell.text)}. Enter the answer itself.`;
    default:
      return null;
  }
}

/**
 * Reads free text. Numbers are accepted as written; dates are not, because nobody sees how they were typed.
 */
function readText(cell: RawCell | undefined): Read<string> {
  if (cell === undefined) return { value: '' };
  const problem = findCellProblem(cell);
  if (problem) return { problem };
  switch (cell.kind) {
    case 'text': {
      const text = normaliseText(cell.text);
      const wrong = findTextProblem(text);
      return wrong ? { problem: wrong } : { value: text };
    }
    case 'number':
      return { value: serialiseNumber(cell.number) };
    case 'date':
      return { problem: `The cell contains the date ${serialiseMoment(cell.iso)}. Write it in words.` };
    default:
      return { problem: 'The cell contains TRUE or FALSE. Write the answer in words.' };
  }
}

/** Reads a word of a list, by its label or its code; null for an empty cell. */
function readChoice(
  cell: RawCell | undefined,
  options: readonly { code: string; label: string }[],
): Read<string | null> {
  if (isBlank(cell) || cell === undefined) return { value: null };
  const problem = findCellProblem(cell);
  if (problem) return { problem };
  const text = formatCell(cell);
  const wanted = normaliseWords(text);
  const found =
    options.find(({ label }) => normaliseWords(label) === wanted) ??
    options.find(({ code }) => normaliseWords(code.replaceAll('_', ' ')) === wanted.replaceAll('_', ' '));
  if (found) return { value: found.code };
  const nearest = findNearest(
    text,
    options.map(({ label }) => label),
  );
  return {
    problem: nearest
      ? `"${shorten(text)}" is not in the list. Did you mean "${nearest}"?`
      : `"${shorten(text)}" is not in the list. Choose one of: ${options.map(({ label }) => label).join(', ')}.`,
  };
}

/** Reads kinds of a list, by their words or codes, parted by commas, semicolons or lines; no kind for an empty cell. */
function readKinds(cell: RawCell | undefined, list: NeedList): Read<string> {
  if (isBlank(cell) || cell === undefined) return { value: '' };
  const problem = findCellProblem(cell);
  if (problem) return { problem };
  const { kinds, labels } = needLists[list];
  const options = kinds.map((code) => ({ code, label: (labels as Record<string, string>)[code] ?? code }));
  const codes: string[] = [];
  for (const part of formatCell(cell).split(/[,;\n]/)) {
    const read = readChoice({ kind: 'text', text: part }, options);
    if ('problem' in read) return read;
    if (read.value !== null) codes.push(read.value);
  }
  return { value: serialiseKinds(list, codes) };
}

/** Reads a figure as exact decimal text; null for an empty cell. */
function readFigure(
  cell: RawCell | undefined,
  options: { decimals: boolean; largest: bigint },
): Read<string | null> {
  if (isBlank(cell) || cell === undefined) return { value: null };
  const problem = findCellProblem(cell);
  if (problem) return { problem };
  switch (cell.kind) {
    case 'date':
      return {
        problem: `The cell contains the date ${serialiseMoment(cell.iso)}, not a figure. Set its format to Number and enter the figure again.`,
      };
    case 'boolean':
      return { problem: `The cell contains ${cell.value ? 'TRUE' : 'FALSE'}, not a figure. Enter a number.` };
    case 'number': {
      const spelled = serialiseNumber(cell.number);
      if (cell.percent) {
        return {
          problem: `The cell shows ${serialiseNumber(cell.number * 100)}%. Enter the figure itself, not a percentage.`,
        };
      }
      // A number from a file has no thousands separators; a fourth decimal prevents three decimals from being
      // read as thousands.
      return readSpelled(spelled, spelled.replace(/\.\d{3}$/, '$&0'), options);
    }
    default:
      return readSpelled(cell.kind === 'text' ? cell.text.trim() : '', null, options);
  }
}

function readSpelled(
  shown: string,
  exact: string | null,
  options: { decimals: boolean; largest: bigint },
): Read<string> {
  const read = parseNumber(exact ?? shown, options);
  if ('number' in read) return { value: read.number };
  const folded = normaliseWords(shown);
  if (/^(n\/?a|na|nil|none|-+|–|—|not available|not applicable|no data|unknown|tbc|tbd|\?)$/.test(folded)) {
    return {
      problem: `"${shorten(shown)}" is not a figure. Leave this empty and choose why in "If there is no figure"; zero is written 0.`,
    };
  }
  const digits = /^\D*(\d[\d ,.]*?)\s*\D*$/u.exec(toLatinDigits(shown));
  const withWords = digits?.[1] && /\p{L}/u.test(shown);
  return {
    problem: withWords
      ? `"${shorten(shown)}" is a figure with words. Enter ${digits?.[1]} alone.`
      : `"${shorten(shown)}": ${read.problem}`,
  };
}

/**
 * Formats a number from a file as decimal text, with the 15 digits that spreadsheets keep: anything beyond is
 * noise of binary fractions (0.1 + 0.2).
 */
export function serialiseNumber(number: number): string {
  if (!Number.isFinite(number)) return String(number);
  const [mantissa = '0', exponent = '0'] = number.toExponential(14).split('e');
  const negative = mantissa.startsWith('-');
  const digits = mantissa.replace(/[-.]/g, '').replace(/0+$/, '') || '0';
  const point = Number(exponent) + 1;
  if (Math.abs(point) > 40) return String(number);
  const whole = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const fraction = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  const spelled = fraction ? `${whole}.${fraction}` : whole;
  return negative && digits !== '0' ? `-${spelled}` : spelled;
}

/** Returns roughly what a person sees in a cell. */
export function formatCell(cell: RawCell): string {
  switch (cell.kind) {
    case 'text':
    case 'error':
      return cell.text;
    case 'number':
      return cell.percent ? `${serialiseNumber(cell.number * 100)}%` : serialiseNumber(cell.number);
    case 'boolean':
      return cell.value ? 'TRUE' : 'FALSE';
    case 'date':
      return serialiseMoment(cell.iso);
    case 'formula':
      return cell.shown;
  }
}

const serialiseMoment = (iso: string) =>
  iso.slice(11, 16) === '00:00' || iso.length < 16
    ? serialiseDay(iso)
    : `${serialiseDay(iso)}, ${iso.slice(11, 16)}`;

/** Shortens a text to a recognisable length. */
export function shorten(text: string, most = 60): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line;
}

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
  obstacles: ['obstacles'],
  helpWanted: ['helpWanted'],
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
export function parseAnswer(
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
    case 'obstacles':
    case 'helpWanted':
      return { ...readKinds(cell, field), column };
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
        problem: `It says "${label}", but beside it is "${shorten(formatCell(beside))}". Remove one of them.`,
        column: filled,
      };
    }
    return { value: state.value === 'not_yet_reported' ? null : absent(state.value), column: 'state' };
  }
  if (!filled) {
    if (state.value === 'reported') {
      return {
        problem: 'It says "Reported", but there is no answer. Enter one, or clear both.',
        column: 'answer',
      };
    }
    // Without its column a reason for a missing figure cannot be told from no answer.
    return missing.has('state') ? null : { value: null, column: 'answer' };
  }
  switch (getAnswerKind(measure)) {
    case 'number':
      return fill(readFigure(cells.answer, measureRules[measure].entry), 'answer', (value) => ({ value }));
    case 'ratio':
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
  const { entry } = measureRules[definition.measure];
  const numerator = readFigure(answer, entry);
  if ('problem' in numerator) return { ...numerator, column: 'answer' };
  const denominator = readFigure(outOf, entry);
  if ('problem' in denominator) return { ...denominator, column: 'of' };
  if (numerator.value === null) {
    return { problem: `Enter "${definition.numeratorLabel}" too.`, column: 'answer' };
  }
  if (denominator.value === null) {
    return { problem: `Enter "${definition.denominatorLabel}" too.`, column: 'of' };
  }
  if (parseDecimal(numerator.value) > parseDecimal(denominator.value)) {
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
