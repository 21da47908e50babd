import type { z } from 'zod';
import type { FieldProblem } from '../error/domain-error.ts';
import { formatNumber } from '../language/number-format.ts';
import { findTextProblem } from '../submission/text.rules.ts';
import { serialiseDecimal, parseDecimal } from './decimal.calculations.ts';
import { buildCellKey, type IndicatorDefinition } from './indicator-definition.ts';
import { parseNumber } from './indicator-value.rules.ts';
import type { Cell, cellInputSchema } from './indicator-value.schema.ts';
import { getAnswerKind, measureRules, type AnswerKind } from './measures.ts';

type ParsedCell = z.output<typeof cellInputSchema>;

/**
 * Converts the cells of one indicator to exact values, or lists what is wrong by field: rules of single
 * cells, duplicates, and parts that exceed their total. `path` is the prefix of each field's path.
 */
export function checkCells(
  indicator: IndicatorDefinition,
  input: ParsedCell[],
  path = 'cells',
): { cells: Cell[]; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const cells: Cell[] = [];
  const seen = new Set<string>();
  input.forEach((given, index) => {
    const at = `${path}.${index}`;
    const place = findCellPlace(indicator, given.by);
    if ('problem' in place) {
      problems.push({ path: `${at}.by`, message: place.problem });
      return;
    }
    const key = buildCellKey(place.dimension, place.category);
    if (seen.has(key)) {
      problems.push({ path: `${at}.by`, message: `The cell ${key} is given twice.` });
      return;
    }
    seen.add(key);
    const cell = checkCell(indicator, given, place, at, problems);
    if (cell) cells.push(cell);
  });
  if (problems.length === 0) problems.push(...findPartsAboveTotal(indicator, cells, input, path));
  return { cells, problems };
}

function findCellPlace(
  indicator: IndicatorDefinition,
  by: Record<string, string>,
): { dimension: string | null; category: string | null } | { problem: string } {
  const entries = Object.entries(by);
  if (entries.length === 0) return { dimension: null, category: null };
  if (entries.length > 1) return { problem: 'Give one breakdown at a time: figures are not crossed.' };
  const [dimensionCode = '', categoryCode = ''] = entries[0] ?? [];
  const dimension = indicator.dimensions.find(({ code }) => code === dimensionCode);
  if (!dimension) {
    return { problem: `${indicator.code} is not broken down by "${dimensionCode}".` };
  }
  if (!dimension.categories.some(({ code }) => code === categoryCode)) {
    return { problem: `"${categoryCode}" is not a category of ${dimension.name.toLowerCase()}.` };
  }
  return { dimension: dimensionCode, category: categoryCode };
}

function checkCell(
  indicator: IndicatorDefinition,
  given: ParsedCell,
  place: { dimension: string | null; category: string | null },
  at: string,
  problems: FieldProblem[],
): Cell | null {
  const empty = { value: null, numerator: null, denominator: null, choice: null, text: null };
  if (given.state !== 'reported') {
    const leftOver = (['value', 'numerator', 'denominator', 'choice', 'text'] as const).find(
      (field) => given[field] != null && given[field] !== '',
    );
    if (leftOver) {
      problems.push({
        path: `${at}.${leftOver}`,
        message: 'Remove the figure, or choose “Figure given, or to come”: a cell cannot be both.',
      });
      return null;
    }
    return { ...place, state: given.state, ...empty };
  }
  const before = problems.length;
  const number = (field: 'value' | 'numerator' | 'denominator') => {
    const typed = given[field];
    if (typed == null) {
      problems.push({ path: `${at}.${field}`, message: 'Enter a number, or say why there is none.' });
      return null;
    }
    const read = parseNumber(typed, measureRules[indicator.measure].entry);
    if ('problem' in read) {
      problems.push({ path: `${at}.${field}`, message: read.problem });
      return null;
    }
    return read.number;
  };
  const cell: Cell = { ...place, state: 'reported', ...empty };
  const foreign = (['value', 'numerator', 'denominator', 'choice', 'text'] as const).filter(
    (field) =>
      given[field] != null &&
      given[field] !== '' &&
      !fieldsOf[getAnswerKind(indicator.measure)].includes(field),
  );
  for (const field of foreign) {
    problems.push({ path: `${at}.${field}`, message: `${indicator.code} has no ${field}.` });
  }
  switch (getAnswerKind(indicator.measure)) {
    case 'number':
      cell.value = number('value');
      break;
    case 'ratio':
      cell.numerator = number('numerator');
      cell.denominator = number('denominator');
      if (
        cell.numerator &&
        cell.denominator &&
        parseDecimal(cell.numerator) > parseDecimal(cell.denominator)
      ) {
        problems.push({
          path: `${at}.numerator`,
          message: `"${indicator.numeratorLabel}" cannot be more than "${indicator.denominatorLabel}".`,
        });
      }
      break;
    case 'choice':
      if (!indicator.choices.some(({ code }) => code === given.choice)) {
        problems.push({ path: `${at}.choice`, message: 'Choose one of the answers in the list.' });
      } else cell.choice = given.choice ?? null;
      break;
    case 'text': {
      const text = given.text?.trim() ?? '';
      const problem = text === '' ? 'Write an answer, or say why there is none.' : findTextProblem(text);
      if (problem) problems.push({ path: `${at}.text`, message: problem });
      else cell.text = text;
      break;
    }
  }
  return problems.length === before ? cell : null;
}

const fieldsOf: Record<AnswerKind, readonly string[]> = {
  number: ['value'],
  ratio: ['numerator', 'denominator'],
  choice: ['choice'],
  text: ['text'],
};

function findPartsAboveTotal(
  indicator: IndicatorDefinition,
  cells: Cell[],
  input: ParsedCell[],
  path: string,
): FieldProblem[] {
  const total = cells.find((cell) => cell.dimension === null && cell.state === 'reported');
  if (!total) return [];
  const problems: FieldProblem[] = [];
  for (const dimension of indicator.dimensions) {
    for (const field of ['value', 'numerator', 'denominator'] as const) {
      const limit = total[field];
      if (limit === null) continue;
      const parts = cells.filter((cell) => cell.dimension === dimension.code && cell[field] !== null);
      const sum = parts.reduce((units, cell) => units + parseDecimal(cell[field] ?? '0'), 0n);
      if (sum <= parseDecimal(limit)) continue;
      const last = input.findLastIndex((cell) => Object.keys(cell.by)[0] === dimension.code);
      const name =
        field === 'value'
          ? 'total'
          : `total "${field === 'numerator' ? indicator.numeratorLabel : indicator.denominatorLabel}"`;
      problems.push({
        path: `${path}.${last}.${field}`,
        message: `The parts by ${dimension.name.toLowerCase()} add up to ${formatNumber(serialiseDecimal(sum))}, more than the ${name} of ${formatNumber(limit)}.`,
      });
    }
  }
  return problems;
}
