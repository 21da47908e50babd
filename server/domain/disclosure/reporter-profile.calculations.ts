import { isBounded, type PublicSystem, REGION } from './public-system.calculations.ts';
import { WHOLE } from './round-table.calculations.ts';

/**
 * Lists the rows that tie reporters to each other: those that are sums over several, with something unknown in
 * them. A row with an unknown sum ties nobody; with `bounded` it does if the sum is known to be within bounds.
 */
export function listSharedRows(
  system: PublicSystem,
  known: readonly boolean[],
  { bounded = false }: { bounded?: boolean } = {},
): number[] {
  return system.rows.flatMap(({ quantities }, index) => {
    const first = system.ownerOf[quantities[0]!];
    const isShared = quantities.some((quantity) => system.ownerOf[quantity] !== first);
    const isOpen = quantities.some((quantity) => !known[quantity]);
    const hasSum = quantities.every(
      (quantity) =>
        system.ownerOf[quantity] !== REGION ||
        known[quantity] ||
        (bounded && isBounded(system, quantity, WHOLE)),
    );
    return isShared && isOpen && hasSum ? [index] : [];
  });
}

/**
 * The unknown quantities of one reporter and how they are tied, in numbers of their own. Reporters with the same
 * key are tied in the same way: what moves the one moves the other.
 */
export type Profile = {
  key: string;
  /** By shared row, then by own row: number and sign of each quantity, in turn. */
  sums: number[][];
  own: number[][];
  /** The quantity of each number. */
  quantities: number[];
};

/** Describes one reporter. `withChanges` takes the size of its corrections as known. */
export function describeProfile(
  system: PublicSystem,
  known: readonly boolean[],
  shared: readonly number[],
  owner: number,
  withChanges = false,
): Profile {
  const numbers = new Map<number, number>();
  const numberOf = (quantity: number) => {
    const number = numbers.get(quantity) ?? numbers.size;
    numbers.set(quantity, number);
    return number;
  };
  const read = ({ quantities, signs }: PublicSystem['rows'][number]) =>
    quantities.flatMap((quantity, at) =>
      system.ownerOf[quantity] === owner && !known[quantity] ? [numberOf(quantity), signs[at]!] : [],
    );
  const sums = shared.map((row) => read(system.rows[row]!));
  const own = system.rows.flatMap((row) =>
    row.quantities.every((quantity) => system.ownerOf[quantity] === owner) ? [read(row)] : [],
  );
  // Whoever follows corrections may know by how much a figure has changed, but not the figure.
  for (const row of withChanges ? system.changes : []) {
    const isOwn = system.ownerOf[row.quantities[0]!] === owner;
    if (isOwn && !row.quantities.some((quantity) => known[quantity])) own.push(read(row));
  }
  return { key: JSON.stringify([sums, own]), sums, own, quantities: [...numbers.keys()] };
}
