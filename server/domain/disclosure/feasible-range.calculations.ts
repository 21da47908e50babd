import { exchangePivot, NO_PIVOT, type ReducedSystem } from './rational-system.calculations.ts';

/** How far quantities can go from where they are: whole steps up and down. */
export type Room = { up: readonly number[]; down: readonly number[] };

/** Far more exchanges than a system of a round takes; a bound on the time, not on the answer. */
const MOST_EXCHANGES = 1000;

/**
 * Moves a quantity up (`way` 1) or down (-1) by up to `wanted` whole steps, and others with it, so that every
 * equation stays true, known quantities stay where they are and all stay within their room. Returns how far each
 * quantity has moved, by quantity, and whether it is certain that the quantity can go no further.
 *
 * This is the simplex method for bounded variables (Dantzig, Linear Programming and Extensions, 1963, chapter 18)
 * with Bland's rule against going in circles (Mathematics of Operations Research 2, 1977), started from the true
 * values, which satisfy everything. It ends where the quantity can go no further, except that it stops short of a
 * step that is not whole: a point that it returns is always possible, and it seldom misses one. Exchanges the
 * pivots of `system` in place, which leaves its equations as they are.
 */
export function moveQuantity(
  system: ReducedSystem,
  room: Room,
  quantity: number,
  way: 1 | -1,
  wanted: number,
): { moved: Int32Array; certain: boolean } {
  const moved = new Int32Array(system.columns);
  const leftFor = (column: number, direction: number) =>
    direction > 0 ? room.up[column]! - moved[column]! : room.down[column]! + moved[column]!;
  for (let exchanges = 0; exchanges < MOST_EXCHANGES && moved[quantity]! * way < wanted; exchanges += 1) {
    const entering = findEntering(system, quantity, way, leftFor);
    if (!entering) return { moved, certain: true };
    const { column, direction } = entering;
    // The first bound that stops the way: the entering quantity's own, or that of a pivot that has to follow.
    let steps = leftFor(column, direction);
    let blocking = -1;
    for (let index = 0; index < system.rows.length; index += 1) {
      const row = system.rows[index]!;
      const pivot = system.pivots[index]!;
      const coefficient = row[column]!;
      if (pivot === NO_PIVOT || coefficient === 0 || pivot === column) continue;
      const slope = (-coefficient * direction) / row[pivot]!;
      const reach = leftFor(pivot, slope) / Math.abs(slope);
      const earlier = blocking >= 0 && reach === steps && pivot < system.pivots[blocking]!;
      if (reach < steps || earlier) {
        steps = reach;
        blocking = index;
      }
    }
    if (!isWhole(system, column, steps)) break;
    if (steps > 0) {
      for (const [index, row] of system.rows.entries()) {
        const pivot = system.pivots[index]!;
        if (pivot === NO_PIVOT || row[column] === 0 || pivot === column) continue;
        moved[pivot] = moved[pivot]! - (row[column]! * direction * steps) / row[pivot]!;
      }
      moved[column] = moved[column]! + direction * steps;
    }
    if (blocking >= 0) exchangePivot(system, blocking, column);
  }
  return { moved, certain: moved[quantity]! * way >= wanted };
}

/** The first free unknown that has room to move so that the quantity goes the right way. */
function findEntering(
  system: ReducedSystem,
  quantity: number,
  way: 1 | -1,
  leftFor: (column: number, direction: number) => number,
): { column: number; direction: 1 | -1 } | null {
  const own = system.rowOf[quantity]!;
  if (own < 0) return leftFor(quantity, way) > 0 ? { column: quantity, direction: way } : null;
  const row = system.rows[own]!;
  for (let column = 0; column < system.columns; column += 1) {
    const coefficient = row[column]!;
    if (coefficient === 0 || column === quantity || system.known[column]) continue;
    // The pivot's coefficient is positive: the quantity goes against the sign of the free unknown's.
    const direction = coefficient > 0 === way > 0 ? -1 : 1;
    if (leftFor(column, direction) > 0) return { column, direction };
  }
  return null;
}

function isWhole(system: ReducedSystem, column: number, steps: number): boolean {
  if (!Number.isInteger(steps)) return false;
  return system.rows.every((row, index) => {
    const pivot = system.pivots[index]!;
    return pivot === NO_PIVOT || Number.isInteger((row[column]! * steps) / row[pivot]!);
  });
}
