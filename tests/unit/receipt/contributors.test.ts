import { expect, test } from 'vitest';
import { listContributors } from '#server/domain/receipt/contributors.calculations.ts';
import { reporter, value } from '#tests/support/small-publications.ts';

const round = '2024-H2';
const documents = {
  lists: {
    reporters: [
      reporter('TH', 'Thailand'),
      reporter('KH', 'Cambodia'),
      reporter('SOMTC', 'Officials', 'body'),
    ],
  },
  coverage: {
    TH: { [round]: 'reported' as const },
    KH: { [round]: 'reported' as const, '2025-H1': 'not_reported' as const },
    SOMTC: { [round]: 'reported' as const },
  },
};
const region = { scope: 'region', dimension: null, category: null };
const values = [
  value('3'),
  value('1', { scope: 'TH' }),
  value('1', { scope: 'KH', state: 'suppressed' }),
  value('1', { scope: 'SOMTC', dimension: 'sex', category: 'men' }),
];
const ask = (reportedBy: 'states' | 'bodies' | 'states_and_bodies' | 'register', cell = region, of = round) =>
  listContributors({ reportedBy }, documents, of, values, cell);

test('behind a regional figure stand those that show a number of their own there, and all who reported', () => {
  expect(ask('states')).toEqual({ released: ['Thailand'], reported: ['Cambodia', 'Thailand'] });
  expect(ask('bodies')).toEqual({ released: ['Thailand'], reported: ['SOMTC'] });
  expect(ask('states_and_bodies', { ...region, dimension: 'sex', category: 'men' } as never)).toEqual({
    released: ['SOMTC'],
    reported: ['Cambodia', 'SOMTC', 'Thailand'],
  });
  expect(ask('states', region, '2025-H1')?.reported).toEqual([]);
});

test("nobody stands behind one reporter's figure or what the tracker counts itself", () => {
  expect([ask('states', { ...region, scope: 'TH' }), ask('register')]).toEqual([null, null]);
});
