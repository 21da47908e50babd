import { describe, expect, test } from 'vitest';
import { listCellDifferences, mergeOrders } from '#server/domain/receipt/value-history.calculations.ts';
import { value } from '#tests/support/small-publications.ts';

const place = { indicator: 'I-A1', round: '2024-H2' };
const sex = (category: string, number: string) => value(number, { dimension: 'sex', category });

describe('the cells in which two publications differ', () => {
  test('are those that say something else, are new or are gone; the gone ones come last', () => {
    const differences = listCellDifferences({
      ...place,
      was: [value('10'), sex('women', '4'), sex('men', '6')],
      now: [value('11'), sex('men', '6'), value('5', { scope: 'TH' })],
    });
    expect(
      differences.map(({ scope, category, was, now }) => [scope, category, was?.value, now?.value]),
    ).toEqual([
      ['region', null, '10', '11'],
      ['TH', null, undefined, '5'],
      ['region', 'women', '4', undefined],
    ]);
    expect(differences[0]).toMatchObject(place);
  });

  test('are not those in which only the reports behind the number or its note are others', () => {
    const was = value('10', { contributing: 2, note: 'Of two.', distribution: { yes: 1, no: 2 } });
    const now = value('10', { contributing: 3, note: 'Of three.', distribution: { no: 2, yes: 1 } });
    expect(listCellDifferences({ ...place, was: [was], now: [now] })).toEqual([]);
  });

  test('are not mixed up where a category of one split is called as that of another', () => {
    const was = [value('1', { dimension: 'sex', category: 'other' })];
    const now = [value('1', { dimension: 'form', category: 'other' })];
    expect(listCellDifferences({ ...place, was, now })).toHaveLength(2);
  });
});

test('the orders of two publications are merged as the plan has them', () => {
  expect(mergeOrders(['a', 'b', 'c'], ['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
  expect(mergeOrders(['gone', 'a', 'lost', 'left', 'b'], ['a', 'new', 'b', 'newer'])).toEqual([
    'gone',
    'a',
    'lost',
    'left',
    'new',
    'b',
    'newer',
  ]);
  expect(mergeOrders(['a', 'b'], [])).toEqual(['a', 'b']);
  expect(mergeOrders([], ['a', 'b'])).toEqual(['a', 'b']);
});
