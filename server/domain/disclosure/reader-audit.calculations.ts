import {
  createReached,
  measureDirections,
  type Reached,
  measureWidth,
} from './feasible-move.calculations.ts';
import { type ProtectedQuantity, type PublicSystem, REGION } from './public-system.calculations.ts';
import {
  listDirections,
  type ReducedSystem,
  reduceSystem,
  type SumRow,
} from './rational-system.calculations.ts';
import { describeProfile, listSharedRows } from './reporter-profile.calculations.ts';

/**
 * Those who read together, each knowing all of its own figures: numbers of reporters, in ascending order. The
 * public is the reader without any.
 */
export type Reader = readonly number[];

/** A protected quantity that must stay uncertain for a reader. */
export type Target = { secret: ProtectedQuantity; reader: Reader };

/**
 * A target that is not wide enough. `certain`: it cannot be wider; otherwise it is only not proven that it can. `reach`:
 * the steps that are proven.
 */
export type Exposure = Target & { certain: boolean; reach: number };

/**
 * By quantity: sets of reporters whose figures can change, all others fixed, so that it is wide enough. They stay
 * true when more is suppressed. `tried` names the sets that have been looked at since.
 */
export type Proofs = { of: Map<number, Reader[]>; tried: Set<string> };

export const createProofs = (): Proofs => ({ of: new Map(), tried: new Set() });

/** Returns the proofs that stay true when figures of these owners become known; none if the region's does. */
export function filterProofs(proofs: Proofs, owners: ReadonlySet<number>): Proofs {
  const kept = createProofs();
  if (owners.has(REGION)) return kept;
  for (const [quantity, worlds] of proofs.of) {
    const left = worlds.filter((world) => !world.some((owner) => owners.has(owner)));
    if (left.length > 0) kept.of.set(quantity, left);
  }
  return kept;
}

/** Names a target; equal targets have equal names. */
export const buildTargetKey = ({ secret, reader }: Target) => `${secret.quantity} ${reader.join()}`;

/**
 * Lists the targets that are not proven at once: each protected quantity must stay uncertain for every reader of
 * `together` reporters other than its own, or of all others if there are fewer. A protected sum is held against
 * the public and each single reporter; sums of few reporters have a rule of their own. Adds to `proofs`.
 */
export function listOpenTargets(
  system: PublicSystem,
  known: readonly boolean[],
  together: number,
  proofs: Proofs = createProofs(),
): Target[] {
  const owners = listOwners(system);
  proveInPairs(system, known, owners, together, proofs);
  return system.protectedQuantities.flatMap((secret) => {
    const own = system.ownerOf[secret.quantity]!;
    const others = owners.filter((owner) => owner !== own);
    const size = Math.min(own === REGION ? Math.min(1, together) : together, others.length);
    const found = proofs.of.get(secret.quantity) ?? [];
    if (isProven(found, own, size)) return [];
    return listSubsets(others, size)
      .filter((reader) => !found.some((world) => !world.some((owner) => reader.includes(owner))))
      .map((reader) => ({ secret, reader }));
  });
}

/** Whether no reader of this size is part of every proof: each has a partner of its own, or none. */
const isProven = (found: readonly Reader[], own: number, size: number): boolean =>
  own !== REGION && (found.some(({ length }) => length === 1) || found.length > size);

const listOwners = ({ ownerOf }: PublicSystem): number[] =>
  [...new Set(ownerOf)].filter((owner) => owner !== REGION).sort((a, b) => a - b);

/** Lists the readers that know a little less: each without one of its reporters. */
export const listLesserReaders = (reader: Reader): Reader[] =>
  reader.map((_, index) => reader.toSpliced(index, 1));

function listSubsets(items: readonly number[], size: number): number[][] {
  if (size === 0) return [[]];
  if (size === 1) return items.map((item) => [item]);
  return items.flatMap((item, index) =>
    listSubsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]),
  );
}

/**
 * Proves protected quantities wide by letting the figures of one or two reporters change while all others stay as
 * they are. Such a proof holds for every reader that includes neither; with proofs from enough partners nothing
 * else needs to be solved.
 */
function proveInPairs(
  system: PublicSystem,
  known: readonly boolean[],
  owners: readonly number[],
  together: number,
  proofs: Proofs,
): void {
  const secretsOf = Map.groupBy(system.protectedQuantities, ({ quantity }) => system.ownerOf[quantity]!);
  const rowsOf = listRowsOf(system, known);
  const isSafe = ({ quantity }: ProtectedQuantity) =>
    isProven(proofs.of.get(quantity) ?? [], system.ownerOf[quantity]!, together);
  const add = (quantity: number, world: Reader) => {
    const before = proofs.of.get(quantity) ?? [];
    if (before.some(([first, second]) => first === world[0] && second === world[1])) return;
    proofs.of.set(quantity, [...before, world]);
  };
  const prove = (world: Reader) => {
    if (proofs.tried.has(world.join())) return;
    const secrets = [...world, REGION]
      .flatMap((owner) => secretsOf.get(owner) ?? [])
      .filter((secret) => !isSafe(secret));
    if (secrets.length === 0) return;
    proofs.tried.add(world.join());
    for (const quantity of findWide(system, known, world, rowsOf, secrets)) add(quantity, world);
  };
  const needsMore = (owner: number) => !(secretsOf.get(owner) ?? []).every(isSafe);
  proveByMirror(system, known, owners, { needsMore, add });
  for (const owner of owners) prove([owner]);
  for (const owner of owners) {
    for (const other of owners) {
      if (!needsMore(owner)) break;
      if (other !== owner) prove(owner < other ? [owner, other] : [other, owner]);
    }
  }
}

/**
 * Proves quantities of reporters that are tied in the same way: what one of them moves, the other moves back. Far
 * cheaper than to solve for the two, and enough for most.
 */
function proveByMirror(
  system: PublicSystem,
  known: readonly boolean[],
  owners: readonly number[],
  {
    needsMore,
    add,
  }: { needsMore: (owner: number) => boolean; add: (quantity: number, world: Reader) => void },
): void {
  if (!owners.some(needsMore)) return;
  const shared = listSharedRows(system, known, { bounded: true });
  const profiles = owners.map((owner) => ({ owner, ...describeProfile(system, known, shared, owner) }));
  const stepsOf = new Map(system.protectedQuantities.map(({ quantity, steps }) => [quantity, steps]));
  for (const group of Map.groupBy(profiles, ({ key }) => key).values()) {
    const [first] = group;
    if (group.length < 2 || !first) continue;
    const rows = first.own.map((entries) => ({
      quantities: entries.filter((_, index) => index % 2 === 0),
      signs: entries.filter((_, index) => index % 2 === 1),
    }));
    const directions = listDirections(reduceSystem(first.quantities.length, rows, []));
    group.forEach((one, index) => {
      for (const other of group.slice(index + 1)) {
        if (!needsMore(one.owner) && !needsMore(other.owner)) continue;
        const world = [one.owner, other.owner].sort((a, b) => a - b);
        for (const { quantities, steps } of directions) {
          const far = countBothWays(system, one.quantities, other.quantities, quantities, steps);
          if (far === 0) continue;
          quantities.forEach((number, at) => {
            for (const { quantities: own } of [one, other]) {
              const wanted = stepsOf.get(own[number]!);
              if (wanted !== undefined && far * Math.abs(steps[at]!) >= wanted) add(own[number]!, world);
            }
          });
        }
      }
    });
  }
}

/** How far one reporter can move along a direction, forth and back, while another moves against it. */
function countBothWays(
  { up, down }: PublicSystem,
  one: readonly number[],
  other: readonly number[],
  numbers: readonly number[],
  steps: readonly number[],
): number {
  let [forward, backward] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [at, number] of numbers.entries()) {
    const size = Math.abs(steps[at]!);
    const [rises, falls] = steps[at]! > 0 ? [one[number]!, other[number]!] : [other[number]!, one[number]!];
    forward = Math.min(forward, Math.floor(up[rises]! / size), Math.floor(down[falls]! / size));
    backward = Math.min(backward, Math.floor(down[rises]! / size), Math.floor(up[falls]! / size));
  }
  return forward + backward;
}

/** Lists, by reporter, the rows with unknown figures of it. */
function listRowsOf(system: PublicSystem, known: readonly boolean[]): Map<number, SumRow[]> {
  const rowsOf = new Map<number, SumRow[]>();
  for (const row of system.rows) {
    const seen: number[] = [];
    for (const quantity of row.quantities) {
      const owner = system.ownerOf[quantity]!;
      if (known[quantity] || seen.includes(owner)) continue;
      seen.push(owner);
      const rows = rowsOf.get(owner);
      if (rows) rows.push(row);
      else rowsOf.set(owner, [row]);
    }
  }
  return rowsOf;
}

/** Returns those of a reader's targets that are not proven wide: all others change as they like. */
export function listNotWide(
  system: PublicSystem,
  known: readonly boolean[],
  targets: readonly Target[],
): Target[] {
  const { reader } = targets[0]!;
  const world = listOwners(system).filter((owner) => !reader.includes(owner));
  const secrets = targets.map(({ secret }) => secret);
  const wide = new Set(findWide(system, known, world, listRowsOf(system, known), secrets));
  return targets.filter(({ secret }) => !wide.has(secret.quantity));
}

/** For more than so many quantities of a small system all directions are measured first. */
const FEW_HERE = 3;

/** Returns the protected quantities that are wide enough if only the reporters of `world` change. */
function findWide(
  system: PublicSystem,
  known: readonly boolean[],
  world: Reader,
  rowsOf: ReadonlyMap<number, SumRow[]>,
  secrets: readonly ProtectedQuantity[],
): number[] {
  const numbers = new Map<number, number>();
  const columns: number[] = [];
  const rows = new Set(world.flatMap((owner) => rowsOf.get(owner) ?? []));
  const own = new Set<number>([...world, REGION]);
  const small: SumRow[] = [...rows].map(({ quantities, signs }) => {
    const free = quantities.flatMap((quantity, index) =>
      !known[quantity] && own.has(system.ownerOf[quantity]!) ? [index] : [],
    );
    return {
      quantities: free.map((index) => {
        const quantity = quantities[index]!;
        const number = numbers.get(quantity) ?? columns.push(quantity) - 1;
        numbers.set(quantity, number);
        return number;
      }),
      signs: free.map((index) => signs[index]!),
    };
  });
  // A quantity in no row can be anything within its bounds.
  for (const { quantity } of secrets) {
    if (known[quantity] || numbers.has(quantity) || system.ownerOf[quantity] === REGION) continue;
    numbers.set(quantity, columns.push(quantity) - 1);
  }
  const room = {
    up: columns.map((quantity) => system.up[quantity]!),
    down: columns.map((quantity) => system.down[quantity]!),
  };
  const preference = columns.map((_, index) => Math.min(room.up[index]!, room.down[index]!));
  const reduce = () => reduceSystem(columns.length, small, [], preference);
  const reduced = reduce();
  const reached = createReached(columns.length);
  if (secrets.length > FEW_HERE) measureDirections(reduced, room, reached);
  return secrets.flatMap(({ quantity, steps }) => {
    const number = numbers.get(quantity);
    if (number === undefined) return [];
    return measureWidth(reduced, room, reached, { quantity: number, wanted: steps }, reduce).isWide
      ? [quantity]
      : [];
  });
}

/** Reduces the system as a reader knows it. */
export function reduceForReader(
  system: PublicSystem,
  known: readonly boolean[],
  reader: Reader,
): ReducedSystem {
  // Quantities with room make good pivots; those at a bound are better left free, and so at rest.
  const room = system.up.map((up, quantity) => Math.min(up, system.down[quantity]!));
  const all = known.map((isKnown, quantity) => isKnown || reader.includes(system.ownerOf[quantity]!));
  return reduceSystem(system.up.length, system.rows, all, room);
}

/** Up to this many quantities are tried one by one; for more, all directions are measured first. */
const FEW = 10;

/**
 * Lists those of a reader's targets that are not proven safe. A quantity that the equations determine is
 * exposed. For others, possible values are sought along the free directions of the system, as far as the bounds
 * allow, and then by moving the quantity as far as it goes. Each find is a proof. What is not proven counts as
 * exposed: when in doubt, more is suppressed. Stops when `atMost` are found.
 */
export function listExposed(
  system: PublicSystem,
  reduced: ReducedSystem,
  targets: readonly Target[],
  atMost = Number.POSITIVE_INFINITY,
): Exposure[] {
  const reached: Reached = createReached(system.up.length);
  if (targets.length > FEW) measureDirections(reduced, system, reached);
  const exposed: Exposure[] = [];
  let fresh: ReducedSystem | null = null;
  for (const target of targets) {
    const { quantity, steps: wanted } = target.secret;
    const { isWide, certain } = measureWidth(
      reduced,
      system,
      reached,
      { quantity, wanted },
      () => (fresh ??= reduceForReader(system, reduced.known, [])),
    );
    if (!isWide) exposed.push({ ...target, certain, reach: reached.up[quantity]! + reached.down[quantity]! });
    if (exposed.length >= atMost) break;
  }
  return exposed;
}
