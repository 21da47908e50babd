import type { PublicSystem } from './public-system.calculations.ts';
import { NO_PIVOT, reduceSystem } from './rational-system.calculations.ts';

/** By system: what was found for an owner, by what is known of it. */
const memories = new WeakMap<PublicSystem, Map<string, Map<number, bigint>>>();

/**
 * Finds, for each unknown figure of a reporter, the least of those that its own rows tie to it by a known difference:
 * "male" of one breakdown is "violence" of another and four more, where all other parts of both are shown. Whoever
 * knows a sum with the one knows that with the other.
 */
export function findLeastTied(
  system: PublicSystem,
  known: readonly boolean[],
  owner: number,
): ReadonlyMap<number, bigint> {
  const { rows, ownerOf, truth } = system;
  const own = rows.filter(({ quantities }) => quantities.every((quantity) => ownerOf[quantity] === owner));
  const columns = [...new Set(own.flatMap(({ quantities }) => quantities))];
  const isKnown = columns.map((quantity) => known[quantity]!);
  const memory = memories.get(system) ?? new Map<string, Map<number, bigint>>();
  memories.set(system, memory);
  const key = `${owner} ${isKnown.map(Number).join('')}`;
  const before = memory.get(key);
  if (before) return before;
  const numberOf = new Map(columns.map((quantity, number) => [quantity, number]));
  const reduced = reduceSystem(
    columns.length,
    own.map(({ quantities, signs }) => ({
      quantities: quantities.map((quantity) => numberOf.get(quantity)!),
      signs,
    })),
    isKnown,
  );
  const forms = new Map(columns.map((_, column) => [column, `1×${column}`]));
  reduced.rows.forEach((row, index) => {
    const pivot = reduced.pivots[index]!;
    if (pivot === NO_PIVOT) return;
    // What the pivot is in terms of the figures that are free.
    const terms = [...row.entries()].filter(
      ([column, coefficient]) => column !== pivot && coefficient !== 0 && !isKnown[column],
    );
    forms.set(pivot, terms.map(([column, coefficient]) => `${-coefficient / row[pivot]!}×${column}`).join());
  });
  const open = columns.flatMap((quantity, column) => (isKnown[column] ? [] : [{ quantity, column }]));
  const least = new Map<number, bigint>();
  for (const tied of Map.groupBy(open, ({ column }) => forms.get(column)!).values()) {
    const smallest = tied
      .map(({ quantity }) => truth[quantity]!)
      .reduce((one, other) => (other < one ? other : one));
    for (const { quantity } of tied) least.set(quantity, smallest);
  }
  memory.set(key, least);
  return least;
}
