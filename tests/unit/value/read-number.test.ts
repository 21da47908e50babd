import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toLatinDigits } from '#server/domain/value/digits.rules.ts';
import { serialiseDecimal, parseDecimal } from '#server/domain/value/decimal.calculations.ts';
import { parseNumber } from '#server/domain/value/indicator-value.rules.ts';
import { cellInputSchema } from '#server/domain/value/indicator-value.schema.ts';

const count = { decimals: false, largest: 1_000_000_000_000n };
const money = { decimals: true, largest: 1_000_000_000_000_000n };

test('whatever is typed: a number, or a sentence, and never a throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({
          unit: fc.constantFrom(...'0123456789๐๙០៩໐໙၀၉０９.,-+ eE\u00a0\u2009\u202f\u2212'),
          maxLength: 30,
        }),
        fc.double().map(String),
        fc.bigInt().map(String),
      ),
      fc.constantFrom(count, money),
      (typed, options) => {
        const read = parseNumber(typed, options);
        if ('problem' in read) {
          expect(read.problem).toMatch(/^[A-Z“].*\.$/);
          return;
        }
        expect(read.number).toMatch(options.decimals ? /^(0|[1-9]\d*)(\.\d{0,3}[1-9])?$/ : /^(0|[1-9]\d*)$/);
        expect(parseDecimal(read.number) <= options.largest * 10_000n).toBe(true);
        // What is read is what stands there, once separators are gone: the same digits in the same order.
        const digits = (text: string) =>
          toLatinDigits(text)
            .replace(/[^\d.]/g, '')
            .replace(/^0+(?=\d)/, '')
            .replace(/\.?0*$/, (end) => (text.includes('.') ? '' : end));
        expect(digits(read.number)).toBe(digits(typed));
      },
    ),
    { numRuns: 2000 },
  );
});

const grouped = (number: bigint, separator: string) => String(number).replace(/\B(?=(\d{3})+$)/g, separator);

test('a whole number is itself however it is grouped', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: count.largest }),
      fc.constantFrom('', ',', ' ', '\u00a0', '\u2009', '\u202f'),
      (number, separator) => {
        const typed = grouped(number, separator);
        expect(parseNumber(typed, count)).toEqual({ number: String(number) });
        expect(parseNumber(` ${typed} `, money)).toEqual({ number: String(number) });
      },
    ),
  );
});

test('a JSON number is itself, as far as a double is exact', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (number) => {
      const read = parseNumber(String(number), money);
      expect(BigInt(number) <= money.largest ? read : { number: 'too large' }).toEqual({
        number: BigInt(number) <= money.largest ? String(number) : 'too large',
      });
    }),
  );
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.integer({ min: 0, max: 9999 }), (whole, parts) => {
      const units = BigInt(whole) * 10_000n + BigInt(parts);
      const given = Number(units) / 10_000;
      const { value } = cellInputSchema.parse({ state: 'reported', value: given });
      expect(parseNumber(value ?? '', money)).toEqual({ number: serialiseDecimal(units) });
    }),
  );
});

test('what is a thousand in one country and one in another is asked about', () => {
  for (const typed of ['1.000', '12.500', '0.500', '1.250.000']) {
    expect(parseNumber(typed, money)).toHaveProperty('problem');
    expect(parseNumber(typed, count)).toHaveProperty('problem');
  }
  expect(parseNumber('0,500', count)).toHaveProperty('problem');
  expect(parseNumber('1.50', money)).toEqual({ number: '1.5' });
});

test('decimals go there and back', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), (units) => {
      expect(parseDecimal(serialiseDecimal(units))).toBe(units);
      expect(serialiseDecimal(units)).not.toMatch(/\.$|\.\d*0$/);
    }),
  );
});

describe('read as', () => {
  test.each<[string, string | null, string | null]>([
    ['0', '0', '0'],
    ['-0', null, null],
    ['00012', '12', '12'],
    ['+12', '12', '12'],
    ['1,250', '1250', '1250'],
    ['1 250', '1250', '1250'],
    ['1,250,000', '1250000', '1250000'],
    ['1,250.50', null, '1250.5'],
    ['12.5', null, '12.5'],
    ['12.0000', '12', '12'],
    ['12.00001', null, null],
    ['1000000000000', '1000000000000', '1000000000000'],
    ['1000000000001', null, '1000000000001'],
    ['1000000000000000', null, '1000000000000000'],
    ['1000000000000000.0001', null, null],
    ['12,5', null, null],
    ['1,25', null, null],
    ['1,2500', null, null],
    [',125', null, null],
    ['.5', null, null],
    ['5.', null, null],
    ['1e3', null, null],
    ['١٢', '12', '12'],
    ['๑,๒๕๐', '1250', '1250'],
    ['១ ២៥០', '1250', '1250'],
    ['໑໒໕໐', '1250', '1250'],
    ['၁၂၅၀.၅', null, '1250.5'],
    ['１２５０', '1250', '1250'],
    ['๑๒.๓๔๕', null, null],
    ['', null, null],
  ])('"%s": %s as a count, %s as money', (typed, asCount, asMoney) => {
    const value = (options: typeof count) => {
      const read = parseNumber(typed, options);
      return 'number' in read ? read.number : null;
    };
    expect([value(count), value(money)]).toEqual([asCount, asMoney]);
  });
});

test('a short form is answered by what to write, not by a limit', () => {
  const problem = (typed: string) => {
    const read = parseNumber(typed, count);
    return 'problem' in read ? read.problem : read.number;
  };
  expect(problem('1e3')).toBe('“1e3” is a short form. Write 1000 if that is what you mean.');
  expect(problem('1.25E+4')).toBe('“1.25E+4” is a short form. Write 12500 if that is what you mean.');
  expect(problem('0.001e3')).toBe('“0.001e3” is a short form. Write 1 if that is what you mean.');
  expect(problem('1.234e1')).toBe('“1.234e1” is a short form. Write the number in full, in digits.');
  expect(problem('1e40')).toBe('“1e40” is a short form. Write the number in full, in digits.');
  expect(problem('99999999999999999999')).toBe('Enter a number of at most 1,000,000,000,000.');
  expect(problem('๑๒.๓๔๕')).toBe('Write 12345 without a point, or 12.345 if that is what you mean.');
});
