import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  buildEqualityKey,
  findEqualityRow,
  groupEqualFigures,
  listEqualities,
} from '#server/domain/plan/figure-equality.ts';
import { findSettableRule } from '#server/domain/validation/rule-registry.ts';
import { parseParameters } from '#server/domain/validation/parameter-text.rules.ts';
import { checkPlanFiles } from '#server/domain/plan/plan-file.rules.ts';
import type { RuleSetting } from '#server/domain/validation/checked-report.ts';
import { readPlanFiles, readReference } from './seed-files.ts';

const rule = (
  indicator: string | null,
  parameters: Record<string, unknown>,
  severity: RuleSetting['severity'] = 'warning',
): RuleSetting => ({ indicator, rule: 'unequal_to_other', severity, parameters });
const side = (indicator: string, part = 'value', cell?: string) => {
  const [dimension, category] = cell?.split('=') ?? [null, null];
  return { indicator, part, dimension, category };
};

test('the plan that comes with the tracker declares four equalities', () => {
  const rules = checkPlanFiles(readPlanFiles(), readReference()).plan?.rules ?? [];
  expect(listEqualities(rules)).toEqual([
    { left: side('I-B2', 'denominator'), right: side('I-B1') },
    { left: side('I-B4'), right: side('I-B3', 'value', 'form=forced_criminality_online_scam') },
    { left: side('I-B5', 'denominator'), right: side('I-B3') },
    { left: side('I-C5', 'denominator'), right: side('I-C2') },
  ]);
});

describe('an equality', () => {
  test('can be of two figures of one indicator', () => {
    expect(listEqualities([rule('I-1', { cell: 'sex=female', figure: 'numerator' })])).toEqual([
      { left: side('I-1', 'numerator', 'sex=female'), right: side('I-1') },
    ]);
  });

  test('takes what its row leaves out from the row for all indicators', () => {
    const rules = [rule(null, { figure: 'denominator' }), rule('I-1', { other: 'I-2' })];
    expect(listEqualities(rules)).toEqual([{ left: side('I-1', 'denominator'), right: side('I-2') }]);
  });

  test('counts once, whichever side declares it', () => {
    const rules = [rule('I-1', { other: 'I-2' }), rule('I-2', { other: 'I-1' })];
    expect(listEqualities(rules)).toEqual([{ left: side('I-1'), right: side('I-2') }]);
  });

  test.each<[string, RuleSetting]>([
    ['a rule that is off', rule('I-1', { other: 'I-2' }, 'off')],
    ['a rule for all indicators', rule(null, { other: 'I-2' })],
    ['another rule', { ...rule('I-1', { other: 'I-2' }), rule: 'slice_above_total' }],
    ['a figure and itself', rule('I-1', {})],
    ['parameters that do not fit', rule('I-1', { other: 'I-2', figure: 'sum' })],
    ['a cell that is not one', rule('I-1', { other: 'I-2', cell: 'sex' })],
  ])('is not declared by %s', (_, setting) => {
    expect(listEqualities([setting])).toEqual([]);
  });

  test('has one key for both orders, and another for every other pair', () => {
    const anySide = fc.record({
      indicator: fc.constantFrom('I-1', 'I-2'),
      part: fc.constantFrom('value', 'numerator', 'denominator'),
      dimension: fc.constantFrom('sex', 'age'),
      category: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(anySide, anySide, anySide, (left, right, third) => {
        const key = buildEqualityKey({ left, right });
        expect(buildEqualityKey({ left: right, right: left })).toBe(key);
        const same = JSON.stringify(third) === JSON.stringify(right);
        expect(buildEqualityKey({ left, right: third }) === key).toBe(same);
      }),
    );
  });
});

test('figures that are equal by way of others stand in one group', () => {
  const rules = [
    rule('I-2', { other: 'I-1' }),
    rule('I-3', { figure: 'denominator', other: 'I-2' }),
    rule('I-5', { other: 'I-4' }),
  ];
  expect(groupEqualFigures(listEqualities(rules))).toEqual([
    [side('I-3', 'denominator'), side('I-2'), side('I-1')],
    [side('I-5'), side('I-4')],
  ]);
});

describe('the row that declares an equality', () => {
  const parse = (text: string) => {
    const given = Object.fromEntries(
      text.split('; ').map((one) => {
        const at = one.indexOf('=');
        return [one.slice(0, at), one.slice(at + 1)];
      }),
    );
    const settable = findSettableRule('unequal_to_other');
    if (!settable) throw new Error('It can be set.');
    return parseParameters('unequal_to_other', settable, given).parameters;
  };

  test('is read as that equality', () => {
    const part = fc.constantFrom('value' as const, 'numerator' as const, 'denominator' as const);
    const line = fc.constantFrom(
      { dimension: null, category: null },
      { dimension: 'sex', category: 'female' },
      { dimension: 'form', category: 'forced_labour' },
    );
    const anySide = (indicator: string) =>
      fc.tuple(part, line).map(([of, cell]) => ({ indicator, part: of, ...cell }));
    fc.assert(
      fc.property(anySide('I-1'), anySide('I-2'), (left, right) => {
        const [indicator = '', , , parameters = ''] = findEqualityRow({ left, right }, []) ?? [];
        expect(listEqualities([rule(indicator, parse(parameters))])).toEqual([{ left, right }]);
      }),
    );
  });

  test('stands at the other indicator where the first has one, and nowhere where both have', () => {
    const equality = {
      left: { indicator: 'I-2', part: 'denominator', dimension: null, category: null },
      right: { indicator: 'I-1', part: 'value', dimension: 'sex', category: 'female' },
    } as const;
    const row = (rules: RuleSetting[]) => findEqualityRow(equality, rules);
    const left = rule('I-2', { other: 'I-9' });
    expect(row([])).toEqual([
      'I-2',
      'unequal_to_other',
      'warning',
      'figure=denominator; other=I-1; other_cell=sex=female',
    ]);
    expect(row([left])?.[0]).toBe('I-1');
    expect(row([left])?.[3]).toBe('cell=sex=female; other=I-2; other_figure=denominator');
    expect(row([left, rule('I-1', { other: 'I-9' })])).toBeNull();
    expect(row([{ ...left, severity: 'off' }])?.[0]).toBe('I-2');
  });
});
