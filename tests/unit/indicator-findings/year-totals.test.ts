import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isYearCovered } from '#server/domain/finding/figure-words.ts';
import { addUpYears } from '#server/domain/finding/indicator-finding.ts';
import { figureOf, rounds } from './finding-subjects.ts';

describe('years of a sum', () => {
  it('are complete only when each part is over and shown', () => {
    expect(
      addUpYears(rounds, [figureOf('2024-H2', '5'), figureOf('2025-H1', '0'), figureOf('2025-H2', '2.5')]),
    ).toEqual([
      { year: 2024, total: '5', complete: false, over: false },
      { year: 2025, total: '2.5', complete: true, over: true },
    ]);
  });

  it('never take a hidden figure for zero', () => {
    const [, year] = addUpYears(rounds, [figureOf('2025-H1', null), figureOf('2025-H2', null)]);
    expect(year).toEqual({ year: 2025, total: null, complete: false, over: true });
  });

  it('add up exactly, in any order', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (a, b) => {
        const write = (cents: number) => (cents / 100).toFixed(2);
        const figures = [figureOf('2025-H1', write(a)), figureOf('2025-H2', write(b))];
        const total = addUpYears(rounds, figures)[1]?.total;
        expect(Math.round(Number(total) * 100)).toBe(a + b);
        expect(addUpYears(rounds, figures.toReversed())[1]?.total).toBe(total);
      }),
    );
  });

  it('may be made of rounds of any length, in any order', () => {
    const quarter = (from: string, to: string) => ({ periodStart: `2025-${from}`, periodEnd: `2025-${to}` });
    const year = [quarter('07-01', '12-31'), quarter('01-01', '03-31'), quarter('04-01', '06-30')];
    expect(isYearCovered(year, 2025)).toBe(true);
    expect(isYearCovered(year.slice(0, 2), 2025)).toBe(false);
    expect(isYearCovered(year, 2026)).toBe(false);
  });
});
