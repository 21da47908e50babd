import { moveQuantity } from './feasible-range.calculations.ts';
import { listKnown, type ProtectedQuantity, type PublicSystem } from './public-system.calculations.ts';
import {
  isDetermined,
  listDirections,
  type ReducedSystem,
  reduceSystem,
} from './rational-system.calculations.ts';

/**
 * Finds the protected quantities that are not proven safe next to the shown figures. Safe means that other values
 * agree with everything public: two for a figure not released, three neighbouring ones for a count of persons.
 *
 * A quantity that the equations determine is exposed. For the others possible values are looked for along the free
 * directions of the system, as far as the bounds allow, and where these do not suffice by moving the quantity as
 * far as it goes. Each find is a proof. What is not proven counts as exposed: in doubt more is held.
 */
export function listExposed(
  system: PublicSystem,
  reduced: ReducedSystem,
  spared: ReadonlySet<number>,
  atMost = Number.POSITIVE_INFINITY,
): Exposure[] {
  const proven = measureDirections(system, reduced);
  const exposed: Exposure[] = [];
  for (const candidate of system.protectedQuantities) {
    const { quantity, steps } = candidate;
    if (spared.has(quantity)) continue;
    let certain = true;
    for (const way of [1, -1] as const) {
      const open = steps - proven.up[quantity]! - proven.down[quantity]!;
      if (open <= 0 || isDetermined(reduced, quantity)) break;
      const reached = (way > 0 ? proven.up : proven.down)[quantity]!;
      const move = moveQuantity(reduced, system, quantity, way, reached + open);
      certain &&= move.certain;
      addProof(proven, move.moved);
    }
    if (proven.up[quantity]! + proven.down[quantity]! < steps) exposed.push({ ...candidate, certain });
    if (exposed.length >= atMost) break;
  }
  return exposed;
}

/** The values moved to are possible for every quantity in the move, not only for the one that was meant. */
function addProof({ up, down }: Proven, moved: Int32Array): void {
  moved.forEach((steps, quantity) => {
    if (steps > up[quantity]!) up[quantity] = steps;
    if (-steps > down[quantity]!) down[quantity] = -steps;
  });
}

/** `certain` says that it can be worked out; otherwise it is only not proven that it cannot. */
export type Exposure = ProtectedQuantity & { certain: boolean };

type Proven = { up: number[]; down: number[] };

export function reducePublicSystem(system: PublicSystem, shown: readonly boolean[]): ReducedSystem {
  // Quantities with room make good pivots; those at a bound had better stay free, and so at rest.
  const room = system.up.map((up, quantity) => Math.min(up, system.down[quantity]!));
  return reduceSystem(system.up.length, system.rows, listKnown(system, shown), room);
}

/** How far each quantity can certainly go up and down: along one direction at a time, within all bounds. */
function measureDirections(system: PublicSystem, reduced: ReducedSystem): Proven {
  const up = system.up.map(() => 0);
  const down = system.up.map(() => 0);
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
  return { up, down };
}
