import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AggregatedIndicator,
  type Contribution,
  calculateRegionalFigure,
} from '#server/domain/aggregation/aggregate.calculations.ts';
import { calculatePercentage } from '#server/domain/value/decimal.calculations.ts';

const states = ['reported', 'not_available', 'not_applicable', 'not_yet_reported'] as const;
const sum: AggregatedIndicator = { measure: 'count', aggregation: 'sum' };
const percentage: AggregatedIndicator = { measure: 'percentage', aggregation: 'percentage' };
const choices = [
  { code: 'yes', counts: true },
  { code: 'partly', counts: false },
  { code: 'no', counts: false },
];
const countOfStates: AggregatedIndicator = { measure: 'choice', aggregation: 'count_of_states', choices };

function contribute(reporter: string, given: Partial<Contribution>): Contribution {
  const nothing = { value: null, numerator: null, denominator: null, choice: null };
  return { reporter, state: 'reported', ...nothing, ...given };
}

describe('a sum', () => {
  it('adds exact decimals, beyond what a float can hold', () => {
    const contributions = [
      contribute('TH', { value: '9007199254740993.0000' }),
      contribute('KH', { value: '0.1000' }),
      contribute('VN', { value: '0.2000' }),
    ];
    const figure = calculateRegionalFigure({
      indicator: { measure: 'money', aggregation: 'sum' },
      contributions,
    });
    expect(figure.value).toBe('9007199254740993.3');
  });

  it('is zero where zeros were reported, and null where nobody reported', () => {
    const zeros = [contribute('TH', { value: '0.0000' }), contribute('KH', { value: '0' })];
    expect(calculateRegionalFigure({ indicator: sum, contributions: zeros }).value).toBe('0');
    const missing = [
      contribute('TH', { state: 'not_available' }),
      contribute('KH', { state: 'not_yet_reported' }),
    ];
    expect(calculateRegionalFigure({ indicator: sum, contributions: missing }).value).toBeNull();
    expect(calculateRegionalFigure({ indicator: sum, contributions: [] }).value).toBeNull();
  });

  it('says who is in it, who could have been, and in which state the others are', () => {
    const contributions = [
      contribute('VN', { value: '3' }),
      contribute('KH', { value: '0' }),
      contribute('SG', { state: 'not_applicable' }),
      contribute('TH', { state: 'not_yet_reported' }),
    ];
    expect(calculateRegionalFigure({ indicator: sum, contributions })).toEqual({
      value: '3',
      numerator: null,
      denominator: null,
      distribution: null,
      contributing: ['KH', 'VN'],
      expected: 3,
      coverage: { reported: 2, not_available: 0, not_applicable: 1, not_yet_reported: 1 },
    });
  });

  it('takes no number from a cell that is not reported, and no cell for reported that has no number', () => {
    const contributions = [
      contribute('TH', { state: 'not_available', value: '5' }),
      contribute('KH', { value: null }),
    ];
    const figure = calculateRegionalFigure({ indicator: sum, contributions });
    expect(figure.value).toBeNull();
    expect(figure.coverage.not_available).toBe(2);
  });

  it('refuses a reporter that is there twice', () => {
    const contributions = [contribute('TH', { value: '1' }), contribute('TH', { value: '2' })];
    expect(() => calculateRegionalFigure({ indicator: sum, contributions })).toThrow(/TH contributes twice/);
  });
});

describe('a percentage', () => {
  it('is worked out from the sums, not from the percentages', () => {
    const contributions = [
      contribute('TH', { numerator: '1', denominator: '1' }),
      contribute('KH', { numerator: '1', denominator: '99' }),
    ];
    expect(calculateRegionalFigure({ indicator: percentage, contributions })).toMatchObject({
      value: '2.0',
      numerator: '2',
      denominator: '100',
    });
  });

  it('is null over a denominator of zero, and 0.0 over a numerator of zero', () => {
    const over = (numerator: string, denominator: string) =>
      calculateRegionalFigure({
        indicator: percentage,
        contributions: [contribute('TH', { numerator, denominator })],
      });
    expect(over('0', '0')).toMatchObject({ value: null, numerator: '0', denominator: '0' });
    expect(over('0', '7').value).toBe('0.0');
  });

  it.each([
    [1n, 3n, '33.3'],
    [2n, 3n, '66.7'],
    [1n, 2000n, '0.1'],
    [1n, 2001n, '0.0'],
    [1n, 1n, '100.0'],
    [3n, 2n, '150.0'],
  ])('of %s in %s is %s: half away from zero, one decimal', (numerator, denominator, expected) => {
    expect(calculatePercentage(numerator, denominator)).toBe(expected);
  });
});

describe('a count of states', () => {
  it('counts the answers that count and shows how all are spread, zeros included', () => {
    const contributions = [
      contribute('TH', { choice: 'yes' }),
      contribute('KH', { choice: 'no' }),
      contribute('VN', { choice: 'yes' }),
      contribute('LA', { state: 'not_yet_reported' }),
    ];
    expect(calculateRegionalFigure({ indicator: countOfStates, contributions })).toMatchObject({
      value: '2',
      distribution: { yes: 2, partly: 0, no: 1 },
      contributing: ['KH', 'TH', 'VN'],
    });
  });

  it('is zero where no answer counts, and null where nobody answered', () => {
    const answered = [contribute('TH', { choice: 'no' })];
    expect(calculateRegionalFigure({ indicator: countOfStates, contributions: answered }).value).toBe('0');
    const silent = [contribute('TH', { state: 'not_yet_reported' })];
    expect(calculateRegionalFigure({ indicator: countOfStates, contributions: silent })).toMatchObject({
      value: null,
      distribution: null,
    });
  });

  it('shows an answer that has left the list and does not count it', () => {
    const contributions = [contribute('TH', { choice: 'planned' }), contribute('KH', { choice: 'yes' })];
    expect(calculateRegionalFigure({ indicator: countOfStates, contributions })).toMatchObject({
      value: '1',
      distribution: { yes: 1, partly: 0, no: 0, planned: 1 },
    });
  });

  it('cannot be made without the list', () => {
    const indicator: AggregatedIndicator = { measure: 'choice', aggregation: 'count_of_states' };
    const contributions = [contribute('TH', { choice: 'yes' })];
    expect(() => calculateRegionalFigure({ indicator, contributions })).toThrow(/list of answers/);
  });
});

it('gives no figure for an indicator that is not put together, and still says who reported', () => {
  const indicator: AggregatedIndicator = { measure: 'text', aggregation: 'none' };
  const figure = calculateRegionalFigure({ indicator, contributions: [contribute('TH', {})] });
  expect(figure).toMatchObject({ value: null, distribution: null, contributing: ['TH'] });
});

/** Numbers as hundredths, so that plain integers can check the result. */
const hundredths = fc.integer({ min: 0, max: 1_000_000 });
const write = (number: number) => `${Math.floor(number / 100)}.${String(number % 100).padStart(2, '0')}00`;
const reports = fc
  .array(
    fc.record({
      state: fc.constantFrom(...states),
      number: hundredths,
      of: hundredths,
      choice: fc.constantFrom('yes', 'partly', 'no'),
    }),
    { maxLength: 12 },
  )
  .map((given) =>
    given.map((report, index) => ({
      ...report,
      of: Math.max(report.of, report.number),
      reporter: `R${index}`,
    })),
  );

describe('any data', () => {
  it('gives what a simple calculation gives, in any order', () => {
    fc.assert(
      fc.property(reports, fc.infiniteStream(fc.nat()), (given, shuffle) => {
        const contributions = given.map(({ reporter, state, number, of, choice }) =>
          contribute(reporter, {
            state,
            value: write(number),
            numerator: write(number),
            denominator: write(of),
            choice,
          }),
        );
        const mixed = contributions
          .map((contribution) => ({ contribution, key: shuffle.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ contribution }) => contribution);
        const reported = given.filter(({ state }) => state === 'reported');
        const total = reported.reduce((added, { number }) => added + number, 0);
        const whole = reported.reduce((added, { of }) => added + of, 0);

        const added = calculateRegionalFigure({ indicator: sum, contributions });
        expect(added.value === null).toBe(reported.length === 0);
        if (added.value !== null) expect(Math.round(Number(added.value) * 100)).toBe(total);

        const share = calculateRegionalFigure({ indicator: percentage, contributions });
        if (reported.length === 0 || whole === 0) expect(share.value).toBeNull();
        else expect(Math.abs(Number(share.value) - (total / whole) * 100)).toBeLessThanOrEqual(0.05 + 1e-9);

        const counted = calculateRegionalFigure({ indicator: countOfStates, contributions });
        const spread = Object.values(counted.distribution ?? {});
        expect(spread.reduce((one, other) => one + other, 0)).toBe(reported.length);
        if (reported.length > 0) {
          expect(Number(counted.value)).toBe(reported.filter(({ choice }) => choice === 'yes').length);
        }
        const coverage = Object.values(added.coverage).reduce((one, other) => one + other, 0);
        expect(coverage).toBe(given.length);
        expect(added.contributing).toHaveLength(reported.length);

        for (const indicator of [sum, percentage, countOfStates]) {
          expect(calculateRegionalFigure({ indicator, contributions: mixed })).toEqual(
            calculateRegionalFigure({ indicator, contributions }),
          );
        }
      }),
      { numRuns: 1000 },
    );
  });
});
