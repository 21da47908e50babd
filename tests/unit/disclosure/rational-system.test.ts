import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  copySystem,
  setPivot,
  findSupport,
  setUnknown,
  isDetermined,
  listDirections,
  NO_PIVOT,
  reduceSystem,
  type SumRow,
} from '#server/domain/disclosure/rational-system.calculations.ts';

/** Rows over six quantities with small whole coefficients, and which quantities are known. */
const columns = 6;
const systems = fc.record({
  rows: fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: columns, maxLength: columns }), {
    maxLength: 5,
  }),
  known: fc.array(fc.boolean(), { minLength: columns, maxLength: columns }),
});
const toRows = (rows: number[][]): SumRow[] =>
  rows.map((row) => ({
    quantities: row.flatMap((sign, index) => (sign === 0 ? [] : [index])),
    signs: row.filter((sign) => sign !== 0),
  }));

/** The rank of the rows by plain elimination with fractions in floating point, enough for such small numbers. */
function findRank(rows: number[][]): number {
  const left = rows.map((row) => [...row]);
  let rank = 0;
  for (let column = 0; column < columns; column += 1) {
    const pivot = left.slice(rank).find((row) => Math.abs(row[column]!) > 1e-9);
    if (!pivot) continue;
    left.splice(left.indexOf(pivot), 1);
    left.splice(rank, 0, pivot);
    for (const row of left.slice(rank + 1)) {
      const factor = row[column]! / pivot[column]!;
      for (let index = 0; index < columns; index += 1) row[index] = row[index]! - factor * pivot[index]!;
    }
    rank += 1;
  }
  return rank;
}

/** An unknown is determined if naming it adds nothing to the rows and the known quantities. */
function isDeterminedByRank(rows: number[][], known: boolean[], quantity: number): boolean {
  const unit = (index: number) => Array.from({ length: columns }, (_, other) => (other === index ? 1 : 0));
  const given = [...rows, ...known.flatMap((is, index) => (is ? [unit(index)] : []))];
  return findRank(given) === findRank([...given, unit(quantity)]);
}

describe('a reduced system', () => {
  it('knows what follows from a total and all parts but one, and from what', () => {
    const system = reduceSystem(
      4,
      [{ quantities: [0, 1, 2, 3], signs: [1, 1, 1, -1] }],
      [true, true, false, true],
    );
    expect(isDetermined(system, 2)).toBe(true);
    expect(findSupport(system, 2)).toEqual([0, 1, 3]);
    setUnknown(system, 1);
    expect(isDetermined(system, 2)).toBe(false);
    expect(listDirections(system)).toHaveLength(1);
  });

  it('follows several equations at once', () => {
    // a + b, b + c and c + a are known: each of the three is half of two sums less the third.
    const rows: SumRow[] = [
      { quantities: [0, 1], signs: [1, 1] },
      { quantities: [1, 2], signs: [1, 1] },
      { quantities: [2, 0], signs: [1, 1] },
    ];
    expect([0, 1, 2].every((quantity) => isDetermined(reduceSystem(3, rows, []), quantity))).toBe(true);
    expect(isDetermined(reduceSystem(3, rows.slice(1), []), 0)).toBe(false);
  });

  it('takes the preferred unknown as pivot', () => {
    const rows: SumRow[] = [{ quantities: [0, 1, 2], signs: [1, 1, 1] }];
    expect(reduceSystem(3, rows, [], [0, 0, 1]).pivots).toEqual([2]);
    expect(reduceSystem(3, rows, [], [1, 0, 0]).pivots).toEqual([0]);
  });

  it('says that its numbers have grown too large rather than answer wrongly', () => {
    const rows: SumRow[] = [
      { quantities: [0, 1, 2], signs: [20_000_003, 20_000_005, 1] },
      { quantities: [0, 1, 2], signs: [19_999_999, 20_000_033, 1] },
    ];
    expect(() => reduceSystem(3, rows, [])).toThrow(RangeError);
  });

  it('agrees with the ranks of the equations', () => {
    fc.assert(
      fc.property(systems, ({ rows, known }) => {
        const system = reduceSystem(columns, toRows(rows), known);
        for (let quantity = 0; quantity < columns; quantity += 1) {
          expect(isDetermined(system, quantity)).toBe(isDeterminedByRank(rows, known, quantity));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives directions that break no equation, move no known quantity and reach every unknown that is open', () => {
    fc.assert(
      fc.property(systems, ({ rows, known }) => {
        const system = reduceSystem(columns, toRows(rows), known);
        const reached = new Set<number>();
        for (const { quantities, steps } of listDirections(system)) {
          const move = new Map(quantities.map((quantity, index) => [quantity, steps[index]!]));
          for (const row of rows) {
            expect(row.reduce((sum, sign, index) => sum + sign * (move.get(index) ?? 0), 0)).toBe(0);
          }
          expect(steps.every((step) => Number.isInteger(step))).toBe(true);
          for (const [quantity, step] of move) {
            if (step !== 0) expect(known[quantity]).toBe(false);
            if (step !== 0) reached.add(quantity);
          }
        }
        for (let quantity = 0; quantity < columns; quantity += 1) {
          expect(reached.has(quantity)).toBe(!isDetermined(system, quantity));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is the same however a quantity becomes unknown, and whatever its pivots', () => {
    fc.assert(
      fc.property(systems, fc.array(fc.nat(columns - 1), { maxLength: 8 }), ({ rows, known }, changes) => {
        const system = reduceSystem(columns, toRows(rows), known);
        const now = [...known];
        for (const quantity of changes) {
          // One that is unknown stays so.
          setUnknown(system, quantity);
          now[quantity] = false;
          const untouched = copySystem(system);
          const row = system.rows.findIndex((_, index) => system.pivots[index] !== NO_PIVOT);
          const other =
            row < 0 ? -1 : system.rows[row]!.findIndex((sign, index) => sign !== 0 && !system.known[index]);
          if (other >= 0) setPivot(system, row, other);
          for (let index = 0; index < columns; index += 1) {
            expect(isDetermined(system, index)).toBe(isDeterminedByRank(rows, now, index));
            expect(isDetermined(untouched, index)).toBe(isDetermined(system, index));
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
