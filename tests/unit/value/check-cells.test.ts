import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCells } from '#server/domain/value/check-cells.rules.ts';
import { calculateBreakdownSums } from '#server/domain/value/indicator-value.rules.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { cellInputSchema } from '#server/domain/value/indicator-value.schema.ts';

const sex = {
  code: 'sex',
  name: 'Sex',
  categories: ['female', 'male', 'unknown'].map((code) => ({ code, name: code })),
};
const age = {
  code: 'age',
  name: 'Age',
  categories: ['child', 'adult'].map((code) => ({ code, name: code })),
};
const indicator: IndicatorDefinition = {
  id: 1,
  code: 'I-1',
  title: 'Persons',
  measure: 'count',
  unit: 'persons',
  numeratorLabel: null,
  denominatorLabel: null,
  choiceList: null,
  choices: [],
  dimensions: [sex, age],
};
const share: IndicatorDefinition = {
  ...indicator,
  measure: 'percentage',
  numeratorLabel: 'Screened',
  denominatorLabel: 'Found',
};

type Input = Parameters<typeof cellInputSchema.parse>[0];
const check = (definition: IndicatorDefinition, cells: Input[]) =>
  checkCells(
    definition,
    cells.map((cell) => cellInputSchema.parse(cell)),
  );
const total = (value: unknown) => ({ state: 'reported', value });
const part = (by: Record<string, string>, value: unknown) => ({ by, state: 'reported', value });

test('zero is a figure; "not available" and "not applicable" are none; what is left out is left out', () => {
  const { cells, problems } = check(indicator, [
    total('0'),
    { by: { sex: 'female' }, state: 'not_available' },
    { by: { sex: 'male' }, state: 'not_applicable' },
  ]);
  expect(problems).toEqual([]);
  expect(cells.map(({ category, state, value }) => [category, state, value])).toEqual([
    [null, 'reported', '0'],
    ['female', 'not_available', null],
    ['male', 'not_applicable', null],
  ]);
});

test('parts never exceed their total, in any dimension, and may stay below it', () => {
  const small = fc.nat(40);
  fc.assert(
    fc.property(small, small, small, small, small, small, (whole, ...parts) => {
      const [female, male, unknown, child, adult] = parts;
      const { problems, cells } = check(indicator, [
        total(whole),
        part({ sex: 'female' }, female),
        part({ sex: 'male' }, male),
        part({ sex: 'unknown' }, unknown),
        part({ age: 'child' }, child),
        part({ age: 'adult' }, adult),
      ]);
      const above = [
        ...(female + male + unknown > whole ? ['cells.3.value'] : []),
        ...(child + adult > whole ? ['cells.5.value'] : []),
      ];
      expect(problems.map(({ path }) => path)).toEqual(above);
      const [bySex, byAge] = calculateBreakdownSums(indicator, cells);
      expect([bySex?.value, byAge?.value]).toEqual([String(female + male + unknown), String(child + adult)]);
      expect(bySex?.belowTotal).toBe(female + male + unknown < whole);
    }),
  );
});

test('a numerator stays within its denominator, and the parts of both within theirs', () => {
  const small = fc.nat(20);
  fc.assert(
    fc.property(small, small, small, small, (numerator, denominator, partNumerator, partDenominator) => {
      const { problems } = check(share, [
        { state: 'reported', numerator, denominator },
        { by: { sex: 'female' }, state: 'reported', numerator: partNumerator, denominator: partDenominator },
      ]);
      const own = [
        ...(numerator > denominator ? ['cells.0.numerator'] : []),
        ...(partNumerator > partDenominator ? ['cells.1.numerator'] : []),
      ];
      const together = [
        ...(partNumerator > numerator ? ['cells.1.numerator'] : []),
        ...(partDenominator > denominator ? ['cells.1.denominator'] : []),
      ];
      // Cells that are wrong by themselves are told first; sums of wrong cells would only confuse.
      expect(problems.map(({ path }) => path)).toEqual(own.length > 0 ? own : together);
    }),
  );
});

describe('places', () => {
  test.each<[string, Record<string, string>, boolean]>([
    ['the total', {}, true],
    ['a part', { sex: 'female' }, true],
    ['two breakdowns at once', { sex: 'female', age: 'child' }, false],
    ['an unknown breakdown', { form: 'other' }, false],
    ['an unknown category', { sex: 'other' }, false],
    ['a name that every object has', { toString: 'female' }, false],
    ['a category that every object has', { sex: 'constructor' }, false],
  ])('%s', (_, by, right) => {
    const { problems, cells } = check(indicator, [part(by, 1)]);
    expect([problems.length === 0, cells.length]).toEqual([right, right ? 1 : 0]);
    if (!right) expect(problems[0]?.path).toBe('cells.0.by');
  });

  test('each once', () => {
    const { problems } = check(indicator, [
      total(1),
      total(1),
      part({ sex: 'male' }, 0),
      part({ sex: 'male' }, 0),
    ]);
    expect(problems.map(({ path }) => path)).toEqual(['cells.1.by', 'cells.3.by']);
  });
});
