import { describe, expect, it } from 'vitest';
import { decideDisclosure } from '#server/domain/disclosure/decide-disclosure.rules.ts';
import { findRangeClass } from '#server/domain/disclosure/range-classes.rules.ts';
import type { DisclosureCell, EarlierFigure } from '#server/domain/disclosure/disclosure.types.ts';
import { asEarlier, findFigure, persons, report, share } from './figures.ts';

const decide = (cells: DisclosureCell[], indicator = persons, earlier: EarlierFigure[] = []) =>
  decideDisclosure({ indicator, rounds: [{ round: 'R', cells }], earlier });
const rangeOf = (cells: DisclosureCell[], place = 'total', indicator = persons) =>
  findFigure(decide(cells, indicator), 'region', place).range;

describe('classes', () => {
  it.each([
    [0, '0–10'],
    [10, '0–10'],
    [11, '11–49'],
    [99, '50–99'],
    [100, '100–249'],
    [999, '500–999'],
    [1000, '1000–2499'],
    [10_000_000, '10000000–24999999'],
  ])('%d is in %s', (sum, name) => {
    const { least, most } = findRangeClass(BigInt(sum) * 10_000n);
    expect(`${least}–${most}`).toBe(name);
  });

  it('follow each other without a gap, each at least half as wide as its upper end', () => {
    let next = 0;
    while (next < 1_000_000) {
      const { least, most } = findRangeClass(BigInt(next) * 10_000n);
      expect(least).toBe(next);
      expect(2 * (most - least + 1)).toBeGreaterThanOrEqual(most);
      next = most + 1;
    }
  });

  it('hold the whole part of an amount', () => {
    expect(findRangeClass(4_999_999_900n)).toEqual({ least: 250_000, most: 499_999 });
  });
});

describe('a suppressed sum of the region', () => {
  const two = [...report('KH', 'regional', { total: 61 }), ...report('LA', 'regional', { total: 33 })];

  it('is given as its class', () => {
    const { state, value, range, show } = findFigure(decide(two), 'region');
    expect({ state, value, range, show }).toEqual({
      state: 'suppressed',
      value: null,
      range: { least: 50, most: 99 },
      show: false,
    });
  });

  it('has no range that would be that of one reporter', () => {
    expect(rangeOf(report('KH', 'regional', { total: 61 }))).toBeNull();
    expect(
      rangeOf([...report('PH', 'national', { total: 80 }), ...report('KH', 'regional', { total: 61 })]),
    ).toBeNull();
  });

  it('has none by which a reporter reads its neighbour', () => {
    expect(
      rangeOf([...report('KH', 'regional', { total: 98 }), ...report('LA', 'regional', { total: 1 })]),
    ).toBeNull();
  });

  it('has none that tells a part which is the rest of a total', () => {
    const split = (...males: number[]) =>
      ['KH', 'LA', 'MM', 'PH'].flatMap((code, at) =>
        report(code, 'regional', { total: 25 + males[at]!, 'sex=female': 25, 'sex=male': males[at]! }),
      );
    const [one, eight] = [split(1, 0, 0, 0), split(2, 2, 2, 2)];
    expect(findFigure(decide(one), 'region').value).toBe('101');
    expect(rangeOf(one, 'sex=female')).toBeNull();
    expect(rangeOf(eight, 'sex=female')).toEqual({ least: 100, most: 249 });
  });

  it('has none if it is a percentage', () => {
    const cells = [
      ...report('KH', 'regional', { total: '31/61' }),
      ...report('LA', 'regional', { total: '22/33' }),
    ];
    expect(rangeOf(cells, 'total', share)).toBeNull();
  });

  it('keeps the range that an earlier publication gave', () => {
    const first = decide(two);
    expect(findFigure(decide(two, persons, asEarlier(first, 1)), 'region').range).toEqual({
      least: 50,
      most: 99,
    });
  });
});
