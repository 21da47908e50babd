import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calculateSplitsReported } from '#server/domain/publication/register-figures.calculations.ts';
import { isAskingForBreakdowns } from '#server/domain/publication/is-asking-for-breakdowns.rules.ts';

const cell = fc.record({
  dimension: fc.constantFrom(null, 'sex', 'age'),
  category: fc.constantFrom('female', 'adult', 'unknown'),
  state: fc.constantFrom('reported', 'not_available'),
});
const report = fc.record({
  round: fc.constant('2025-H2'),
  reporter: fc.constantFrom('TH', 'VN', 'MY', 'PH'),
  included: fc.constant(true),
  release: fc.constantFrom('regional', 'national', 'withheld'),
  cells: fc.array(cell, { maxLength: 5 }),
});

test('splits reported say nothing about reports that may not be published in any form', () => {
  fc.assert(
    fc.property(fc.array(report, { maxLength: 12 }), (reports) => {
      const open = reports.filter(({ release }) => release !== 'withheld');
      const silent = reports.map((one) => (one.release === 'withheld' ? { ...one, cells: [] } : one));
      expect(calculateSplitsReported('2025-H2', reports)).toEqual(calculateSplitsReported('2025-H2', silent));
      // What the public adds up itself: the reports that stand in the totals.
      const inTotals = open.filter(({ cells }) =>
        cells.some(({ dimension, state }) => dimension === null && state === 'reported'),
      );
      expect(calculateSplitsReported('2025-H2', reports).denominator).toBe(String(inTotals.length));
    }),
  );
});

test('an internal indicator is asked for nothing that the public can count', () => {
  const indicator = { personCount: true, dimensions: [{ code: 'sex' }, { code: 'age' }] };
  expect(isAskingForBreakdowns({ ...indicator, disclosureClass: 'restricted' })).toBe(true);
  expect(isAskingForBreakdowns({ ...indicator, disclosureClass: 'internal' })).toBe(false);
});
