import { largestMoney } from '#server/domain/value/measures.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serialiseDecimal } from '#server/domain/value/decimal.calculations.ts';
import { parseNumber, formatStoredFigure } from '#server/domain/value/indicator-value.rules.ts';

test('whatever is stored can be saved again from its own field', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: largestMoney * 10_000n }), (units) => {
      const stored = serialiseDecimal(units);
      expect(parseNumber(formatStoredFigure(stored), { decimals: true, largest: largestMoney })).toEqual({
        number: stored,
      });
    }),
  );
  expect(formatStoredFigure('12.345')).toBe('12.3450');
  expect(parseNumber('12.345', { decimals: true, largest: largestMoney })).toHaveProperty('problem');
});
