import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listNationalTargets } from '#server/domain/finding/national-target-list.calculations.ts';
import type { PublishedValue } from '#server/domain/publication/documents.ts';
import { indicator, round, value } from '#tests/support/small-publications.ts';

const rounds = ['2025-H1', '2025-H2'].map(round);
const own = (number: string, more: Partial<PublishedValue> = {}) =>
  value(number, { scope: 'TH', contributing: null, expected: null, ...more });
const hidden = (more: Partial<PublishedValue> = {}): PublishedValue =>
  own('', { state: 'suppressed', value: null, ...more });
const targets = [{ indicator: 'I', targets: [{ year: 2025, value: '24' }] }];

function decide(values: Record<string, PublishedValue[]>, more: Parameters<typeof indicator>[1] = {}) {
  const [line] = listNationalTargets('TH', targets, {
    rounds,
    indicators: [indicator('I', { direction: 'up', ...more })],
    comparability: [],
    valuesOf: (_, code) => values[code] ?? [],
  });
  return line && [line.value, line.rounds, line.outcome, line.pace?.reached ?? null];
}

test('a target is compared with the state’s own public figures of the year', () => {
  const both = { '2025-H1': [value('900'), own('12')], '2025-H2': [own('14')] };
  expect(decide(both)).toEqual(['26', ['2025-H1', '2025-H2'], 'met', 108]);
  expect(decide({ ...both, '2025-H2': [own('4')] })).toEqual(['16', ['2025-H1', '2025-H2'], 'missed', 66]);
  expect(decide(both, { direction: 'none' })).toEqual(['26', ['2025-H1', '2025-H2'], null, null]);
  expect(decide(both, { direction: 'down' })?.[2]).toBe('missed');
  expect(decide(both, { measure: 'percentage', aggregation: 'percentage' })).toEqual([
    '14',
    ['2025-H2'],
    'missed',
    58,
  ]);
});

test('without a public figure of its own nothing is said, whatever the region shows', () => {
  const regional = { '2025-H1': [value('900')], '2025-H2': [value('900')] };
  expect(decide(regional)).toEqual([null, [], 'cannot_be_said', null]);
  expect(decide({ ...regional, '2025-H1': [own('12')] })).toEqual([
    '12',
    ['2025-H1'],
    'cannot_be_said',
    null,
  ]);
});

test('no outcome and no percentage tells of a figure that is hidden, given as a range, or only a breakdown', () => {
  const number = fc.integer({ min: 0, max: 60 });
  fc.assert(
    fc.property(number, number, number, (shown, one, other) => {
      const answer = (secret: number) =>
        decide({
          '2025-H1': [own(String(shown))],
          // What stands behind a suppressed figure is not in the publication; a range and parts of it are.
          '2025-H2': [
            hidden({ least: 1, most: 60 }),
            own(String(secret), { dimension: 'sex', category: 'female' }),
          ],
        });
      expect(answer(one)).toEqual(answer(other));
      expect(answer(one)?.[2]).toBe(shown >= 24 ? 'met' : 'cannot_be_said');
      expect(answer(one)?.[3]).toBeNull();
    }),
  );
});
