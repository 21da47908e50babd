import { describe, expect, test } from 'vitest';
import {
  type ComparedFigure,
  listFigureChanges,
} from '#server/domain/publication/figure-changes.calculations.ts';

const figure = (change: Partial<ComparedFigure> = {}): ComparedFigure => ({
  indicator: 'I-B3',
  round: '2025-H1',
  scope: 'region',
  dimension: null,
  category: null,
  state: 'reported',
  value: '118',
  numerator: null,
  denominator: null,
  distribution: null,
  choice: null,
  ...change,
});
const hidden = (change: Partial<ComparedFigure> = {}) =>
  figure({ state: 'suppressed', value: null, ...change });
const kinds = (before: ComparedFigure[], now: ComparedFigure[]) =>
  listFigureChanges(before, now, (same) => same).map(({ kind }) => kind);

describe('the numbers in which a publication differs from the present one', () => {
  test('none, when they say the same', () => {
    expect(kinds([figure(), hidden({ scope: 'TH' })], [figure(), hidden({ scope: 'TH' })])).toEqual([]);
    expect(kinds([figure({ value: '40' })], [figure({ value: '40.0' })])).toEqual([]);
    expect(
      kinds([figure({ distribution: { yes: 1, no: 2 } })], [figure({ distribution: { no: 2, yes: 1 } })]),
    ).toEqual([]);
    // Two ways of saying that there is no number are not a change of a number.
    expect(kinds([hidden()], [hidden({ state: 'not_available' })])).toEqual([]);
  });

  test('shown, changed and hidden', () => {
    expect(kinds([hidden()], [figure()])).toEqual(['shown']);
    expect(kinds([figure()], [figure({ value: '119' })])).toEqual(['changed']);
    expect(kinds([figure()], [hidden()])).toEqual(['hidden']);
    expect(kinds([figure()], [figure({ scope: 'TH' })])).toEqual(['shown', 'hidden']);
    expect(
      kinds([figure({ numerator: '1', denominator: '2' })], [figure({ numerator: '2', denominator: '4' })]),
    ).toEqual(['changed']);
  });

  test('the same, in whatever order the figures come', () => {
    const places = ['region', 'TH', 'VN'].flatMap((scope) => [
      figure({ scope }),
      figure({ scope, dimension: 'sex', category: 'female', value: '50' }),
      figure({ scope, indicator: 'I-B4' }),
    ]);
    const now = [
      ...places.slice(1).map((one, at) => (at === 3 ? { ...one, value: '7' } : one)),
      figure({ scope: 'LA' }),
    ];
    expect(kinds(places, now)).toEqual(['changed', 'shown', 'hidden']);
    expect(kinds(places.toReversed(), now)).toEqual(['changed', 'shown', 'hidden']);
    expect(kinds(places, now.toReversed())).toEqual(['shown', 'changed', 'hidden']);
  });

  test('a round that only one of them holds is not compared figure by figure', () => {
    const newRound = figure({ round: '2025-H2' });
    expect(kinds([figure()], [figure(), newRound])).toEqual([]);
    expect(kinds([figure(), newRound], [figure()])).toEqual([]);
  });

  test('hundreds are not cut: "100" and "1" are two numbers', () => {
    expect(kinds([figure({ value: '100' })], [figure({ value: '1' })])).toEqual(['changed']);
  });
});
