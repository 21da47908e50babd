import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findShownPublication, listNotices } from '#server/domain/publication/withdrawal.rules.ts';

const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 12 });

test('what is shown is the newest that stands, and something is shown as long as there is anything', () => {
  fc.assert(
    fc.property(numbers, fc.func(fc.boolean()), (all, isGone) => {
      const gone = all.filter(isGone).map((number) => ({ number }));
      const shown = findShownPublication(all, gone);
      const standing = all.filter((number) => !gone.some((one) => one.number === number));
      expect(shown).toBe(all.length === 0 ? null : Math.max(...(standing.length > 0 ? standing : all)));
    }),
  );
});

test('a page names its own withdrawal, and as the newest those that it has replaced', () => {
  const of = (number: number) => ({ number, reason: 'Why.', at: '2026-01-01T00:00:00.000Z' });
  const withdrawn = [of(5), of(4), of(2)];
  const named = (number: number, newest: number) =>
    listNotices({ number, newest }, withdrawn).map((one) => one.number);
  expect(named(3, 3)).toEqual([5, 4]);
  expect(named(5, 3)).toEqual([5]);
  expect(named(2, 3)).toEqual([2]);
  expect(named(1, 3)).toEqual([]);
  expect(named(6, 6)).toEqual([]);
});
