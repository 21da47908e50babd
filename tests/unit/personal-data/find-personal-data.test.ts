import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPersonalData } from '#server/domain/personal-data/find-personal-data.rules.ts';
import { lookAlikes, positives } from './texts.ts';
import { rounds } from '#tests/support/rounds.ts';

describe.each(Object.entries(positives))('%s: found', (_, cases) => {
  test.each(cases)('%s → %s', (text, kinds) => {
    const found = findPersonalData(text).flatMap((hit) => hit.kinds);
    expect([...new Set(found)].sort().join(' ')).toBe(kinds.split(' ').sort().join(' '));
  });
});

describe.each(Object.entries(lookAlikes))('%s: passed over', (_, texts) => {
  test.each(texts)('%s', (text) => {
    expect(findPersonalData(text)).toEqual([]);
  });
});

test('what is found is hidden in what is shown', () => {
  const text = 'The victim, Ms Somchai Jaidee, passport AA1234567, was brought home in May.';
  const [hit] = findPersonalData(text);
  expect(hit?.excerpt).toContain('AA•••••7');
  for (const secret of ['1234567', 'Somchai', 'Jaidee']) expect(hit?.excerpt).not.toContain(secret);
  expect(hit?.excerpt).toContain('passport');
  expect(findPersonalData('Call Mr Anan Suk, 081-234-5678, soon.')[0]?.excerpt).toBe(
    'Call Mr A••• S•••, 08•••••8, soon.',
  );
  expect(findPersonalData('Mail somchai.j@gmail.com now')[0]?.excerpt).toBe('Mail s••• now');
  expect(findPersonalData('นายสมชาย ใจดี โทร 081-234-5678')[0]?.excerpt).not.toMatch(/สมชาย|ใจดี|5678/);
});

test('two persons in one paragraph are one finding, on two lines two', () => {
  const one = 'Mr Anan Suk, passport AA1234567, and Ms Dao Suk, passport AB7654321';
  expect(findPersonalData(one)).toHaveLength(1);
  expect(findPersonalData(`Mr Anan Suk, passport AA1234567\nMs Dao Suk, passport AB7654321`)).toHaveLength(2);
});

describe('whatever the figure', () => {
  const grouped = (n: number, separator: string) => String(n).replace(/\B(?=(\d{3})+$)/g, separator);
  const counted = fc.constantFrom(
    'persons',
    'victims',
    'cases',
    'baht',
    'USD',
    'per cent',
    'workers',
    'calls',
  );
  const said = fc.constantFrom(
    (n: string, unit: string) => `In the half year ${n} ${unit} were counted.`,
    (n: string, unit: string) => `${n} ${unit}`,
    (n: string, unit: string) => `Mr Minister announced ${n} ${unit}.`,
    (n: string, unit: string) => `The budget (${n} ${unit}) was spent in 2026.`,
    (n: string, unit: string) => `Passports: ${n} ${unit} checked; hotline 1300.`,
  );
  test('a statistic is never taken for a person', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000_000 }),
        fc.constantFrom(',', ' ', '\u2009', '\u202f', '.', '’'),
        counted,
        said,
        (n, separator, unit, say) => {
          expect(findPersonalData(say(grouped(n, separator), unit))).toEqual([]);
        },
      ),
      { numRuns: rounds(667, 2000) },
    );
  });
  test('nor are years, spans of years, percentages and decimals', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1990, max: 2600 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (year, rate) => {
          const text = `From ${year} to ${year + 3}, ${year}-${year + 1} and ${year}/${year + 1}: ${rate.toFixed(4)} per cent, ${rate.toFixed(1)}%.`;
          expect(findPersonalData(text)).toEqual([]);
        },
      ),
      { numRuns: rounds(167, 500) },
    );
  });
  test('nor are case and law numbers', () => {
    const law = fc.constantFrom(
      'Act',
      'Law',
      'Decree',
      'Case',
      'Resolution',
      'Republic Act',
      'Order',
      'Decision',
    );
    fc.assert(
      fc.property(
        law,
        fc.integer({ min: 1, max: 99_999 }),
        fc.integer({ min: 1980, max: 2570 }),
        (name, n, year) => {
          for (const text of [
            `${name} No. ${n}/${year}`,
            `${name} No ${n} of ${year}`,
            `${name} ${n}-${year}`,
          ]) {
            expect(findPersonalData(`It follows ${text}, as amended.`)).toEqual([]);
          }
        },
      ),
      { numRuns: rounds(167, 500) },
    );
  });
});

test('any text is read, quickly', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      for (const { start, end, kinds } of findPersonalData(text)) {
        expect(kinds.length).toBeGreaterThan(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: rounds(100, 300) },
  );
  const before = performance.now();
  for (const unit of [
    '1',
    'a ',
    'A',
    'Mr ',
    'Mr Aa ',
    '0 ',
    '+66 ',
    'passport ',
    '@a.',
    'born on ',
    'ก',
    '12-',
  ]) {
    findPersonalData(unit.repeat(Math.ceil(10_000 / unit.length)));
  }
  expect(performance.now() - before).toBeLessThan(10_000);
});
