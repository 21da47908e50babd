import fc from 'fast-check';
import { expect, it } from 'vitest';
import { calculateMove } from '#server/domain/disclosure/feasible-move.calculations.ts';
import { reduceSystem, type SumRow } from '#server/domain/disclosure/rational-system.calculations.ts';

const columns = 5;
const examples = fc.record({
  rows: fc.array(fc.array(fc.integer({ min: -1, max: 1 }), { minLength: columns, maxLength: columns }), {
    minLength: 1,
    maxLength: 4,
  }),
  up: fc.array(fc.nat(3), { minLength: columns, maxLength: columns }),
  down: fc.array(fc.nat(3), { minLength: columns, maxLength: columns }),
});

/** Every displacement within the room that keeps all sums, by trying all. */
function* listAll(
  rows: number[][],
  up: number[],
  down: number[],
  before: number[] = [],
): Generator<number[]> {
  const index = before.length;
  if (index === columns) {
    if (rows.every((row) => row.reduce((sum, sign, at) => sum + sign * before[at]!, 0) === 0)) yield before;
    return;
  }
  for (let step = 0 - down[index]!; step <= up[index]!; step += 1)
    yield* listAll(rows, up, down, [...before, step]);
}

/** By quantity: how far it has moved. */
const listSteps = (count: number, moved: ReadonlyMap<number, number>) =>
  Array.from({ length: count }, (_, quantity) => moved.get(quantity) ?? 0).map((step) => step + 0);

it('moves each quantity as far as any whole numbers allow, and never where none do', () => {
  fc.assert(
    fc.property(examples, ({ rows, up, down }) => {
      const equations: SumRow[] = rows.map((row) => ({
        quantities: row.flatMap((sign, index) => (sign === 0 ? [] : [index])),
        signs: row.filter((sign) => sign !== 0),
      }));
      const all = [...listAll(rows, up, down)];
      for (let quantity = 0; quantity < columns; quantity += 1) {
        for (const way of [1, -1] as const) {
          const { moved, certain } = calculateMove(
            reduceSystem(columns, equations, []),
            { up, down },
            quantity,
            way,
            9,
          );
          expect(all).toContainEqual(listSteps(columns, moved));
          const farthest = Math.max(...all.map((step) => step[quantity]! * way));
          const far = listSteps(columns, moved)[quantity]! * way;
          expect(far).toBeLessThanOrEqual(farthest);
          if (certain) expect(far + 0).toBe(farthest + 0);
        }
      }
    }),
    { numRuns: 400 },
  );
});

it('leads around a quantity at its bound', () => {
  // Two rows and two columns of a table with fixed margins and one empty cell: only one way round is open.
  const rows: SumRow[] = [
    { quantities: [0, 1], signs: [1, 1] },
    { quantities: [2, 3], signs: [1, 1] },
    { quantities: [0, 2], signs: [1, 1] },
    { quantities: [1, 3], signs: [1, 1] },
  ];
  const room = { up: [4, 4, 4, 4], down: [0, 3, 2, 4] };
  const system = reduceSystem(4, rows, []);
  expect(listSteps(4, calculateMove(system, room, 0, 1, 4).moved)).toEqual([2, -2, -2, 2]);
  expect(calculateMove(system, room, 0, -1, 4)).toEqual({ moved: new Map(), certain: true });
});
