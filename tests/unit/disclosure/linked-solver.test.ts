import { expect, it } from 'vitest';
import { createSumFinder } from './determined-sums.ts';
import type { Reading, Sum } from './linked-reader.ts';
import { createSolver } from './linked-solver.ts';
import { createRandom } from './random-numbers.ts';

/** Five unknowns up to 4, of which some random sums and differences are known. */
type Known = Pick<Reading, 'unknowns' | 'sums'>;

function createReading(seed: number): Known {
  const random = createRandom(seed);
  const truths = Array.from({ length: 5 }, () => random.below(5));
  const unknowns = truths.map((truth, at) => ({
    name: `x${at}`,
    reporter: 'ABCDE'[at]!,
    truth,
    persons: true,
    open: false,
    protected: true,
    unreleased: true,
    small: false,
  }));
  const sums = Array.from({ length: 2 + random.below(2) }, (): Sum => {
    const signs = truths.map((_, at): [number, number] => [at, random.pick([0, 1, 1, at > 2 ? -1 : 1])]);
    const terms = new Map(signs.filter(([, sign]) => sign !== 0));
    const sum = signs.reduce((added, [at, sign]) => added + sign * truths[at]!, 0);
    return { terms, least: sum, most: random.chance(0.2) ? sum + 1 : sum, kind: 'region' };
  });
  // Nobody has more than four.
  const most = truths.map((_, at): Sum => ({ terms: new Map([[at, 1]]), least: 0, most: 4, kind: 'bound' }));
  return { unknowns, sums: [...sums, ...most] };
}

function listPossible({ sums }: Known): number[][] {
  const numbers = [0, 1, 2, 3, 4];
  const all = numbers.reduce(
    (lists: number[][]) => lists.flatMap((list) => numbers.map((one) => [...list, one])),
    [[]],
  );
  return all.filter((values) =>
    sums.every(({ terms, least, most }) => {
      const sum = [...terms].reduce((added, [at, sign]) => added + sign * values[at]!, 0);
      return sum >= least && sum <= most;
    }),
  );
}

it('the solver says what all possible numbers say', () => {
  for (let seed = 0; seed < 25; seed += 1) {
    const reading = createReading(seed);
    const possible = listPossible(reading);
    const solver = createSolver(reading);
    for (const at of reading.unknowns.keys()) {
      const own = possible.map((values) => values[at]!);
      expect(solver.solve([[at, 1]], 'least')[at]! - Math.min(...own)).toBeCloseTo(0, 9);
      expect(solver.solve([[at, 1]], 'most')[at]! - Math.max(...own)).toBeCloseTo(0, 9);
    }
    solver.dispose();
  }
});

it('a sum of two is found where it is the same in all possible numbers without limits', () => {
  const found = Array.from({ length: 60 }, (_, seed) => createReading(seed)).flatMap((reading) => {
    const finder = createSumFinder({ ...reading, changes: [] });
    return ['A', 'B', 'C', 'D', 'E'].flatMap((one, at) =>
      ['A', 'B', 'C', 'D', 'E'].slice(at + 1).flatMap((other) => {
        const sum = finder.findSumOf([one, other]);
        return sum ? [{ reading, sum }] : [];
      }),
    );
  });
  expect(found.length).toBeGreaterThan(5);
  for (const { reading, sum } of found) {
    const values = listPossible(reading).map((all) =>
      sum.terms.reduce((added, [at, weight]) => added + weight * all[at]!, 0),
    );
    for (const value of values) expect(value).toBeCloseTo(sum.truth, 6);
  }
});
