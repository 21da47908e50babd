import { expect, test } from 'vitest';
import { findLeaks } from './attacker.ts';
import { type Bound, type Equation, findDetermined, narrow } from './linear.ts';
import { bodies, createSeason, states } from './season.ts';

test.each([2])(
  'no figure that is not shown follows from all that is, over three publications (%i)',
  async (seed) => {
    const season = await createSeason(seed * 7919);
    const round = '2024-H2';
    try {
      await season.open(round);
      for (const reporter of [...states.slice(0, 7), ...bodies]) await season.report(round, reporter);
      await season.compileAndPublish(round);
      // One corrects what it had said, and lets all that it says now be shown. The figures of then stay its own.
      await season.correct(round, states[seed]!, { release: 'national' });
      await season.compileAndPublish(round);
      // Two come late and two correct what they had said, one of them for the second time.
      for (const reporter of states.slice(7, 9)) await season.report(round, reporter);
      await season.correct(round, states[seed]!, { versions: 2 });
      await season.correct(round, states[seed + 3]!);
      await season.compileAndPublish(round);

      const { shown, hidden, superseded, determined, pinned } = await findLeaks(season);
      expect(shown.size).toBeGreaterThan(50);
      expect(hidden.length).toBeGreaterThan(100);
      expect(superseded.length).toBeGreaterThan(50);
      expect(determined).toEqual([]);
      expect(pinned).toEqual([]);
    } finally {
      await season.world.close();
    }
  },
);

test('the reader of these tests can read: a total less its other parts is found out', () => {
  const equation = (terms: Record<string, number>): Equation =>
    new Map(Object.entries(terms).map(([name, sign]) => [name, BigInt(sign)]));
  const determined = findDetermined([
    equation({ a: 1, b: 1, c: 1 }),
    equation({ a: 1, b: 1 }),
    equation({ d: 2, e: 3 }),
    equation({ d: 4, e: 6 }),
    equation({ d: 1, f: 1 }),
    equation({ e: 1, f: -1, g: 1 }),
  ]);
  expect([...determined]).toEqual(['c']);
  const ranges = narrow(
    [
      {
        terms: new Map([
          ['x', 1],
          ['y', 1],
        ]),
        least: 7,
        most: 7,
      },
    ],
    new Map<string, Bound>([
      ['x', [0, 1e9]],
      ['y', [6, 1e9]],
    ]),
  );
  expect(ranges.get('x')).toEqual([0, 1]);
  expect(ranges.get('y')).toEqual([6, 7]);
});
