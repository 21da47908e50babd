import { type BrokenSum, buildSumKey } from './broken-sum.ts';
import { countFewestUnknown, type DisclosureRules, isDominated } from './disclosure-settings.rules.ts';
import { findLeastTied } from './equal-figures.calculations.ts';
import { findSmallOwnSum } from './own-small-sums.rules.ts';
import { type PublicSystem, type QuantityKind, REGION } from './public-system.calculations.ts';
import { checkSize, findDivisor } from './rational-system.calculations.ts';
import { describeProfile, listSharedRows } from './reporter-profile.calculations.ts';
import { WHOLE } from './round-table.calculations.ts';

/** Combinations of rows with whole coefficients, by row. */
type Combination = number[];

/** How much is searched for sums of many reporters that are small or dominated; sums of few are all found. */
const MOST_NODES = 4000;

/**
 * Finds sums of few reporters, small sums and dominated sums that the shown figures determine together.
 *
 * All that ties reporters to each other are the rows of sums over several of them. A combination of such rows
 * leaves of each reporter a combination of its own unknown figures, which vanishes if the reporter's own rows
 * explain it. So each reporter allows a space of combinations from which it is absent; where those of all
 * reporters but a few meet, the few have a sum that can be worked out. The search leaves out reporters one by one
 * and ends where nothing is left but what is public anyway.
 */
export function findBrokenSum(
  system: PublicSystem,
  known: readonly boolean[],
  rules: DisclosureRules,
  accepted: ReadonlySet<string> = new Set(),
): BrokenSum | null {
  const own = findSmallOwnSum(system, known, rules, accepted);
  if (own) return own;
  const shared = listSharedRows(system, known);
  if (shared.length === 0) return null;
  const groups = groupOwners(system, known, shared);
  const fewest = countFewestUnknown(rules);
  let nodes = 0;
  /** Leaves out groups in turn; `most` limits how many reporters may stay in. */
  const search = (at: number, basis: Combination[], included: Group[], most: number): BrokenSum | null => {
    nodes += 1;
    if (basis.length === 0) return null;
    const next = groups[at];
    if (!next) return judge(basis, included);
    const without = search(at + 1, restrict(basis, next.matrix), included, most);
    if (without) return without;
    const more = [...included, next];
    const count = more.reduce((sum, { owners }) => sum + owners.length, 0);
    if (count > most || (count >= fewest && nodes > MOST_NODES)) return null;
    return search(at + 1, basis, more, most);
  };
  const judge = (basis: Combination[], included: Group[]): BrokenSum | null => {
    for (const combination of basis) {
      const parts = included.filter(({ matrix }) =>
        matrix.some((vector) => multiply(combination, vector) !== 0),
      );
      const owners = parts.flatMap((group) => group.owners);
      if (owners.length === 0) continue;
      const rows = shared.filter((_, index) => combination[index] !== 0);
      if (!hasStake(rows, owners)) continue;
      if (owners.length >= fewest && !isSizeBroken(combination, owners)) continue;
      const found = { rows, owners };
      if (!accepted.has(buildSumKey(found))) return found;
    }
    return null;
  };
  // A figure that its reporter released, and that is suppressed for the sake of others, needs no protection itself.
  const hasStake = (rows: readonly number[], owners: readonly number[]) =>
    rows.some((row) =>
      system.rows[row]!.quantities.some(
        (quantity) =>
          !known[quantity] &&
          owners.includes(system.ownerOf[quantity]!) &&
          system.figuresOf[quantity]!.length === 0,
      ),
    );
  const isSizeBroken = (combination: Combination, owners: readonly number[]): boolean => {
    // Only a plain sum has a size: all with the same sign. Answers have none.
    const kinds = new Set<QuantityKind>();
    const weights = new Map<number, number>();
    let sign = 0;
    for (const [index, row] of shared.entries()) {
      const times = combination[index]!;
      if (times === 0) continue;
      const { quantities, signs } = system.rows[row]!;
      for (const [at, quantity] of quantities.entries()) {
        const owner = system.ownerOf[quantity]!;
        kinds.add(system.kindOf[quantity]!);
        if (known[quantity] || !owners.includes(owner)) continue;
        weights.set(quantity, (weights.get(quantity) ?? 0) + times * signs[at]!);
      }
    }
    if (kinds.has('answer')) return false;
    const ofOwner = Map.groupBy(
      [...weights].filter(([, weight]) => weight !== 0),
      ([quantity]) => system.ownerOf[quantity]!,
    );
    const values = [...ofOwner.values()].map((own) =>
      own.reduce((sum, [quantity, weight]) => sum + BigInt(weight) * system.truth[quantity]!, 0n),
    );
    for (const value of values) {
      const own = value > 0n ? 1 : value < 0n ? -1 : 0;
      if (own !== 0 && sign !== 0 && own !== sign) return false;
      if (own !== 0) sign = own;
    }
    const sizes = values.map((value) => (value < 0n ? -value : value));
    if (isDominated(rules, sizes)) return true;
    if (!kinds.has('persons')) return false;
    const isFew = (total: bigint) => total > 0n && total <= BigInt(rules.smallCountUpTo) * WHOLE;
    const total = sizes.reduce((sum, value) => sum + value, 0n);
    if (isFew(total)) return true;
    // The same sum with the figures that are smaller by as much as is known.
    const leastSizes = [...ofOwner].map(([owner, own], at) => {
      const [only, ...others] = own;
      if (!only || others.length > 0 || Math.abs(only[1]) !== 1) return sizes[at]!;
      return findLeastTied(system, known, owner).get(only[0]) ?? sizes[at]!;
    });
    return isFew(leastSizes.reduce((sum, value) => sum + value, 0n));
  };
  // What is left of a total beside its shown parts is what a reader looks at first.
  const rests = system.breakdowns.flatMap(({ whole, parts }) => {
    const at = shared.indexOf(whole);
    const rest = shared.map((row, index) => (index === at ? 1 : parts.includes(row) ? -1 : 0));
    return at < 0 || !rest.includes(-1) ? [] : [rest];
  });
  const left = judge(rests, groups);
  if (left) return left;
  // Combinations of which every reporter is absent are public as they are.
  const everything = shared.map((_, index) => shared.map((__, at) => (at === index ? 1 : 0)));
  return search(0, everything, [], fewest - 1) ?? search(0, everything, [], Number.POSITIVE_INFINITY);
}

/** Reporters that are absent from the same combinations. */
type Group = { owners: number[]; matrix: Vector[] };

/** Mostly zeros: the index and the value of what is not, in turn. */
type Vector = number[];

/** The vectors of each profile by its key, which says all that they depend on: a search asks for few new ones. */
const descriptionsOf = new WeakMap<PublicSystem, Map<string, Vector[]>>();

function groupOwners(system: PublicSystem, known: readonly boolean[], shared: readonly number[]): Group[] {
  const groups = new Map<string, Group>();
  const described = descriptionsOf.get(system) ?? new Map<string, Vector[]>();
  descriptionsOf.set(system, described);
  const owners = [
    ...new Set(shared.flatMap((row) => system.rows[row]!.quantities.map((q) => system.ownerOf[q]!))),
  ];
  for (const owner of owners.filter((one) => one !== REGION).sort((a, b) => a - b)) {
    const matrix = describeOwner(system, known, shared, owner, described);
    if (matrix.length === 0) continue;
    const key = JSON.stringify(matrix);
    const group = groups.get(key) ?? { owners: [], matrix };
    groups.set(key, group);
    group.owners.push(owner);
  }
  // Large groups first: leaving one out restricts most.
  return [...groups.values()].sort((a, b) => b.owners.length - a.owners.length);
}

/**
 * Describes from which combinations a reporter is absent: each returned vector (by shared row) must vanish with
 * the combination. Reduced, so that equal spaces have equal vectors.
 */
function describeOwner(
  system: PublicSystem,
  known: readonly boolean[],
  shared: readonly number[],
  owner: number,
  described: Map<string, Vector[]>,
): Vector[] {
  const { key, sums, own, quantities } = describeProfile(system, known, shared, owner, true);
  // Most reporters give the same breakdowns and are described by the same numbers.
  const before = described.get(key);
  if (before) return before;
  const spread = (entries: readonly number[]) => {
    const row = new Array<number>(quantities.length).fill(0);
    for (let at = 0; at < entries.length; at += 2) row[entries[at]!] = row[entries[at]!]! + entries[at + 1]!;
    return row;
  };
  const basis = reduceRows(own.map(spread));
  // What is left of each sum after the reporter's own rows.
  const rest = sums.map((entries) => reduceBy(spread(entries), basis));
  const transposed = Array.from({ length: quantities.length }, (_, column) =>
    rest.map((row) => row.row[column]!),
  );
  // Rows were multiplied by different factors: undo it, so that columns can be compared.
  const common = rest.reduce(
    (multiple, { times }) => checkSize((multiple / findDivisor(multiple, times)) * times),
    1,
  );
  const vectors = reduceRows(
    transposed.map((vector) => vector.map((value, at) => (value * common) / rest[at]!.times)),
  ).map(({ row }) => row.flatMap((value, at) => (value === 0 ? [] : [at, value])));
  described.set(key, vectors);
  return vectors;
}

/** Returns a basis of those combinations of the basis that make every vector vanish. */
function restrict(basis: readonly Combination[], vectors: readonly Vector[]): Combination[] {
  let left = [...basis];
  for (const vector of vectors) {
    const products = left.map((combination) => multiply(combination, vector));
    const pivot = products.findIndex((product) => product !== 0);
    if (pivot < 0) continue;
    const by = left[pivot]!;
    const factor = products[pivot]!;
    left = left.flatMap((combination, index) => {
      if (index === pivot) return [];
      const product = products[index]!;
      if (product === 0) return [combination];
      const changed = new Array<number>(combination.length);
      for (let at = 0; at < changed.length; at += 1)
        changed[at] = combination[at]! * factor - by[at]! * product;
      return [shorten(changed)];
    });
  }
  return left;
}

function multiply(combination: Combination, vector: Vector): number {
  let sum = 0;
  for (let at = 0; at < vector.length; at += 2) {
    // Whole numbers: each product is exact, and so is the sum if it stays small.
    sum = checkSize(sum + combination[vector[at]!]! * vector[at + 1]!);
  }
  return sum;
}

/** A row whose first entry, at `pivot`, is positive. */
type Reduced = { row: number[]; pivot: number };

/** Gauss-Jordan elimination in integers; returns the rows that are left, by their first entries. */
function reduceRows(rows: readonly number[][]): Reduced[] {
  const reduced: Reduced[] = [];
  for (const given of rows) {
    const { row } = reduceBy(given, reduced);
    const pivot = row.findIndex((value) => value !== 0);
    if (pivot < 0) continue;
    const fresh = { row: shorten(row[pivot]! < 0 ? row.map((value) => -value) : row), pivot };
    for (const other of reduced) {
      if (other.row[pivot] !== 0) other.row = shorten(eliminate(other.row, fresh).row);
    }
    reduced.push(fresh);
  }
  return reduced.sort((a, b) => a.pivot - b.pivot);
}

/** Eliminates the pivots of `basis` from a row; `times` is what the row was multiplied by. */
function reduceBy(given: readonly number[], basis: readonly Reduced[]): { row: number[]; times: number } {
  let row = [...given];
  let times = 1;
  for (const by of basis) {
    if (row[by.pivot] === 0) continue;
    const next = eliminate(row, by);
    row = next.row;
    times = checkSize(times * next.times);
  }
  return { row, times };
}

function eliminate(row: readonly number[], { row: by, pivot }: Reduced) {
  const divisor = findDivisor(row[pivot]!, by[pivot]!);
  const times = by[pivot]! / divisor;
  const less = row[pivot]! / divisor;
  const changed = new Array<number>(row.length);
  for (let at = 0; at < row.length; at += 1) changed[at] = checkSize(row[at]! * times - by[at]! * less);
  return { row: changed, times };
}

/** Divides a row by what all of its numbers have in common, in place. */
function shorten(row: number[]): number[] {
  let divisor = 0;
  for (let at = 0; at < row.length && divisor !== 1; at += 1) {
    if (row[at] !== 0) divisor = findDivisor(divisor, row[at]!);
  }
  for (let at = 0; at < row.length; at += 1) row[at] = divisor > 1 ? row[at]! / divisor : checkSize(row[at]!);
  return row;
}
