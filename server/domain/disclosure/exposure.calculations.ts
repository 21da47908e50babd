import { moveQuantity } from './feasible-range.calculations.ts';
import { listKnown, type ProtectedQuantity, type PublicSystem } from './public-system.calculations.ts';
import {
  isDetermined,
  listDirections,
  type ReducedSystem,
  reduceSystem,
} from './rational-system.calculations.ts';

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
export function listExposed(
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
        const move = moveQuantity(from, system, quantity, way, reached + open, attempt % 2 > 0);
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
export type Exposure = ProtectedQuantity & { certain: boolean };

type Proven = { up: number[]; down: number[] };

export function reducePublicSystem(system: PublicSystem, shown: readonly boolean[]): ReducedSystem {
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
