import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calculateBreakdownSums,
  checkParts,
  type ReportCell,
} from '#server/domain/aggregation/part-checks.rules.ts';

function cell(place: string, given: Partial<ReportCell> | string): ReportCell {
  const [dimension = null, category = null] = place === 'total' ? [] : place.split('=');
  const nothing = { value: null, numerator: null, denominator: null };
  const rest = typeof given === 'string' ? { value: given } : given;
  return { dimension, category, state: 'reported', ...nothing, ...rest };
}

describe('the sums of a breakdown', () => {
  it('say what the parts add up to, how many there are, and what is missing to the total', () => {
    const cells = [
      cell('total', '12.5'),
      cell('sex=female', '7.25'),
      cell('sex=male', '5'),
      cell('sex=unknown', { state: 'not_yet_reported' }),
      cell('age=child', { state: 'not_available' }),
    ];
    expect(calculateBreakdownSums(cells)).toEqual([
      {
        dimension: 'sex',
        sum: { value: '12.25', numerator: null, denominator: null },
        difference: { value: '0.25', numerator: null, denominator: null },
        reported: 2,
        categories: 3,
      },
      {
        dimension: 'age',
        sum: { value: null, numerator: null, denominator: null },
        difference: { value: null, numerator: null, denominator: null },
        reported: 0,
        categories: 1,
      },
    ]);
  });

  it('have no difference without a reported total', () => {
    const cells = [cell('total', { state: 'not_available' }), cell('sex=female', '0')];
    const [sex] = calculateBreakdownSums(cells);
    expect(sex).toMatchObject({ sum: { value: '0' }, difference: { value: null } });
  });

  it('are kept for both parts of a percentage', () => {
    const cells = [
      cell('total', { numerator: '3', denominator: '10' }),
      cell('sex=female', { numerator: '2', denominator: '4' }),
      cell('sex=male', { numerator: '2', denominator: '6' }),
    ];
    expect(calculateBreakdownSums(cells)[0]).toMatchObject({
      sum: { value: null, numerator: '4', denominator: '10' },
      difference: { numerator: '-1', denominator: '0' },
    });
  });
});

describe('the check of parts', () => {
  it('finds parts that exceed their total', () => {
    const cells = [cell('total', '5'), cell('sex=female', '3'), cell('sex=male', '3')];
    expect(checkParts(cells)).toEqual([
      {
        code: 'parts_exceed_total',
        severity: 'error',
        dimension: 'sex',
        category: null,
        quantity: 'value',
        sentence: 'The parts add up to 6, more than the total of 5.',
      },
    ]);
  });

  it('warns of complete parts that stay below, and not of parts that are still missing', () => {
    const complete = [cell('total', '9'), cell('sex=female', '3'), cell('sex=male', '3')];
    expect(checkParts(complete)).toMatchObject([
      {
        code: 'parts_below_total',
        severity: 'warning',
        sentence: expect.stringContaining('Put the other 3'),
      },
    ]);
    expect(checkParts([...complete, cell('sex=unknown', { state: 'not_yet_reported' })])).toEqual([]);
    expect(checkParts([...complete, cell('sex=unknown', { state: 'not_available' })])).toEqual([]);
    expect(checkParts([...complete, cell('sex=unknown', { state: 'not_applicable' })])).toHaveLength(1);
  });

  it('finds a numerator above its denominator, in the total and in a part', () => {
    const cells = [
      cell('total', { numerator: '3', denominator: '2' }),
      cell('sex=female', { numerator: '0', denominator: '0' }),
      cell('sex=male', { numerator: '2', denominator: '1' }),
    ];
    expect(checkParts(cells).filter(({ code }) => code === 'numerator_exceeds_denominator')).toMatchObject([
      { dimension: null, category: null, severity: 'error' },
      { dimension: 'sex', category: 'male', severity: 'error' },
    ]);
  });

  it('has nothing to say of parts that add up', () => {
    expect(checkParts([cell('total', '0'), cell('sex=female', '0')])).toEqual([]);
    expect(checkParts([cell('total', '0.3'), cell('sex=female', '0.1'), cell('sex=male', '0.2')])).toEqual(
      [],
    );
  });

  it('agrees with plain arithmetic on any parts', () => {
    const parts = fc.array(fc.option(fc.nat(50)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.nat(120), parts, (total, given) => {
        const cells = [
          cell('total', String(total)),
          ...given.map((part, index) =>
            cell(`sex=${index}`, part === null ? { state: 'not_yet_reported' } : String(part)),
          ),
        ];
        const numbers = given.filter((part) => part !== null);
        const sum = numbers.reduce((added, part) => added + part, 0);
        const codes = checkParts(cells).map(({ code }) => code);
        const complete = numbers.length === given.length;
        const expected =
          sum > total ? ['parts_exceed_total'] : sum < total && complete ? ['parts_below_total'] : [];
        expect(codes).toEqual(expected);
      }),
    );
  });
});
