import { type PublicSystem, listKnown, type ProtectedQuantity } from './public-system.calculations.ts';
import {
  copySystem,
  findSupport,
  setUnknown,
  setKnown,
  type ReducedSystem,
  isDetermined,
  listDirections,
  reduceSystem,
  setPivot,
  NO_PIVOT,
} from './rational-system.calculations.ts';

/** How far quantities can move from where they are: whole steps up and down. */
type Room = { up: readonly number[]; down: readonly number[] };

/** Far more exchanges than a round's system takes: this limits the time, not the answer. */
const MOST_EXCHANGES = 200;

/**
 * Moves a quantity up (`way` 1) or down (-1) by up to `wanted` whole steps, and others with it, so that every
 * equation stays true, known quantities stay fixed and all stay within their room. Returns how far each
 * quantity has moved, and whether it is certain that the quantity can go no further.
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
): { moved: Int32Array; certain: boolean } {
  const moved = new Int32Array(system.columns);
  const leftFor = (column: number, direction: number) =>
    direction > 0 ? room.up[column]! - moved[column]! : room.down[column]! + moved[column]!;
  for (let exchanges = 0; exchanges < MOST_EXCHANGES && moved[quantity]! * way < wanted; exchanges += 1) {
    const ways = listWays(system, quantity, way);
    if (backwards) ways.reverse();
    const open = ways.filter(({ column, direction }) => leftFor(column, direction) > 0);
    if (open.length === 0) return { moved, certain: true };
    const step = findWholeStep(system, open, leftFor);
    if (!step) return { moved, certain: false };
    const { column, direction, steps, blocking } = step;
    if (steps > 0) {
      for (let index = 0; index < system.rows.length; index += 1) {
        const pivot = system.pivots[index]!;
        const slope = findSlope(system, index, column);
        if (slope !== 0) moved[pivot] = moved[pivot]! + slope * direction * steps;
      }
      moved[column] = moved[column]! + direction * steps;
    }
    if (blocking >= 0) setPivot(system, blocking, column);
  }
  return { moved, certain: moved[quantity]! * way >= wanted };
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
  for (let column = 0; column < system.columns; column += 1) {
    const coefficient = row[column]!;
    if (coefficient === 0 || column === quantity || system.known[column]) continue;
    // The pivot's coefficient is positive, so the quantity moves against the sign of the free unknown's.
    ways.push({ column, direction: coefficient > 0 === way > 0 ? -1 : 1 });
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

/** Up to this many quantities are tried one by one; for more, all directions are measured first. */
const FEW = 10;

/** How often a quantity is moved again, from other pivots, if the attempt ended in a fraction. */
const ATTEMPTS = 4;

/**
 * Lists the protected quantities that are not proven safe beside the shown figures. Safe means that other
 * values agree with everything public: two for a figure not released, three adjacent ones for a count of
 * persons.
 *
 * A quantity that the equations determine is exposed. For others, possible values are sought along the free
 * directions of the system, as far as the bounds allow, and then by moving the quantity as far as it goes.
 * Each find is a proof. What is not proven counts as exposed: when in doubt, more is suppressed. Stops when
 * `atMost` are found.
 */
function listExposed(
  system: PublicSystem,
  reduced: ReducedSystem,
  candidates: readonly ProtectedQuantity[],
  atMost = Number.POSITIVE_INFINITY,
): Exposure[] {
  const proven = createProven(system);
  if (candidates.length > FEW) measureDirections(system, reduced, proven);
  const exposed: Exposure[] = [];
  let fresh: ReducedSystem | null = null;
  for (const candidate of candidates) {
    const { quantity, steps } = candidate;
    let certain = isDetermined(reduced, quantity);
    for (let attempt = 0; attempt < ATTEMPTS && !certain; attempt += 1) {
      certain = true;
      for (const way of [1, -1] as const) {
        const open = steps - proven.up[quantity]! - proven.down[quantity]!;
        if (open <= 0) break;
        const reached = (way > 0 ? proven.up : proven.down)[quantity]!;
        const from = attempt < 2 ? reduced : (fresh ??= reduceAgain(system, reduced.known));
        const move = calculateMove(from, system, quantity, way, reached + open, attempt % 2 > 0);
        certain &&= move.certain;
        addProof(proven, move.moved);
      }
    }
    if (proven.up[quantity]! + proven.down[quantity]! < steps) exposed.push({ ...candidate, certain });
    if (exposed.length >= atMost) break;
  }
  return exposed;
}

/** The values reached are possible for every quantity in the move, not only for the one that was meant. */
function addProof({ up, down }: Proven, moved: Int32Array): void {
  moved.forEach((steps, quantity) => {
    if (steps > up[quantity]!) up[quantity] = steps;
    if (-steps > down[quantity]!) down[quantity] = -steps;
  });
}

/** `certain`: it can be derived; otherwise it is only not proven that it cannot. */
type Exposure = ProtectedQuantity & { certain: boolean };

type Proven = { up: number[]; down: number[] };

function reducePublicSystem(system: PublicSystem, shown: readonly boolean[]): ReducedSystem {
  return reduceAgain(system, listKnown(system, shown));
}

function reduceAgain(system: PublicSystem, known: readonly boolean[]): ReducedSystem {
  // Quantities with room make good pivots; those at a bound are better left free, and so at rest.
  const room = system.up.map((up, quantity) => Math.min(up, system.down[quantity]!));
  return reduceSystem(system.up.length, system.rows, known, room);
}

function createProven({ up }: PublicSystem): Proven {
  return { up: up.map(() => 0), down: up.map(() => 0) };
}

/**
 * Measures how far each quantity can certainly go up and down: along one direction at a time, within all
 * bounds.
 */
function measureDirections(system: PublicSystem, reduced: ReducedSystem, { up, down }: Proven): void {
  for (const { quantities, steps } of listDirections(reduced)) {
    let forward = Number.POSITIVE_INFINITY;
    let backward = Number.POSITIVE_INFINITY;
    quantities.forEach((quantity, index) => {
      const step = steps[index]!;
      const rise = system.up[quantity]!;
      const fall = system.down[quantity]!;
      forward = Math.min(forward, Math.floor((step > 0 ? rise : fall) / Math.abs(step)));
      backward = Math.min(backward, Math.floor((step > 0 ? fall : rise) / Math.abs(step)));
    });
    if (forward + backward === 0) continue;
    quantities.forEach((quantity, index) => {
      const rises = steps[index]! > 0;
      up[quantity] = Math.max(up[quantity]!, rises ? forward : backward);
      down[quantity] = Math.max(down[quantity]!, rises ? backward : forward);
    });
  }
}

/** How many of the cheapest figures are tried before one is chosen. */
const TRIED = 6;
/** The value of having one exposed quantity fewer, on the scale of costs. */
const WORTH = 4;

type Try = { figure: number; without: ReducedSystem; left: Exposure[]; cost: number };

export type ComplementaryDecision = {
  /** Figures suppressed to protect others. */
  held: Set<number>;
  /** Protected quantities that suppression cannot help: they follow from what is always known. */
  beyondHelp: Exposure[];
};

/**
 * Suppresses further figures until no protected quantity is exposed. Of the figures from which an exposed
 * quantity can be derived, suppresses the one that costs least and helps most. At the end shows each
 * suppressed figure again if that exposes nothing, most expensive first. Terminates, because each step
 * suppresses one more figure or gives up one quantity, and depends only on the system.
 *
 * This is secondary cell suppression with an audit of the feasible intervals (Hundepool and others,
 * Statistical Disclosure Control, Wiley 2012, chapter 4), chosen greedily: the optimal choice is too hard to
 * compute.
 */
export function suppressComplementary(
  system: PublicSystem,
  primary: readonly boolean[],
): ComplementaryDecision {
  const held = new Set<number>();
  const beyondHelp: Exposure[] = [];
  const quantitiesOf = groupByFigure(system);
  let reduced = reducePublicSystem(system, primary);
  let everythingHeld: ReducedSystem | null = null;
  let exposed = listExposed(system, reduced, system.protectedQuantities);
  while (exposed[0]) {
    const candidates = listCandidates(system, reduced, exposed[0].quantity).slice(0, TRIED);
    let best: Try | null = null;
    // Suppressing one more figure never exposes anything: only what is exposed now can be exposed afterwards.
    for (const figure of candidates) {
      // The cheapest come first: from here on no candidate can do better.
      if (best && system.costs[figure]! >= best.cost) break;
      const without = copySystem(reduced);
      for (const quantity of quantitiesOf.get(figure) ?? []) setUnknown(without, quantity);
      const price = system.costs[figure]!;
      const left = listExposed(system, without, exposed, best ? (best.cost - price) / WORTH : undefined);
      const cost = price + WORTH * left.length;
      if (!best || cost < best.cost) best = { figure, without, left, cost };
    }
    if (best && best.left.length === exposed.length) {
      // No gain: perhaps nothing helps.
      everythingHeld ??= reducePublicSystem(
        system,
        primary.map(() => false),
      );
      const [hopeless] = listExposed(system, everythingHeld, exposed.slice(0, 1));
      if (hopeless?.certain) best = null;
    }
    if (best) {
      held.add(best.figure);
      reduced = best.without;
      exposed = best.left;
    } else {
      const [given, ...rest] = exposed;
      beyondHelp.push(given);
      exposed = rest;
    }
  }
  // Unless it is certain that nothing helps, figures suppressed in vain stay suppressed.
  const lost = new Set(beyondHelp.flatMap(({ certain, quantity }) => (certain ? [quantity] : [])));
  const secret = system.protectedQuantities.filter(({ quantity }) => !lost.has(quantity));
  const dearestFirst = [...held].sort((a, b) => system.costs[b]! - system.costs[a]! || a - b);
  for (const figure of dearestFirst) {
    const withIt = copySystem(reduced);
    for (const quantity of quantitiesOf.get(figure) ?? []) setKnown(withIt, quantity);
    if (listExposed(system, withIt, secret, 1).length > 0) continue;
    held.delete(figure);
    reduced = withIt;
  }
  return { held, beyondHelp };
}

function groupByFigure({ figureOf }: PublicSystem): Map<number, number[]> {
  const quantities = new Map<number, number[]>();
  figureOf.forEach((figure, quantity) => {
    if (figure >= 0) quantities.set(figure, [...(quantities.get(figure) ?? []), quantity]);
  });
  return quantities;
}

/**
 * Lists the figures that bear on an unknown, cheapest first: those in its own rows, otherwise those in
 * neighbouring rows.
 */
function listCandidates(system: PublicSystem, reduced: ReducedSystem, start: number): number[] {
  const seen = new Set([start]);
  let ring = [start];
  while (ring.length > 0) {
    const figures = new Set<number>();
    for (const quantity of ring.flatMap((unknown) => findSupport(reduced, unknown))) {
      const figure = system.figureOf[quantity]!;
      if (figure >= 0) figures.add(figure);
    }
    if (figures.size > 0) return [...figures].sort((a, b) => system.costs[a]! - system.costs[b]! || a - b);
    const next = reduced.rows.flatMap((row, index) => {
      if (reduced.pivots[index]! < 0 || !ring.some((quantity) => row[quantity] !== 0)) return [];
      return [...row.keys()].filter(
        (column) => row[column] !== 0 && !reduced.known[column] && !seen.has(column),
      );
    });
    for (const quantity of next) seen.add(quantity);
    ring = [...new Set(next)];
  }
  return [];
}
