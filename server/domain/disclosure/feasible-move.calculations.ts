import {
  isDetermined,
  listDirections,
  listEntries,
  NO_PIVOT,
  type ReducedSystem,
  setPivot,
} from './rational-system.calculations.ts';

/** How far each quantity has been moved from its true value, in whole steps. */
export type Reached = { up: number[]; down: number[] };

export const createReached = (columns: number): Reached => ({
  up: new Array<number>(columns).fill(0),
  down: new Array<number>(columns).fill(0),
});

/** How far quantities can move from where they are: whole steps up and down. */
export type Room = { up: readonly number[]; down: readonly number[] };

/** Far more exchanges than a round's system takes: this limits the time, not the answer. */
const MOST_EXCHANGES = 200;

/**
 * Moves a quantity up (`way` 1) or down (-1) by up to `wanted` whole steps, and others with it, so that every
 * equation stays true, known quantities stay fixed and all stay within their room. Returns how far each
 * quantity that moves has moved, and whether it is certain that the quantity can go no further.
 *
 * This is the simplex method for bounded variables (Dantzig, Linear Programming and Extensions, 1963, chapter
 * 18) with Bland's rule against cycling (Mathematics of Operations Research 2, 1977), started from the true
 * values, which satisfy everything. It ends when the quantity can go no further, or before a step that is not
 * whole: a point that it returns is always possible, and it rarely misses one. Exchanges the pivots of
 * `system` in place, which leaves its equations unchanged. `backwards` tries the quantities in reverse order,
 * which may avoid such a step.
 */
export function calculateMove(
  system: ReducedSystem,
  room: Room,
  quantity: number,
  way: 1 | -1,
  wanted: number,
  backwards = false,
): { moved: Map<number, number>; certain: boolean } {
  const moved = new Map<number, number>();
  const move = (column: number, steps: number) => moved.set(column, (moved.get(column) ?? 0) + steps);
  const leftFor = (column: number, direction: number) =>
    direction > 0
      ? room.up[column]! - (moved.get(column) ?? 0)
      : room.down[column]! + (moved.get(column) ?? 0);
  const hasArrived = () => (moved.get(quantity) ?? 0) * way >= wanted;
  for (let exchanges = 0; exchanges < MOST_EXCHANGES && !hasArrived(); exchanges += 1) {
    const ways = listWays(system, quantity, way);
    if (backwards) ways.reverse();
    const open = ways.filter(({ column, direction }) => leftFor(column, direction) > 0);
    if (open.length === 0) return { moved, certain: true };
    const step = findWholeStep(system, open, leftFor);
    if (!step) return { moved, certain: false };
    const { column, direction, steps, blocking } = step;
    if (steps > 0) {
      for (let index = 0; index < system.rows.length; index += 1) {
        const slope = findSlope(system, index, column);
        if (slope !== 0) move(system.pivots[index]!, slope * direction * steps);
      }
      move(column, direction * steps);
    }
    if (blocking >= 0) setPivot(system, blocking, column);
  }
  return { moved, certain: hasArrived() };
}

type Way = { column: number; direction: 1 | -1 };
type Step = Way & { steps: number; blocking: number };

/**
 * Lists the free unknowns that move the quantity the right way, each with the direction in which it does so.
 */
function listWays(system: ReducedSystem, quantity: number, way: 1 | -1): Way[] {
  const own = system.rowOf[quantity]!;
  if (own < 0) return [{ column: quantity, direction: way }];
  const row = system.rows[own]!;
  const ways: Way[] = [];
  for (const column of listEntries(system, own)) {
    if (column === quantity || system.known[column]) continue;
    // The pivot's coefficient is positive, so the quantity moves against the sign of the free unknown's.
    ways.push({ column, direction: row[column]! > 0 === way > 0 ? -1 : 1 });
  }
  return ways;
}

/** Finds the first of the ways that allows whole steps: how far, and the row whose pivot stops it, or -1. */
function findWholeStep(
  system: ReducedSystem,
  ways: readonly Way[],
  leftFor: (column: number, direction: number) => number,
): Step | null {
  for (const { column, direction } of ways) {
    let reach = leftFor(column, direction);
    let blocking = -1;
    const broken = new Set<number>();
    for (let index = 0; index < system.rows.length; index += 1) {
      const slope = findSlope(system, index, column);
      if (slope === 0) continue;
      if (!Number.isInteger(slope)) broken.add(slope);
      const pivot = system.pivots[index]!;
      const own = leftFor(pivot, slope * direction) / Math.abs(slope);
      if (own < reach || (own === reach && blocking >= 0 && pivot < system.pivots[blocking]!)) {
        reach = own;
        blocking = index;
      }
    }
    if (reach === 0) return { column, direction, steps: 0, blocking };
    for (let steps = Math.floor(reach); steps > 0; steps -= 1) {
      if (![...broken].every((slope) => Number.isInteger(slope * steps))) continue;
      return { column, direction, steps, blocking: steps === reach ? blocking : -1 };
    }
  }
  return null;
}

/** How far the pivot of a row moves with one step of a free unknown; 0 if they are not connected. */
function findSlope(system: ReducedSystem, index: number, column: number): number {
  const pivot = system.pivots[index]!;
  const coefficient = system.rows[index]![column]!;
  if (coefficient === 0 || pivot === NO_PIVOT || pivot === column) return 0;
  return -coefficient / system.rows[index]![pivot]!;
}

/**
 * Measures how far each quantity can certainly go up and down: along one direction at a time, within all
 * bounds. Writes what it finds to `reached`.
 */
export function measureDirections(system: ReducedSystem, room: Room, reached: Reached): void {
  for (const { quantities, steps } of listDirections(system)) {
    let forward = Number.POSITIVE_INFINITY;
    let backward = Number.POSITIVE_INFINITY;
    quantities.forEach((quantity, index) => {
      const step = steps[index]!;
      const [rise, fall] = [room.up[quantity]!, room.down[quantity]!];
      forward = Math.min(forward, Math.floor((step > 0 ? rise : fall) / Math.abs(step)));
      backward = Math.min(backward, Math.floor((step > 0 ? fall : rise) / Math.abs(step)));
    });
    if (forward + backward === 0) continue;
    quantities.forEach((quantity, index) => {
      const size = Math.abs(steps[index]!);
      const [rise, fall] = steps[index]! > 0 ? [forward, backward] : [backward, forward];
      reached.up[quantity] = Math.max(reached.up[quantity]!, rise * size);
      reached.down[quantity] = Math.max(reached.down[quantity]!, fall * size);
    });
  }
}

/** How often a quantity is moved again, from other pivots, if the attempt ended in a fraction. */
const ATTEMPTS = 4;

/**
 * Moves a quantity up and down until it has `wanted` steps between the lowest and the highest value reached.
 * Returns whether it got there and, if not, whether it is certain that it cannot. The values reached are possible
 * for every quantity in a move, not only for the one that was meant. `reduceAgain` gives the same system with
 * other pivots.
 */
export function measureWidth(
  system: ReducedSystem,
  room: Room,
  reached: Reached,
  { quantity, wanted }: { quantity: number; wanted: number },
  reduceAgain: () => ReducedSystem,
): { isWide: boolean; certain: boolean } {
  let certain = isDetermined(system, quantity);
  for (let attempt = 0; attempt < ATTEMPTS && !certain; attempt += 1) {
    certain = true;
    for (const way of [1, -1] as const) {
      const open = wanted - reached.up[quantity]! - reached.down[quantity]!;
      if (open <= 0) break;
      const from = attempt < 2 ? system : reduceAgain();
      const far = (way > 0 ? reached.up : reached.down)[quantity]! + open;
      const move = calculateMove(from, room, quantity, way, far, attempt % 2 > 0);
      certain &&= move.certain;
      for (const [moved, steps] of move.moved) {
        if (steps > reached.up[moved]!) reached.up[moved] = steps;
        if (-steps > reached.down[moved]!) reached.down[moved] = -steps;
      }
    }
  }
  return { isWide: reached.up[quantity]! + reached.down[quantity]! >= wanted, certain };
}
